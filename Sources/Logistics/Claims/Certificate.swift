/// Why no legal plan can be better than a bound, level by level, in the instance's own vocabulary.
public struct Certificate: Sendable, Equatable {
  /// One for each objective level that was solved; for "no plan exists" a single one whose cost is 0.
  public var levels: [LevelCertificate]

  public init(levels: [LevelCertificate]) { self.levels = levels }
}

/// The proof of one level's bound.
///
/// Maximised objectives are proved as minimised ones with the sign turned. At a leaf the bound is
/// Σ λ·b + Σ over decisions of the least (c − λA)·z in the decision's box, those of a block together; the proven
/// bound is the least over the leaves. A leaf with c = 0 and a bound above 0 holds no plan.
public struct LevelCertificate: Sendable, Equatable {
  /// Objective costs are counted (1), or not (0: a proof that no plan exists).
  public var countsObjective: Bool
  /// Leaves share vectors.
  public var vectors: [MultiplierVector]
  /// The root is the last; a single leaf where nothing was branched on.
  public var nodes: [CertificateNode]
  /// Decisions that are minimised together, at every leaf.
  public var blocks: [CertificateBlock]
  /// Whole decisions whose sums the tree splits.
  public var sums: [[Decision]]

  public init(
    countsObjective: Bool, vectors: [MultiplierVector], nodes: [CertificateNode], blocks: [CertificateBlock] = [],
    sums: [[Decision]] = []
  ) {
    self.countsObjective = countsObjective
    self.vectors = vectors
    self.nodes = nodes
    self.blocks = blocks
    self.sums = sums
  }

  /// A proof without branching.
  public init(countsObjective: Bool, _ vector: MultiplierVector) {
    self.init(countsObjective: countsObjective, vectors: [vector], nodes: [.leaf(vector: 0)])
  }
}

/// Multipliers of rules: d(cost)/d(right-hand side) of the minimised program. Of an equality any sign; of a rule
/// written with ≥ not negative, of one written with ≤ not positive. A rule that is not named has 0.
///
/// A vector may add multiples of others, so that those that differ in a few rules, or by a factor of one pattern, share the rest.
public struct MultiplierVector: Sendable, Equatable {
  public var entries: [Entry]
  /// Of vectors of the same level that stand before this one and have no such parts themselves.
  public var multiples: [Multiple]

  /// A factor times another vector.
  public struct Multiple: Sendable, Equatable {
    public var vector: Int
    public var factor: Rational

    public init(vector index: Int, factor multiplier: Rational) {
      vector = index
      factor = multiplier
    }
  }

  public struct Entry: Sendable, Equatable {
    public var rule: Rule
    public var multiplier: Rational

    public init(_ rule: Rule, _ multiplier: Rational) {
      self.rule = rule
      self.multiplier = multiplier
    }
  }

  public init(_ entries: [Entry], multiples parts: [Multiple] = []) {
    self.entries = entries
    multiples = parts
  }
}

/// Decisions that the check minimises together, which bounds a leaf better than each in its own box.
///
/// Members are the decisions of the capacity's row, and those that some `linking` ties to the opening. Their least
/// value is that of a switch (0 with all members 0, or the opening's reduced cost and its contents') over a
/// knapsack (the capacity's row, with what it leaves where the site is open); either part may be left out.
/// Members of one `demand` or `wholeOrder` count together no more than that rule lets them. The knapsack is a 0-1 knapsack where
/// all members are whole and of each rule's together one is taken at most, else a continuous one.
///
/// With a schedule the members are what counts in it and its `reached`, `amount` and `charged`: either no break is reached and
/// nothing counts, or one is, the switch is on, and what counts lies in it.
public struct CertificateBlock: Sendable, Equatable {
  /// 0 or 1; all members are 0 where it is 0.
  public var opening: Decision?
  /// A rule written with ≤ whose coefficients of members are not negative.
  public var capacity: Rule?
  /// Of a block without a capacity: a charge, no rebate, whose breaks begin above 0 and which counts all that it is paid on.
  public var schedule: PriceSchedule?

  public init(opening decision: Decision?, capacity rule: Rule?, schedule tariff: PriceSchedule? = nil) {
    opening = decision
    capacity = rule
    schedule = tariff
  }
}

/// A node of the branch tree; children stand before their parent.
public enum CertificateNode: Sendable, Equatable {
  /// The splits of sums on the leaf's path are rows, which may have multipliers beside those of the vector.
  case leaf(vector: Int, sums: [SumMultiplier] = [])
  /// Every plan has decision ≤ at in `low`, or decision ≥ at + 1 in `high`; the decision is whole, or a flow: of that
  /// `at` counts steps.
  case split(decision: Decision, at: Int64, low: Int, high: Int)
  /// Every plan has Σ ≤ at in `low`, or Σ ≥ at + 1 in `high`, over the decisions of a sum, a place in `LevelCertificate.sums`.
  case splitSum(sum: Int, at: Int64, low: Int, high: Int)
}

/// The multiplier of a sum's row in a leaf: of Σ ≥ its largest lower limit on the path where it is above 0, of Σ ≤ its
/// smallest upper limit where it is below.
public struct SumMultiplier: Sendable, Equatable {
  /// A place in `LevelCertificate.sums`.
  public var sum: Int
  public var multiplier: Rational

  public init(sum: Int, _ multiplier: Rational) {
    self.sum = sum
    self.multiplier = multiplier
  }
}
