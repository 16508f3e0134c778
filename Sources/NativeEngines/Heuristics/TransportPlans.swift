import MathProgram

/// The best way to serve split items from a set of open sites: a transportation problem, re-solved warm from set to
/// set.
final class TransportPlans {
  private let table: SiteTable
  private let flow: FlowProblem
  private let control: SolveControl
  /// Of one unit of flow cost.
  private let costFactor: Double
  /// What was added to the flow costs of each item's arcs, so that no item takes more than it asks: all are above 0.
  private let lift: [Int64]
  private let liftedTotal: Double
  /// In units of flow; 0 of items without weight, which follow the cheapest open site.
  private let demand: [Int64]
  private let supply: [Int64]
  private let weightless: [Int]
  private var isOpen: [Bool]
  private(set) var work = 0
  /// Of the last set that could be served.
  private var lastFlow: [Int64] = []
  private(set) var potentials: [Int64] = []
  private(set) var shortage: ServingShortage?

  /// Largest scaled cost and quantity: products and sums stay far within 64 bits.
  private static let mostCost = 274_877_906_944.0
  private static let mostQuantity = 1_099_511_627_776.0

  /// - Throws: where numbers are out of the range of flows.
  init(_ table: SiteTable, _ control: SolveControl) throws(EngineError) {
    self.table = table
    self.control = SolveControl(cancel: control.cancel, deadline: control.deadline)
    var weights = [Double](repeating: 0, count: table.itemCount)
    for slot in 0..<table.arcCount { weights[Int(table.item[slot])] = table.weight[slot] }
    let factor = TransportPlans.quantityFactor(table, weights)
    let scaled = weights.map { Int64(($0 * factor).rounded()) }
    demand = scaled
    weightless = scaled.indices.filter { scaled[$0] == 0 }
    let total = scaled.reduce(0, +)
    supply = (0..<table.siteCount).map { site in
      let most = (table.capacity[site] * factor * (1 + 1e-15)).rounded(.down)
      return most < Double(total) ? Int64(most) : total
    }
    isOpen = table.isAlwaysOpen
    let (factorOfCost, lifts, network) = TransportPlans.network(table, scaled, supply)
    costFactor = factorOfCost
    lift = lifts
    liftedTotal = zip(lifts, scaled).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    flow = try FlowProblem(network)
  }

  /// A power of ten that makes all weights whole, else one of two that keeps their first digits.
  private static func quantityFactor(_ table: SiteTable, _ weights: [Double]) -> Double {
    let total = weights.reduce(0, +)
    var factor = 1.0
    while factor <= 1e9 && total * factor <= mostQuantity {
      if weights.allSatisfy({ abs($0 * factor - ($0 * factor).rounded()) <= 1e-9 * factor * $0 }) { return factor }
      factor *= 10
    }
    return total > 0 ? (mostQuantity / total).binade : 1
  }

  private static func network(
    _ table: SiteTable, _ demand: [Int64], _ supply: [Int64]
  ) -> (costFactor: Double, lift: [Int64], network: FlowNetwork) {
    var largest = 0.0
    for slot in 0..<table.arcCount where demand[Int(table.item[slot])] > 0 {
      largest = max(largest, abs(table.cost[slot]) / Double(demand[Int(table.item[slot])]))
    }
    let factor = largest > 0 ? mostCost / largest : 1
    let unitCost = { (slot: Int) -> Int64 in
      let amount = demand[Int(table.item[slot])]
      return amount > 0 ? Int64((table.cost[slot] / Double(amount) * factor).rounded()) : 0
    }
    var lift = [Int64](repeating: 1, count: table.itemCount)
    for slot in 0..<table.arcCount {
      lift[Int(table.item[slot])] = max(lift[Int(table.item[slot])], 1 - unitCost(slot))
    }
    var network = FlowNetwork(nodeCount: table.siteCount + table.itemCount, supplyRule: .atMost)
    network.reserve(arcs: table.arcCount)
    for site in 0..<table.siteCount {
      if table.isAlwaysOpen[site] { network.setSupply(supply[site], node: site) }
      // Arcs are slots, also those of items that ask for nothing here.
      for slot in table.slots(of: site) {
        let item = Int(table.item[slot])
        network.addArc(from: site, to: table.siteCount + item, cost: unitCost(slot) + lift[item])
      }
    }
    for (item, amount) in demand.enumerated() { network.setSupply(-amount, node: table.siteCount + item) }
    return (1 / factor, lift, network)
  }

  /// The cost of serving all items from these sites, fixed costs included; nil where they cannot, or the solve was
  /// stopped.
  func cost(openSites open: [Bool]) -> Double? {
    var changes: [ProgramChange] = []
    for site in open.indices where open[site] != isOpen[site] {
      changes.append(.supply(node: site, value: open[site] ? supply[site] : 0))
    }
    isOpen = open
    guard (try? flow.apply(changes)) != nil else { return nil }
    let outcome = flow.solve(control)
    work += outcome.work
    shortage = shortage(outcome)
    guard outcome.status() == .optimal, let value = outcome.objective, case .flow(let flows)? = outcome.solution,
      let rest = weightlessCost()
    else { return nil }
    lastFlow = flows
    if case .potentials(let values)? = outcome.proof.evidence { potentials = values }
    var sum = (value - liftedTotal) * costFactor + rest
    for site in open.indices where open[site] { sum += table.fixedCost[site] }
    return sum
  }

  private func shortage(_ outcome: Outcome) -> ServingShortage? {
    if case .cut(let isInside)? = outcome.proof.evidence {
      let items = demand.indices.filter { demand[$0] > 0 && isInside[table.siteCount + $0] }
      return ServingShortage(items: items)
    }
    let best = weightless.isEmpty ? [] : weightlessSlots()
    let unserved = weightless.filter { best[$0] < 0 }
    return unserved.isEmpty ? nil : ServingShortage(items: unserved)
  }

  private func weightlessCost() -> Double? {
    if weightless.isEmpty { return 0 }
    let best = weightlessSlots()
    guard weightless.allSatisfy({ best[$0] >= 0 }) else { return nil }
    return weightless.reduce(0) { $0 + table.cost[best[$1]] }
  }

  private func weightlessSlots() -> [Int] {
    var best = [Int](repeating: -1, count: table.itemCount)
    for site in 0..<table.siteCount where isOpen[site] {
      for slot in table.slots(of: site) where demand[Int(table.item[slot])] == 0 {
        let item = Int(table.item[slot])
        if best[item] < 0 || table.cost[slot] < table.cost[best[item]] { best[item] = slot }
      }
    }
    return best
  }

  /// The shares of the last plan, by slot, and which sites serve anything in it.
  func lastPlan() -> SitePlan {
    var plan = SitePlan(isOpen: table.opensAnyway, shares: [])
    let loose = weightless.isEmpty ? [] : weightlessSlots()
    for site in 0..<table.siteCount where isOpen[site] {
      for slot in table.slots(of: site) {
        let item = Int(table.item[slot])
        let isLoose = demand[item] == 0 && loose[item] == slot
        guard lastFlow[slot] > 0 || isLoose else { continue }
        let share = isLoose ? 1 : Double(lastFlow[slot]) / Double(demand[item])
        plan.shares.append(SitePlan.Share(slot: Int32(slot), share: share))
        plan.isOpen[site] = true
      }
    }
    if table.switchCounts.isEmpty { return plan }
    _ = table.switchCounts.choose(&plan.isOpen, among: isOpen, costs: table.fixedCosts)
    return plan
  }

  /// The multipliers of the items' rows at the last plan: with them the relaxation at this set of sites is tight.
  func multipliers() -> [Double] {
    let loose = weightless.isEmpty ? [] : weightlessSlots()
    return (0..<table.itemCount).map { item in
      if demand[item] == 0 { return loose[item] < 0 ? 0 : table.cost[loose[item]] }
      return Double(potentials[table.siteCount + item] - lift[item]) * costFactor * Double(demand[item])
    }
  }
}
