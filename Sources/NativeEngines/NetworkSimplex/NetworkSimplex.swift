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
  /// One entry a node, the root last.
  let potential: UnsafeMutablePointer<Number>
  /// Of the artificial arcs that carry unmet demand.
  var artificialCost: Number
  /// Whether a step longer than any flow proves that flow can go round for ever; see `NumberRange`.
  var mayBeUnbounded: Bool
  var search: BlockSearch<Number>
  private(set) var pivots = 0

  init(_ form: StandardForm<Number>) {
    nodeCount = form.nodeCount
    arcs = form.arcs
    tree = SpanningTree(nodeCount: form.nodeCount)
    potential = .allocate(capacity: form.nodeCount + 1)
    artificialCost = form.artificialCost
    mayBeUnbounded = form.mayBeUnbounded
    search = BlockSearch(arcCount: form.arcs.count)
  }

  deinit {
    arcs.deallocate()
    tree.deallocate()
    potential.deallocate()
    search.deallocate()
  }

  /// Hangs every node under the root by an artificial arc that carries its supply.
  func startFromArtificialArcs(supply: [Number]) {
    let root = tree.root
    tree.nodes[nodeCount].firstChild = Node.none
    potential[nodeCount] = 0
    for node in stride(from: nodeCount - 1, through: 0, by: -1) {
      let isSource = supply[node] >= 0
      let limit = Number.capacityLimit
      tree.nodes[node] = Node(
        parent: root, arc: isSource ? Node.artificialUp : Node.artificialDown, firstChild: Node.none,
        nextSibling: Node.none, previousSibling: Node.none, depth: 1,
        residualUp: isSource ? limit - supply[node] : -supply[node],
        residualDown: isSource ? supply[node] : limit + supply[node])
      potential[node] = isSource ? 0 : artificialCost
      tree.attach(Int32(node), to: root)
    }
  }

  /// Pivots until no arc can improve, or a cycle without end appears, or the control says stop.
  func run(_ watch: inout SolveWatch) -> RunEnd {
    while true {
      if let reason = watch.poll(work: 1) { return .stopped(reason) }
      let entering = search.findEntering(arcs, potential)
      if entering < 0 { return .optimal }
      pivots += 1
      if let cycle = pivot(entering: Int(entering)) { return .unbounded(cycle) }
    }
  }

  /// Unmet demand: what still flows on artificial arcs.
  var artificialFlow: Int128 {
    var total = Int128(0)
    for node in 0..<nodeCount where tree.nodes[node].arc == Node.artificialDown {
      total += Int128(tree.nodes[node].residualUp)
    }
    return total
  }

  /// Potentials of all nodes from the costs of the tree arcs, and depths.
  func recomputePotentials() {
    let nodes = tree.nodes
    var node = nodes[nodeCount].firstChild
    while node >= 0 {
      let here = nodes[Int(node)]
      let above = potential[Int(here.parent)]
      switch here.arc {
      case Node.artificialUp: potential[Int(node)] = above
      case Node.artificialDown: potential[Int(node)] = above &+ artificialCost
      default:
        let cost = arcs.cost[Int(here.arc)]
        potential[Int(node)] = arcs.tail[Int(here.arc)] == node ? above &- cost : above &+ cost
      }
      nodes[Int(node)].depth = nodes[Int(here.parent)].depth &+ 1
      node = tree.next(after: node, within: tree.root)
    }
  }

}
