public import Logistics
public import Planning
public import Verification

/// Says why a plan is as it is about one thing, by planning again what would be otherwise.
///
/// Every worth is the difference of two checked plans, so that it holds with integers too; no shadow price is taken
/// at its word.
public struct Explainer: Sendable {
  private let session: PlanningSession
  private let plan: VerifiedPlan
  private let progress: AnalysisProgress?
  /// Where figures alone change, each plan goes on from the last one's basis; nil: each begins from nothing.
  private let warm: WarmPlanner?

  /// - Parameter plan: of the session's own instance.
  public init(_ session: PlanningSession, _ plan: VerifiedPlan, progress: AnalysisProgress? = nil) {
    self.init(session, plan, progress: progress, warm: nil)
  }

  init(_ session: PlanningSession, _ plan: VerifiedPlan, progress: AnalysisProgress?, warm: WarmPlanner?) {
    self.session = session
    self.plan = plan
    self.progress = progress
    self.warm = warm
  }

  private var instance: Instance { plan.instance }
  private var cost: Money { plan.evaluation.totalCost }

  public func explain(_ subject: ExplainedSubject) -> Explanation {
    let findings =
      switch subject {
      case .customer(let customer): self.customer(customer)
      case .site(let site): self.site(site)
      case .provider(let provider): self.provider(provider)
      case .lane(let origin, let end): lane(origin, end)
      case .contract(let name): contract(name)
      }
    return Explanation(plan: plan, subject: subject, findings: findings)
  }

  /// One after the other, or some at a time: the same.
  public func explain(_ subjects: [ExplainedSubject], jobs: Int) -> [Explanation] {
    SideBySide(jobs: jobs, progress: nil).map(subjects.count) { explain(subjects[$0]) }
  }

  // MARK: Planning again

  private func answer(_ changed: Instance) -> VerifiedPlan? {
    progress?.expect(1)
    defer { progress?.step() }
    return planned(changed)
  }

  private func planned(_ changed: Instance) -> VerifiedPlan? {
    warm.map { try? $0.plan(changed).plan } ?? (try? session.plan(changed).plan)
  }

  private func added(_ other: VerifiedPlan?) -> Money? {
    other.map { Money(grains: $0.evaluation.totalCost.grains &- cost.grains) }
  }

  private func without(_ subject: ExplainedSubject, _ links: [LinkID]) -> Finding {
    let other = answer(instance.withdrawing(links))
    return .without(
      subject, addedCost: added(other),
      lostUnits: other.map { plan.evaluation.servedTotal - $0.evaluation.servedTotal })
  }

  // MARK: Customers

  private func customer(_ customer: CustomerID) -> [Finding] {
    instance.demand.indices.map(DemandID.init).filter { instance[$0].customer == customer }.flatMap(demand)
  }

  private func demand(_ row: DemandID) -> [Finding] {
    var ways: [(link: LinkID, units: Rational, cost: Money)] = []
    for (flow, facts) in zip(plan.plan.flows, plan.evaluation.flows) where flow.key.commodity == .row(row) {
      guard case .customer = instance.links.destination[flow.key.link.index] else { continue }
      ways.append((flow.key.link, instance.settings.resolution.rational(flow.quantity), facts.cost))
    }
    let search = DemandSearch(session: session, plan: plan, row: row, progress: progress)
    let (more, less) = (search.oneMore, search.oneLess)
    var findings: [Finding] = [
      .served(row, ways: ways, unmet: plan.evaluation.unmet[row.index]), .marginalDemand(row, oneMore: more, oneLess: less),
    ]
    if let more { findings.append(.demandRange(row, each: more, upTo: search.end(each: more))) }
    if let less { findings.append(.demandFall(row, each: less, downTo: search.bottom(each: less))) }
    return findings
  }

  // MARK: Sites

  private func site(_ site: SiteID) -> [Finding] {
    let data = instance[site]
    let moved = plan.evaluation.throughput.reduce((out: Rational.zero, in: Rational.zero)) { sum, period in
      (sum.out + period[site.index].outbound, sum.in + period[site.index].inbound)
    }
    var findings: [Finding] = [
      .throughput(
        site, outbound: moved.out, inbound: moved.in, used: nil, limit: data.throughputMax,
        oneMoreSaves: data.throughputMax.flatMap { oneMore($0, at: site) })
    ]
    if data.status == .consider { findings.append(openness(site)) }
    let isOpen = plan.plan.openSites.contains { $0[site.index] }
    if isOpen { findings.append(without(.site(site), instance.links(touching: site))) }
    return findings
  }

  /// What one more of the limit's measure saves; nil where no plan is found.
  private func oneMore(_ limit: Limit, at site: SiteID) -> Money? {
    var changed = instance
    changed.sites[site.index].throughputMax?.value = limit.value + .one
    return added(answer(changed)).map { Money(grains: 0 &- $0.grains) }
  }

  /// The other decision about a considered site: forced by making it no decision at all.
  private func openness(_ site: SiteID) -> Finding {
    let isOpen = plan.plan.openSites.contains { $0[site.index] }
    var changed = instance
    if isOpen {
      changed = instance.withdrawing(instance.links(touching: site))
      changed.constraints.append(
        Constraint(
          name: "closed", kind: .siteCount, filter: FlowFilter(), sites: [site], sense: .max, value: .zero,
          measure: .quantity, within: nil, penaltyCost: nil, mark: SourceMark(file: -1, line: 0, offset: 0)))
    } else {
      changed.constraints.append(
        Constraint(
          name: "open", kind: .siteCount, filter: FlowFilter(), sites: [site], sense: .min, value: .one,
          measure: .quantity, within: nil, penaltyCost: nil, mark: SourceMark(file: -1, line: 0, offset: 0)))
    }
    return .openness(site, isOpen: isOpen, otherCosts: added(answer(changed)))
  }

  // MARK: Contracts

  private func contract(_ name: String) -> [Finding] {
    guard let table = session.draft.table("contracts") else { return [] }
    let marks = (0..<table.rowCount).filter { session.draft.string(table.cell($0, "contract")) == name }
      .map { table.marks[$0] }
    let lines = instance.constraints.indices.filter { index in
      let mark = instance.constraints[index].mark
      return instance.constraints[index].contractWith != nil
        && marks.contains { $0.file == mark.file && $0.offset == mark.offset }
    }
    let rebates = instance.rebates.indices.filter { instance.rebates[$0].contract == name }
    return lines.map { line(ConstraintID($0)) } + rebates.map { givenBack(RebateID($0)) }
  }

  private func line(_ id: ConstraintID) -> Finding {
    let line = instance[id]
    var without = instance
    without.constraints.remove(at: id.index)
    var moved: Rational?
    if line.kind == .flow, line.measure == .quantity, line.within == nil {
      moved = plan.plan.flows.filter { matches(line.filter, $0.key) }.reduce(Rational.zero) {
        $0 + instance.settings.resolution.rational($1.quantity)
      }
    }
    return .line(id, moved: moved, saving: added(answer(without)).map { Money(grains: 0 &- $0.grains) })
  }

  private func matches(_ filter: FlowFilter, _ key: FlowKey) -> Bool {
    var customer: CustomerID?
    if case .row(let row) = key.commodity { customer = instance[row].customer }
    return instance.matches(filter, key.link, instance.product(of: key.commodity), customer: customer)
  }

  private func givenBack(_ id: RebateID) -> Finding {
    let standing = plan.evaluation.schedules.first { $0.schedule == .rebate(id) }
    return .givenBack(id, standing.flatMap { Money(rounding: -$0.cost) } ?? .zero)
  }

  // MARK: Providers and lanes

  private func provider(_ provider: ProviderID) -> [Finding] {
    var (units, paid) = (Rational.zero, Int128(0))
    var lanes = Set<LinkID>()
    for (flow, facts) in zip(plan.plan.flows, plan.evaluation.flows) {
      guard instance.links.provider[flow.key.link.index] == provider else { continue }
      units += instance.settings.resolution.rational(flow.quantity)
      lanes.insert(flow.key.link)
      paid &+= facts.cost.grains
    }
    for line in plan.evaluation.chargeLines where line.provider == provider {
      if line.kind == .laneFixed || line.kind == .engagement { paid &+= line.amount.grains }
    }
    var findings: [Finding] = [.carried(provider, units: units, lanes: lanes.count, paid: Money(grains: paid))]
    guard units.isPositive else { return findings + losers(of: provider) }
    findings.append(without(.provider(provider), instance.links(of: provider)))
    return findings
  }

  /// For lanes of a provider that carries nothing: what each would take to win.
  private func losers(of provider: ProviderID) -> [Finding] {
    var seen = Set<LaneID>()
    return (0..<instance.links.count).filter { instance.links.provider[$0] == provider }.flatMap { link in
      rows(of: LinkID(link)).filter { seen.insert($0).inserted }.flatMap(prices)
    }
  }

  private func rows(of link: LinkID) -> [LaneID] {
    var seen = Set<LaneID>()
    return instance.products.indices.compactMap { product in
      instance.pricingLane(link, ProductID(product), PeriodID(0)).map { instance.lanes.pricedBy[$0.index] }
    }.filter { seen.insert($0).inserted }
  }

  private func lane(_ origin: SiteID, _ end: Node) -> [Finding] {
    let links = (0..<instance.links.count).map(LinkID.init).filter {
      instance.links.origin[$0.index] == origin && instance.links.destination[$0.index] == end
    }
    var findings: [Finding] = []
    var seen = Set<LaneID>()
    for link in links {
      var (units, cost) = (Rational.zero, Int128(0))
      for (flow, facts) in zip(plan.plan.flows, plan.evaluation.flows) where flow.key.link == link {
        units += instance.settings.resolution.rational(flow.quantity)
        cost &+= facts.cost.grains
      }
      findings.append(.used(link, units: units, cost: Money(grains: cost)))
      for row in rows(of: link) where seen.insert(row).inserted { findings += prices(row) }
    }
    findings.append(without(.lane(origin, end), instance.links(from: origin, to: end)))
    return findings
  }

  /// In use: the range of its price. Not in use: the price at which it wins, and what forcing it costs.
  public func prices(_ lane: LaneID) -> [Finding] {
    guard
      plan.instance.objectives.contains(where: {
        $0.terms.contains { $0.objective == .totalCost || $0.objective == .profit }
      })
    else { return [] }
    let search = RateSearch(plan: plan, lane: lane, progress: progress, planned: planned)
    let own = instance.lanes.unitCost[lane.index]
    let (price, basis) = (own?.cost ?? .zero, own?.basis ?? .unit)
    if RateSearch.units(plan, on: lane).isPositive {
      let fall = search.turn(from: Rational(-1) * max(price, .one)).map { -$0.price }
      return [.rateRange(lane, price: price, basis: basis, fall: fall, rise: search.turnWithout()?.price)]
    }
    let turn = search.turn(from: -lowest(price))
    return [
      .breakEven(lane, price: price, basis: basis, fall: turn.map { -$0.price }, units: turn?.units), forced(lane),
    ]
  }

  /// To nothing, where the row's price is a unit cost; else as low as one that pays to be used.
  private func lowest(_ price: Rational) -> Rational { price.isPositive ? price : .one }

  private func forced(_ lane: LaneID) -> Finding {
    let filter = instance.filter(of: lane)
    let units = instance.lanes.minimumIfUsed[lane.index].flatMap { $0.measure == .quantity ? $0.value : nil } ?? .one
    return .forced(
      lane, units: units, addedCost: added(answer(instance.forcing(filter, atLeast: units, name: "forced"))))
  }
}
