import Logistics

/// A certificate's branch tree, read: every leaf with its path.
struct BranchTree {
  struct Leaf {
    let node: Int
    let vector: Int
    let sums: [SumMultiplier]
  }

  struct Malformed: Error {
    let reason: String
  }

  let leaves: [Leaf]
  let nodes: [CertificateNode]
  /// By node; −1 for the root.
  let parents: [Int]
  /// By node: the decision that it splits; −1 where it splits none.
  let columns: [Int]
  private let sumRows: SumRows

  init(_ level: LevelCertificate, _ book: RuleBook) throws(Malformed) {
    nodes = level.nodes
    sumRows = try SumRows(level.sums, book)
    guard !nodes.isEmpty else { throw Malformed(reason: "the branch tree has no root") }
    var parents = [Int](repeating: -1, count: nodes.count)
    var columns = [Int](repeating: -1, count: nodes.count)
    var leaves: [Leaf] = []
    for (index, node) in nodes.enumerated() {
      switch node {
      case .leaf(let vector, let sums):
        guard level.vectors.indices.contains(vector) else { throw Malformed(reason: "leaf \(index) names no vector") }
        guard sums.allSatisfy({ level.sums.indices.contains($0.sum) }) else {
          throw Malformed(reason: "leaf \(index) prices no sum")
        }
        leaves.append(Leaf(node: index, vector: vector, sums: sums))
      case .splitSum(let sum, _, let low, let high):
        guard level.sums.indices.contains(sum) else { throw Malformed(reason: "node \(index) splits no sum") }
        try BranchTree.adopt([low, high], by: index, &parents)
      case .split(let decision, _, let low, let high):
        guard let column = book.index(of: decision), book.step(ofDecision: column) != nil else {
          throw Malformed(reason: "node \(index) splits what is no whole decision of the instance")
        }
        columns[index] = column
        try BranchTree.adopt([low, high], by: index, &parents)
      }
    }
    guard parents.dropLast().allSatisfy({ $0 >= 0 }) else {
      throw Malformed(reason: "the nodes are more than one tree")
    }
    self.parents = parents
    self.columns = columns
    self.leaves = leaves
  }

  private static func adopt(_ children: [Int], by node: Int, _ parents: inout [Int]) throws(Malformed) {
    for child in children {
      guard (0..<node).contains(child), parents[child] < 0 else {
        throw Malformed(reason: "the nodes below node \(node) are no tree")
      }
      parents[child] = node
    }
  }

  /// The rows of sums that have multipliers in a leaf; nil: its path leaves nothing of some sum.
  func sums(_ leaf: Leaf) throws(Malformed) -> [SumRows.Term]? {
    guard sumRows.count > 0 else { return [] }
    var splits: [(sum: Int, at: Int64, isLow: Bool)] = []
    var child = leaf.node
    while parents[child] >= 0 {
      if case .splitSum(let sum, let at, let low, _) = nodes[parents[child]] { splits.append((sum, at, low == child)) }
      child = parents[child]
    }
    return try sumRows.terms(leaf.sums, on: splits, leaf: leaf.node)
  }

  /// The lengths of all paths together, and of the sums that leaves price, cut off at `limit`.
  func work(limit: Int) -> Int {
    var depths = [Int](repeating: 0, count: nodes.count)
    var total = 0
    for index in nodes.indices.reversed() where parents[index] >= 0 {
      depths[index] = depths[parents[index]] + 1
      total += depths[index]
      if total >= limit { return limit }
    }
    for leaf in leaves {
      total += sumRows.width(leaf.sums)
      if total >= limit { return limit }
    }
    return total
  }
}
