extension NetworkSimplex {
  /// Starts from a flow that meets all supplies and from potentials that nearly fit it.
  ///
  /// Arcs at a bound stay out of the tree. Arcs between their bounds enter it one by one: those that join two branches of
  /// the root link them, those that close a cycle send flow round it, downhill, until one of its arcs meets a bound. What
  /// the root still holds by an artificial arc without flow keeps its potential.
  ///
  /// - Parameter flow: slot and amount of every arc that carries anything above its lower bound, one after the other.
  func startFromFlow(potential: UnsafePointer<Number>, flow: UnsafePointer<Number>) {
    let zero = nodeCount > 0 ? potential[0] : 0
    for node in 0..<nodeCount { hold(node, at: potential[node] &- zero) }
    tree.startAsStar { node in (ArtificialArc.up, Number.capacityLimit, 0, heldHeight(node)) }
    for slot in 0..<arcs.count { arcs.state[slot] = flow[slot] == 0 ? 1 : -1 }
    for slot in 0..<arcs.count where flow[slot] != 0 && flow[slot] != arcs.capacity[slot] {
      admit(slot, flow: flow[slot])
    }
    repair(excess: [Number](repeating: 0, count: nodeCount + 1))
  }

  private func admit(_ slot: Int, flow: Number) {
    let (tail, head) = (arcs.tail[slot], arcs.head[slot])
    let (tailTop, headTop) = (branch(of: tail), branch(of: head))
    let reduced = arcs.cost[slot] &+ tree.potential(of: Int(tail)) &- tree.potential(of: Int(head))
    // The smaller branch moves, or flow goes downhill.
    let isForward =
      tailTop == headTop ? reduced <= 0 : tree.nodes[Int(tailTop)].size <= tree.nodes[Int(headTop)].size
    let room = arcs.capacity[slot] &- flow
    _ = pivot(entering: slot, isForward: isForward, room: isForward ? room : flow, back: isForward ? flow : room)
  }

  /// The child of the root above a node.
  private func branch(of node: Int32) -> Int32 {
    var top = node
    while tree.nodes[Int(top)].parent != tree.root { top = tree.nodes[Int(top)].parent }
    return top
  }
}
