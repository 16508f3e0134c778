/// What may move where, as `Decision.flow` has it: on a link whose origin originates the product or ends a link from
/// another site that carries it.
struct Reach {
  private let instance: Instance
  /// Of each site: whether every product may arrive, else which.
  private var takesAll: [Bool]
  private var taken: [Set<ProductID>]
  /// Products that somebody asks for without an order.
  let pooled: Set<ProductID>
  /// Of each customer, the links that end there.
  private let inbound: Buckets

  init(_ instance: Instance) {
    self.instance = instance
    takesAll = [Bool](repeating: false, count: instance.sites.count)
    taken = [Set<ProductID>](repeating: [], count: instance.sites.count)
    pooled = Set(instance.demand.filter { instance[$0.order].name == nil }.map(\.product))
    // Links to sites go into a bucket behind the customers'.
    let customerCount = Int32(truncatingIfNeeded: instance.customers.count)
    inbound = Buckets(
      count: instance.customers.count + 1,
      bucketOf: instance.links.destination.map { node in
        if case .customer(let customer) = node { return customer.rawValue }
        return customerCount
      })
    for link in siteLinks { takeIn(link) }
  }

  /// The links that end at sites.
  var siteLinks: [LinkID] { inbound[instance.customers.count].map(LinkID.init(rawValue:)) }

  func links(to customer: CustomerID) -> [LinkID] { inbound[customer.index].map(LinkID.init(rawValue:)) }

  private mutating func takeIn(_ link: LinkID) {
    guard case .site(let site) = instance.links.destination[link.index], instance.links.origin[link.index] != site else {
      return
    }
    for lane in instance.links.lanes(of: link) {
      switch instance.lanes.products[lane.index] {
      case .all: takesAll[site.index] = true
      case .one(let product): taken[site.index].insert(product)
      case .several(let products): taken[site.index].formUnion(products)
      }
    }
  }

  /// Whether the product may leave the site.
  func mayLeave(_ site: SiteID, _ product: ProductID) -> Bool {
    takesAll[site.index] || taken[site.index].contains(product)
      || instance.supplies.cells[SiteProduct(site, product, PeriodID(0))] != nil
  }

  /// The lane row that prices the product on the link, where it may move there.
  func pricingLane(_ link: LinkID, _ product: ProductID) -> LaneID? {
    guard let lane = instance.pricingLane(link, product, PeriodID(0)),
      mayLeave(instance.links.origin[link.index], product)
    else { return nil }
    return lane
  }

  /// Whether a demand row allows the link.
  func allows(_ row: DemandRow, _ link: LinkID) -> Bool {
    let service = instance.links.service[link.index]
    return service == nil || row.service == nil || service == row.service
  }

  /// Whether a demand row allows the link as its last.
  func allowsLast(_ row: DemandRow, _ link: LinkID) -> Bool {
    allows(row, link) && row.fromSites.map { $0.contains(instance.links.origin[link.index]) } ?? true
  }

  /// The charges of a lane row: its base price's basis, and those of its rate.
  func bases(_ lane: LaneID) -> [Basis] {
    let base = instance.lanes.unitCost[lane.index].map { [$0.basis] } ?? []
    return base + (instance.lanes.rate[lane.index].map { instance[$0].charges.map(\.basis) } ?? [])
  }

  func hasBand(_ lane: LaneID) -> Bool {
    instance.lanes.rate[lane.index].map { instance[$0].charges.contains { $0.structure == .band } } ?? false
  }
}
