import Logistics
import Verification

/// How much of every limit a plan uses up, and so what stands in the way of one more shipment.
struct LimitUse {
  let plan: VerifiedPlan
  private var laneUse: [LaneID: Amounts] = [:]
  private var siteUse: [SiteID: Amounts] = [:]
  private var supplyUse: [SupplyID: Rational] = [:]

  /// In every measure in which the flows can be counted.
  private struct Amounts {
    var quantity = Rational.zero
    var weight: Rational? = .zero
    var volume: Rational? = .zero
    var pallet: Rational? = .zero
    var orders: Set<OrderID> = []

    subscript(measure: Measure) -> Rational? {
      switch measure {
      case .quantity: quantity
      case .weight: weight
      case .volume: volume
      case .pallet: pallet
      case .order: Rational(orders.count)
      }
    }
  }

  private var instance: Instance { plan.instance }

  init(_ plan: VerifiedPlan) {
    self.plan = plan
    let instance = plan.instance
    for flow in plan.plan.flows {
      let product = instance.product(of: flow.key.commodity)
      let lanes = instance.coveringLanes(flow.key.link, product, flow.key.period)
      for lane in lanes where instance.lanes.capacityMax[lane.index] != nil {
        LimitUse.add(flow, product, to: &laneUse[lane, default: Amounts()], instance)
      }
      let origin = instance.links.origin[flow.key.link.index]
      if instance[origin].throughputMax != nil {
        LimitUse.add(flow, product, to: &siteUse[origin, default: Amounts()], instance)
      }
    }
    for supplied in plan.evaluation.supplied {
      let quantity = instance.settings.resolution.rational(supplied.quantity)
      for row in instance.supplies.cells[supplied.key]?.limitedBy ?? [] {
        supplyUse[row, default: .zero] += quantity
      }
    }
  }

  private static func add(
    _ flow: PlannedFlow, _ product: ProductID, to amounts: inout Amounts, _ instance: Instance
  ) {
    let quantity = instance.settings.resolution.rational(flow.quantity)
    let goods = flow.key.commodity
    amounts.quantity += quantity
    amounts.weight = sum(amounts.weight, quantity, perUnit(.weight, product, goods, instance))
    amounts.volume = sum(amounts.volume, quantity, perUnit(.volume, product, goods, instance))
    amounts.pallet = sum(amounts.pallet, quantity, perUnit(.pallet, product, goods, instance))
    if case .row(let row) = goods { amounts.orders.insert(instance[row].order) }
  }

  private static func sum(_ total: Rational?, _ quantity: Rational, _ perUnit: Rational?) -> Rational? {
    guard let total, let perUnit else { return nil }
    return total + quantity * perUnit
  }

  /// What a unit counts in a measure; nil where it is unknown.
  private static func perUnit(
    _ measure: Measure, _ product: ProductID, _ commodity: Commodity, _ instance: Instance
  ) -> Rational? {
    switch measure {
    case .quantity: return .one
    case .order: return .one
    case .weight:
      if case .row(let id) = commodity, let weight = instance[id].weight {
        return weight.divided(by: instance[id].quantity)
      }
      return instance[product].unitWeight
    case .volume: return instance[product].unitVolume
    case .pallet: return instance[product].unitsPerPallet.flatMap { Rational.one.divided(by: $0) }
    }
  }

  /// Whether `units` more would not fit under a limit of which `used` is gone.
  private func isShort(
    _ limit: Limit?, used: Amounts?, units: Rational, _ product: ProductID, _ commodity: Commodity
  ) -> Bool {
    guard let limit else { return false }
    let amounts = used ?? Amounts()
    if limit.measure == .order, case .row(let row) = commodity, amounts.orders.contains(instance[row].order) {
      return false
    }
    guard let gone = amounts[limit.measure],
      let each = LimitUse.perUnit(limit.measure, product, commodity, instance)
    else { return false }
    let more = limit.measure == .order ? Rational.one : units * each
    return limit.value < gone + more
  }

  /// The limit that keeps `units` more of a commodity off a link, if one does.
  func obstacle(
    on link: LinkID, _ period: PeriodID, _ commodity: Commodity, units: Rational, _ words: RuleWords
  ) -> RuleWords.Said? {
    let product = instance.product(of: commodity)
    let origin = instance.links.origin[link.index]
    if !isOpen(origin, period) { return closed(origin) }
    if case .site(let site) = instance.links.destination[link.index], !isOpen(site, period) { return closed(site) }
    for lane in instance.coveringLanes(link, product, period) {
      let limit = instance.lanes.capacityMax[lane.index]
      if isShort(limit, used: laneUse[lane], units: units, product, commodity) {
        return words.say(.capacityMaximum(lane))
      }
    }
    if isShort(instance[origin].throughputMax, used: siteUse[origin], units: units, product, commodity) {
      return words.say(.throughputMaximum(origin, period))
    }
    return constraint(on: link, product, commodity, words)
  }

  /// A hard flow constraint that has nothing left for what moves here.
  private func constraint(
    on link: LinkID, _ product: ProductID, _ commodity: Commodity, _ words: RuleWords
  ) -> RuleWords.Said? {
    let customer: CustomerID? =
      if case .row(let row) = commodity { instance[row].customer } else { nil }
    for (index, row) in instance.constraints.enumerated() where plan.evaluation.constraints.indices.contains(index) {
      guard row.kind == .flow, row.sense == .max || row.sense == .fixed, row.penaltyCost == nil, row.within == nil,
        plan.evaluation.constraints[index].amount >= row.value,
        instance.matches(row.filter, link, product, customer: customer)
      else { continue }
      return words.say(.constraintMost(ConstraintID(index)))
    }
    return nil
  }

  /// The supply limit that keeps `units` more from originating; nil where none does.
  func obstacle(at cell: Supplies.Cell, units: Rational, _ words: RuleWords) -> RuleWords.Said? {
    for row in cell.limitedBy {
      guard let maximum = instance.supplies[row].maximum else { continue }
      if maximum < supplyUse[row, default: .zero] + units { return words.say(.supplyMaximum(row)) }
    }
    return nil
  }

  private func isOpen(_ site: SiteID, _ period: PeriodID) -> Bool {
    let open = plan.plan.openSites
    guard open.indices.contains(period.index), open[period.index].indices.contains(site.index) else { return true }
    return open[period.index][site.index]
  }

  private func closed(_ site: SiteID) -> RuleWords.Said {
    RuleWords.Said(text: "`\(instance[site].name)` is closed", mark: instance[site].mark)
  }
}
