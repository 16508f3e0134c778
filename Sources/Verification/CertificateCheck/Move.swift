import Logistics

/// A decision that moves goods: a flow, or the whole last leg of an order.
struct Move {
  struct Part {
    let commodity: Commodity
    let product: ProductID
    /// Units that move when the decision is 1.
    @Packed var amount: Rational
    /// The most specific row that covers it.
    let covering: LaneID
    /// The row whose rate it counts in.
    let tariff: LaneID
  }

  let decision: Decision
  let link: LinkID
  let period: PeriodID
  let origin: SiteID
  let destination: Node
  let parts: ShortList<Part>
  /// nil: pooled goods.
  let order: OrderID?
  let isWholeLeg: Bool
  /// Of a flow, in units; of a whole leg 1.
  @Packed var most: Rational

  var customer: CustomerID? {
    if case .customer(let customer) = destination { return customer }
    return nil
  }

  var isLastLeg: Bool { customer != nil }
}

/// Every move that an instance has.
struct MoveFinder {
  private let instance: Instance
  private let measures: UnitMeasures
  private let carriage: Carriage
  private let period = PeriodID(0)
  /// By site, what can leave it: it originates there, or a link from another site carries it there.
  private var leaving: [Set<ProductID>]
  /// By product: what all rows of anonymous orders can be served, in steps; and the rows of named orders.
  private var pooledMost: [Int128]
  private var trackedRows: [[DemandID]]
  private var rowsOfCustomer: [[DemandID]]
  /// By demand row: what it can be served at most, in units.
  private let mostServed: [Rational]

  init(_ instance: Instance) {
    self.instance = instance
    measures = UnitMeasures(instance)
    mostServed = instance.demand.map { instance.settings.resolution.rational($0.mostServed) }
    carriage = Carriage(instance)
    leaving = Array(repeating: [], count: instance.sites.count)
    pooledMost = Array(repeating: 0, count: instance.products.count)
    trackedRows = Array(repeating: [], count: instance.products.count)
    rowsOfCustomer = Array(repeating: [], count: instance.customers.count)
    for index in instance.demand.indices {
      let row = instance.demand[index]
      rowsOfCustomer[row.customer.index].append(DemandID(index))
      if instance[row.order].isTracked {
        trackedRows[row.product.index].append(DemandID(index))
      } else {
        pooledMost[row.product.index] += Int128(row.mostServed.steps)
      }
    }
    findLeaving()
  }

  private mutating func findLeaving() {
    for cell in instance.supplies.cells.keys where cell.period == period { leaving[cell.site.index].insert(cell.product) }
    for index in instance.links.origin.indices {
      guard case .site(let site) = instance.links.destination[index], site != instance.links.origin[index] else {
        continue
      }
      for product in carriedProducts(LinkID(index)) { leaving[site.index].insert(product) }
    }
  }

  private func carriedProducts(_ link: LinkID) -> [ProductID] {
    let all = instance.links.lanes(of: link)
    if all.count == 1, let only = all.first, case .one(let product) = instance.lanes.products[only.index] {
      return instance.lanes.periods[only.index] == period ? [product] : []
    }
    let lanes = all.filter { instance.lanes.periods[$0.index] == period }
    var products: Set<ProductID> = []
    for lane in lanes {
      switch instance.lanes.products[lane.index] {
      case .all: return instance.products.indices.map { ProductID($0) }
      case .one(let product): products.insert(product)
      case .several(let members): products.formUnion(members)
      }
    }
    return products.sorted()
  }

  private func canLeave(_ site: SiteID, _ product: ProductID) -> Bool {
    leaving[site.index].contains(product)
  }

  // MARK: Moves, link by link

  func moves() -> [Move] {
    var moves: [Move] = []
    moves.reserveCapacity(instance.links.count)
    for index in instance.links.origin.indices {
      switch instance.links.destination[index] {
      case .site: addUpstream(LinkID(index), &moves)
      case .customer(let customer): addLastLegs(LinkID(index), customer, &moves)
      }
    }
    return moves
  }

  private func addUpstream(_ link: LinkID, _ moves: inout [Move]) {
    for product in carriedProducts(link) where canLeave(instance.links.origin[link.index], product) {
      if pooledMost[product.index] > 0 { addFlow(FlowKey(link, period, .pooled(product)), nil, &moves) }
      for row in trackedRows[product.index] {
        addFlow(FlowKey(link, period, .row(row)), instance[row].order, &moves)
      }
    }
  }

  private func addLastLegs(_ link: LinkID, _ customer: CustomerID, _ moves: inout [Move]) {
    var whole: Set<OrderID> = []
    for row in rowsOfCustomer[customer.index] where canLeave(instance.links.origin[link.index], instance[row].product) {
      let order = instance[row].order
      if !instance[order].isWhole {
        addFlow(FlowKey(link, period, .row(row)), order, &moves)
      } else if whole.insert(order).inserted {
        addWholeLeg(order, link, &moves)
      }
    }
  }

  private func addFlow(_ key: FlowKey, _ order: OrderID?, _ moves: inout [Move]) {
    guard let part = part(key, .one) else { return }
    moves.append(
      Move(
        decision: .flow(key), link: key.link, period: key.period, origin: instance.links.origin[key.link.index],
        destination: instance.links.destination[key.link.index], parts: ShortList(part), order: order, isWholeLeg: false,
        most: most(key, part)))
  }

  private func addWholeLeg(_ order: OrderID, _ link: LinkID, _ moves: inout [Move]) {
    var parts: [Move.Part] = []
    for row in instance[order].rows {
      let most = instance.settings.resolution.rational(instance[row].mostServed)
      guard canLeave(instance.links.origin[link.index], instance[row].product),
        let part = part(FlowKey(link, period, .row(row)), most)
      else { return }
      if most.isPositive { parts.append(part) }
    }
    moves.append(
      Move(
        decision: .wholeLeg(order, link), link: link, period: period, origin: instance.links.origin[link.index],
        destination: instance.links.destination[link.index], parts: ShortList(parts), order: order, isWholeLeg: true,
        most: instance.links.withdrawn.contains(link) ? .zero : .one))
  }

  /// nil where the goods may not use the link.
  private func part(_ key: FlowKey, _ amount: Rational) -> Move.Part? {
    let product = instance.product(of: key.commodity)
    guard carriage.obstacle(key) == nil, let lane = instance.pricingLane(key.link, product, key.period) else {
      return nil
    }
    return Move.Part(
      commodity: key.commodity, product: product, amount: amount, covering: lane,
      tariff: instance.lanes.pricedBy[lane.index])
  }

  /// What can be served at most, and no more than any covering row can take, rounded down to a step.
  private func most(_ key: FlowKey, _ part: Move.Part) -> Rational {
    guard !instance.links.withdrawn.contains(key.link) else { return .zero }
    var most: Rational
    switch key.commodity {
    case .pooled(let product):
      most = Rational(mantissa: pooledMost[product.index], decimals: instance.settings.resolution.decimals)
    case .row(let row): most = mostServed[row.index]
    }
    for lane in instance.coveringLanes(key.link, part.product, key.period) {
      guard let limit = instance.lanes.capacityMax[lane.index],
        let perUnit = measures.perUnit(limit.measure, key.commodity), perUnit.isPositive,
        let capacity = limit.value.divided(by: perUnit), capacity < most,
        let steps = instance.settings.resolution.floor(capacity)
      else { continue }
      most = max(.zero, instance.settings.resolution.rational(steps))
    }
    return most
  }
}
