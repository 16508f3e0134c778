import FileFormats
import Logistics
import Verification

/// The cause for which no plan exists, in sentences with their places.
struct NoPlanWords {
  struct Line: Equatable {
    var text: String
    /// `lanes.csv:14`; empty where there is none.
    var place: String
  }

  let answer: VerifiedNoPlan
  let numbers: ReportNumbers
  private let rules: RuleWords

  init(_ answer: VerifiedNoPlan) {
    self.answer = answer
    numbers = ReportNumbers(answer.instance)
    rules = RuleWords(answer.instance)
  }

  private var instance: Instance { answer.instance }

  var verdict: String {
    answer.isCertified
      ? "proven, and the proof was checked against the tables alone" : "by the word of `\(answer.run.engine)`"
  }

  var shortfalls: [Line] {
    answer.cause.shortfalls.map { short in
      let row = instance[short.row]
      let order = instance[row.order].name.map { ", order `\($0)`" } ?? ""
      return Line(
        text: "`\(instance[row.customer].name)` asks for \(numbers.quantityWithUnit(row.quantity)) of "
          + "`\(instance[row.product].name)`\(order): \(numbers.quantity(short.units)) cannot be served",
        place: instance.place(row.mark))
    }
  }

  var violations: [Line] {
    answer.cause.violations.map { violation in
      line(violation.rule, "; missed by \(numbers.plain(violation.amount))")
    }
  }

  /// What limits many at once comes first: where it takes hundreds of sites and customers to show it, it is what they share.
  var binding: [Line] {
    let rules = answer.cause.binding
    return (rules.filter(\.isOverMany) + rules.filter { !$0.isOverMany }).map { line($0, "") }
  }

  private func line(_ rule: Rule, _ rest: String) -> Line {
    let said = rules.say(rule)
    return Line(text: said.text + rest, place: said.mark.map(instance.place) ?? "")
  }
}

extension Rule {
  /// Whether it limits what many sites, lanes or customers come to together.
  fileprivate var isOverMany: Bool {
    switch self {
    case .constraintLeast, .constraintMost, .fillFloor, .shareLeast, .shareMost, .rankedRate, .creditLimit, .partnerMargin,
      .channelShareLeast, .channelShareMost, .territoryShareLeast, .territoryShareMost, .objectiveKept:
      true
    default: false
    }
  }
}
