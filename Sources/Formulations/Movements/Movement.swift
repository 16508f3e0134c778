internal import Logistics

/// One way in which something can move: a flow, or the whole last leg of a whole order. Both are columns of the program,
/// and count in the rows of the same sites, lane rows and constraints.
struct Movement: Sendable {
  /// A commodity that moves with it.
  struct Part: Sendable {
    var commodity: Commodity
    /// Units for each unit of the column: 1 of a flow, the row's whole quantity of a whole leg.
    @Packed var amount: Rational
    /// The row whose rate it counts in: the nearest, or the together row whose price that inherits.
    var pricing: LaneID
    /// Every row whose limits it counts in, the nearest first: that one says how long it takes and what it emits.
    var covering: ShortList<LaneID>
    var tariff: LaneTariff

    var nearest: LaneID { covering[0] }
  }

  let decision: Decision
  let link: LinkID
  let period: PeriodID
  /// One of a flow; one a row of the order of a whole leg.
  let parts: ShortList<Part>
  /// Of the column: units of a flow, 1 of a whole leg.
  @Packed var upper: Rational
  /// The order whose goods these are, where it is known.
  let order: OrderID?
  let isLastLeg: Bool

  var isWholeLeg: Bool {
    if case .wholeLeg = decision { return true }
    return false
  }

  /// Whether its tariffs are prices a unit and nothing else.
  var paysMerePrices: Bool { !parts.contains { !$0.tariff.isMerePrice } }
}

/// Every way in which anything can move in an instance.
struct MovementSpace {
  let instance: Instance
  let pricing: Pricing
  private let sales: SaleTerms
  private(set) var movements: [Movement] = []
  private let rowsByCustomer: [[DemandID]]
  /// By demand row: what it can be served at most, in units.
  private let mostServed: [Rational]
  private let origins: ProductOrigins
  private let pooledDemand: [Int: Rational]
  private let pooledProducts: [ProductID]
  private let trackedOrders: [OrderID]

  init(_ instance: Instance) {
    self.instance = instance
    pricing = Pricing(instance: instance)
    sales = SaleTerms(instance)
    var byCustomer = [[DemandID]](repeating: [], count: instance.customers.count)
    var pooled: [Int: Rational] = [:]
    for (index, row) in instance.demand.enumerated() {
      byCustomer[row.customer.index].append(DemandID(index))
      if !instance[row.order].isTracked {
        pooled[row.product.index, default: .zero] += instance.settings.resolution.rational(row.mostServed)
      }
    }
    rowsByCustomer = byCustomer
    mostServed = instance.demand.map { instance.settings.resolution.rational($0.mostServed) }
    pooledDemand = pooled
    pooledProducts = pooled.keys.sorted().map { ProductID($0) }
    trackedOrders = instance.orders.indices.map { OrderID($0) }.filter { instance[$0].isTracked }
    origins = ProductOrigins(instance)
    movements.reserveCapacity(instance.links.count * instance.periods.count)
    for period in 0..<instance.periods.count {
      for link in 0..<instance.links.count { addMovements(on: LinkID(link), PeriodID(period)) }
    }
  }

  private mutating func addMovements(on link: LinkID, _ period: PeriodID) {
    switch instance.links.destination[link.index] {
    case .customer(let customer): addLastLegs(on: link, to: customer, period)
    case .site: addUpstreamFlows(on: link, period)
    }
  }

  // MARK: Last legs

  private mutating func addLastLegs(on link: LinkID, to customer: CustomerID, _ period: PeriodID) {
    var wholeOrders: [OrderID] = []
    for row in rowsByCustomer[customer.index] where instance[row].period == period {
      let order = instance[row].order
      if instance[order].isWhole {
        if instance[order].rows.first == row { wholeOrders.append(order) }
      } else if let part = part(.row(row), link, period, amount: .one) {
        addFlow(FlowKey(link, period, .row(row)), part, order: order, isLastLeg: true)
      }
    }
    for order in wholeOrders { addWholeLeg(order, link, period) }
  }

  private mutating func addWholeLeg(_ order: OrderID, _ link: LinkID, _ period: PeriodID) {
    var parts: [Movement.Part] = []
    for row in instance[order].rows {
      let amount = instance.settings.resolution.rational(instance[row].mostServed)
      guard let part = part(.row(row), link, period, amount: amount) else { return }
      parts.append(part)
    }
    movements.append(
      Movement(
        decision: .wholeLeg(order, link), link: link, period: period, parts: ShortList(parts),
        upper: instance.links.withdrawn.contains(link) ? .zero : .one, order: order, isLastLeg: true))
  }

  // MARK: Legs before the last

  private mutating func addUpstreamFlows(on link: LinkID, _ period: PeriodID) {
    for product in pooledProducts {
      if let part = part(.pooled(product), link, period, amount: .one) {
        addFlow(FlowKey(link, period, .pooled(product)), part, order: nil, isLastLeg: false)
      }
    }
    for order in trackedOrders where instance[order].period == period {
      for row in instance[order].rows {
        if let part = part(.row(row), link, period, amount: .one) {
          addFlow(FlowKey(link, period, .row(row)), part, order: order, isLastLeg: false)
        }
      }
    }
  }

  private mutating func addFlow(_ key: FlowKey, _ part: Movement.Part, order: OrderID?, isLastLeg: Bool) {
    movements.append(
      Movement(
        decision: .flow(key), link: key.link, period: key.period, parts: ShortList(part),
        upper: instance.links.withdrawn.contains(key.link) ? .zero : upperBound(part), order: order, isLastLeg: isLastLeg))
  }

  // MARK: What a link offers a commodity

  private func part(_ commodity: Commodity, _ link: LinkID, _ period: PeriodID, amount: Rational) -> Movement.Part? {
    let product = instance.product(of: commodity)
    guard origins.canLeave(instance.links.origin[link.index], product, period) else { return nil }
    if case .row(let row) = commodity, !mayUse(instance[row], link) { return nil }
    let covering = instance.coveringLanes(link, product, period)
    guard let nearest = covering.first, arrivesInTime(commodity, link, nearest),
      let tariff = pricing.tariff(nearest, link, commodity)
    else { return nil }
    return Movement.Part(
      commodity: commodity, amount: amount, pricing: instance.lanes.pricedBy[nearest.index], covering: covering,
      tariff: tariff)
  }

  private func mayUse(_ row: DemandRow, _ link: LinkID) -> Bool {
    if let asked = row.service, let offered = instance.links.service[link.index], asked != offered { return false }
    guard case .customer(let customer) = instance.links.destination[link.index] else { return true }
    if let sites = row.fromSites, !sites.contains(instance.links.origin[link.index]) { return false }
    return sales.mayCarry(link, to: customer, row.product)
  }

  /// Whether a last lane is as fast as the demand row asks.
  private func arrivesInTime(_ commodity: Commodity, _ link: LinkID, _ lane: LaneID) -> Bool {
    guard case .row(let row) = commodity, let longest = instance[row].longestTransit,
      case .customer = instance.links.destination[link.index], let time = instance.lanes.transitTime[lane.index]
    else { return true }
    return time <= longest
  }

  /// The least of what can be served and what each covering row's capacity lets through, in steps.
  private func upperBound(_ part: Movement.Part) -> Rational {
    let resolution = instance.settings.resolution
    var bound: Rational
    switch part.commodity {
    case .row(let row): bound = mostServed[row.index]
    case .pooled(let product): bound = pooledDemand[product.index] ?? .zero
    }
    for lane in part.covering {
      guard let limit = instance.lanes.capacityMax[lane.index], limit.measure != .order else { continue }
      let perUnit = pricing.measure(limit.measure, of: part.commodity)
      if let most = limit.value.divided(by: perUnit), let steps = resolution.floor(most) {
        bound = min(bound, resolution.rational(steps))
      }
    }
    return bound
  }
}
