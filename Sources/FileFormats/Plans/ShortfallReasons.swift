public import Logistics
public import Verification

/// Why a plan leaves demand unmet, in words: what stands in the way on the ways back from the customer.
///
/// Each obstacle named is a fact of the plan: a limit without room for one more step (of a whole order, for all of
/// it). Where some way has room all along, it is the objectives that prefer the shortfall.
public struct ShortfallReasons: Sendable {
  private static let mostObstacles = 3

  private let plan: VerifiedPlan
  private let use: LimitUse?
  private let words: RuleWords
  private let arrivals: [Node: [LinkID]]
  /// By demand row, the policy by which it shares what is scarce.
  private var shares: [DemandID: ShareID] = [:]

  /// - Complexity: O(flows + links), once; nothing where all demand is met.
  public init(_ plan: VerifiedPlan) {
    self.plan = plan
    words = RuleWords(plan.instance)
    let isShort = plan.evaluation.unmet.contains(where: \.isPositive)
    use = isShort ? LimitUse(plan) : nil
    var arrivals: [Node: [LinkID]] = [:]
    if isShort {
      for link in 0..<plan.instance.links.count {
        arrivals[plan.instance.links.destination[link], default: []].append(LinkID(link))
      }
    }
    self.arrivals = arrivals
    guard isShort else { return }
    for (index, share) in instance.allocation.shares.enumerated() where share.kind != .inRatio && share.members.count > 1 {
      for row in share.members.flatMap(\.rows) { shares[row] = ShareID(index) }
    }
  }

  private var instance: Instance { plan.instance }

  /// Lower case, no full stop; empty where nothing is unmet.
  ///
  /// - Complexity: O(links that lead to the customer, over all legs).
  public func reason(_ id: DemandID) -> String {
    let facts = plan.evaluation
    guard facts.unmet.indices.contains(id.index), facts.unmet[id.index].isPositive else { return "" }
    let row = instance[id]
    let resolution = instance.settings.resolution
    if facts.served[id.index] == row.mostServed {
      return "what is left is less than a step of \(resolution.text(Quantity(steps: 1))) "
        + instance.settings.quantityUnit
    }
    let isWhole = instance[row.order].isWhole
    let step = isWhole ? row.mostServed : Quantity(steps: 1)
    var search = Search(units: resolution.rational(step), row: id)
    trace(&search)
    return sentence(search, row)
  }

  private struct Search {
    let units: Rational
    let row: DemandID
    var seen: Set<SiteID> = []
    /// What sites supply, which is nearest to the cause, and then what stands on the ways from them.
    var obstacles: [RuleWords.Said] { supplies + ways }
    private var supplies: [RuleWords.Said] = []
    private var ways: [RuleWords.Said] = []
    var isCarried = false
    var hasRoom = false

    init(units: Rational, row: DemandID) {
      self.units = units
      self.row = row
    }

    mutating func add(supply obstacle: RuleWords.Said) {
      if !supplies.contains(obstacle) { supplies.append(obstacle) }
    }

    mutating func add(way obstacle: RuleWords.Said) {
      if !ways.contains(obstacle) { ways.append(obstacle) }
    }
  }

  /// Walks back from the customer over links with room until a site can supply more.
  private func trace(_ search: inout Search) {
    let row = instance[search.row]
    var waiting: [SiteID] = []
    for link in arrivals[.customer(row.customer)] ?? [] where mayCarry(link, search.row) {
      search.isCarried = true
      follow(link, .row(search.row), &search, &waiting)
    }
    let goods: Commodity = instance[row.order].isTracked ? .row(search.row) : .pooled(row.product)
    while let site = waiting.popLast(), !search.hasRoom {
      if let cell = instance.supplies.cells[SiteProduct(site, row.product, row.period)] {
        if let obstacle = use?.obstacle(at: cell, units: search.units, words) {
          search.add(supply: obstacle)
        } else {
          search.hasRoom = true
          return
        }
      }
      for link in arrivals[.site(site)] ?? [] where instance.pricingLane(link, row.product, row.period) != nil {
        follow(link, goods, &search, &waiting)
      }
    }
  }

  private func follow(_ link: LinkID, _ goods: Commodity, _ search: inout Search, _ waiting: inout [SiteID]) {
    let period = instance[search.row].period
    if let obstacle = use?.obstacle(on: link, period, goods, units: search.units, words) {
      search.add(way: obstacle)
      return
    }
    let origin = instance.links.origin[link.index]
    if search.seen.insert(origin).inserted { waiting.append(origin) }
  }

  private func mayCarry(_ link: LinkID, _ id: DemandID) -> Bool {
    let row = instance[id]
    if let sites = row.fromSites, !sites.contains(instance.links.origin[link.index]) { return false }
    if let service = row.service, let offered = instance.links.service[link.index], offered != service { return false }
    return instance.pricingLane(link, row.product, row.period) != nil
  }

  private func sentence(_ search: Search, _ row: DemandRow) -> String {
    if !search.isCarried {
      let service = row.service.map { " with service `\(instance.services[$0.index])`" } ?? ""
      let source = row.fromSites == nil ? "" : " from the sites that the row allows"
      return "no lane carries `\(instance[row.product].name)` to `\(instance[row.customer].name)`\(service)\(source)"
    }
    let share = shares[search.row].map { words(instance.allocation[$0]) }
    if search.hasRoom { return share ?? preference(row) }
    if search.obstacles.isEmpty { return "no site that supplies `\(instance[row.product].name)` can be reached" }
    // Whoever shares, the ways of each are not what makes them all short.
    if let share { return "\(share); \(shown(Array(search.obstacles.prefix(1)), upTo: 1))" }
    return shown(search.obstacles, upTo: ShortfallReasons.mostObstacles)
  }

  private func words(_ share: EqualShare) -> String {
    "all \(share.members.count) of \(share.name) share by `\(share.kind.rawValue)` (\(instance.place(share.mark)))"
  }

  private func shown(_ obstacles: [RuleWords.Said], upTo most: Int) -> String {
    let shown = obstacles.prefix(most).map { said in
      said.mark.map { "\(said.text) (\(instance.place($0)))" } ?? said.text
    }
    let more = obstacles.count - shown.count
    return shown.joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")
  }

  private func preference(_ row: DemandRow) -> String {
    let settings = instance.settings
    if instance[row.customer].singleSource {
      return "`\(instance[row.customer].name)` is served from one site only, and the objectives are better this way"
    }
    guard let penalty = row.penaltyCost, penalty.isPositive else { return "the objectives are better without it" }
    let price = "\(ExactText.decimal(penalty)) \(settings.currency)".trimmingEnd
    return "serving it costs more than its penalty of \(price) a \(settings.quantityUnit)"
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
