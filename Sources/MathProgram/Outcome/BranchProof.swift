/// A branch tree that proves what a search over whole columns came to, in numbers that anyone can check.
///
/// Every whole point within the column bounds is in one leaf. A leaf's vector proves its bound by weak duality over the
/// leaf's own column bounds, or that the leaf is empty (Farkas: with costs 0 it proves a bound above 0).
public struct BranchProof: Sendable, Equatable {
  public enum Node: Sendable, Equatable {
    /// An index into `vectors`.
    case leaf(vector: Int)
    /// column ≤ at in the node `low`, column ≥ at + 1 in the node `high`.
    case split(column: Int, at: Double, low: Int, high: Int)
  }

  /// One multiplier a row: d(objective)/d(limit) of the minimised program, ≥ 0 where `rowLower` binds, ≤ 0 where `rowUpper`
  /// does. Leaves share vectors.
  public var vectors: [[Double]]
  /// Children stand before their parent, the root last.
  public var nodes: [Node]

  public init(vectors: [[Double]], nodes: [Node]) {
    self.vectors = vectors
    self.nodes = nodes
  }
}
