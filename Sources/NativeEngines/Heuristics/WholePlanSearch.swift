/// Upper bounds for whole items: sets of sites are proposed, and each is assigned.
struct WholePlanSearch {
  private let table: SiteTable
  private let plans: WholePlans
  private var sets: SiteSets?
  /// The best plan of all: given before a call, and better afterwards where the call found one.
  var incumbent = Incumbent()
  private var workBefore = 0

  /// - Parameter sites: proposes sets of sites; nil where only one set is left to decide.
  init(_ table: SiteTable, _ plans: WholePlans, _ sites: SiteSets?) {
    self.table = table
    self.plans = plans
    sets = sites
  }

  var proposesSites: Bool { sets != nil }

  /// Work done since it was last asked for.
  mutating func takeWork() -> Int {
    let work = plans.work + (sets?.work ?? 0)
    defer { workBefore = work }
    return work - workBefore
  }

  /// Looks for a plan of these sites; `preferred` holds slots to begin with, −1 where there is none.
  mutating func tryPlan(_ openSites: [Bool], _ preferred: [Int32]? = nil) {
    guard let plan = plans.plan(openSites: openSites, preferred: preferred, below: incumbent.cost) else { return }
    incumbent.offer(plan, table)
  }

  /// Lets sets of sites near the node be proposed, and assigns those that split items could be served from for less than the
  /// best plan costs.
  ///
  /// - Parameter work: all that was done so far, by anybody.
  mutating func explore(_ node: SiteNode, isThorough: Bool, of work: Int) {
    let workLimit = isThorough ? 6_000 + work / 4 : 300 + work / 200
    sets?.explore(node, from: incumbent, workLimit: workLimit, of: work)
    for open in sets?.take(isThorough ? 12 : 2, below: incumbent.cost) ?? [] { tryPlan(open) }
  }
}
