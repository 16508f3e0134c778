/// The index of a thing within its kind, in the order of its table (or of first mention, where no table lists it).
public protocol DenseID: Hashable, Comparable, Sendable {
  var rawValue: Int32 { get }
  init(rawValue: Int32)
}

extension DenseID {
  @inlinable public init(_ index: Int) { self.init(rawValue: Int32(truncatingIfNeeded: index)) }
  @inlinable public var index: Int { Int(rawValue) }
  @inlinable public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

public struct ProductID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
public struct SiteID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
public struct CustomerID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
public struct ProviderID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
public struct ModeID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
public struct ServiceID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
/// A named offer of one provider (or of none).
public struct OfferID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
public struct PeriodID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
public struct SupplyID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
/// A demand row.
public struct DemandID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
/// A named order, or the anonymous order that a demand row without a name is.
public struct OrderID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
/// A lane row, written out for each member of its groups.
public struct LaneID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
/// One way from one place to one other: origin, destination, provider, mode, service and offer.
public struct LinkID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
public struct RebateID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
public struct RateID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
public struct ConstraintID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }

/// Where a link ends.
public enum Node: Hashable, Sendable {
  case site(SiteID)
  case customer(CustomerID)
}
