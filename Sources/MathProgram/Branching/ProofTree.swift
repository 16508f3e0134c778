/// The tree of a search as others can check it: what was split where, and the multipliers that each node was left with.
package struct ProofTree {
  private enum Fate {
    case leaf
    case split(column: Int, at: Double, low: Int, high: Int)
  }

  /// By node; the root is 0.
  private var fates: [Fate] = [.leaf]
  /// By node: the vector of the node itself, or of its nearest ancestor that has one.
  private var vectorOf: [Int?] = [nil]
  private var vectors: [BranchProof.Vector] = []
  private var entryCount = 0

  package init() {}

  /// Multipliers other than 0, of all nodes together: certificates are text, and checked entry by entry.
  private static let mostEntries = 400_000
  /// Multipliers as they are held, zeros included.
  private static let mostHeld = 20_000_000

  package var isFull: Bool { entryCount > Self.mostEntries || vectors.count * (vectors.first?.multipliers.count ?? 0) > Self.mostHeld }

  /// The multipliers that prove the node's bound, or that it is empty.
  package mutating func prove(_ node: Int, _ multipliers: [Double], isEmpty: Bool) {
    entryCount += multipliers.count { $0 != 0 }
    vectorOf[node] = vectors.count
    vectors.append(BranchProof.Vector(multipliers, provesEmpty: isEmpty))
  }

  /// Adds two children, numbered next, the lower one first.
  package mutating func split(_ node: Int, column: Int, at: Double) {
    fates[node] = .split(column: column, at: at, low: fates.count, high: fates.count + 1)
    fates += [.leaf, .leaf]
    vectorOf += [vectorOf[node], vectorOf[node]]
  }

  /// nil where a leaf has no multipliers at all.
  package func proof() -> BranchProof? {
    var nodes: [BranchProof.Node] = []
    var used: [Int: Int] = [:]
    var kept: [BranchProof.Vector] = []
    var place = [Int](repeating: -1, count: fates.count)
    // Children have larger numbers than their parent.
    for node in fates.indices.reversed() {
      switch fates[node] {
      case .leaf:
        guard let vector = vectorOf[node] else { return nil }
        if used[vector] == nil {
          used[vector] = kept.count
          kept.append(vectors[vector])
        }
        nodes.append(.leaf(vector: used[vector] ?? 0))
      case .split(let column, let at, let low, let high):
        nodes.append(.split(column: column, at: at, low: place[low], high: place[high]))
      }
      place[node] = nodes.count - 1
    }
    return BranchProof(vectors: kept, nodes: nodes)
  }
}
