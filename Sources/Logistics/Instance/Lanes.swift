/// Which products a lane row covers.
public enum ProductSelection: Sendable, Hashable {
  case one(ProductID)
  /// All, together.
  case all
  /// The members of a group, together; sorted.
  case several([ProductID])

  @inlinable public func contains(_ product: ProductID) -> Bool {
    switch self {
    case .one(let only): only == product
    case .all: true
    case .several(let members): members.contains(product)
    }
  }
}

/// A cost per something.
public struct UnitCost: Sendable, Hashable {
  public var cost: Rational
  public var basis: Basis

  @inlinable public init(cost: Rational, basis: Basis) {
    self.cost = cost
    self.basis = basis
  }
}

/// The lane rows, written out for each member of their groups, struct of arrays by `LaneID`.
///
/// A row covers links × products. A flow is priced by exactly one row, the most specific that covers it
/// (`Instance.pricingLane`), and counts in the limits, fixed costs and minimums of every row that covers it.
public struct Lanes: Sendable {
  public var marks: [SourceMark] = []
  public var periods: [PeriodID] = []
  public var products: [ProductSelection] = []
  /// The row whose rate, breaks and minimum charge the row's flow counts in: itself, or the together row whose price it
  /// inherits.
  public var pricedBy: [LaneID] = []
  /// Inherited cells resolved.
  public var unitCost = SparseColumn<UnitCost>()
  public var rate = SparseColumn<RateID>()
  public var transitTime = SparseColumn<Rational>()
  /// kg per tonne and km.
  public var co2Rate = SparseColumn<Rational>()
  /// In units; nil: all of the row's pooled flow in a period is one shipment.
  public var shipmentSize = SparseColumn<Rational>()
  /// Percent of the unit value, as the row itself says; `Instance.dutyRate` says what counts.
  public var dutyRate = SparseColumn<Rational>()
  /// Percent that arrives on time, as the row itself says; `Instance.score` says what counts.
  public var onTimeRate = SparseColumn<Rational>()
  /// Rows that say that they carry today.
  public var incumbents: Set<LaneID> = []
  /// Given in the row, inherited cells resolved; `Instance.distance` says what counts.
  public var distance = SparseColumn<Rational>()
  /// Once in a period when anything moves, or once the named offer is taken.
  public var fixedCost = SparseColumn<Rational>()
  public var capacityMin = SparseColumn<Limit>()
  public var capacityMax = SparseColumn<Limit>()
  /// In units, over all that the row covers.
  public var minimumIfUsed = SparseColumn<Limit>()
  /// One link takes all that the row's lane carries.
  public var awardIsSingle: [Bool] = []
  public var offer: [OfferID?] = []
  /// The links of row i are `linkIDs[linkStart[i] ..< linkStart[i + 1]]`.
  public var linkStart: [Int32] = [0]
  public var linkIDs: [LinkID] = []

  public init() {}

  @inlinable public var count: Int { marks.count }

  @inlinable public func links(of lane: LaneID) -> ArraySlice<LinkID> {
    linkIDs[Int(linkStart[lane.index])..<Int(linkStart[lane.index + 1])]
  }
}

/// The concrete ways, struct of arrays by `LinkID`, sorted by origin.
public struct Links: Sendable {
  public var origin: [SiteID] = []
  public var destination: [Node] = []
  public var provider: [ProviderID?] = []
  public var mode: [ModeID?] = []
  public var service: [ServiceID?] = []
  public var offer: [OfferID?] = []
  /// What lane rows name as channel and partner; empty where none names any.
  public var sellers: [Seller] = []
  /// The great-circle distance times the circuity factor; nil where an end has no coordinates.
  public var greatCircleDistance = SparseColumn<Rational>()
  /// The lane rows that cover link i, most specific first: `laneIDs[laneStart[i] ..< laneStart[i + 1]]`.
  public var laneStart: [Int32] = [0]
  public var laneIDs: [LaneID] = []
  /// Nothing may move there. No table says this; it is how analyses take away a provider, a site or a lane without
  /// changing which decisions and rules there are.
  public var withdrawn: Set<LinkID> = []

  public init() {}

  @inlinable public var count: Int { origin.count }

  @inlinable public func lanes(of link: LinkID) -> ArraySlice<LaneID> {
    laneIDs[Int(laneStart[link.index])..<Int(laneStart[link.index + 1])]
  }
}

extension Instance {
  /// How far `product` goes on `link`: as the most specific row that gives a distance says, else great-circle; nil: unknown.
  public func distance(_ link: LinkID, _ product: ProductID, _ period: PeriodID) -> Rational? {
    if !lanes.distance.isEmpty {
      for lane in coveringLanes(link, product, period) {
        if let given = lanes.distance[lane.index] { return given }
      }
    }
    return links.greatCircleDistance[link.index]
  }

  /// Percent of the unit value that is paid on `product` on `link`: as the most specific row that gives one says.
  public func dutyRate(_ link: LinkID, _ product: ProductID, _ period: PeriodID) -> Rational {
    guard !lanes.dutyRate.isEmpty else { return .zero }
    return coveringLanes(link, product, period).lazy.compactMap { lanes.dutyRate[$0.index] }.first ?? .zero
  }

  /// The row that prices `product` on `link`: the most specific one that covers it; nil: the link does not carry it.
  @inlinable public func pricingLane(_ link: LinkID, _ product: ProductID, _ period: PeriodID) -> LaneID? {
    for lane in links.lanes(of: link) where covers(lane, product, period) { return lane }
    return nil
  }

  /// Every row whose limits, fixed cost and minimums `product` on `link` counts in, the pricing row first.
  @inlinable public func coveringLanes(_ link: LinkID, _ product: ProductID, _ period: PeriodID) -> ShortList<LaneID> {
    let start = Int(links.laneStart[link.index])
    // Mostly a link has one row.
    if Int(links.laneStart[link.index + 1]) == start + 1, covers(links.laneIDs[start], product, period) {
      return ShortList(links.laneIDs[start])
    }
    return ShortList(links.lanes(of: link).filter { covers($0, product, period) })
  }

  @inlinable func covers(_ lane: LaneID, _ product: ProductID, _ period: PeriodID) -> Bool {
    lanes.periods[lane.index] == period && lanes.products[lane.index].contains(product)
  }
}
