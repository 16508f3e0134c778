/// How a decomposition proved its bound on a fixed-charge network: a branch tree whose leaves name vectors of
/// multipliers.
///
/// The bound of a leaf is Σ item multipliers + cover multiplier × least weight of all items + Σ over sites of the
/// least of: nothing (closed), and fixed cost − cover multiplier × capacity + the cheapest contents of the site's
/// knapsack at cost − item multiplier (open); in a leaf a site may be one of the two only. The knapsack is continuous
/// where items may be split, else 0-1. The proven bound is the least over the leaves, plus the objective's constant.
public struct DecompositionProof: Sendable, Equatable {
  /// Multipliers of the items' rows, and of the row that open capacity covers the weight of all items.
  public struct Vector: Sendable, Equatable {
    /// One an item.
    public var items: [Double]
    public var cover: Double

    public init(items multipliers: [Double], cover coverMultiplier: Double) {
      items = multipliers
      cover = coverMultiplier
    }
  }

  public enum Node: Sendable, Equatable {
    case leaf(vector: Int)
    /// The column (of a site or an arc) is 0 in one child and 1 in the other.
    case split(column: Int, zero: Int, one: Int)
  }

  public var vectors: [Vector]
  /// Children before their parents; the root last.
  public var nodes: [Node]

  public init(vectors: [Vector], nodes: [Node]) {
    self.vectors = vectors
    self.nodes = nodes
  }
}
