/// What a price is per.
public enum Basis: String, Sendable, Hashable, CaseIterable {
  case unit, weight, volume, pallet
  /// Per shipment: one named order on a lane row; else all of a lane row's other flow in a period.
  case shipment
  /// Per order with anything on the lane row; a demand row without an order counts as one.
  case order
  /// Per distance unit of each shipment.
  case distance
  case unitDistance
  /// Per tonne and kilometre, whatever the units of weight and distance.
  case weightDistance
  /// Percent of the unit price of what is carried.
  case value
  /// Once in each period in which the lane row carries anything.
  case period
}

/// A tariff: its charges are added up; then the largest minimum charge, per shipment, against the sum.
public struct Rate: Sendable {
  public var name: String
  public var charges: [Charge]

  public init(name: String, charges: [Charge]) {
    self.name = name
    self.charges = charges
  }
}

public struct Charge: Sendable {
  public enum Structure: String, Sendable {
    /// cost × basis.
    case flat
    /// Looked up by the weight of the whole order as ordered; an order in no break is not carried, and goods that belong to
    /// no named or whole order are not carried at all.
    case band
  }

  public var name: String
  public var basis: Basis
  public var structure: Structure
  /// One for `flat`; ascending for `band`.
  public var breaks: [Break]

  public init(name: String, basis: Basis, structure: Structure, breaks: [Break]) {
    self.name = name
    self.basis = basis
    self.structure = structure
    self.breaks = breaks
  }
}

/// A break covers from ≤ amount ≤ to; without `to`, from ≤ amount < the next break's from. A point that two share belongs
/// to the higher.
public struct Break: Sendable, Equatable {
  public var from: Rational
  public var to: Rational?
  public var cost: Rational
  /// Per shipment, against the sum of all charges of the rate.
  public var minimumCharge: Rational?
  public var mark: SourceMark

  public init(from: Rational, to: Rational?, cost: Rational, minimumCharge: Rational?, mark: SourceMark) {
    self.from = from
    self.to = to
    self.cost = cost
    self.minimumCharge = minimumCharge
    self.mark = mark
  }
}
