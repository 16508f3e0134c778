import Logistics

/// A plan under inspection: its flows read in the instance's terms, what was found so far.
struct Inspection {
  let plan: Plan
  let instance: Instance
  let measures: UnitMeasures
  var flows: [InspectedFlow] = []
  var evaluation = PlanEvaluation()
  var violations: [Violation] = []
  var missed: [Violation] = []
  /// By `DemandID`, in steps.
  var servedSteps: [Int128]
  /// By lane row: what its rate's own charges come to, minimums included, schedules aside.
  var paid: [LaneID: Rational] = [:]
  /// What each schedule comes to, surcharges aside, and where it stands.
  var settled: [Settlement] = []
  /// The flows of the last legs of each demand row, as indices into `flows`.
  var lastLegs: [[Int]]
  /// Where there are split limits.
  var productSources: [CustomerProduct: Set<SiteID>] = [:]

  init(_ plan: Plan, _ instance: Instance) {
    self.plan = plan
    self.instance = instance
    measures = UnitMeasures(instance)
    servedSteps = Array(repeating: 0, count: instance.demand.count)
    lastLegs = Array(repeating: [], count: instance.demand.count)
  }

  var resolution: Resolution { instance.settings.resolution }
  var step: Rational { resolution.rational(Quantity(steps: 1)) }

  func isOpen(_ site: SiteID, _ period: PeriodID) -> Bool { plan.openSites[period.index][site.index] }

  mutating func violate(_ rule: Rule?, _ kind: Violation.Kind, _ message: String, _ mark: SourceMark?) {
    violations.append(Violation(rule: rule, kind: kind, message: message, mark: mark))
  }

  /// A rule that multiples of the resolution cannot keep, missed by less than a step.
  mutating func miss(_ rule: Rule?, _ kind: Violation.Kind, _ message: String, _ mark: SourceMark?) {
    missed.append(Violation(rule: rule, kind: kind, message: message, mark: mark))
  }

  /// A limit cannot be tested, because a measure that it needs is unknown.
  mutating func violateUnknown(_ rule: Rule?, _ what: String, _ mark: SourceMark?) {
    violate(rule, .unknownMeasure, "\(what) cannot be checked: a measure that it needs is unknown", mark)
  }

  func units(_ steps: Int128) -> Rational { Rational(mantissa: steps, decimals: resolution.decimals) }
}

/// One flow of the plan, read.
struct InspectedFlow {
  let key: FlowKey
  let steps: Int128
  let units: Rational
  let product: ProductID
  let origin: SiteID
  let destination: Node
  let link: LinkID
  /// nil: pooled.
  let row: DemandID?
  /// Of a demand row's goods: its order, named or not.
  let order: OrderID?
  /// Where it is known.
  let customer: CustomerID?
  /// The most specific row that covers it, and the row whose rate it counts in.
  let covering: LaneID
  let tariff: LaneID

  var commodity: Commodity { key.commodity }

  var isLastLeg: Bool {
    if case .customer = destination { return true }
    return false
  }
}

extension Inspection {
  /// Reads the flows; those that may not be where they are become violations.
  mutating func checkCarriage() {
    let carriage = Carriage(instance)
    flows.reserveCapacity(plan.flows.count)
    for flow in plan.flows {
      if instance.links.withdrawn.contains(flow.key.link) {
        violate(nil, .withdrawn, "\(instance.words(flow.key.link)) was taken away", mark(flow.key))
      } else if let obstacle = carriage.obstacle(flow.key) {
        violate(nil, obstacle.kind, message(obstacle, flow.key), mark(flow.key))
      } else if let lane = instance.pricingLane(
        flow.key.link, instance.product(of: flow.key.commodity), flow.key.period)
      {
        flows.append(read(flow, lane))
      }
    }
  }

  private func read(_ flow: PlannedFlow, _ lane: LaneID) -> InspectedFlow {
    let link = flow.key.link
    var row: DemandID?
    if case .row(let id) = flow.key.commodity { row = id }
    return InspectedFlow(
      key: flow.key, steps: Int128(flow.quantity.steps), units: resolution.rational(flow.quantity),
      product: instance.product(of: flow.key.commodity), origin: instance.links.origin[link.index],
      destination: instance.links.destination[link.index], link: link, row: row,
      order: row.map { instance[$0].order }, customer: row.map { instance[$0].customer }, covering: lane,
      tariff: instance.lanes.pricedBy[lane.index])
  }

  private func mark(_ key: FlowKey) -> SourceMark? {
    if case .row(let row) = key.commodity { return instance[row].mark }
    return instance.links.lanes(of: key.link).first.map { instance.lanes.marks[$0.index] }
  }

  private func message(_ obstacle: Carriage.Obstacle, _ key: FlowKey) -> String {
    let goods = instance.words(key.commodity)
    let link = instance.words(key.link)
    switch obstacle {
    case .commodity: return "\(goods) cannot be told apart on \(link), or is not for its end"
    case .period: return "\(goods) is not asked for in the period in which \(link) carries it"
    case .product: return "no lane row offers to carry \(goods) on \(link)"
    case .service: return "\(goods) asks for another service than that of \(link)"
    case .origin: return "\(goods) may not come from the origin of \(link)"
    case .channel: return "\(link) belongs to another channel than the customer of \(goods)"
    case .offering: return "whoever sells on \(link) has no price for \(goods)"
    case .exclusive: return "another partner is exclusive where \(link) would bring \(goods)"
    case .transit: return "\(goods) would be longer on the way on \(link) than it may be"
    case .band: return "\(goods) is in no break of the rate of \(link)"
    }
  }
}
