/// What brute force says of an instance.
public struct BruteForceAnswer: Sendable {
  /// The objectives of one priority.
  public struct Level: Sendable {
    public var priority: Int
    /// Name, weight and value of each objective in the plan given back.
    public var objectives: [(name: String, weight: Rational, value: Rational)]
    /// The best value of the level with the earlier ones kept: the weighted sum, where maximised objectives count
    /// negative unless all of the level are maximised.
    public var best: Rational
    /// The worst value that the tolerance accepts.
    public var accepted: Rational
    public var isMaximised: Bool
  }

  public var isFeasible: Bool { plan != nil }
  public var levels: [Level]
  /// One optimal plan; nil where no plan exists.
  public var plan: TinyPlan?
  /// How many plans there are, and how many of them are optimal.
  public var planCount, optimalCount: Int
  /// A fingerprint of the set of optimal plans, whatever their order.
  public var optimalPlans: UInt64

  /// Whether the other answer has the same feasibility and the same best values.
  public func agrees(with other: BruteForceAnswer) -> Bool {
    isFeasible == other.isFeasible && levels.map(\.best) == other.levels.map(\.best)
  }
}

/// A plan in neutral words.
public struct TinyPlan: Hashable, Sendable {
  public struct Flow: Hashable, Sendable {
    public var origin, destination: String
    public var provider, mode, service, offer, channel, partner: String?
    public var product: String
    /// The customer and the order of a named order; nil where the flow is pooled.
    public var customer, order: String?
    public var quantity: Rational
  }

  public struct Supplied: Hashable, Sendable {
    public var site, product: String
    public var customer, order: String?
    public var quantity: Rational
  }

  public struct Served: Hashable, Sendable {
    public var customer, product: String
    public var order: String?
    public var quantity: Rational
  }

  public var flows: [Flow]
  public var supplied: [Supplied]
  /// Every demand row, served or not.
  public var served: [Served]
  public var openSites: [String]
  public var totalCost, revenue: Rational
}
