/// A branch tree that proves what a search over whole columns came to, in numbers that anyone can check.
///
/// Every whole point within the column bounds is in one leaf. A leaf's vector proves its bound by weak duality over the
/// leaf's own column bounds, or that the leaf is empty.
public struct BranchProof: Sendable, Equatable {
  public enum Node: Sendable, Equatable {
    /// An index into `vectors`, and multipliers of sums that are split on the way to the leaf.
    case leaf(vector: Int, sums: [SumMultiplier] = [])
    /// column ≤ at in the node `low`, column ≥ at + 1 in the node `high`.
    case split(column: Int, at: Double, low: Int, high: Int)
    /// The same of the sum of some columns, an index into `sums`.
    case splitSum(sum: Int, at: Double, low: Int, high: Int)
  }

  /// The multiplier of a split sum's row, of the minimised program: ≥ 0 of the largest lower limit on the way to the leaf,
  /// ≤ 0 of the smallest upper one.
  public struct SumMultiplier: Sendable, Equatable {
    public var sum: Int
    public var multiplier: Double

    public init(sum: Int, _ multiplier: Double) {
      self.sum = sum
      self.multiplier = multiplier
    }
  }

  /// What closes a leaf.
  public struct Vector: Sendable, Equatable {
    /// One a row: d(objective)/d(limit) of the minimised program, ≥ 0 where `rowLower` binds, ≤ 0 where `rowUpper` does.
    public var multipliers: [Double]
    /// Whether they show that nothing is in the leaf at all (Farkas: with costs 0 their bound is above 0).
    public var provesEmpty: Bool

    public init(_ multipliers: [Double], provesEmpty: Bool = false) {
      self.multipliers = multipliers
      self.provesEmpty = provesEmpty
    }
  }

  /// Leaves share vectors.
  public var vectors: [Vector]
  /// Children stand before their parent, the root last.
  public var nodes: [Node]
  /// Whole columns whose sums nodes split.
  public var sums: [[Int]] = []

  /// A tree of one leaf, which is empty.
  public init(empty multipliers: [Double]) {
    vectors = [Vector(multipliers, provesEmpty: true)]
    nodes = [.leaf(vector: 0)]
  }

  public init(vectors: [Vector], nodes: [Node], sums: [[Int]] = []) {
    self.vectors = vectors
    self.nodes = nodes
    self.sums = sums
  }
}
