import MathProgram

extension FlowSolver {
  /// The flow on every arc of the network. Where the table holds few of them, only what has changed is written again.
  func currentFlow(_ network: FlowNetwork) -> [Int64] {
    guard slots.picked != nil else {
      var flow = network.lower
      flow.withUnsafeMutableBufferPointer { flow in
        forEachCarryingSlot { slot, amount in flow[slot &- slots.slackCount] &+= Int64(amount) }
      }
      return flow
    }
    if flow.isEmpty { flow = network.lower }
    flowOfSlot.append(contentsOf: repeatElement(.min, count: simplex.arcs.count - flowOfSlot.count))
    forEachSlot { slot, amount in
      if flowOfSlot[slot] == Int64(amount) && !hasLowerBounds { return }
      flowOfSlot[slot] = Int64(amount)
      let arc = slots.arc(inSlot: slot)
      flow[arc] = network.lower[arc] &+ Int64(amount)
    }
    return flow
  }

  /// Total cost of the flow, or nil where it leaves 128 bits.
  func objective(_ network: FlowNetwork) -> Int128? {
    var total = Int128(0)
    var overflows = false
    func add(_ amount: Int64, at cost: Int64) {
      let (sum, overflow) = total.addingReportingOverflow(Int128(amount) * Int128(cost))
      total = sum
      overflows = overflows || overflow
    }
    if hasLowerBounds {
      for arc in 0..<network.arcCount where network.lower[arc] != 0 { add(network.lower[arc], at: network.cost[arc]) }
    }
    let cost = simplex.arcs.cost
    forEachCarryingSlot { slot, amount in add(Int64(amount), at: Int64(cost[slot])) }
    return overflows ? nil : total
  }

  /// Whether every supply is met.
  var isFeasible: Bool { simplex.artificialFlow == 0 }

  /// What an arc carries above its lower bound.
  func flow(ofArc arc: Int, _ network: FlowNetwork) -> Int64 {
    guard let slot = slot(ofArc: arc, network) else { return 0 }
    let (arcs, tree) = (simplex.arcs, simplex.tree)
    if arcs.state[slot] != 0 { return arcs.state[slot] < 0 ? Int64(arcs.capacity[slot]) : 0 }
    let tail = Int(arcs.tail[slot])
    return Int64(
      tree.arc[tail] == Int32(slot) ? tree.nodes[tail].residualDown : tree.nodes[Int(arcs.head[slot])].residualUp)
  }

  /// Zero at the node that slack arcs share, else at the root.
  func potential(of node: Int, _ network: FlowNetwork) -> Int64 {
    let zero = simplex.tree.potential(of: slots.slackCount > 0 ? network.nodeCount : simplex.nodeCount)
    return Int64(simplex.tree.potential(of: node) &- zero)
  }

  /// Every arc with a flow other than zero.
  func forEachFlow(_ network: FlowNetwork, _ body: (Int, Int64) -> Void) {
    if hasLowerBounds {
      for arc in 0..<network.arcCount {
        let amount = network.lower[arc] &+ flow(ofArc: arc, network)
        if amount != 0 { body(arc, amount) }
      }
      return
    }
    forEachCarryingSlot { slot, amount in body(slots.arc(inSlot: slot), Int64(amount)) }
  }

  /// Every slot of the network's arcs that carries anything above its lower bound.
  @inline(__always)
  private func forEachCarryingSlot(_ body: (Int, Number) -> Void) {
    let (state, capacity, slackCount) = (simplex.arcs.state, simplex.arcs.capacity, slots.slackCount)
    for slot in slackCount..<simplex.arcs.count where state[slot] < 0 && capacity[slot] != 0 {
      body(slot, capacity[slot])
    }
    forEachTreeSlot { slot, amount in
      if amount != 0 { body(slot, amount) }
    }
  }

  /// Every slot of the network's arcs with what it carries above its lower bound.
  @inline(__always)
  private func forEachSlot(_ body: (Int, Number) -> Void) {
    let (state, capacity, slackCount) = (simplex.arcs.state, simplex.arcs.capacity, slots.slackCount)
    for slot in slackCount..<simplex.arcs.count where state[slot] != 0 {
      body(slot, state[slot] < 0 ? capacity[slot] : 0)
    }
    forEachTreeSlot(body)
  }

  @inline(__always)
  private func forEachTreeSlot(_ body: (Int, Number) -> Void) {
    let (arc, nodes, tail, slackCount) = (simplex.tree.arc, simplex.tree.nodes, simplex.arcs.tail, slots.slackCount)
    for node in 0..<simplex.nodeCount where Int(arc[node]) >= slackCount {
      let slot = Int(arc[node])
      body(slot, tail[slot] == Int32(node) ? nodes[node].residualDown : nodes[node].residualUp)
    }
  }
}
