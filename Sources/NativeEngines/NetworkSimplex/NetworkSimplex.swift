import MathProgram

/// How a run of an algorithm ended.
enum RunEnd: Equatable {
  case optimal
  /// A cycle of negative cost without a capacity, as slots in order.
  case unbounded([Int32])
  case stopped(StopReason)
}

/// Primal network simplex on a strongly feasible basis tree (Cunningham 1976), with block search for the entering arc.
///
/// Residual capacities live in the tree nodes, because a pivot reads nothing else of the arcs of its cycle.
final class NetworkSimplex<Number: FlowNumber> {
  typealias Node = TreeNode<Number>

  let nodeCount: Int
  var arcs: ArcTable<Number>
  let tree: SpanningTree<Number>
  /// Of the artificial arcs that carry unmet demand.
  var artificialCost: Number
  /// Of the artificial arcs without flow that hold a branch at the potential it has; see `NumberRange.heightLimit`.
  private let artificialHeight: UnsafeMutablePointer<Number>
  private let heightLimit: Number
  /// Whether a step longer than any flow proves that flow can go round for ever; see `NumberRange`.
  var mayBeUnbounded: Bool
  var search: BlockSearch<Number>

  init(_ form: StandardForm<Number>) {
    nodeCount = form.nodeCount
    arcs = form.arcs
    tree = SpanningTree(nodeCount: form.nodeCount)
    artificialCost = form.artificialCost
    artificialHeight = .allocate(capacity: form.nodeCount)
    artificialHeight.initialize(repeating: 0, count: form.nodeCount)
    heightLimit = form.heightLimit
    mayBeUnbounded = form.mayBeUnbounded
    search = BlockSearch(arcCount: form.arcs.count)
  }

  deinit {
    arcs.deallocate()
    tree.deallocate()
    artificialHeight.deallocate()
    search.deallocate()
  }

  /// Hangs every node under the root by an artificial arc that carries its supply.
  func startFromArtificialArcs(supply: [Number]) {
    let limit = Number.capacityLimit
    tree.startAsStar { node in
      let amount = supply[node]
      return amount >= 0
        ? (ArtificialArc.up, limit - amount, amount, 0)
        : (ArtificialArc.down, -amount, limit + amount, artificialCost)
    }
  }

  /// Pivots until no arc can improve, or a cycle without end appears, or the control says stop.
  func run(_ watch: inout SolveWatch) -> RunEnd {
    if search.arcCount != arcs.count {
      search.deallocate()
      search = BlockSearch(arcCount: arcs.count)
    }
    while true {
      let entering = search.findEntering(arcs, tree)
      if entering < 0 { return .optimal }
      if let reason = watch.poll(work: 1) { return .stopped(reason) }
      if let cycle = pivot(entering: Int(entering)) { return .unbounded(cycle) }
    }
  }

  /// Adds arcs at their lower bounds.
  func append(_ entries: some Sequence<ArcTable<Number>.Entry>) {
    for entry in entries { arcs.append(entry) }
  }

  /// Lets the artificial arc of a node, which carries nothing, hold it at `height` over the root; heights out of range
  /// become zero, which costs pivots and nothing else.
  func hold(_ node: Int, at height: Number) {
    artificialHeight[node] = height > heightLimit || height < 0 &- heightLimit ? 0 : height
  }

  /// Potential of a node over the root where its artificial arc holds it.
  func heldHeight(_ node: Int) -> Number { artificialHeight[node] }

  /// Unmet demand: what still flows on artificial arcs.
  var artificialFlow: Int128 {
    var total = Int128(0)
    for node in 0..<nodeCount where tree.arc[node] == ArtificialArc.down { total += Int128(tree.nodes[node].residualUp) }
    return total
  }

  /// All potentials from the costs of the tree arcs.
  func recomputePotentials() {
    tree.recomputePotentials { node in
      switch tree.arc[node] {
      case ArtificialArc.up: return artificialHeight[node]
      case ArtificialArc.down: return artificialCost
      case let slot: return arcs.tail[Int(slot)] == Int32(node) ? 0 &- arcs.cost[Int(slot)] : arcs.cost[Int(slot)]
      }
    }
  }
}
