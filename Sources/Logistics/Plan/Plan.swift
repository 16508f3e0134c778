/// What to do: which sites are open, and what moves. Everything else about a plan follows from this and the instance.
public struct Plan: Sendable, Equatable {
  /// Only flows above 0, sorted by `FlowKey`'s order in `Plan.sorted`.
  public var flows: [PlannedFlow]
  /// Of each site, whether it is open in each period: `openSites[period][site]`.
  public var openSites: [[Bool]]

  public init(flows: [PlannedFlow], openSites: [[Bool]]) {
    self.flows = flows.filter { $0.quantity.steps != 0 }.sorted()
    self.openSites = openSites
  }
}

public struct PlannedFlow: Sendable, Equatable, Comparable {
  public var key: FlowKey
  public var quantity: Quantity

  public init(_ key: FlowKey, _ quantity: Quantity) {
    self.key = key
    self.quantity = quantity
  }

  /// By period, link, then commodity: the order in which plans are written.
  public static func < (a: PlannedFlow, b: PlannedFlow) -> Bool {
    if a.key.period != b.key.period { return a.key.period < b.key.period }
    if a.key.link != b.key.link { return a.key.link < b.key.link }
    return a.key.commodity.rank < b.key.commodity.rank
  }
}

extension Commodity {
  /// Pooled goods by product first, then demand rows in their order.
  fileprivate var rank: (Int, Int32) {
    switch self {
    case .pooled(let product): (0, product.rawValue)
    case .row(let row): (1, row.rawValue)
    }
  }
}

extension Instance {
  @inlinable public func product(of commodity: Commodity) -> ProductID {
    switch commodity {
    case .pooled(let product): product
    case .row(let row): self[row].product
    }
  }
}
