/// The part of a pivot's cycle that decides it.
private struct LeavingArc<Number: FlowNumber> {
  /// How much flow can go round.
  var step: Number
  /// Child end of the leaving arc, or `none` where the entering arc itself is saturated.
  var child: Int32
  /// Whether the leaving arc lies on the path from the node that the entering arc pushes to.
  var isOnTakingSide: Bool
  var join: Int32
}

extension NetworkSimplex {
  /// Brings an arc that stands at a bound into the tree and takes one out, or lets it change its bound.
  ///
  /// - Returns: a cycle as slots where flow can go round for ever, else nil.
  func pivot(entering: Int) -> [Int32]? {
    pivot(entering: entering, isForward: arcs.state[entering] > 0, room: arcs.capacity[entering], back: 0)
  }

  /// The same for an arc that stands anywhere.
  ///
  /// - Parameters:
  ///   - isForward: whether flow is pushed from tail to head.
  ///   - room: how much more the arc takes in that direction.
  ///   - back: how much can be taken back.
  @inline(__always)
  func pivot(entering: Int, isForward: Bool, room: Number, back: Number) -> [Int32]? {
    let from = isForward ? arcs.tail[entering] : arcs.head[entering]
    let to = isForward ? arcs.head[entering] : arcs.tail[entering]
    let leaving = findLeaving(from: from, to: to, capacity: room)
    if leaving.step > Number.capacityLimit / 2 && mayBeUnbounded {
      return cycle(entering: entering, from: from, to: to, join: leaving.join)
    }
    if leaving.child < 0 {
      push(leaving.step, from: from, to: to, join: leaving.join)
      arcs.state[entering] = isForward ? -1 : 1
      return nil
    }
    let (along, against) = (room &- leaving.step, back &+ leaving.step)
    exchange(entering: entering, isForward: isForward, from: from, to: to, along: along, against: against, leaving)
    return nil
  }

  /// Ratio test. Among ties the last arc blocks, going round from the join along the entering arc: this keeps the tree
  /// strongly feasible, so that no sequence of pivots repeats.
  @inline(__always)
  private func findLeaving(from: Int32, to: Int32, capacity: Number) -> LeavingArc<Number> {
    let nodes = tree.nodes
    var (giver, taker) = (from, to)
    var (giverStep, giverChild) = (capacity, TreeLinks.none)
    var (takerStep, takerChild) = (Number.max, TreeLinks.none)
    while giver != taker {
      let (give, take) = (nodes[Int(giver)], nodes[Int(taker)])
      // An ancestor's branch is larger, so that the smaller one cannot be the join.
      if give.size < take.size {
        if give.residualDown < giverStep { (giverStep, giverChild) = (give.residualDown, giver) }
        giver = give.parent
      } else {
        if take.residualUp <= takerStep { (takerStep, takerChild) = (take.residualUp, taker) }
        taker = take.parent
      }
    }
    if takerChild >= 0 && takerStep <= giverStep {
      return LeavingArc(step: takerStep, child: takerChild, isOnTakingSide: true, join: giver)
    }
    return LeavingArc(step: giverStep, child: giverChild, isOnTakingSide: false, join: giver)
  }

  @inline(__always)
  private func push(_ step: Number, from: Int32, to: Int32, join: Int32) {
    pushDown(step, to: from, below: join, growth: 0)
    pushUp(step, from: to, below: join, growth: 0)
  }

  /// Sends flow down the tree to `end`, and lets every branch on the way grow.
  @inline(__always)
  private func pushDown(_ step: Number, to end: Int32, below join: Int32, growth: Int32) {
    let nodes = tree.nodes
    var node = end
    while node != join {
      nodes[Int(node)].residualDown &-= step
      nodes[Int(node)].residualUp &+= step
      nodes[Int(node)].size &+= growth
      node = nodes[Int(node)].parent
    }
  }

  /// Sends flow up the tree from `start`, and lets every branch on the way grow.
  @inline(__always)
  private func pushUp(_ step: Number, from start: Int32, below join: Int32, growth: Int32) {
    let nodes = tree.nodes
    var node = start
    while node != join {
      nodes[Int(node)].residualUp &-= step
      nodes[Int(node)].residualDown &+= step
      nodes[Int(node)].size &+= growth
      node = nodes[Int(node)].parent
    }
  }

  /// Swaps the leaving arc for the entering one.
  @inline(__always)
  private func exchange(
    entering: Int, isForward: Bool, from: Int32, to: Int32, along: Number, against: Number,
    _ leaving: LeavingArc<Number>
  ) {
    let cut = leaving.child
    let branchSize = tree.nodes[Int(cut)].size
    let above = tree.nodes[Int(cut)].parent
    let (step, join) = (leaving.step, leaving.join)
    let residual: (up: Number, down: Number)
    let cost = arcs.cost[entering]
    if leaving.isOnTakingSide {
      pushDown(step, to: from, below: join, growth: branchSize)
      pushUp(step, from: to, below: above, growth: 0)
      pushUp(step, from: above, below: join, growth: 0 &- branchSize)
      residual = (up: against, down: along)
    } else {
      pushUp(step, from: to, below: join, growth: branchSize)
      pushDown(step, to: from, below: above, growth: 0)
      pushDown(step, to: above, below: join, growth: 0 &- branchSize)
      residual = (up: along, down: against)
    }
    let leavingArc = tree.arc[Int(cut)]
    if leavingArc >= 0 {
      let isUpward = arcs.tail[Int(leavingArc)] == cut
      let flow = isUpward ? tree.nodes[Int(cut)].residualDown : tree.nodes[Int(cut)].residualUp
      arcs.state[Int(leavingArc)] = flow == 0 ? 1 : -1
    }
    arcs.state[entering] = 0
    let topIsHead = leaving.isOnTakingSide == isForward
    tree.rehang(
      cut: cut, top: leaving.isOnTakingSide ? to : from, under: leaving.isOnTakingSide ? from : to,
      arc: Int32(truncatingIfNeeded: entering), residualUp: residual.up, residualDown: residual.down,
      height: topIsHead ? cost : 0 &- cost)
  }

  /// The slots of the cycle that `entering` closes, in the direction of flow.
  private func cycle(entering: Int, from: Int32, to: Int32, join: Int32) -> [Int32] {
    var slots = [Int32(entering)]
    var node = to
    while node != join {
      slots.append(tree.arc[Int(node)])
      node = tree.nodes[Int(node)].parent
    }
    var downward: [Int32] = []
    node = from
    while node != join {
      downward.append(tree.arc[Int(node)])
      node = tree.nodes[Int(node)].parent
    }
    return slots + downward.reversed()
  }
}
