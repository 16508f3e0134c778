/// How a decomposition proved its bound on a fixed-charge network: a branch tree whose leaves name vectors of
/// multipliers.
///
/// The bound of a leaf is Σ item multipliers + Σ over rows over sites of multiplier × limit (the lower one where the multiplier is
/// above 0, else the upper one) + cover multiplier × least weight of all items + Σ over sites of the least of: nothing (closed), and
/// fixed cost − Σ multiplier × weight over the rows over sites − cover multiplier × capacity + the cheapest contents of the site's
/// knapsack at cost − item multiplier (open); in a leaf a site may be one of the two only. The knapsack is continuous where items
/// may be split, else 0-1. The proven bound is the least over the leaves, plus the objective's constant. That there is no plan is
/// proved where it is above 0 with all costs left out.
public struct DecompositionProof: Sendable, Equatable {
  /// Multipliers of the items' rows and of those over sites, and of the row that open capacity covers the weight of all items.
  public struct Vector: Sendable, Equatable {
    /// Which of the proof's `prices` are the multipliers of items and rows over sites. Vectors share them.
    public var prices: Int
    public var cover: Double

    public init(prices index: Int, cover coverMultiplier: Double) {
      prices = index
      cover = coverMultiplier
    }
  }

  /// In numbers of 32 bits: there may be more than a million.
  public enum Node: Sendable, Equatable {
    case leaf(vector: Int32)
    /// The column (of a site or an arc) is 0 in one child and 1 in the other.
    case split(column: Int32, zero: Int32, one: Int32)
  }

  /// Each one multiplier an item, then one a row over sites.
  public var prices: [[Double]]
  public var vectors: [Vector]
  /// Children before their parents; the root last.
  public var nodes: [Node]
  /// Whether the whole would be more than a certificate may hold: this is the part that proves most.
  public var isPartial = false

  public init(prices multipliers: [[Double]], vectors: [Vector], nodes: [Node]) {
    prices = multipliers
    self.vectors = vectors
    self.nodes = nodes
  }
}
