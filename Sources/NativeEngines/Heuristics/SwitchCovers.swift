import MathProgram

/// Sums over switches that every plan needs, learnt from switches with which nothing could flow: what a cut of the network
/// lets through at most is a weight for each switch (the cuts of Benders 1962, on the side of feasibility).
///
/// They answer at once what a flow would take long to find: that some switches are too few.
final class SwitchCovers {
  private let bare: ChargeRelaxation
  private let anything: ChargeState
  private var covers: [Cover] = []

  private struct Cover {
    var need: Double
    /// By switch, ≥ 0.
    var weights: [Double]

    /// What is missing, below 0 where there is more than that.
    func missing(in isOn: [Bool]) -> Double { isOn.indices.reduce(need) { isOn[$1] ? $0 - weights[$1] : $0 } }

    func isMet(by isOn: [Bool]) -> Bool { missing(in: isOn) <= 1e-9 * need }
  }

  init(_ table: ChargeTable) {
    bare = ChargeRelaxation(table.withoutCosts)
    anything = ChargeState(
      bare.table, (0..<table.switchCount).map { table.mustBeOn($0) ? .on : table.mayBeOn($0) ? .undecided : .off })
  }

  /// Whether these switches are enough by all that was learnt; they may be too few all the same.
  func allows(_ isOn: [Bool]) -> Bool { covers.allSatisfy { $0.isMet(by: isOn) } }

  /// Turns on what is missing by all that was learnt: again and again the switch that costs least for what it adds to sums that
  /// are short (Dobson 1982, for covers in general).
  ///
  /// - Parameters:
  ///   - costs: by switch; infinite where it may not be turned on.
  /// - Returns: whether nothing is missing then.
  func complete(_ isOn: inout [Bool], costs: [Double]) -> Bool {
    var missing = covers.map { $0.missing(in: isOn) }
    while covers.indices.contains(where: { missing[$0] > 1e-9 * covers[$0].need }) {
      var best: (index: Int, ratio: Double)?
      for index in isOn.indices where !isOn[index] && costs[index] < .infinity {
        let added = covers.indices.reduce(0) {
          $0 + max(0, min(covers[$1].weights[index], missing[$1])) / covers[$1].need
        }
        guard added > 0 else { continue }
        let ratio = costs[index] / added
        if best.map({ ratio < $0.ratio }) ?? true { best = (index, ratio) }
      }
      guard let best else { return false }
      isOn[best.index] = true
      for place in covers.indices { missing[place] -= covers[place].weights[best.index] }
    }
    return true
  }

  /// - Parameter flow: just solved with switches of which it has no plan.
  func learn(from flow: SwitchedFlow) {
    guard var prices = flow.emptyPrices() else { return }
    prices += bare.table.noSumPrices
    bare.project(&prices, anything)
    let bound = bare.bound(prices, anything)
    let weights = (0..<bare.table.switchCount).map { index in
      bare.table.isOwner[index] && anything.switches[index] == .undecided ? max(0, -bare.worth(of: index)) : 0
    }
    let cover = Cover(need: weights.reduce(bound, +), weights: weights)
    // One that the switches at hand meet would be of no use to anyone who tries them again.
    if cover.need > 1e-9, !cover.isMet(by: flow.isShut.map { !$0 }) { covers.append(cover) }
  }
}
