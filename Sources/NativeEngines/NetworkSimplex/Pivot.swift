/// The part of a pivot's cycle that decides it.
private struct LeavingArc<Number: FlowNumber> {
  /// How much flow can go round.
  var step: Number
  /// Child end of the leaving arc, or `none` where the entering arc itself is saturated.
  var child: Int32
  /// Whether the leaving arc lies on the path from the node that the entering arc pushes to.
  var isOnReceivingSide: Bool
  var join: Int32
}

extension NetworkSimplex {
  /// Brings an arc into the tree and takes one out, or lets it change its bound.
  ///
  /// - Returns: a cycle as slots where flow can go round for ever, else nil.
  func pivot(entering: Int) -> [Int32]? {
    let isAtLower = arcs.state[entering] > 0
    let from = isAtLower ? arcs.tail[entering] : arcs.head[entering]
    let to = isAtLower ? arcs.head[entering] : arcs.tail[entering]
    let capacity = arcs.capacity[entering]
    let leaving = findLeaving(from: from, to: to, capacity: capacity)
    if leaving.step > Number.capacityLimit / 2 && mayBeUnbounded {
      return cycle(entering: entering, from: from, to: to, join: leaving.join)
    }
    if leaving.step != 0 { push(leaving.step, from: from, to: to, join: leaving.join) }
    if leaving.child < 0 {
      arcs.state[entering] = isAtLower ? -1 : 1
      return nil
    }
    exchange(entering: entering, isAtLower: isAtLower, from: from, to: to, leaving)
    return nil
  }

  /// Ratio test. Among ties the last arc blocks, going round from the join along the entering arc: this keeps the tree
  /// strongly feasible, so that no sequence of pivots repeats.
  @inline(__always)
  private func findLeaving(from: Int32, to: Int32, capacity: Number) -> LeavingArc<Number> {
    let nodes = tree.nodes
    var (giver, taker) = (from, to)
    var (giverStep, giverChild) = (capacity, Node.none)
    var (takerStep, takerChild) = (Number.max, Node.none)
    var (giverDepth, takerDepth) = (nodes[Int(giver)].depth, nodes[Int(taker)].depth)
    while giver != taker {
      if giverDepth >= takerDepth {
        let residual = nodes[Int(giver)].residualDown
        if residual < giverStep { (giverStep, giverChild) = (residual, giver) }
        giver = nodes[Int(giver)].parent
        giverDepth &-= 1
      } else {
        let residual = nodes[Int(taker)].residualUp
        if residual <= takerStep { (takerStep, takerChild) = (residual, taker) }
        taker = nodes[Int(taker)].parent
        takerDepth &-= 1
      }
    }
    if takerChild >= 0 && takerStep <= giverStep {
      return LeavingArc(step: takerStep, child: takerChild, isOnReceivingSide: true, join: giver)
    }
    return LeavingArc(step: giverStep, child: giverChild, isOnReceivingSide: false, join: giver)
  }

  @inline(__always)
  private func push(_ step: Number, from: Int32, to: Int32, join: Int32) {
    let nodes = tree.nodes
    var node = from
    while node != join {
      nodes[Int(node)].residualDown &-= step
      nodes[Int(node)].residualUp &+= step
      node = nodes[Int(node)].parent
    }
    node = to
    while node != join {
      nodes[Int(node)].residualUp &-= step
      nodes[Int(node)].residualDown &+= step
      node = nodes[Int(node)].parent
    }
  }

  /// Swaps the leaving arc for the entering one and shifts the potentials of the branch that moves.
  @inline(__always)
  private func exchange(
    entering: Int, isAtLower: Bool, from: Int32, to: Int32, _ leaving: LeavingArc<Number>
  ) {
    let nodes = tree.nodes
    let out = nodes[Int(leaving.child)]
    if out.arc >= 0 {
      let isUpward = arcs.tail[Int(out.arc)] == leaving.child
      arcs.state[Int(out.arc)] = (isUpward ? out.residualDown : out.residualUp) == 0 ? 1 : -1
    }
    arcs.state[entering] = 0
    let top = leaving.isOnReceivingSide ? to : from
    let newParent = leaving.isOnReceivingSide ? from : to
    // The residuals of the entering arc in the direction of the push: what is left of it, and what can be taken back.
    let along = arcs.capacity[entering] &- leaving.step
    let back = leaving.step
    tree.rehang(
      cut: leaving.child, top: top, under: newParent, arc: Int32(truncatingIfNeeded: entering),
      residualUp: leaving.isOnReceivingSide ? back : along, residualDown: leaving.isOnReceivingSide ? along : back)
    let reduced =
      arcs.cost[entering] &+ potential[Int(arcs.tail[entering])] &- potential[Int(arcs.head[entering])]
    let topIsHead = leaving.isOnReceivingSide == isAtLower
    shiftPotentials(branch: top, by: topIsHead ? reduced : 0 &- reduced)
  }

  @inline(__always)
  private func shiftPotentials(branch top: Int32, by shift: Number) {
    let (nodes, potential) = (tree.nodes, potential)
    var node = top
    while node >= 0 {
      potential[Int(node)] &+= shift
      nodes[Int(node)].depth = nodes[Int(nodes[Int(node)].parent)].depth &+ 1
      node = tree.next(after: node, within: top)
    }
  }

  /// The slots of the cycle that `entering` closes, in the direction of flow.
  private func cycle(entering: Int, from: Int32, to: Int32, join: Int32) -> [Int32] {
    var slots = [Int32(entering)]
    var node = to
    while node != join {
      slots.append(tree.nodes[Int(node)].arc)
      node = tree.nodes[Int(node)].parent
    }
    var downward: [Int32] = []
    node = from
    while node != join {
      downward.append(tree.nodes[Int(node)].arc)
      node = tree.nodes[Int(node)].parent
    }
    return slots + downward.reversed()
  }
}
