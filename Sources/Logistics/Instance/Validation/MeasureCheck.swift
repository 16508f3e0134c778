/// A measure of goods that may be unknown.
enum UnknownMeasure: CaseIterable {
  case weight, volume, pallet, price, value

  var measure: Measure? {
    switch self {
    case .weight: .weight
    case .volume: .volume
    case .pallet: .pallet
    case .price, .value: nil
    }
  }

  var bases: BasisSet {
    switch self {
    case .weight: [.weight, .weightDistance]
    case .volume: [.volume]
    case .pallet: [.pallet]
    case .price: [.value]
    case .value: []
    }
  }

  /// The column of `products` that would say it.
  var column: String {
    switch self {
    case .weight: "unit_weight"
    case .volume: "unit_volume"
    case .pallet: "units_per_pallet"
    case .price: "unit_price"
    case .value: "unit_value"
    }
  }
}

/// Finds goods that lack a measure which a limit, a price or an objective needs.
struct MeasureCheck {
  private let checks: InstanceChecks
  private let measure: UnknownMeasure
  private let instance: Instance
  private let wantsEmission: Bool

  init(_ checks: InstanceChecks, _ measure: UnknownMeasure) {
    self.checks = checks
    self.measure = measure
    instance = checks.instance
    wantsEmission =
      measure == .weight && (checks.isAsked(.co2) || checks.instance.constraints.contains { $0.kind == .co2 })
  }

  func run() {
    let lacking = instance.demand.indices.filter { lacks(instance.demand[$0]) }
    let pooled = checks.reach.pooled.filter { lacks($0) }
    guard !lacking.isEmpty || !pooled.isEmpty, isNeededAnywhere else { return }
    var reported: Set<ProductID> = []
    for id in lacking where !reported.contains(instance.demand[id].product) {
      let row = instance.demand[id]
      for link in checks.reach.links(to: row.customer) where checks.reach.allowsLast(row, link) {
        guard let reason = reason(link, row.product) else { continue }
        report(row.product, row, reason)
        reported.insert(row.product)
        break
      }
    }
    let products = pooled.union(trackedProducts(lacking)).subtracting(reported).sorted()
    for product in products {
      guard let reason = checks.reach.siteLinks.lazy.compactMap({ reason($0, product) }).first else { continue }
      report(product, nil, reason)
    }
  }

  /// Products of rows that lack the measure and travel as themselves on every leg.
  private func trackedProducts(_ rows: [Int]) -> [ProductID] {
    rows.filter { instance[instance.demand[$0].order].isTracked }.map { instance.demand[$0].product }
  }

  private func lacks(_ product: ProductID) -> Bool {
    switch measure {
    case .weight: instance[product].unitWeight == nil
    case .volume: instance[product].unitVolume == nil
    case .pallet: instance[product].unitsPerPallet == nil
    case .price: instance[product].unitPrice == nil
    case .value: instance[product].unitValue == nil
    }
  }

  private func lacks(_ row: DemandRow) -> Bool {
    switch measure {
    // The weight of a row of nothing says nothing about a unit, but nothing moves either.
    case .weight: row.weight == nil && lacks(row.product)
    case .price: row.unitPrice == nil
    case .volume, .pallet, .value: lacks(row.product)
    }
  }

  /// Whether anything at all asks for the measure: most instances end here.
  private var isNeededAnywhere: Bool {
    if wantsEmission { return true }
    if measure == .value { return !instance.lanes.dutyRate.isEmpty }
    if instance.sites.contains(where: { siteReason($0) != nil }) { return true }
    if instance.constraints.contains(where: { $0.kind == .flow && $0.measure == measure.measure }) { return true }
    return !checks.laneNeeds.bases.isDisjoint(with: measure.bases)
      || (measure.measure.map(checks.laneNeeds.limit(in:)) ?? false)
  }

  /// What needs the measure of the product on the link; nil where nothing does or it does not move there.
  private func reason(_ link: LinkID, _ product: ProductID) -> Reason? {
    guard let pricing = checks.reach.pricingLane(link, product) else { return nil }
    if let reason = priceReason(pricing) { return reason }
    if measure == .value, instance.dutyRate(link, product, PeriodID(0)).isPositive {
      return Reason(what: "the duty of a lane", mark: instance.lanes.marks[pricing.index])
    }
    for lane in instance.coveringLanes(link, product, PeriodID(0)) {
      if let reason = laneReason(lane) { return reason }
    }
    if let reason = siteReason(instance[instance.links.origin[link.index]]) { return reason }
    for constraint in instance.constraints where constraint.kind == .flow && constraint.measure == measure.measure {
      var filter = constraint.filter
      filter.customers = nil
      if instance.matches(filter, link, product, customer: nil) {
        return Reason(what: "the constraint `\(constraint.name)`", mark: constraint.mark)
      }
    }
    guard wantsEmission, !(instance.lanes.co2Rate[pricing.index]?.isZero ?? true) else { return nil }
    if checks.isAsked(.co2) { return Reason(what: "the objective `co2`", mark: checks.freezer.objectiveMarks[.co2]) }
    return instance.constraints.first { constraint in
      constraint.kind == .co2 && instance.matches(constraint.filter.withoutCustomers, link, product, customer: nil)
    }.map { Reason(what: "the constraint `\($0.name)`", mark: $0.mark) }
  }

  private struct Reason {
    let what: String
    let mark: SourceMark?
  }

  private func priceReason(_ lane: LaneID) -> Reason? {
    guard !checks.reach.bases(lane).isDisjoint(with: measure.bases) else { return nil }
    return Reason(what: "the price of a lane", mark: instance.lanes.marks[lane.index])
  }

  private func laneReason(_ lane: LaneID) -> Reason? {
    let limits = [
      instance.lanes.capacityMax[lane.index], instance.lanes.capacityMin[lane.index],
      instance.lanes.minimumIfUsed[lane.index],
    ]
    return limits.compactMap { $0 }.first { $0.measure == measure.measure }.map {
      Reason(what: "the limit of a lane", mark: $0.mark)
    }
  }

  private func siteReason(_ site: Site) -> Reason? {
    [site.throughputMax, site.throughputMin].compactMap { $0 }.first { $0.measure == measure.measure }.map {
      Reason(what: "the throughput limit of `\(site.name)`", mark: $0.mark)
    }
  }

  private func report(_ product: ProductID, _ row: DemandRow?, _ reason: Reason) {
    let thing = instance[product]
    let mark = thing.mark.map { checks.freezer.cellMark("products", $0, measure.column) } ?? row?.mark
    let own = measure == .weight ? ", or `weight` in `demand`" : measure == .price ? " there or in `demand`" : ""
    checks.log.error(
      mark, .unknownMeasure, "the `\(measure.column)` of `\(thing.name)` is unknown, and \(reason.what) needs it",
      hint: "give `\(measure.column)` in `products`\(own)",
      related: reason.mark.map { [Fault.Related($0, "needed here")] } ?? [])
  }
}
