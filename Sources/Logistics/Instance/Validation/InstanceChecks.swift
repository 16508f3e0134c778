/// What only the whole instance shows: measures that are unknown but needed, counts that cannot be made, loose ends.
struct InstanceChecks {
  let instance: Instance
  let freezer: Freezer
  let reach: Reach
  let laneNeeds: LaneNeeds
  /// The constraints on emissions and times, which need to know them of lanes. Found once: there may be hundreds of others.
  private let measuring: [Constraint]
  var log: FaultLog { freezer.log }

  init(_ instance: Instance, _ freezer: Freezer) {
    self.instance = instance
    self.freezer = freezer
    reach = Reach(instance)
    laneNeeds = LaneNeeds(instance, reach)
    measuring = instance.constraints.filter { $0.kind == .co2 || $0.kind == .transit }
  }

  func run() {
    checkPrices()
    for measure in UnknownMeasure.allCases { MeasureCheck(self, measure).run() }
    checkLaneMeasures()
    checkOrderWeights()
    checkOrderCounts()
    checkSharedDistances()
    checkFinalCustomers()
    checkProviderTerms()
    checkBudgets()
    checkSales()
    checkLongestTransits()
    TariffCheck(self).run()
    // With a row or a name missing everything hangs loose.
    if !log.hasErrors { warnOfLooseEnds() }
  }

  func isAsked(_ objective: Objective) -> Bool {
    instance.objectives.contains { $0.terms.contains { $0.objective == objective } }
  }

  /// Profit wants to know what every row is sold for.
  private func checkPrices() {
    guard isAsked(.profit), !instance.objectivesAreDefault else { return }
    for id in SalesCheck(instance).unpriced {
      let row = instance[id]
      log.error(
        row.mark, .unknownMeasure,
        "the price of `\(instance[row.product].name)` is unknown here, and the objective `profit` needs it",
        hint: "give `unit_price` in `demand`, `prices` or `products`")
    }
  }

  /// Distances, times and emission rates of lanes that something asks for.
  private func checkLaneMeasures() {
    var reported: Set<LaneID> = []
    for link in instance.links.origin.indices.map({ LinkID($0) }) {
      let knowsGreatCircle = instance.links.greatCircleDistance[link.index] != nil
      let (wantsEmission, wantsTime) = (asker(.co2, .co2, link), asker(.leadTime, .transit, link))
      guard wantsEmission != nil || wantsTime != nil || !knowsGreatCircle else { continue }
      for lane in instance.links.lanes(of: link) where !reported.contains(lane) {
        var missing: [(column: String, reason: String)] = []
        if !knowsGreatCircle, let reason = distanceReason(lane, wantsEmission), !givesDistance(link, lane) {
          missing.append(("distance", reason))
        }
        if let wantsEmission, instance.lanes.co2Rate[lane.index] == nil {
          missing.append(("co2_rate", wantsEmission))
        }
        let needsTime = wantsTime != nil && instance.lanes.transitTime[lane.index] == nil
        if let wantsTime, needsTime { missing.append(("transit_time", wantsTime)) }
        let onlyTime = missing.count == 1 && needsTime
        guard !missing.isEmpty, mayCarry(lane, link, onlyTime: onlyTime) else { continue }
        reported.insert(lane)
        for (column, reason) in missing { reportLane(lane, link, column, reason) }
      }
    }
  }

  /// Who wants to know of a link what an objective sums up, or a constraint of that kind that may mean it.
  private func asker(_ objective: Objective, _ kind: Constraint.Kind, _ link: LinkID) -> String? {
    if isAsked(objective) { return "the objective `\(objective.rawValue)`" }
    let constraint = measuring.first { constraint in
      constraint.kind == kind && instance.products.indices.contains { product in
        instance.matches(constraint.filter.withoutCustomers, link, ProductID(product), customer: nil)
      }
    }
    return constraint.map { "the constraint `\($0.name)`" }
  }

  private func distanceReason(_ lane: LaneID, _ wantsEmission: String?) -> String? {
    if !reach.bases(lane).isDisjoint(with: [.distance, .unitDistance, .weightDistance]) {
      return "its price per distance"
    }
    return instance.lanes.co2Rate[lane.index]?.isZero ?? false ? nil : wantsEmission
  }

  /// Whether something that the lane row prices on the link may move there.
  private func mayCarry(_ lane: LaneID, _ link: LinkID, onlyTime: Bool) -> Bool {
    func isCarried(_ product: ProductID) -> Bool { reach.pricingLane(link, product) == lane }
    switch instance.links.destination[link.index] {
    case .customer(let customer):
      return demandByCustomer(customer).contains { reach.allowsLast($0, link) && isCarried($0.product) }
    case .site:
      // Of pooled goods only the last leg takes time that counts, and asks for a service.
      return instance.demand.contains { row in
        (instance[row.order].isTracked ? reach.allows(row, link) : !onlyTime) && isCarried(row.product)
      }
    }
  }

  func demandByCustomer(_ customer: CustomerID) -> [DemandRow] {
    freezer.demandOfCustomer(customer, instance).map { instance[$0] }
  }

  /// Whether the row, or a wider one that it inherits from, gives a distance.
  private func givesDistance(_ link: LinkID, _ lane: LaneID) -> Bool {
    instance.links.lanes(of: link).contains { other in
      guard instance.lanes.distance[other.index] != nil else { return false }
      switch (instance.lanes.products[lane.index], instance.lanes.products[other.index]) {
      case (_, .all): return true
      case (.one(let product), let selection): return selection.contains(product)
      case (.several(let products), .several(let wider)): return products.allSatisfy(wider.contains)
      default: return false
      }
    }
  }

  private func reportLane(_ lane: LaneID, _ link: LinkID, _ column: String, _ reason: String) {
    log.error(
      freezer.cellMark("lanes", instance.lanes.marks[lane.index], column), .unknownMeasure,
      "the `\(column)` from \(way(link)) is unknown, and \(reason) needs it",
      hint: column == "distance" ? "give a `distance`, or coordinates of both ends" : "give a `\(column)`")
  }

  func way(_ link: LinkID) -> String {
    let origin = instance[instance.links.origin[link.index]].name
    return "`\(origin)` to `\(instance.name(of: instance.links.destination[link.index]))`"
  }

  /// A price per distance of a shipment wants one distance for all that the row prices.
  private func checkSharedDistances() {
    var known: [LaneID: Rational?] = [:]
    var reported: Set<LaneID> = []
    for lane in (0..<instance.lanes.count).map({ LaneID($0) }) {
      let pricing = instance.lanes.pricedBy[lane.index]
      guard reach.bases(pricing).contains(.distance), !reported.contains(pricing) else { continue }
      for link in instance.lanes.links(of: lane) {
        guard let product = pricedProduct(lane, link) else { continue }
        let distance = instance.distance(link, product, PeriodID(0))
        guard let first = known[pricing] else {
          known[pricing] = .some(distance)
          continue
        }
        guard first != distance, reported.insert(pricing).inserted else { continue }
        log.error(
          instance.lanes.marks[pricing.index], .distanceDiffers,
          "a charge per `km` of a shipment has no one distance in a row whose ways differ in length",
          hint: "without the braces each way is a row of its own")
      }
    }
  }

  private func pricedProduct(_ lane: LaneID, _ link: LinkID) -> ProductID? {
    if case .one(let product) = instance.lanes.products[lane.index] { return product }
    return instance.products.indices.lazy.map { ProductID($0) }.first {
      instance.pricingLane(link, $0, PeriodID(0)) == lane
    }
  }
}

extension Freezer {
  /// The place of a column's cell in the row that a mark stands in.
  func cellMark(_ table: String, _ mark: SourceMark, _ column: String) -> SourceMark {
    guard let view = self.table(table) else { return mark }
    let cells = view.column(column)
    guard cells.exists, let row = view.table.marks.firstIndex(where: { $0.file == mark.file && $0.line == mark.line })
    else { return mark }
    return cells.mark(row)
  }

  /// The demand rows of a customer.
  func demandOfCustomer(_ customer: CustomerID, _ instance: Instance) -> [DemandID] {
    if demandBuckets == nil {
      demandBuckets = Buckets(count: instance.customers.count, bucketOf: instance.demand.map(\.customer.rawValue))
    }
    return demandBuckets.map { $0[customer.index].map(DemandID.init(rawValue:)) } ?? []
  }
}
