import Logistics

/// SplitMix64.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(bound, 1), using: &self) }
  mutating func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
  mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }
  mutating func whole(_ range: ClosedRange<Int>) -> Rational { Rational(Int.random(in: range, using: &self)) }
  mutating func price() -> Rational { Rational(Int128(below(40)), over: Int128(pick([1, 2, 3, 4]))) ?? .zero }
}

/// A tiny instance with a bit of everything, and random plans of it, most of them nearly legal.
struct RandomInstance {
  private var tiny: TinyInstance
  private(set) var instance: Instance
  private var plants: [SiteID] = []
  private var hubs: [SiteID] = []
  private var customers: [CustomerID] = []
  private var products: [ProductID] = []
  private var providers: [ProviderID] = []
  private var offers: [OfferID] = []
  private var mark: SourceMark { SourceMark(file: 0, line: 1, offset: 0) }

  init(_ dice: inout Dice) {
    tiny = TinyInstance(decimals: dice.pick([0, 0, 0, 1]))
    instance = tiny.frozen()
    addPlaces(&dice)
    addDemand(&dice)
    addWays(&dice)
    addConstraints(&dice)
    let all = Objective.allCases.filter { $0 != .profit || dice.chance(50) }
    tiny.change { instance in
      instance.objectives = all.map { objective in
        ObjectiveLevel(
          terms: [ObjectiveTerm(objective: objective, weight: dice.whole(1...3))], tolerance: dice.whole(0...5))
      }
      for _ in 0..<2 {
        let terms = (0..<2).map { _ in ObjectiveTerm(objective: dice.pick(all), weight: dice.whole(1...3)) }
        instance.objectives.append(ObjectiveLevel(terms: terms, tolerance: dice.whole(0...5)))
      }
    }
    instance = tiny.frozen()
  }

  private mutating func limit(_ value: Rational, _ dice: inout Dice) -> Limit {
    let measure = dice.pick([Measure.quantity, .quantity, .weight, .volume, .pallet, .order])
    let scale: Rational = measure == .weight ? Rational(10) : measure == .volume ? decimal("0.5") : .one
    return Limit(value: value * scale, measure: measure, mark: mark)
  }

  // MARK: Places

  private mutating func addPlaces(_ dice: inout Dice) {
    for index in 0...dice.below(2) { providers.append(tiny.provider("provider \(index)", engagement: dice.price())) }
    for provider in providers where dice.chance(60) { offers.append(tiny.offer("offer", provider)) }
    for index in 0...dice.below(2) {
      let isHeavy = dice.chance(50)
      let price = dice.price()
      let hasPallets = dice.chance(70)
      products.append(
        tiny.product("product \(index)") {
          $0.unitWeight = isHeavy ? Rational(10) : decimal("0.7")
          $0.unitVolume = decimal("0.5")
          $0.unitsPerPallet = hasPallets ? Rational(3) : Rational(2)
          $0.unitPrice = price
        })
    }
    for index in 0...dice.below(2) { plants.append(addSite("plant \(index)", &dice)) }
    for index in 0..<dice.below(2) { hubs.append(addSite("hub \(index)", &dice)) }
    for index in 0...dice.below(2) {
      customers.append(tiny.customer("customer \(index)", singleSource: dice.chance(30)))
    }
    for plant in plants {
      for product in products where dice.chance(85) {
        tiny.supply(
          [plant], [product], least: dice.whole(0...1), most: dice.chance(50) ? dice.whole(2...6) : nil,
          cost: dice.price())
      }
    }
    if dice.chance(30) { tiny.supply(plants, products, least: dice.whole(0...2), most: dice.whole(3...9), cost: .zero) }
  }

  private mutating func addSite(_ name: String, _ dice: inout Dice) -> SiteID {
    var site = Site(name: name)
    site.status = dice.chance(50) ? .consider : .include
    site.startsOpen = dice.chance(50)
    site.startupCost = dice.price()
    site.closingCost = dice.price()
    site.operatingCost = dice.price()
    site.inboundHandlingCost = dice.price()
    site.outboundHandlingCost = dice.price()
    if dice.chance(30) { site.operatedBy = dice.pick(providers) }
    if dice.chance(30) { site.throughputMax = limit(dice.whole(1...6), &dice) }
    if dice.chance(20) { site.throughputMin = limit(dice.whole(1...2), &dice) }
    return tiny.site(name) { $0 = site }
  }

  // MARK: Demand

  private mutating func addDemand(_ dice: inout Dice) {
    for customer in customers {
      var order: OrderID?
      for _ in 0...dice.below(2) {
        if dice.chance(50) || order == nil {
          let name: String? = dice.chance(60) ? "order \(dice.below(1000))" : nil
          order = tiny.order(name, customer, isWhole: dice.chance(40), mayBeUnserved: dice.chance(70))
        }
        addRow(customer, order, &dice)
      }
    }
    // An anonymous order is a single row.
    tiny.change { instance in
      for index in instance.orders.indices where instance.orders[index].rows.count > 1 {
        instance.orders[index].name = instance.orders[index].name ?? "order \(index)"
      }
    }
  }

  private mutating func addRow(_ customer: CustomerID, _ order: OrderID?, _ dice: inout Dice) {
    let quantity = dice.chance(80) ? dice.whole(1...3) : decimal(dice.pick(["0.5", "1.25", "2.75"]))
    let own = dice.chance(30) ? dice.whole(1...40) : nil
    let penalty = dice.chance(70) ? dice.price() : nil
    let fill = dice.chance(30) ? decimal("0.5") : .zero
    let mayFallShort = dice.chance(50)
    let only = dice.chance(15) ? [dice.pick(plants)] : nil
    tiny.demand(customer, dice.pick(products), quantity) {
      $0.order = order
      $0.weight = own
      $0.penalty = penalty
      $0.minimumFill = fill
      $0.mayFallShort = mayFallShort
      $0.fromSites = only
    }
  }

  // MARK: Lanes

  private mutating func addWays(_ dice: inout Dice) {
    var groups: [[LinkID]] = [[], []]
    for plant in plants {
      for hub in hubs { addLinks(plant, .site(hub), &groups[0], &dice) }
      for customer in customers where dice.chance(70) { addLinks(plant, .customer(customer), &groups[1], &dice) }
    }
    for hub in hubs { for customer in customers { addLinks(hub, .customer(customer), &groups[1], &dice) } }
    for group in groups where !group.isEmpty {
      for link in group where dice.chance(85) { addLane([link], .all, &dice) }
      for link in group where dice.chance(25) { addLane([link], .one(dice.pick(products)), &dice) }
      // A together row covers links without a named offer only.
      let offers = tiny.frozen().links.offer
      let plain = group.filter { offers[$0.index] == nil }
      if !plain.isEmpty { addTogether(plain, &dice) }
    }
  }

  /// Some rows of the members inherit its price.
  private mutating func addTogether(_ links: [LinkID], _ dice: inout Dice) {
    let together = addLane(links, .all, &dice)
    guard links.count > 1 else { return }
    tiny.change { instance in
      let alone = (0..<together.index).filter { instance.lanes.links(of: LaneID($0)).count == 1 }
      for lane in alone where links.contains(instance.lanes.links(of: LaneID(lane)).first ?? LinkID(-1)) {
        guard dice.chance(30) else { continue }
        instance.lanes.pricedBy[lane] = together
        instance.lanes.unitCost[lane] = instance.lanes.unitCost[together.index]
        instance.lanes.rate[lane] = instance.lanes.rate[together.index]
      }
    }
  }

  private mutating func addLinks(_ origin: SiteID, _ end: Node, _ group: inout [LinkID], _ dice: inout Dice) {
    for _ in 0...dice.below(2) {
      let provider = dice.chance(70) ? dice.pick(providers) : nil
      group.append(tiny.link(origin, end, provider: provider, distance: dice.whole(1...9)))
    }
  }

  @discardableResult
  private mutating func addLane(_ links: [LinkID], _ selection: ProductSelection, _ dice: inout Dice) -> LaneID {
    let rate = dice.chance(60) ? addRate(&dice) : nil
    let basis = dice.pick([Basis.unit, .weight, .volume, .pallet, .unitDistance, .weightDistance, .value])
    let cost = dice.chance(70) ? dice.price() : nil
    let fixed = dice.chance(30) ? dice.price() : nil
    let most = dice.chance(25) ? limit(dice.whole(1...5), &dice) : nil
    let least = dice.chance(10) ? limit(.one, &dice) : nil
    let ifUsed = dice.chance(25) ? limit(dice.whole(1...3), &dice) : nil
    let isSingle = dice.chance(20)
    let offer = links.count == 1 && dice.chance(20) && !offers.isEmpty ? dice.pick(offers) : nil
    let (time, co2) = (dice.price(), dice.price())
    let distance = dice.chance(20) ? dice.whole(1...9) : nil
    let lane = tiny.lane(links, selection, cost: cost, basis: basis, rate: rate) { lanes, index in
      lanes.fixedCost[index] = fixed
      lanes.capacityMax[index] = most
      lanes.capacityMin[index] = least
      lanes.minimumIfUsed[index] = ifUsed
      lanes.awardIsSingle[index] = isSingle
      lanes.transitTime[index] = time
      lanes.co2Rate[index] = co2
      lanes.distance[index] = distance
    }
    guard let offer else { return lane }
    tiny.change { instance in
      instance.links.offer[links[0].index] = offer
      for lane in 0..<instance.lanes.count where instance.lanes.links(of: LaneID(lane)).elementsEqual(links) {
        instance.lanes.offer[lane] = offer
      }
    }
    return lane
  }

  private mutating func addRate(_ dice: inout Dice) -> RateID {
    var charges: [Charge] = []
    for _ in 0...dice.below(2) {
      let basis = dice.pick([Basis.unit, .weight, .shipment, .order, .distance, .period, .value])
      charges.append(tiny.charge(basis, dice.price(), minimum: dice.chance(40) ? dice.whole(1...60) : nil))
    }
    if dice.chance(15) {
      let (low, high) = (dice.price(), dice.price())
      charges.append(tiny.bands(.weight, [(0, 15, low, Rational(20)), (15, 60, high, nil)]))
    }
    return tiny.rate(charges)
  }

  // MARK: Constraints

  private mutating func filter(_ dice: inout Dice) -> FlowFilter {
    var filter = FlowFilter()
    if dice.chance(40) { filter.origins = [dice.pick(plants)] }
    if dice.chance(30) { filter.products = [dice.pick(products)] }
    if dice.chance(30) { filter.providers = [dice.pick(providers)] }
    if dice.chance(20) { filter.customers = [dice.pick(customers)] }
    return filter
  }

  private mutating func addConstraints(_ dice: inout Dice) {
    for _ in 0..<dice.below(4) {
      let kind = dice.pick([Constraint.Kind.flow, .flow, .flowCount, .providerCount, .siteCount])
      let sense = dice.pick([Constraint.Sense.min, .max, .fixed, .conditionalMin])
      let isShare = kind == .flow && dice.chance(30)
      let filter = filter(&dice)
      let within = isShare ? FlowFilter() : nil
      let value = isShare ? dice.whole(0...100) : dice.whole(0...3)
      let isSoft = dice.chance(70)
      let measure = kind == .flow ? dice.pick([Measure.quantity, .weight, .order]) : .quantity
      tiny.constraint(
        kind, sense, value, filter: filter, measure: isShare ? .quantity : measure, within: within,
        penalty: isSoft ? dice.price() : nil)
    }
  }
}
