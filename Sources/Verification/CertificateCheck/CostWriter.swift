import Logistics

/// Writes what decisions add to an objective, in its own direction.
struct CostWriter {
  private let book: RuleBook
  /// Of what is money, what counts.
  private let kinds: CostKinds
  private let instance: Instance
  private let prices: ShipmentPrices
  private let rates: LaneRates
  private let schedules: [PriceSchedule: ScheduleRange]
  private let demanded: Rational
  /// By offer: the fixed costs of all its rows.
  private var offerCosts: [Rational]
  private var splitCosts: [CustomerProduct: Rational] = [:]
  /// Sites where something originates.
  private var originates: [Bool]

  init(_ book: RuleBook, _ kinds: CostKinds = .all) {
    self.book = book
    self.kinds = kinds
    instance = book.instance
    prices = ShipmentPrices(instance, LaneTariffs(book.instance), book.moves, kinds)
    schedules = Dictionary(uniqueKeysWithValues: book.schedules.map { ($0.schedule.key, $0) })
    rates = LaneRates(instance)
    demanded = instance.demand.reduce(.zero) { $0 + $1.quantity }
    originates = Array(repeating: false, count: instance.sites.count)
    for cell in instance.supplies.cells.keys { originates[cell.site.index] = true }
    for limit in instance.allocation.splits {
      splitCosts[CustomerProduct(customer: limit.customer, product: limit.product)] = limit.cost
    }
    offerCosts = Array(repeating: .zero, count: instance.offers.count)
    for lane in 0..<instance.lanes.count {
      guard let offer = instance.lanes.offer[lane], let cost = instance.lanes.fixedCost[lane] else { continue }
      offerCosts[offer.index] += cost
    }
  }

  func cost(_ index: Int, _ objective: Objective) -> Rational {
    if index < book.moves.count { return cost(book.moves[index], objective) }
    let decision = book.decisions[index].decision
    switch (objective, decision) {
    case (.totalCost, _): return money(decision)
    case (.profit, _): return -money(decision)
    case (.maxMinFill, .rankedRate(let rule, 1)): return rule == instance.allocation.fillObjective ? .one : .zero
    case (.unmetDemand, .unmet), (.unmetOrders, .orderShort), (.providersUsed, .providerEngaged),
      (.sitesOpen, .siteOpen), (.changes, .tender(.changed)):
      return .one
    default: return .zero
    }
  }

  // MARK: Moves

  private func cost(_ move: Move, _ objective: Objective) -> Rational {
    switch objective {
    case .totalCost: return money(move)
    case .profit: return revenue(move) - money(move)
    case .unmetDemand: return move.isWholeLeg ? -quantity(move) : .zero
    case .unmetOrders: return move.isWholeLeg && leavesNothing(move) ? Rational(-1) : .zero
    case .fillRate:
      guard move.isLastLeg else { return .zero }
      return (quantity(move) * Rational(100)).divided(by: demanded) ?? .zero
    case .co2: return sum(move) { rates.emission(FlowKey(move.link, move.period, $0.commodity)) }
    case .leadTime: return sum(move) { rates.duration(FlowKey(move.link, move.period, $0.commodity)) }
    case .maxMinFill, .providersUsed, .sitesOpen, .changes: return .zero
    }
  }

  private func quantity(_ move: Move) -> Rational { move.parts.reduce(.zero) { $0 + $1.amount } }

  private func sum(_ move: Move, _ perUnit: (Move.Part) -> Rational?) -> Rational {
    move.parts.reduce(.zero) { $0 + $1.amount * (perUnit($1) ?? .zero) }
  }

  private func revenue(_ move: Move) -> Rational {
    guard move.isLastLeg else { return .zero }
    return sum(move) { part in sale(part, move)?.revenue }
  }

  private func sale(_ part: Move.Part, _ move: Move) -> Sale? {
    guard case .row(let row) = part.commodity else { return nil }
    return Sale(row, move.link, instance)
  }

  private func money(_ move: Move) -> Rational {
    var handling = sum(move) { handlingAndSupply(move, $0.product) }
    if move.isLastLeg && !instance.sales.isEmpty {
      handling += sum(move) { part in
        sale(part, move).map { only(.commission, $0.commission) + only(.selling, $0.sellingCost) }
      }
    }
    guard move.isWholeLeg else { return handling + sum(move) { prices.paidPerUnit($0, move) } }
    return handling + prices.wholeLeg(move) - only(.unmetPenalty, savedPenalty(move))
  }

  /// An amount of a kind that may not count.
  private func only(_ kind: CostKind, _ amount: Rational) -> Rational { kinds.contains(kind) ? amount : .zero }

  private func handlingAndSupply(_ move: Move, _ product: ProductID) -> Rational {
    var cost = only(.outboundHandling, instance[move.origin].outboundHandlingCost)
    cost += supplyCost(move.origin, product, move.period)
    if case .site(let site) = move.destination {
      cost += only(.inboundHandling, instance[site].inboundHandlingCost) - supplyCost(site, product, move.period)
    }
    return cost
  }

  private func supplyCost(_ site: SiteID, _ product: ProductID, _ period: PeriodID) -> Rational {
    guard kinds.contains(.supply), originates[site.index], let cell = instance.supplies.cells[SiteProduct(site, product, period)] else {
      return .zero
    }
    return instance.supplies[cell.pricedBy].unitCost
  }

  private func savedPenalty(_ move: Move) -> Rational {
    guard let order = move.order, instance[order].mayBeUnserved else { return .zero }
    return sum(move) { part in
      guard case .row(let row) = part.commodity else { return nil }
      return instance[row].penaltyCost
    }
  }

  /// Whether nothing of the order is unmet once its leg is taken.
  private func leavesNothing(_ move: Move) -> Bool {
    guard let order = move.order else { return false }
    return instance[order].rows.allSatisfy { !belowStep(instance[$0]).isPositive }
  }

  /// What can never be served, because it is below a step.
  private func belowStep(_ row: DemandRow) -> Rational {
    row.quantity - instance.settings.resolution.rational(row.mostServed)
  }

  // MARK: Switches

  private func money(_ decision: Decision) -> Rational {
    switch decision {
    case .unmet(let row): return only(.unmetPenalty, instance[row].penaltyCost ?? .zero)
    case .siteOpen(let site, _):
      let data = instance[site]
      let toOpen = data.startsOpen ? .zero : only(.siteStartup, data.startupCost)
      let toClose = data.startsOpen ? only(.siteClosing, data.closingCost) : .zero
      return only(.siteOperating, data.operatingCost) + toOpen - toClose
    case .offerTaken(let offer): return only(.laneFixed, offerCosts[offer.index])
    case .laneUsed(let lane, .covered):
      guard instance.lanes.offer[lane.index] == nil else { return .zero }
      return only(.laneFixed, instance.lanes.fixedCost[lane.index] ?? .zero)
    case .laneUsed(let lane, .priced): return prices.paidPerPeriod(lane)
    case .pooledOnLane(let lane): return prices.paidPerShipment(lane, nil)
    case .orderOnLane(let lane, let order, .priced):
      let shipment = instance[order].isTracked ? prices.paidPerShipment(lane, order) : .zero
      return prices.perOrder(lane, order) * prices.share(of: .transport, lane) + shipment
    case .minimumTopUp(let lane, _): return prices.share(of: .minimumCharge, lane)
    case .tender(let decision): return money(decision)
    case .providerEngaged(let provider): return only(.engagement, instance[provider].engagementCost)
    case .partnerEngaged(let partner): return only(.engagement, instance[partner].engagementCost)
    case .furtherSources(let customer, let product):
      return only(.splits, splitCosts[CustomerProduct(customer: customer, product: product)] ?? .zero)
    case .constraintExcess(let id), .constraintShortfall(let id):
      return only(.constraintPenalty, instance[id].penaltyCost ?? .zero)
    default: return .zero
    }
  }

  private func money(_ decision: TenderDecision) -> Rational {
    switch decision {
    case .left(let provider, _, _): only(.switching, instance[provider].switchCost)
    case .carries, .touches, .changed, .originCounted: .zero
    case .shipments(let lane): prices.paidPerShipment(lane, nil)
    case .reached(let key, let index): schedules[key].map { $0.costReached(index) * share(of: $0.schedule) } ?? .zero
    case .amount(let key, let index): schedules[key].map { $0.costOfAmount(index) * share(of: $0.schedule) } ?? .zero
    case .charged(let key, let index): schedules[key].map { $0.costCharged(index) * share(of: $0.schedule) } ?? .zero
    }
  }

  /// How often a schedule's charge counts: once itself, and in its surcharges.
  private func share(of schedule: Schedule) -> Rational {
    if schedule.isRebate { return only(.rebate, .one) }
    return only(.transport, .one) + only(.surcharge, schedule.factor - .one)
  }

  // MARK: Whatever is decided

  func constant(_ objective: Objective) -> Rational {
    switch objective {
    case .totalCost: return fixedMoney
    case .profit: return -fixedMoney
    case .unmetDemand: return sumOverRows { isSettled($0) ? unservedAnyway($0) : .zero }
    case .unmetOrders: return Rational(instance.orders.count { $0.isWhole && countsAnyway($0) })
    case .sitesOpen: return Rational(instance.sites.count { $0.status == .include })
    case .fillRate: return demanded.isZero ? Rational(100) : .zero
    case .maxMinFill: return instance.allocation.isFillObjectiveEmpty ? Rational(100) : .zero
    case .co2, .leadTime, .providersUsed, .changes: return .zero
    }
  }

  private func sumOverRows(_ value: (DemandRow) -> Rational) -> Rational {
    instance.demand.reduce(.zero) { $0 + value($1) }
  }

  /// Whether no `unmet` decision says how much the row falls short.
  private func isSettled(_ row: DemandRow) -> Bool {
    instance[row.order].isWhole || instance.settings.resolution.rational(row.leastServed) >= row.quantity
  }

  /// Of a whole order's row all, which its leg takes back; else what is below a step.
  private func unservedAnyway(_ row: DemandRow) -> Rational {
    instance[row.order].isWhole ? row.quantity : belowStep(row)
  }

  /// Whole orders that do not have a leg that leaves nothing unmet, and those that have: these take it back.
  private func countsAnyway(_ order: Order) -> Bool {
    order.rows.contains { instance[$0].mostServed != .zero || belowStep(instance[$0]).isPositive }
  }

  private var fixedMoney: Rational {
    var cost = sumOverRows { row in
      guard let penalty = row.penaltyCost, isSettled(row) else { return .zero }
      let order = instance[row.order]
      return only(.unmetPenalty, penalty) * (order.isWhole && order.mayBeUnserved ? row.quantity : belowStep(row))
    }
    for site in instance.sites {
      if site.status == .include {
        cost += only(.siteOperating, site.operatingCost)
        if !site.startsOpen { cost += only(.siteStartup, site.startupCost) }
      } else if site.startsOpen {
        cost += only(.siteClosing, site.closingCost)
      }
    }
    return cost
  }
}
