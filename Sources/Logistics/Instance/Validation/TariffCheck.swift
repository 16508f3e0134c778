/// What rates with breaks over flow, and shipments of a size, need to know of the lanes that they price.
struct TariffCheck {
  private let checks: InstanceChecks
  private let instance: Instance

  init(_ checks: InstanceChecks) {
    self.checks = checks
    instance = checks.instance
  }

  func run() {
    for lane in (0..<instance.lanes.count).map({ LaneID($0) }) where instance.lanes.pricedBy[lane.index] == lane {
      guard let rate = instance.lanes.rate[lane.index] else { continue }
      checkProviders(lane, instance[rate])
      checkMinimums(lane, instance[rate])
      checkKinds(lane, instance[rate])
    }
    for rebate in instance.rebates { checkRebate(rebate) }
  }

  private func refuse(_ lane: LaneID, _ message: String, _ hint: String) {
    checks.log.error(instance.lanes.marks[lane.index], .notSupported, message, hint: hint)
  }

  /// Breaks over a provider's lanes want to know whose they are.
  private func checkProviders(_ lane: LaneID, _ rate: Rate) {
    guard rate.charges.contains(where: { $0.breakScope == .provider }) else { return }
    guard instance.lanes.links(of: lane).contains(where: { instance.links.provider[$0.index] == nil }) else { return }
    checks.log.error(
      instance.lanes.marks[lane.index], .offerOfSeveral,
      "the rate `\(rate.name)` counts over a provider's lanes, and this row names no provider",
      hint: "fill `provider`, or use a `break_scope` of `lane`")
  }

  // MARK: Rebates

  /// What a provider charges for a lane row is given back in part as a whole, or not at all.
  private func checkRebate(_ rebate: Rebate) {
    var matchedRates: [RateID: Bool] = [:]
    for lane in (0..<instance.lanes.count).map({ LaneID($0) }) where instance.lanes.pricedBy[lane.index] == lane {
      let matches = Set(pricedLinks(lane).flatMap { self.matches(rebate, lane, $0) })
      var isWhole = matches.count < 2
      // Charges over a provider's lanes, or a contract's, belong to all the lanes that they count.
      if let rate = instance.lanes.rate[lane.index], let isMatched = matches.first,
        instance[rate].charges.contains(where: { $0.breakScope != .lane })
      {
        isWhole = isWhole && matchedRates.updateValue(isMatched, forKey: rate).map { $0 == isMatched } ?? true
      }
      guard !isWhole else { continue }
      checks.log.error(
        rebate.mark, .notSupported,
        "the rebate of `\(rebate.contract)` takes a part of what `\(instance[rebate.provider].name)` charges for a lane row",
        hint: "choose origins, destinations, modes, services and products so that each row belongs to it whole",
        related: [Fault.Related(instance.lanes.marks[lane.index], "this row")])
      return
    }
  }

  /// Whether what the row prices on the link is the rebate's, for all that may be known of its customer; where the rate
  /// counts over lanes, those of other providers have prices of their own.
  private func matches(_ rebate: Rebate, _ lane: LaneID, _ link: LinkID) -> [Bool] {
    guard instance.links.provider[link.index] == rebate.provider else {
      return instance.lanes.rate[lane.index].map { rate in
        instance[rate].charges.contains { $0.breakScope != .lane } ? [] : [false]
      } ?? [false]
    }
    var found: [Bool] = []
    for product in instance.products.indices.map({ ProductID($0) }) where prices(lane, product, link) {
      switch instance.links.destination[link.index] {
      case .customer(let customer):
        found.append(instance.matches(rebate.filter, link, product, customer: customer))
      case .site:
        let isMatched = instance.matches(rebate.filter.withoutCustomers, link, product, customer: nil)
        found.append(isMatched)
        // Pooled goods, and those of other customers, have no such customer.
        if isMatched, rebate.filter.customers != nil { found.append(false) }
      }
    }
    return found
  }

  // MARK: Minimums beside breaks

  /// A minimum is held against one shipment's charges; breaks over the lane are charged on all of them.
  private func checkMinimums(_ lane: LaneID, _ rate: Rate) {
    let counted = rate.charges.filter { $0.countsFlow && $0.breakScope == .lane }
    guard !counted.isEmpty, rate.charges.contains(where: { $0.breaks.contains { $0.minimumCharge != nil } }) else {
      return
    }
    if counted.count(where: { $0.breaks.contains { $0.minimumCharge != nil } }) > 1 {
      refuse(
        lane, "two charges of `\(rate.name)` count what moves, each with minimums of its own",
        "write the minimums in one of them")
    }
    if instance.lanes.shipmentSize[lane.index] != nil, counted.contains(where: hasSeveralMinimums) {
      refuse(
        lane, "minimums that differ by break, beside a `shipment_size`, are not supported",
        "use one minimum for all breaks")
    }
    if carriesOrders(lane) {
      refuse(
        lane, "a minimum charge beside breaks over the lane is for goods without an order",
        "leave out the `minimum_charge` of `\(rate.name)`, or the breaks")
    }
  }

  private func hasSeveralMinimums(_ charge: Charge) -> Bool {
    Set(charge.breaks.map { $0.minimumCharge ?? .zero }).count > 1
  }

  /// Whether a named or whole order may move on what the row prices.
  private func carriesOrders(_ lane: LaneID) -> Bool {
    pricedLinks(lane).contains { link in
      switch instance.links.destination[link.index] {
      case .customer(let customer):
        return checks.demandByCustomer(customer).contains { row in
          let order = instance[row.order]
          return (order.isTracked || order.isWhole) && checks.reach.allowsLast(row, link) && prices(lane, row.product, link)
        }
      case .site:
        return instance.demand.contains { row in
          instance[row.order].isTracked && checks.reach.allows(row, link) && prices(lane, row.product, link)
        }
      }
    }
  }

  /// The links of all rows that count in the lane row's rate.
  private func pricedLinks(_ lane: LaneID) -> [LinkID] {
    (0..<instance.lanes.count).filter { instance.lanes.pricedBy[$0] == lane }
      .flatMap { Array(instance.lanes.links(of: LaneID($0))) }
  }

  private func prices(_ lane: LaneID, _ product: ProductID, _ link: LinkID) -> Bool {
    checks.reach.pricingLane(link, product).map { instance.lanes.pricedBy[$0.index] == lane } ?? false
  }

  // MARK: Products of one kind

  /// A price on one measure with breaks on another, and shipments charged as full, need products of one kind.
  private func checkKinds(_ lane: LaneID, _ rate: Rate) {
    let hasSize = instance.lanes.shipmentSize[lane.index] != nil
    for charge in rate.charges {
      let isMixed = charge.countsFlow && charge.structure == .incremental && !charge.isOnItsMeasure
      guard isMixed || charge.treatsAsFull && hasSize && charge.basis != .shipment else { continue }
      guard kinds(lane, charge).count > 1 else { continue }
      refuse(
        lane,
        isMixed
          ? "the charge `\(charge.name)` of `\(rate.name)` has a price on one measure and breaks on another, and what "
            + "moves here is of several kinds"
          : "the charge `\(charge.name)` of `\(rate.name)` treats shipments as full, and what moves here is of several kinds",
        "give each product a row of its own, or charge by what the breaks count")
    }
  }

  /// What a unit is charged on and counts for, where that may differ.
  private struct Kind: Hashable {
    var weight, volume, perPallet, price, distance: Rational?
  }

  private func kinds(_ lane: LaneID, _ charge: Charge) -> Set<Kind> {
    let isLane = charge.breakScope == .lane
    let lanes = (0..<instance.lanes.count).map { LaneID($0) }.filter { other in
      isLane ? other == lane : instance.lanes.rate[other.index] == instance.lanes.rate[lane.index]
    }
    var found: Set<Kind> = []
    for other in lanes {
      for link in pricedLinks(other) {
        for product in instance.products.indices.map({ ProductID($0) }) where prices(other, product, link) {
          found.formUnion(kinds(of: product, on: link, charge))
        }
      }
    }
    return found
  }

  private func kinds(of product: ProductID, on link: LinkID, _ charge: Charge) -> Set<Kind> {
    let usesWeight = [.weight, .weightDistance].contains(charge.basis) || charge.breakBasis == .weight
    let usesDistance = [.unitDistance, .weightDistance].contains(charge.basis)
    var kind = Kind()
    if usesWeight { kind.weight = instance[product].unitWeight }
    if charge.basis == .volume || charge.breakBasis == .volume { kind.volume = instance[product].unitVolume }
    if charge.basis == .pallet { kind.perPallet = instance[product].unitsPerPallet }
    if charge.basis == .value { kind.price = instance[product].unitPrice }
    if usesDistance { kind.distance = instance.distance(link, product, PeriodID(0)) }
    var kinds: Set<Kind> = []
    for row in instance.demand where row.product == product && checks.reach.allows(row, link) {
      var own = kind
      if usesWeight, let weight = row.weight { own.weight = weight.divided(by: row.quantity) }
      if charge.basis == .value { own.price = row.unitPrice }
      kinds.insert(own)
    }
    return kinds
  }
}

extension Charge {
  /// Whether the charge is paid on the measure that its breaks count.
  public var isOnItsMeasure: Bool {
    switch (basis, breakBasis) {
    case (.unit, .quantity), (.weight, .weight), (.volume, .volume), (.shipment, .shipments): true
    default: false
    }
  }
}
