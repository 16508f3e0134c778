/// How scarce goods are shared among customers: what `policies`, and the service columns of `customers` and `demand`,
/// come to once their scopes are written out.
public struct Allocation: Sendable {
  /// Least amounts served over several demand rows together.
  public var floors: [FillFloor] = []
  /// Rows, or members, that are served in one proportion.
  public var shares: [EqualShare] = []
  /// Rules that objective levels follow, in the order of the file.
  public var rules: [AllocationRule] = []
  /// Customers and products with a limit on sources, or a price for more than one.
  public var splits: [SplitLimit] = []

  public init() {}

  public subscript(id: FloorID) -> FillFloor { floors[id.index] }
  public subscript(id: ShareID) -> EqualShare { shares[id.index] }
  public subscript(id: AllocationID) -> AllocationRule { rules[id.index] }

  /// The rule that the objective `max_min_fill` is about.
  public var fillObjective: AllocationID? {
    rules.firstIndex { $0.kind == .objective }.map { AllocationID($0) }
  }

  /// Whether `max_min_fill` is about nobody, and so 100.
  public var isFillObjectiveEmpty: Bool { fillObjective.map { self[$0].members.isEmpty } ?? true }
}

public struct FloorID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
public struct ShareID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
public struct AllocationID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }

/// A `min_fill_rate` of a scope: of the total of its demand rows over the horizon.
public struct FillFloor: Sendable {
  /// The scope, as messages call it.
  public var name: String
  public var rows: [DemandID]
  /// The rate of what is asked for, rounded up to a step, and no more than can be served.
  public var least: Quantity
  public var mark: SourceMark

  public init(name: String, rows: [DemandID], least: Quantity, mark: SourceMark) {
    self.name = name
    self.rows = rows
    self.least = least
    self.mark = mark
  }
}

/// Members that are served in one proportion F between 0 and 1, each exactly where multiples of the resolution allow it,
/// else within one step.
public struct EqualShare: Sendable {
  public enum Kind: String, Sendable {
    /// The rows of an order with `ship_policy = in_ratio`.
    case inRatio = "in_ratio"
    /// Every member the same fill rate, but no member less than it must be served.
    case proportional
    /// Every member the same rate of what is left after what it must be served.
    case equalFill = "equal_fill"
  }

  /// A member gets `base + F × span`, but not less than `floor`.
  public struct Member: Sendable {
    public var rows: [DemandID]
    public var base: Rational
    /// Above 0.
    public var span: Rational
    /// What it must be served anyway, where that excuses it from a lower proportion; else 0.
    public var floor: Rational
    /// What it can be served at most.
    public var most: Rational

    public init(rows: [DemandID], base: Rational, span: Rational, floor: Rational, most: Rational) {
      self.rows = rows
      self.base = base
      self.span = span
      self.floor = floor
      self.most = most
    }
  }

  public var name: String
  public var kind: Kind
  public var members: [Member]
  public var mark: SourceMark

  public init(name: String, kind: Kind, members: [Member], mark: SourceMark) {
    self.name = name
    self.kind = kind
    self.members = members
    self.mark = mark
  }
}

/// A rule that says who is served first; its stages are objective levels before all others.
public struct AllocationRule: Sendable {
  public enum Kind: String, Sendable {
    /// Classes one after the other, each as much as could be served if the later ones did not exist.
    case priority
    /// No member's fill rate can rise without lowering one already at or below it.
    case maxMin = "max_min"
    /// The same, of what is served per quota.
    case quota
    /// The scopes of the objective `max_min_fill`; no stage.
    case objective = "max_min_fill"
  }

  /// Demand rows whose total is one member's; its rate is 100 × served ÷ weight.
  public struct Member: Sendable {
    public var name: String
    public var rows: [DemandID]
    /// Above 0: what is asked for, or the quota.
    public var weight: Rational
    /// The rate at all that can be served.
    public var mostRate: Rational

    public init(name: String, rows: [DemandID], weight: Rational, mostRate: Rational) {
      self.name = name
      self.rows = rows
      self.weight = weight
      self.mostRate = mostRate
    }
  }

  /// Above this many members a ranking is refused: its programs grow with the square.
  public static let mostRankedMembers = 60

  public var name: String
  public var kind: Kind
  /// Of `priority`: its classes, the first served first.
  public var classes: [[DemandID]]
  /// Of the others.
  public var members: [Member]
  public var mark: SourceMark

  public init(name: String, kind: Kind, classes: [[DemandID]] = [], members: [Member] = [], mark: SourceMark) {
    self.name = name
    self.kind = kind
    self.classes = classes
    self.members = members
    self.mark = mark
  }

  /// How many of the least rates any stage or objective adds up, at most.
  public var mostRanked: Int {
    switch kind {
    case .priority: 0
    case .maxMin, .quota: members.count
    case .objective: min(1, members.count)
    }
  }
}

/// A stage of an allocation rule, as an objective level: always maximised.
public struct AllocationStage: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// What is served of a class of a priority rule, in units.
    case served(classIndex: Int)
    /// The sum of this many least rates among the rule's members: taken for 1, 2, … in order, that is the leximin
    /// (Ogryczak and Śliwiński, 2006).
    case leastRates(count: Int)
  }

  public var rule: AllocationID
  public var kind: Kind
  /// As reports name the level.
  public var name: String

  public init(rule: AllocationID, kind: Kind, name: String) {
    self.rule = rule
    self.kind = kind
    self.name = name
  }
}

/// How many sites may serve a customer with a product, and what each further one costs.
public struct SplitLimit: Sendable {
  public var customer: CustomerID
  public var product: ProductID
  /// nil: any number.
  public var most: Int?
  /// Paid for each source beyond the first.
  public var cost: Rational
  public var mark: SourceMark

  public init(customer: CustomerID, product: ProductID, most: Int?, cost: Rational, mark: SourceMark) {
    self.customer = customer
    self.product = product
    self.most = most
    self.cost = cost
    self.mark = mark
  }
}
