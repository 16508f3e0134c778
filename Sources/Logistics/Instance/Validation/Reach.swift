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
  /// The bases of each rate.
  private let rateBases: [BasisSet]

  init(_ instance: Instance) {
    self.instance = instance
    takesAll = [Bool](repeating: false, count: instance.sites.count)
    taken = [Set<ProductID>](repeating: [], count: instance.sites.count)
    pooled = Set(instance.demand.filter { instance[$0.order].name == nil }.map(\.product))
    rateBases = instance.rates.map { rate in
      BasisSet(rate.charges.flatMap { [$0.basis] + ($0.breakBasis.measure.map { [$0] } ?? []) })
    }
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
    guard case .site(let site) = instance.links.destination[link.index], instance.links.origin[link.index] != site
    else {
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

  /// Whether a demand row allows the link as its last, however long it takes.
  func allowsLast(_ row: DemandRow, _ link: LinkID) -> Bool {
    allows(row, link) && row.fromSites.map { $0.contains(instance.links.origin[link.index]) } ?? true
  }

  /// What the charges of a lane row are per: its base price's, and those of its rate.
  func bases(_ lane: LaneID) -> BasisSet {
    var bases = instance.lanes.unitCost[lane.index].map { BasisSet([$0.basis]) } ?? []
    if let rate = instance.lanes.rate[lane.index] { bases.formUnion(rateBases[rate.index]) }
    for surcharge in instance.surcharges(on: lane) {
      switch surcharge.basis {
      case .weight: bases.formUnion(.weight)
      case .distance: bases.formUnion(.distance)
      case .percent, .unit, .shipment: break
      }
    }
    return bases
  }

  func hasBand(_ lane: LaneID) -> Bool {
    instance.lanes.rate[lane.index].map { rate in
      instance[rate].charges.contains { $0.structure != .flat && $0.breakBasis == .orderWeight }
    } ?? false
  }
}

extension Charge.BreakBasis {
  /// The basis that measures what the breaks are counted in, where goods or ways must be measured for it.
  fileprivate var measure: Basis? {
    switch self {
    case .weight: .weight
    case .volume: .volume
    case .distance: .distance
    case .quantity, .shipments, .orderWeight, .shipmentSize: nil
    }
  }
}

/// Several bases.
struct BasisSet: OptionSet {
  let rawValue: UInt16

  init(rawValue: UInt16) { self.rawValue = rawValue }

  init(_ bases: [Basis]) {
    var bits: UInt16 = 0
    for basis in bases { bits |= 1 << UInt16(Basis.allCases.firstIndex(of: basis) ?? 15) }
    rawValue = bits
  }

  static let weight = BasisSet([.weight])
  static let volume = BasisSet([.volume])
  static let pallet = BasisSet([.pallet])
  static let order = BasisSet([.order])
  static let distance = BasisSet([.distance])
  static let unitDistance = BasisSet([.unitDistance])
  static let weightDistance = BasisSet([.weightDistance])
  static let value = BasisSet([.value])
}
