import MathProgram

/// A branch tree in preorder: every node with the decision that leads to it. Inner nodes have two children.
struct SiteProofTree {
  struct Node: BitwiseCopyable {
    /// The column that is decided between the node's parent and it; −1 at the root.
    var column: Int32
    var value: Bool
    var depth: Int32
    /// −1 at the root.
    var parent: Int32 = -1
    /// Behind the last node below this one.
    var end: Int32
    /// Of a leaf, what closes it; else −1.
    var vector: Int32

    var isLeaf: Bool { vector >= 0 }
  }

  var nodes: [Node] = []

  /// The tree as it is told, children first.
  ///
  /// - Parameter closing: what closes a node that is not to be split any further.
  func proof(prices: [[Double]], vectors: [DecompositionProof.Vector], closing: (Int) -> Int?) -> DecompositionProof {
    var numbering = ProofNumbering(prices: prices, vectors: vectors)
    var places = [Int32](repeating: -1, count: nodes.count)
    var kept: [Int32] = []
    var index = 0
    while index < nodes.count {
      kept.append(Int32(index))
      index = closing(index) != nil || nodes[index].isLeaf ? Int(nodes[index].end) : index + 1
    }
    // Leaves take numbers in the order of the tree.
    for index in kept.lazy.map({ Int($0) }) {
      if let vector = closing(index) ?? (nodes[index].isLeaf ? Int(nodes[index].vector) : nil) { numbering.use(vector) }
    }
    var told: [DecompositionProof.Node] = []
    told.reserveCapacity(kept.count)
    for index in kept.lazy.reversed().map({ Int($0) }) {
      if let vector = closing(index) ?? (nodes[index].isLeaf ? Int(nodes[index].vector) : nil) {
        told.append(.leaf(vector: numbering.place(vector)))
      } else {
        let (first, second) = (index + 1, Int(nodes[index + 1].end))
        let zero = nodes[first].value ? second : first
        told.append(
          .split(
            column: nodes[first].column, zero: places[zero], one: places[zero == first ? second : first]))
      }
      places[index] = Int32(told.count - 1)
    }
    return DecompositionProof(prices: numbering.prices, vectors: numbering.vectors, nodes: told)
  }
}

/// Writes a tree in preorder.
struct SiteProofTreeWriter {
  private(set) var tree = SiteProofTree()

  /// - Parameter capacity: nodes, at most: there may be as many as memory should hold once.
  init(capacity: Int) { tree.nodes.reserveCapacity(capacity) }

  mutating func add(column: Int32, value: Bool, depth: Int32, vector: Int32) {
    tree.nodes.append(.init(column: column, value: value, depth: depth, end: 0, vector: vector))
  }

  /// The tree, the end and the parent of every node found; the writer is empty then.
  mutating func finished() -> SiteProofTree {
    var tree = SiteProofTree()
    swap(&tree, &self.tree)
    /// By depth: the nearest node behind that is no deeper.
    var next: [Int32] = []
    for index in tree.nodes.indices.reversed() {
      let depth = Int(tree.nodes[index].depth)
      while next.count <= depth { next.append(next.last ?? Int32(tree.nodes.count)) }
      tree.nodes[index].end = next[depth]
      next.removeSubrange(depth...)
      next.append(Int32(index))
    }
    var path: [Int32] = []
    for index in tree.nodes.indices {
      let depth = Int(tree.nodes[index].depth)
      path.removeSubrange(depth...)
      tree.nodes[index].parent = path.last ?? -1
      path.append(Int32(index))
    }
    return tree
  }
}
