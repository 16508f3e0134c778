import Logistics

/// What each decision adds to an objective, exactly. All objectives are turned to minimisation here.
struct ObjectiveCosts: Sendable {
  let instance: Instance
  let pricing: Pricing
  /// Of what is money, the kinds that count.
  let kinds: CostKinds

  /// What moves on a lane row that it prices: a charge's constant part is that of what is there to be charged.
  struct Load: Hashable {
    var lane: LaneID
    /// nil: the pooled shipment.
    var order: OrderID?
  }

  let stages: StageCosts
  private let sales: SaleTerms
  /// What a unit adds to the fill rate.
  private let percentPerUnit: Rational
  private(set) var tariffs: [Load: LaneTariff] = [:]
  private(set) var periodCharges: [LaneID: LaneTariff] = [:]
  private(set) var schedules: [PriceSchedule: ScheduleCosts] = [:]

  /// - Parameter movements: those whose lane rows' constant charges are asked for.
  init(
    _ instance: Instance, _ movements: [Movement] = [], _ schedules: [ScheduleCosts] = [], kinds: CostKinds = .all
  ) {
    self.instance = instance
    self.kinds = kinds
    pricing = Pricing(instance: instance)
    stages = StageCosts(instance)
    sales = SaleTerms(instance)
    percentPerUnit = Rational(100).divided(by: instance.demand.reduce(.zero) { $0 + $1.quantity }) ?? .zero
    for schedule in schedules { self.schedules[schedule.key] = schedule }
    for index in movements.indices where !movements[index].paysMerePrices { note(movements[index]) }
  }

  private mutating func note(_ movement: Movement) {
    for part in movement.parts where !part.tariff.isMerePrice {
      if !part.tariff.perPeriod.isZero { periodCharges[part.pricing] = part.tariff }
      guard !movement.isWholeLeg else { continue }
      if let order = movement.order { tariffs[Load(lane: part.pricing, order: order)] = part.tariff }
      let isNamed = movement.order.map { instance[$0].isTracked } ?? false
      if !isNamed { tariffs[Load(lane: part.pricing, order: nil)] = part.tariff }
    }
  }

  /// A movement's part in a level, minimised.
  func minimized(_ movement: Movement, _ level: ObjectiveLevel) -> Rational {
    if let stage = level.stage { return -stages.value(movement, stage) }
    return level.terms.reduce(.zero) { sum, term in
      let sign = term.objective.isMaximized ? -term.weight : term.weight
      return sum + sign * value(movement, term.objective)
    }
  }

  /// Any other decision's part in a level, minimised.
  func minimized(_ decision: Decision, _ level: ObjectiveLevel) -> Rational {
    if let stage = level.stage { return -stages.value(decision, stage) }
    return level.terms.reduce(.zero) { sum, term in
      let sign = term.objective.isMaximized ? -term.weight : term.weight
      return sum + sign * value(decision, term.objective)
    }
  }

  /// What counts whatever is decided, minimised.
  func minimizedConstant(_ level: ObjectiveLevel) -> Rational {
    level.terms.reduce(.zero) { sum, term in
      let sign = term.objective.isMaximized ? -term.weight : term.weight
      return sum + sign * constant(term.objective)
    }
  }

  // MARK: Movements

  private func value(_ movement: Movement, _ objective: Objective) -> Rational {
    switch objective {
    case .totalCost: return cost(of: movement)
    case .profit: return revenue(of: movement) - cost(of: movement)
    case .unmetDemand: return movement.isWholeLeg ? -quantity(of: movement) : .zero
    case .unmetOrders: return movement.isWholeLeg ? Rational(-1) : .zero
    case .fillRate: return movement.isLastLeg ? quantity(of: movement) * percentPerUnit : .zero
    case .co2: return movement.parts.reduce(.zero) { $0 + $1.amount * co2(of: $1, movement.link) }
    case .leadTime: return movement.parts.reduce(.zero) { $0 + $1.amount * transitTime(of: $1) }
    case .maxMinFill, .providersUsed, .sitesOpen, .changes: return .zero
    }
  }

  private func quantity(of movement: Movement) -> Rational { movement.parts.reduce(.zero) { $0 + $1.amount } }

  /// Of the whole path for orders, of the last leg for what is pooled before it.
  private func transitTime(of part: Movement.Part) -> Rational {
    if case .pooled = part.commodity { return .zero }
    return instance.lanes.transitTime[part.nearest.index] ?? .zero
  }

  func co2(of part: Movement.Part, _ link: LinkID) -> Rational {
    (instance.lanes.co2Rate[part.nearest.index] ?? .zero) * pricing.tonneKilometres(link, part.commodity)
  }

  private func revenue(of movement: Movement) -> Rational {
    guard movement.isLastLeg else { return .zero }
    return sum(movement) { $0.revenue }
  }

  private func sum(_ movement: Movement, _ value: (SaleTerms.Sale) -> Rational) -> Rational {
    movement.parts.reduce(.zero) { sum, part in
      guard case .row(let row) = part.commodity else { return sum }
      return sum + part.amount * value(sales.sale(row, movement.link))
    }
  }

  private func cost(of movement: Movement) -> Rational {
    var cost = movement.parts.reduce(Rational.zero) { $0 + $1.amount * handlingAndSupply(movement, $1) }
    cost += charges(of: movement)
    if movement.isLastLeg && !instance.sales.isEmpty {
      cost += sum(movement) { counted(.commission, $0.fees - $0.sellingCost) + counted(.selling, $0.sellingCost) }
    }
    return movement.isWholeLeg ? cost - counted(.unmetPenalty, penaltySaved(by: movement)) : cost
  }

  /// What the lane rows charge for the movement itself: of a flow what is linear, of a whole leg all.
  func charges(of movement: Movement) -> Rational {
    let perUnit = movement.parts.reduce(Rational.zero) { sum, part in
      let base = movement.isWholeLeg ? .zero : part.tariff.perUnit * weight(.transport, part.tariff.factor)
      return sum + part.amount * (base + onTopPerUnit(part, movement.link))
    }
    return movement.isWholeLeg ? perUnit + shipmentCost(of: movement) : perUnit
  }

  private func onTopPerUnit(_ part: Movement.Part, _ link: LinkID) -> Rational {
    let all = part.tariff.onTopPerUnit
    if kinds.isAll || all.isZero { return all }
    let duty = pricing.duty(link, part.commodity)
    return counted(.surcharge, all - duty) + counted(.duty, duty)
  }

  private func handlingAndSupply(_ movement: Movement, _ part: Movement.Part) -> Rational {
    let product = instance.product(of: part.commodity)
    let origin = instance.links.origin[movement.link.index]
    var cost = counted(.outboundHandling, instance[origin].outboundHandlingCost)
      + supplyCost(origin, product, movement.period)
    if case .site(let site) = instance.links.destination[movement.link.index] {
      cost += counted(.inboundHandling, instance[site].inboundHandlingCost) - supplyCost(site, product, movement.period)
    }
    return cost
  }

  // MARK: Kinds of cost

  /// The cost where its kind counts.
  func counted(_ kind: CostKind, _ cost: Rational) -> Rational { kinds.contains(kind) ? cost : .zero }

  /// By what a charge of that kind is multiplied: 1 and the surcharges in percent, each where it counts.
  func weight(_ kind: CostKind, _ factor: Rational) -> Rational {
    kinds.isAll ? factor : counted(kind, .one) + counted(.surcharge, factor - .one)
  }

  /// All that a shipment is charged besides what is linear, or goes by orders.
  func paidPerShipment(_ tariff: LaneTariff) -> Rational {
    let each = tariff.perShipment * weight(.transport, tariff.factor) + counted(.surcharge, tariff.onTopPerShipment)
    return each * tariff.shipments
  }

  private func supplyCost(_ site: SiteID, _ product: ProductID, _ period: PeriodID) -> Rational {
    guard kinds.contains(.supply), let cell = instance.supplies.cells[SiteProduct(site, product, period)] else { return .zero }
    return instance.supplies[cell.pricedBy].unitCost
  }

  /// The last leg of a whole order is one shipment on each lane row that prices a part of it.
  private func shipmentCost(of movement: Movement) -> Rational {
    var lanes: [LaneID] = []
    for part in movement.parts where !lanes.contains(part.pricing) { lanes.append(part.pricing) }
    return lanes.reduce(.zero) { sum, lane in
      let parts = movement.parts.filter { $0.pricing == lane }
      let linear = parts.reduce(Rational.zero) { $0 + $1.amount * $1.tariff.perUnit }
      let tariff = parts[0].tariff
      let bare = linear + tariff.perShipment * tariff.shipments + tariff.perOrder
      return sum + bare * weight(.transport, tariff.factor)
        + (tariff.charged(linear) - bare) * weight(.minimumCharge, tariff.factor)
        + counted(.surcharge, tariff.onTopPerShipment) * tariff.shipments
    }
  }

  /// The same before surcharges.
  func bareShipmentCost(of movement: Movement) -> Rational {
    var lanes: [LaneID] = []
    for part in movement.parts where !lanes.contains(part.pricing) { lanes.append(part.pricing) }
    return lanes.reduce(.zero) { sum, lane in
      let parts = movement.parts.filter { $0.pricing == lane }
      return sum + parts[0].tariff.charged(parts.reduce(.zero) { $0 + $1.amount * $1.tariff.perUnit })
    }
  }

  private func penaltySaved(by movement: Movement) -> Rational {
    guard let order = movement.order, instance[order].mayBeUnserved else { return .zero }
    return movement.parts.reduce(.zero) { sum, part in
      guard case .row(let row) = part.commodity else { return sum }
      return sum + part.amount * (instance[row].penaltyCost ?? .zero)
    }
  }

  // MARK: Other decisions

  private func value(_ decision: Decision, _ objective: Objective) -> Rational {
    switch objective {
    case .totalCost: return cost(of: decision)
    case .profit: return -cost(of: decision)
    case .unmetDemand:
      if case .unmet = decision { return .one }
    case .unmetOrders:
      if case .orderShort = decision { return .one }
    case .providersUsed:
      if case .providerEngaged = decision { return .one }
    case .sitesOpen:
      if case .siteOpen = decision { return .one }
    case .changes:
      if case .tender(.changed) = decision { return .one }
    case .maxMinFill:
      if case .rankedRate(let rule, 1) = decision, rule == instance.allocation.fillObjective { return .one }
    case .fillRate, .co2, .leadTime: break
    }
    return .zero
  }

  // MARK: What is paid or counted anyway

  private func constant(_ objective: Objective) -> Rational {
    switch objective {
    case .totalCost: return fixedCost
    case .profit: return -fixedCost
    case .unmetDemand: return sumOverRows { instance[$0.order].isWhole || !mayFallShort($0) ? unmetAnyway($0) : .zero }
    case .unmetOrders: return Rational(instance.orders.count { $0.isWhole })
    case .sitesOpen: return Rational(instance.sites.count { $0.status == .include } * instance.periods.count)
    case .fillRate: return instance.demand.allSatisfy { $0.quantity.isZero } ? Rational(100) : .zero
    case .maxMinFill: return instance.allocation.isFillObjectiveEmpty ? Rational(100) : .zero
    case .providersUsed, .co2, .leadTime, .changes: return .zero
    }
  }

  private func sumOverRows(_ value: (DemandRow) -> Rational) -> Rational {
    instance.demand.reduce(.zero) { $0 + value($1) }
  }

  /// Whether the row has an `unmet` decision.
  private func mayFallShort(_ row: DemandRow) -> Bool {
    instance.settings.resolution.rational(row.leastServed) < row.quantity
  }

  /// Of a whole order all, which its whole leg then takes back; of a row that is always served, what is below a step.
  private func unmetAnyway(_ row: DemandRow) -> Rational {
    instance[row.order].isWhole
      ? row.quantity : row.quantity - instance.settings.resolution.rational(row.mostServed)
  }

  private var fixedCost: Rational {
    var cost = sumOverRows { row in
      guard instance[row.order].isWhole, instance[row.order].mayBeUnserved else { return .zero }
      return row.quantity * counted(.unmetPenalty, row.penaltyCost ?? .zero)
    }
    for site in instance.sites {
      if site.status == .consider {
        if site.startsOpen { cost += counted(.siteClosing, site.closingCost) }
      } else {
        cost += counted(.siteOperating, site.operatingCost) * Rational(instance.periods.count)
          + (site.startsOpen ? .zero : counted(.siteStartup, site.startupCost))
      }
    }
    return cost
  }
}
