import Logistics

/// A certificate's branch tree, read: every leaf with its path.
struct BranchTree {
  struct Leaf {
    let node: Int
    let vector: Int
  }

  struct Malformed: Error {
    let reason: String
  }

  let leaves: [Leaf]
  private let nodes: [CertificateNode]
  /// By node; −1 for the root.
  private var parents: [Int]
  private let columns: [Int]

  init(_ level: LevelCertificate, _ book: RuleBook) throws(Malformed) {
    nodes = level.nodes
    guard !nodes.isEmpty else { throw Malformed(reason: "the branch tree has no root") }
    var parents = [Int](repeating: -1, count: nodes.count)
    var columns = [Int](repeating: -1, count: nodes.count)
    var leaves: [Leaf] = []
    for (index, node) in nodes.enumerated() {
      switch node {
      case .leaf(let vector):
        guard level.vectors.indices.contains(vector) else { throw Malformed(reason: "leaf \(index) names no vector") }
        leaves.append(Leaf(node: index, vector: vector))
      case .split(let decision, _, let low, let high):
        guard let column = book.index(of: decision), book.step(ofDecision: column) != nil else {
          throw Malformed(reason: "node \(index) splits what is no whole decision of the instance")
        }
        columns[index] = column
        for child in [low, high] {
          guard (0..<index).contains(child), parents[child] < 0 else {
            throw Malformed(reason: "the nodes below node \(index) are no tree")
          }
          parents[child] = index
        }
      }
    }
    guard parents.dropLast().allSatisfy({ $0 >= 0 }) else {
      throw Malformed(reason: "the nodes are more than one tree")
    }
    self.parents = parents
    self.columns = columns
    self.leaves = leaves
  }

  /// The decisions that the leaf's path narrows, with the boxes that it leaves; nil: none is left.
  func boxes(_ leaf: Leaf, _ book: RuleBook) -> [(column: Int, lower: Rational, upper: Rational)]? {
    var slots: [Int: Int] = [:]
    var boxes: [(column: Int, lower: Rational, upper: Rational)] = []
    var child = leaf.node
    while parents[child] >= 0 {
      let node = parents[child]
      if case .split(_, let at, let low, _) = nodes[node] {
        let column = columns[node]
        let slot = slots[column] ?? boxes.count
        if slot == boxes.count {
          slots[column] = slot
          boxes.append((column, book.decisions[column].lower, book.decisions[column].upper))
        }
        let step = book.step(ofDecision: column) ?? .one
        let point = Rational(whole: Int128(at)) * step
        if low == child {
          boxes[slot].upper = min(boxes[slot].upper, point)
        } else {
          boxes[slot].lower = max(boxes[slot].lower, point + step)
        }
      }
      child = node
    }
    return boxes.allSatisfy { $0.lower <= $0.upper } ? boxes : nil
  }

  /// The lengths of all paths together, cut off at `limit`.
  func work(limit: Int) -> Int {
    var depths = [Int](repeating: 0, count: nodes.count)
    var total = 0
    for index in nodes.indices.reversed() where parents[index] >= 0 {
      depths[index] = depths[parents[index]] + 1
      total += depths[index]
      if total >= limit { return limit }
    }
    return total
  }
}
