import Logistics

/// A small instance, written down thing by thing.
struct TinyInstance {
  private(set) var instance: Instance
  private var nextLine: Int32 = 1

  init(decimals: Int = 0) {
    var settings = Settings()
    settings.resolution = Resolution(decimals: decimals)
    instance = Instance(
      name: "tiny", files: ["tiny.csv"], settings: settings, periods: ["1"], products: [], sites: [], customers: [],
      providers: [], modes: [], services: [], offers: [], supplies: Supplies(), demand: [], orders: [], lanes: Lanes(),
      links: Links(), rates: [], constraints: [],
      objectives: [ObjectiveLevel(terms: [ObjectiveTerm(objective: .totalCost, weight: .one)], tolerance: .zero)],
      objectivesAreDefault: true)
  }

  mutating func mark() -> SourceMark {
    nextLine += 1
    return SourceMark(file: 0, line: nextLine, offset: 0)
  }

  func limit(_ value: Rational, _ measure: Measure = .quantity) -> Limit {
    Limit(value: value, measure: measure, mark: SourceMark(file: 0, line: 1, offset: 0))
  }

  mutating func product(_ name: String, _ change: (inout Product) -> Void = { _ in }) -> ProductID {
    var product = Product(name: name)
    product.unitWeight = Rational(10)
    change(&product)
    instance.products.append(product)
    return ProductID(instance.products.count - 1)
  }

  mutating func site(_ name: String, _ change: (inout Site) -> Void = { _ in }) -> SiteID {
    var site = Site(name: name)
    change(&site)
    instance.sites.append(site)
    return SiteID(instance.sites.count - 1)
  }

  mutating func customer(_ name: String, singleSource: Bool = false) -> CustomerID {
    var customer = Customer(name: name)
    customer.singleSource = singleSource
    instance.customers.append(customer)
    return CustomerID(instance.customers.count - 1)
  }

  mutating func provider(_ name: String, engagement: Rational = .zero) -> ProviderID {
    var provider = Provider(name: name)
    provider.engagementCost = engagement
    instance.providers.append(provider)
    return ProviderID(instance.providers.count - 1)
  }

  mutating func offer(_ name: String, _ provider: ProviderID?) -> OfferID {
    instance.offers.append(Offer(name: name, provider: provider))
    return OfferID(instance.offers.count - 1)
  }

  mutating func service(_ name: String) -> ServiceID {
    instance.services.append(name)
    return ServiceID(instance.services.count - 1)
  }

  /// One row for all the sites and products together.
  @discardableResult
  mutating func supply(
    _ sites: [SiteID], _ products: [ProductID], least: Rational = .zero, most: Rational? = nil, cost: Rational = .zero
  ) -> SupplyID {
    let id = SupplyID(instance.supplies.rows.count)
    instance.supplies.rows.append(
      SupplyRow(
        sites: sites, products: products, period: PeriodID(0), minimum: least, maximum: most, unitCost: cost,
        mark: mark()))
    for site in sites {
      for product in products {
        let key = SiteProduct(site, product, PeriodID(0))
        let before = instance.supplies.cells[key]
        instance.supplies.cells[key] = .init(
          pricedBy: before?.pricedBy ?? id, limitedBy: (before?.limitedBy ?? []) + [id])
      }
    }
    return id
  }

  struct DemandOptions {
    var order: OrderID?
    var weight: Rational?
    var price: Rational?
    var penalty: Rational?
    /// Of the quantity; with a penalty.
    var minimumFill = Rational.zero
    var mayFallShort = false
    var service: ServiceID?
    var fromSites: [SiteID]?
  }

  mutating func order(_ name: String?, _ customer: CustomerID, isWhole: Bool = false, mayBeUnserved: Bool = false)
    -> OrderID
  {
    instance.orders.append(
      Order(
        name: name, customer: customer, period: PeriodID(0), rows: [], isWhole: isWhole, mayBeUnserved: mayBeUnserved,
        orderedWeight: .zero))
    return OrderID(instance.orders.count - 1)
  }

  @discardableResult
  mutating func demand(
    _ customer: CustomerID, _ product: ProductID, _ quantity: Rational,
    _ change: (inout DemandOptions) -> Void = { _ in }
  ) -> DemandID {
    var options = DemandOptions()
    change(&options)
    let id = DemandID(instance.demand.count)
    let order = options.order ?? self.order(nil, customer)
    let resolution = instance.settings.resolution
    let most = resolution.floor(quantity) ?? .zero
    let canMiss = options.penalty != nil || options.mayFallShort
    let least = canMiss ? resolution.ceiling(quantity * options.minimumFill) ?? .zero : most
    instance.demand.append(
      DemandRow(
        customer: customer, product: product, period: PeriodID(0), order: order, quantity: quantity,
        weight: options.weight,
        unitPrice: options.price ?? instance[product].unitPrice, penaltyCost: options.penalty, leastServed: least,
        mostServed: most, service: options.service, fromSites: options.fromSites, mark: mark()))
    instance.orders[order.index].rows.append(id)
    let weight = options.weight ?? instance[product].unitWeight.map { $0 * quantity }
    let before = instance.orders[order.index].orderedWeight
    instance.orders[order.index].orderedWeight = before.flatMap { sum in weight.map { sum + $0 } }
    return id
  }

  mutating func link(
    _ origin: SiteID, _ destination: Node, provider: ProviderID? = nil, service: ServiceID? = nil,
    offer: OfferID? = nil,
    distance: Rational? = nil
  ) -> LinkID {
    let id = LinkID(instance.links.count)
    instance.links.origin.append(origin)
    instance.links.destination.append(destination)
    instance.links.provider.append(provider)
    instance.links.mode.append(nil)
    instance.links.service.append(service)
    instance.links.offer.append(offer)
    instance.links.greatCircleDistance[id.index] = distance
    return id
  }

  /// A lane row; rows that are added first are the more specific ones.
  @discardableResult
  mutating func lane(
    _ links: [LinkID], _ products: ProductSelection = .all, cost: Rational? = nil, basis: Basis = .unit,
    rate: RateID? = nil, _ change: (inout Lanes, Int) -> Void = { _, _ in }
  ) -> LaneID {
    let id = LaneID(instance.lanes.count)
    let mark = mark()
    instance.lanes.marks.append(mark)
    instance.lanes.periods.append(PeriodID(0))
    instance.lanes.products.append(products)
    instance.lanes.pricedBy.append(id)
    instance.lanes.awardIsSingle.append(false)
    instance.lanes.offer.append(instance.links.offer[links[0].index])
    instance.lanes.linkIDs += links
    instance.lanes.linkStart.append(Int32(instance.lanes.linkIDs.count))
    if let cost { instance.lanes.unitCost[id.index] = UnitCost(cost: cost, basis: basis) }
    if let rate { instance.lanes.rate[id.index] = rate }
    change(&instance.lanes, id.index)
    return id
  }

  /// A link with a lane row of its own.
  @discardableResult
  mutating func way(
    _ origin: SiteID, _ destination: Node, cost: Rational = .zero, provider: ProviderID? = nil, offer: OfferID? = nil,
    distance: Rational? = nil, _ change: (inout Lanes, Int) -> Void = { _, _ in }
  ) -> LinkID {
    let link = link(origin, destination, provider: provider, offer: offer, distance: distance)
    lane([link], cost: cost, change)
    return link
  }

  mutating func rate(_ charges: [Charge]) -> RateID {
    instance.rates.append(Rate(name: "rate \(instance.rates.count)", charges: charges))
    return RateID(instance.rates.count - 1)
  }

  func charge(_ basis: Basis, _ cost: Rational, minimum: Rational? = nil) -> Charge {
    Charge(
      name: basis.rawValue, basis: basis, structure: .flat,
      breaks: [Break(from: .zero, to: nil, cost: cost, minimumCharge: minimum, mark: limit(.zero).mark)])
  }

  func bands(_ basis: Basis, _ breaks: [(from: Int, to: Int?, cost: Rational, minimum: Rational?)]) -> Charge {
    Charge(
      name: "band", basis: basis, structure: .band,
      breaks: breaks.map { item in
        Break(
          from: Rational(item.from), to: item.to.map { Rational($0) }, cost: item.cost, minimumCharge: item.minimum,
          mark: limit(.zero).mark)
      })
  }

  @discardableResult
  mutating func constraint(
    _ kind: Constraint.Kind, _ sense: Constraint.Sense, _ value: Rational, filter: FlowFilter = FlowFilter(),
    measure: Measure = .quantity, within: FlowFilter? = nil, penalty: Rational? = nil, sites: [SiteID]? = nil
  ) -> ConstraintID {
    instance.constraints.append(
      Constraint(
        name: "rule \(instance.constraints.count)", kind: kind, filter: filter, sites: sites, sense: sense,
        value: value,
        measure: measure, within: within, penaltyCost: penalty, mark: mark()))
    return ConstraintID(instance.constraints.count - 1)
  }

  mutating func objectives(_ levels: [(Objective, Rational)]) {
    instance.objectives = levels.map { objective, tolerance in
      ObjectiveLevel(terms: [ObjectiveTerm(objective: objective, weight: .one)], tolerance: tolerance)
    }
  }

  mutating func change(_ body: (inout Instance) -> Void) { body(&instance) }

  /// With the lane rows of each link filled in.
  func frozen() -> Instance {
    var instance = self.instance
    instance.links.laneStart = [0]
    instance.links.laneIDs = []
    for link in 0..<instance.links.count {
      for lane in 0..<instance.lanes.count where instance.lanes.links(of: LaneID(lane)).contains(LinkID(link)) {
        instance.links.laneIDs.append(LaneID(lane))
      }
      instance.links.laneStart.append(Int32(instance.links.laneIDs.count))
    }
    return instance
  }
}

/// A plan, flow by flow; quantities in steps.
func plan(_ flows: [(LinkID, Commodity, Int64)], closed: [SiteID] = [], of instance: Instance) -> Plan {
  var open = [Bool](repeating: true, count: instance.sites.count)
  for site in closed { open[site.index] = false }
  let planned = flows.map { PlannedFlow(FlowKey($0.0, PeriodID(0), $0.1), Quantity(steps: $0.2)) }
  return Plan(flows: planned, openSites: [open])
}

/// A decimal: `decimal("0.125")`.
func decimal(_ text: String) -> Rational { (try? NumberText.rational(Array(text.utf8))) ?? .zero }
