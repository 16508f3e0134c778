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

  var binding: [Line] { answer.cause.binding.map { line($0, "") } }

  private func line(_ rule: Rule, _ rest: String) -> Line {
    let said = rules.say(rule)
    return Line(text: said.text + rest, place: said.mark.map(instance.place) ?? "")
  }
}
