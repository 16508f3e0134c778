import Analyses
import FileFormats
import Logistics
import Verification

/// Losses in words and figures.
struct StressWords {
  let stress: Stress
  let numbers: ReportNumbers

  init(_ stress: Stress) {
    self.stress = stress
    numbers = ReportNumbers(stress.instance)
  }

  private var instance: Instance { stress.instance }

  func kind(_ subject: Stress.Subject) -> String {
    switch subject {
    case .provider: "provider"
    case .site: "site"
    case .lane: "lane"
    }
  }

  func name(_ subject: Stress.Subject) -> String {
    switch subject {
    case .provider(let provider): instance[provider].name
    case .site(let site): instance[site].name
    case .lane(let origin, let end): "\(instance[origin].name) → \(instance.name(of: end))"
    }
  }

  func name(_ loss: Stress.Loss) -> String { loss.subjects.map(name).joined(separator: " and ") }

  func lost(_ loss: Stress.Loss) -> String {
    guard let units = loss.lostUnits else { return loss.failure ?? "" }
    return units.isZero ? "–" : numbers.quantityWithUnit(units)
  }

  func fill(_ loss: Stress.Loss) -> String {
    guard let fill = loss.lostFill else { return "" }
    return fill.isZero ? "–" : numbers.percent(fill)
  }

  func cost(_ loss: Stress.Loss) -> String { loss.addedCost.map(numbers.change) ?? "" }

  /// Losses that cost something or leave something unserved.
  func felt(_ losses: [Stress.Loss]) -> [Stress.Loss] {
    losses.filter { loss in
      loss.lostUnits.map { !$0.isZero } ?? true || loss.addedCost.map { $0 != .zero } ?? true
    }
  }

  // MARK: Back-up awards

  /// One sentence on them; nil where none were asked for.
  var backUpVerdict: String? {
    guard let backUps = stress.backUps else { return nil }
    let lost = stress.losses.count { $0.lostUnits.map(\.isPositive) ?? true }
    let beyond = lost == 0 ? "" : "; what \(numbers.count(lost)) of the losses leave unserved no award could serve"
    guard !backUps.awards.isEmpty else {
      return "the plan's own lanes serve after every single loss as much as all that are offered could" + beyond
    }
    let proof = proof(backUps)
    return
      "\(numbers.count(backUps.awards.count, "award")) beside the plan's own, held for "
      + "\(numbers.moneyWithCurrency(backUps.holdingCost.rational)), "
      + "keep served what can be kept after each of the \(numbers.count(backUps.covered.count)) losses that the plan's own "
      + "lanes do not survive; \(proof)\(beyond)"
  }

  private func proof(_ backUps: BackUps) -> String {
    if backUps.isCheapest { return "no cheaper or smaller set does: proven" }
    guard let least = backUps.least else { return "whether a cheaper set does is not proven" }
    guard least.holdingCost == backUps.holdingCost else {
      return "no set does that is held for less than \(numbers.moneyWithCurrency(least.holdingCost.rational)): proven"
    }
    return "no cheaper set does, and none as cheap with fewer than \(numbers.count(least.awards, "award")): proven"
  }

  /// The losses after which an award carries something, the worst first.
  func uses(_ award: BackUps.Award, atMost most: Int) -> String {
    let names = award.usedAfter.prefix(most).map { name(stress.losses[$0]) }
    let more = award.usedAfter.count - names.count
    return names.joined(separator: ", ") + (more > 0 ? " and \(numbers.count(more)) more" : "")
  }

  /// One sentence on the whole.
  var verdict: String {
    let deadly = stress.losses.filter { $0.lostUnits.map(\.isPositive) ?? true }.count
    let dear = felt(stress.losses).count - deadly
    let all = numbers.count(stress.losses.count)
    if deadly == 0 { return "no single loss of \(all) leaves demand unserved; \(numbers.count(dear)) cost more" }
    return
      "\(numbers.count(deadly)) of \(all) single losses leave demand unserved, \(numbers.count(dear)) more cost money"
  }
}
