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
  public enum Structure: String, Sendable, CaseIterable {
    /// cost × basis.
    case flat
    /// Looked up by what is known of the shipment or order (`breakBasis`); an order in no break is not carried, and goods that belong to
    /// no named or whole order are not carried at all.
    case band
    /// The whole amount at the price of the break reached.
    case allUnit = "all_unit"
    /// Each unit at the price of its own break.
    case incremental
    /// `cost` is the total for reaching the break.
    case stepwise
  }

  /// What breaks are reached by.
  public enum BreakBasis: String, Sendable, CaseIterable {
    /// What moves, over all that the breaks count together.
    case quantity, weight, volume
    /// The number of shipments, over all that the breaks count together.
    case shipments
    /// The weight of the order as ordered.
    case orderWeight = "order_weight"
    /// The lane's `shipment_size`, else the quantity of the order as ordered.
    case shipmentSize = "shipment_size"
    /// How far it is.
    case distance

    /// Whether a plan decides what is reached.
    public var isCounted: Bool {
      switch self {
      case .quantity, .weight, .volume, .shipments: true
      case .orderWeight, .shipmentSize, .distance: false
      }
    }
  }

  /// What breaks count over.
  public enum BreakScope: String, Sendable, CaseIterable {
    /// What a lane row prices.
    case lane
    /// What the rate prices on a provider's links.
    case provider
    /// All that the rate prices, under one contract.
    case contract
  }

  public var name: String
  public var basis: Basis
  public var structure: Structure
  /// One for `flat`; ascending for all others.
  public var breaks: [Break]
  public var breakBasis: BreakBasis
  public var breakScope = BreakScope.lane
  /// The contract whose volume the breaks count, where they do.
  public var contract: String?
  /// Shipments by `shipment_size` are charged as full ones.
  public var treatsAsFull = false

  /// Whether a plan decides which break is reached: then the charge is one of all that its breaks count.
  public var countsFlow: Bool { structure != .flat && breakBasis.isCounted }

  /// Whether its breaks or its price count shipments that a plan decides.
  public var countsShipments: Bool { countsFlow && (breakBasis == .shipments || basis == .shipment) }

  public init(name: String, basis: Basis, structure: Structure, breaks: [Break]) {
    breakBasis = structure == .band ? .orderWeight : .quantity
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
