public import Logistics
public import Planning
public import Verification

/// Why the lane rows that carry nothing did not win: a negotiation sheet. And what each constraint costs.
public struct WhyNot: Sendable {
  /// A lane row that prices nothing in the plan.
  public struct Loser: Sendable {
    public let lane: LaneID
    /// A unit, in the row's own basis; what its rate asks comes on top.
    public let price: Rational
    public let basis: Basis
    /// By how much the price must fall for a plan that uses the row to be as good; nil: it does not win for nothing.
    public internal(set) var fall: Rational?
    /// What it then carries.
    public internal(set) var units: Rational?
    /// What sending `forcedUnits` over it now costs more; nil where that cannot be had.
    public internal(set) var forcedCost: Money?
    public let forcedUnits: Rational
    /// No plan that does so costs less more than this, by its certificate; nil where nothing is proven.
    public internal(set) var forcedAtLeast: Rational?
    /// With any smaller fall no plan that uses the row is as good as the present one, by its certificate.
    public internal(set) var fallAtLeast: Rational?
  }

  /// What the plan would cost less without a constraint or a line of a contract.
  public struct RulePrice: Sendable {
    public let name: String
    public let mark: SourceMark
    public let isContractLine: Bool
    /// Negative where the plan would cost more, as without a rebate; nil where planning without it gave no plan.
    public let saving: Money?
  }

  /// What is asked.
  public struct Question: Sendable {
    /// Only rows of this provider; nil: of all.
    public var provider: ProviderID?
    /// Only rows between these; nil: all.
    public var lane: (origin: SiteID, destination: Node)?
    public var jobs = 1

    public init() {}
  }

  public let plan: VerifiedPlan
  /// Those that are nearest to winning first.
  public let losers: [Loser]
  /// Constraints and contract lines in the order of the instance; empty where only some rows are asked for.
  public let rules: [RulePrice]

  /// - Parameter plan: of the session's own instance.
  public init(
    _ session: PlanningSession, _ plan: VerifiedPlan, _ question: Question = Question(),
    progress: AnalysisProgress? = nil
  ) {
    self.plan = plan
    let instance = plan.instance
    let run = SideBySide(jobs: question.jobs, progress: nil)
    let lanes = WhyNot.losingLanes(plan, question)
    let found = WhyNot.found(lanes, session, plan, run, progress)
    losers = found.compactMap { $0 }.enumerated().sorted { a, b in
      switch (a.element.fall, b.element.fall) {
      case (let left?, let right?): left == right ? a.offset < b.offset : left < right
      case (nil, nil): a.offset < b.offset
      case (let left, _): left != nil
      }
    }.map(\.element)
    guard question.provider == nil, question.lane == nil else {
      rules = []
      return
    }
    let lines = PricedLine.all(instance)
    progress?.expect(lines.count)
    rules = run.map(lines.count) { place in
      let other = try? session.plan(lines[place].removed(from: instance)).plan
      progress?.step()
      let saving = other.map {
        Money(grains: plan.evaluation.totalCost.grains &- $0.evaluation.totalCost.grains)
      }
      let line = lines[place]
      return RulePrice(name: line.name, mark: line.mark, isContractLine: line.isContractLine, saving: saving)
    }
  }

  /// What each takes to win: told by one plan each where lanes go whole, else by several.
  private static func found(
    _ lanes: [LaneID], _ session: PlanningSession, _ plan: VerifiedPlan, _ run: SideBySide, _ progress: AnalysisProgress?
  ) -> [Loser?] {
    let ask = AwardAlternatives(plan, session.options).map { WholeLaneAsk(plan: plan, alternatives: $0) }
    let units = lanes.map { ask?.alternatives.units(of: $0) }
    progress?.expect(units.count { $0 != nil })
    return run.map(lanes.count) { place in
      guard let ask, let whole = units[place] else {
        // A planner of its own: whatever runs beside it, its plans begin alike.
        let explainer = Explainer(session, plan, progress: progress, warm: WarmPlanner(session.options))
        return loser(lanes[place], explainer.prices(lanes[place]))
      }
      defer { progress?.step() }
      return ask.loser(lanes[place], units: whole)
    }
  }

  private static func losingLanes(_ plan: VerifiedPlan, _ question: Question) -> [LaneID] {
    let instance = plan.instance
    var used = Set<LaneID>()
    for facts in plan.evaluation.flows { used.insert(facts.pricedBy) }
    return (0..<instance.lanes.count).map(LaneID.init).filter { lane in
      guard instance.lanes.pricedBy[lane.index] == lane, !used.contains(lane) else { return false }
      return instance.lanes.links(of: lane).contains { link in
        let i = link.index
        let isOfProvider = question.provider.map { instance.links.provider[i] == $0 } ?? true
        let isOfLane = question.lane.map {
          instance.links.origin[i] == $0.origin && instance.links.destination[i] == $0.destination
        }
        return isOfProvider && (isOfLane ?? true)
      }
    }
  }

  private static func loser(_ lane: LaneID, _ findings: [Finding]) -> Loser? {
    var breakEven: (price: Rational, basis: Basis, fall: Rational?, units: Rational?)?
    var forced: (units: Rational, cost: Money?)?
    for finding in findings {
      if case .breakEven(_, let price, let basis, let fall, let units) = finding {
        breakEven = (price, basis, fall, units)
      }
      if case .forced(_, let units, let cost) = finding { forced = (units, cost) }
    }
    return breakEven.map { item in
      Loser(
        lane: lane, price: item.price, basis: item.basis, fall: item.fall, units: item.units,
        forcedCost: forced?.cost, forcedUnits: forced?.units ?? .one)
    }
  }
}
