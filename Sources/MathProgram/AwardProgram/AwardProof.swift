/// How a search proved its bound on an award program: a branch tree whose leaves name vectors of multipliers.
///
/// The bound of a leaf is Σ item multipliers − cap multiplier × the most providers + Σ over providers of the least of: nothing
/// (where it may stay out), and over its tiers that are left fixed costs + cap multiplier + the cheapest contents at
/// cost − item multiplier, each award taken in parts, whose amount lies in the tier. Awards that the path settles are taken, or not, at
/// any multiplier. The proven bound is the least over the leaves, plus the objective's constant.
public struct AwardProof: Sendable, Equatable {
  public struct Vector: Sendable, Equatable {
    /// One an item.
    public var items: [Double]
    /// Of the row that at most so many providers are engaged; not negative.
    public var cap: Double
    /// Where a leaf is empty because twins are not in order in it: nothing else is needed.
    public var disorder: Disorder?

    public init(items multipliers: [Double], cap capMultiplier: Double, disorder twins: Disorder? = nil) {
      items = multipliers
      cap = capMultiplier
      disorder = twins
    }
  }

  /// Neighbours among twins of whom the second takes more than the first, or is engaged without it.
  public struct Disorder: Sendable, Equatable {
    public var first, second: Int
    public var isOfAmounts: Bool

    public init(_ before: Int, _ after: Int, isOfAmounts counts: Bool) {
      (first, second, isOfAmounts) = (before, after, counts)
    }
  }

  /// What a node decides: no in one child, yes in the other.
  public enum Question: Sendable, Equatable {
    case isEngaged(provider: Int)
    case reaches(provider: Int, tier: Int)
    case isAwarded(award: Int)
  }

  public enum Node: Sendable, Equatable {
    case leaf(vector: Int)
    case split(Question, no: Int, yes: Int)
  }

  public var vectors: [Vector]
  /// Children before their parents; the root last.
  public var nodes: [Node]

  public init(vectors: [Vector], nodes: [Node]) {
    self.vectors = vectors
    self.nodes = nodes
  }
}
