import MathProgram

/// Proposes sets of open sites for whole items: those from which split items are served for little, found by adding,
/// dropping and swapping sites. What split items cost, whole ones cost at least.
struct SiteSets {
  private let costing: SplitSets
  private var search: SiteSearch
  /// Work may go into sets as long as it is not more than this part of all.
  private static let share = 0.25
  private var workSpent = 0

  /// nil where items have no weight of their own, which is the same at every site.
  init?(_ network: FixedChargeNetwork, _ control: SolveControl) {
    guard network.unevenItem() == nil, let split = try? SplitSets(SiteTable(network.split()), control) else { return nil }
    costing = split
    search = SiteSearch(split.table, split)
  }

  /// Descends from what the node's averaged answer says of the sites; the best plan so far is where every second search begins.
  ///
  /// - Parameter work: all that was done so far, by anybody.
  mutating func explore(_ node: SiteNode, from best: Incumbent, workLimit: Int, of work: Int) {
    guard Double(workSpent) <= Self.share * Double(work) + Double(workLimit) else { return }
    search.incumbent = best
    search.round(node)
    search.explore(node, workLimit: workLimit)
    workSpent = costing.work
  }

  var work: Int { costing.work }

  /// The cheapest sets that were not taken yet, at most so many, below the cost.
  func take(_ most: Int, below cost: Double) -> [[Bool]] { costing.take(most, below: cost) }
}

/// What split items cost from a set of sites, and which sets were asked for.
private final class SplitSets: OpenSetCosting {
  let table: SiteTable
  private let plans: TransportPlans
  private var asked: [(cost: Double, open: [Bool])] = []

  init(_ table: SiteTable, _ control: SolveControl) throws(EngineError) {
    self.table = table
    plans = try TransportPlans(table, control)
  }

  var givesPlans: Bool { false }
  var work: Int { plans.work }
  var shortage: ServingShortage? { plans.shortage }
  func lastPlan() -> SitePlan { plans.lastPlan() }
  func multipliers() -> [Double] { plans.multipliers() }

  func cost(openSites: [Bool]) -> Double? {
    let cost = plans.cost(openSites: openSites)
    if let cost { asked.append((cost, openSites)) }
    return cost
  }

  func take(_ most: Int, below cost: Double) -> [[Bool]] {
    asked.removeAll { $0.cost >= cost }
    asked.sort { $0.cost < $1.cost }
    defer { asked.removeFirst(min(most, asked.count)) }
    return asked.prefix(most).map(\.open)
  }
}
