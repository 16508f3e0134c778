import MathProgram
import Testing

/// The bound that a decomposition's proof shows, computed from the network alone in code that no engine shares.
struct DecompositionCheck {
  let network: FixedChargeNetwork
  /// false: with all costs left out.
  var countsCosts = true

  /// nil where the nodes are no tree over columns of sites.
  func bound(_ proof: DecompositionProof) -> Double? {
    guard let root = proof.nodes.indices.last else { return nil }
    return bound(proof, root, [:]).map { $0 + (countsCosts ? network.objectiveConstant : 0) }
  }

  private func bound(_ proof: DecompositionProof, _ index: Int, _ decided: [Int: Double]) -> Double? {
    switch proof.nodes[index] {
    case .leaf(let index):
      let vector = proof.vectors[Int(index)]
      return leaf(proof.prices[vector.prices], vector.cover, decided)
    case .split(let splitColumn, let zeroChild, let oneChild):
      let (column, zero, one) = (Int(splitColumn), Int(zeroChild), Int(oneChild))
      guard column < network.siteCount, zero < index, one < index else { return nil }
      var (closed, open) = (decided, decided)
      closed[column] = 0
      open[column] = 1
      guard let first = bound(proof, zero, closed), let second = bound(proof, one, open) else { return nil }
      return min(first, second)
    }
  }

  private func leaf(_ prices: [Double], _ cover: Double, _ decided: [Int: Double]) -> Double? {
    guard prices.count == network.itemCount + network.counts.count, cover >= 0 else { return nil }
    var least = [Double](repeating: .infinity, count: network.itemCount)
    for arc in 0..<network.arcCount {
      least[Int(network.item[arc])] = min(least[Int(network.item[arc])], network.weight[arc])
    }
    var total = prices.prefix(network.itemCount).reduce(0, +) + (cover == 0 ? 0 : cover * least.reduce(0, +))
    var paid = [Double](repeating: 0, count: network.siteCount)
    for (count, price) in zip(network.counts, prices.dropFirst(network.itemCount)) where price != 0 {
      total += price * (price > 0 ? count.lower : count.upper)
      for term in count.terms { paid[term.index] += price * term.weight }
    }
    for site in 0..<network.siteCount {
      let capacity = network.capacity[site]
      let covered = cover == 0 ? 0 : cover * capacity
      let open = (countsCosts ? network.fixedCost[site] : 0) - paid[site] - covered + contents(of: site, prices)
      switch network.isAlwaysOpen[site] ? 1 : decided[site] {
      case 0: break
      case 1: total += open
      default: total += min(0, open)
      }
    }
    return total
  }

  /// The continuous knapsack, by sorting.
  private func contents(of site: Int, _ prices: [Double]) -> Double {
    var offers: [(value: Double, weight: Double)] = []
    for arc in 0..<network.arcCount where Int(network.site[arc]) == site {
      let value: Double = (countsCosts ? network.cost[arc] : 0) - prices[Int(network.item[arc])]
      if value < 0 { offers.append((value, network.weight[arc])) }
    }
    offers.sort { $0.value * $1.weight < $1.value * $0.weight }
    var (left, sum) = (network.capacity[site], 0.0)
    for offer in offers {
      let share = offer.weight <= left ? 1 : left / offer.weight
      sum += share * offer.value
      left -= share * offer.weight
    }
    return sum
  }
}

/// A solution that holds, a bound that does not lie above it, and evidence that shows the bound.
///
/// Where there is no plan, evidence that shows so, if any is given and items are split.
func expectCertified(_ outcome: Outcome, _ network: FixedChargeNetwork, _ label: String) {
  if outcome.proof.isInfeasible, case .decomposition(let proof)? = outcome.proof.evidence, network.sourcing == .split {
    let shown = DecompositionCheck(network: network, countsCosts: false).bound(proof)
    #expect((shown ?? 0) > 0, "\(label): \(shown ?? .nan) does not show that there is no plan")
  }
  guard case .columns(let values)? = outcome.solution, let objective = outcome.objective else { return }
  #expect(network.violation(ofColumns: values) == nil, "\(label)")
  let slack = 1e-9 * max(1, abs(objective))
  #expect(abs(network.objective(ofColumns: values) - objective) <= slack, "\(label)")
  guard let bound = outcome.proof.bound else { return }
  #expect(bound <= objective + slack, "\(label)")
  // Of whole items the bound is that of 0-1 knapsacks, rounded up to the next value that costs can have.
  guard case .decomposition(let proof)? = outcome.proof.evidence, network.sourcing == .split else { return }
  guard let shown = DecompositionCheck(network: network).bound(proof) else {
    Issue.record("\(label): the proof is no tree")
    return
  }
  #expect(shown >= bound - 1e-7 * max(1, abs(bound)), "\(label): \(shown) is shown, \(bound) is claimed")
  #expect(shown <= objective + 1e-7 * max(1, abs(objective)), "\(label): \(shown) is shown above \(objective)")
}
