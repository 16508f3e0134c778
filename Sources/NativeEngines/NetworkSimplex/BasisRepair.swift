extension NetworkSimplex {
  /// Makes the basis feasible and strongly feasible again after supplies, bounds or costs have changed.
  ///
  /// From the leaves up every tree arc takes the changed supply of its branch. What does not fit between its bounds goes
  /// by an artificial arc to the root instead: the arc leaves the tree at that bound and its branch hangs under the root.
  /// Pivots then undo exactly these cuts.
  ///
  /// - Parameter excess: supply that each node has gained since the tree's residuals were last right, the root last.
  /// - Complexity: one pass over the nodes, and one over the branch of every cut.
  func repair(excess: [Number]) {
    var excess = excess
    var cuts: [(node: Int32, artificialFlow: Number)] = []
    for node in tree.nodesFromLeavesUp() {
      let gain = excess[Int(node)]
      if tree.arc[Int(node)] < 0 {
        adjustArtificialArc(of: Int(node), by: gain)
        continue
      }
      var here = tree.nodes[Int(node)]
      here.residualUp &-= gain
      here.residualDown &+= gain
      // Above zero: does not fit upwards. Below zero: is wanted from above and does not fit.
      let overflow = here.residualUp < 0 ? 0 &- here.residualUp : min(0, here.residualDown)
      here.residualUp &+= overflow
      here.residualDown &-= overflow
      tree.nodes[Int(node)] = here
      excess[Int(here.parent)] &+= gain &- overflow
      if overflow != 0 || here.residualUp == 0 { cuts.append((node, overflow)) }
    }
    for cut in cuts { hangUnderRoot(cut.node, artificialFlow: cut.artificialFlow) }
    recomputePotentials()
  }

  private func adjustArtificialArc(of node: Int, by gain: Number) {
    let here = tree.nodes[node]
    let flow = (tree.arc[node] == ArtificialArc.up ? here.residualDown : 0 &- here.residualUp) &+ gain
    if gain != 0 { hold(node, at: 0) }
    let residual = artificialResiduals(flow)
    tree.nodes[node].residualUp = residual.up
    tree.nodes[node].residualDown = residual.down
    tree.arc[node] = flow >= 0 ? ArtificialArc.up : ArtificialArc.down
  }

  /// Puts an artificial arc in the place of the arc above `node`, which stays at the bound where it stands.
  private func hangUnderRoot(_ node: Int32, artificialFlow flow: Number) {
    let here = tree.nodes[Int(node)]
    let slot = Int(tree.arc[Int(node)])
    let isUpward = arcs.tail[slot] == node
    arcs.state[slot] = (isUpward ? here.residualDown : here.residualUp) == 0 ? 1 : -1
    var ancestor = here.parent
    while ancestor != tree.root {
      tree.nodes[Int(ancestor)].size &-= here.size
      ancestor = tree.nodes[Int(ancestor)].parent
    }
    hold(Int(node), at: flow == 0 ? tree.potential(of: Int(node)) &- tree.potential(of: Int(tree.root)) : 0)
    let residual = artificialResiduals(flow)
    tree.rehang(
      cut: node, top: node, under: tree.root, arc: flow >= 0 ? ArtificialArc.up : ArtificialArc.down,
      residualUp: residual.up, residualDown: residual.down, height: flow >= 0 ? heldHeight(Int(node)) : artificialCost)
  }

  /// Of an artificial arc that carries `flow` to the root, or −`flow` from it.
  private func artificialResiduals(_ flow: Number) -> (up: Number, down: Number) {
    let limit = Number.capacityLimit
    return flow >= 0 ? (limit &- flow, flow) : (0 &- flow, limit &+ flow)
  }

  /// Changes the bounds of a tree arc under the flow that it carries; `repair` clips what no longer fits.
  func changeBoundsInTree(slot: Int, lowerRise: Number, capacity: Number) {
    let (tail, head) = (Int(arcs.tail[slot]), Int(arcs.head[slot]))
    if tree.arc[tail] == Int32(slot) {
      tree.nodes[tail].residualDown &-= lowerRise
      tree.nodes[tail].residualUp = capacity &- tree.nodes[tail].residualDown
    } else {
      tree.nodes[head].residualUp &-= lowerRise
      tree.nodes[head].residualDown = capacity &- tree.nodes[head].residualUp
    }
  }
}
