import MathProgram

/// The network simplex on a network, over all of its arcs or over a growing selection of them.
final class FlowSolver<Number: FlowNumber> {
  let simplex: NetworkSimplex<Number>
  private(set) var slots: SlotMap
  private var sieve: ArcSieve<Number>?
  /// What the first run starts from.
  private struct Start {
    var form: StandardForm<Number>
    /// Where cost scaling begins: no arc needs to carry more.
    var flowLimit: Number?
    var largestCost: Number
  }
  private var start: Start?
  /// Whether the first basis came from cost scaling.
  private(set) var beganScaled = false
  /// Supply that nodes have gained since the tree's residuals were last right.
  private var gains: [(node: Int32, amount: Int128)] = []
  /// Arcs whose cost has changed.
  private var newCosts: [Int32] = []
  /// Sum of the sizes of all changes noted.
  private var drift = Int128(0)
  private var needsRepair = false
  /// All ones, or zero while costs are left out.
  private var costMask = Int64(-1)
  private(set) var hasLowerBounds: Bool
  /// The flow last reported, of arcs and of slots; empty before the first report.
  var flow: [Int64] = []
  var flowOfSlot: [Int64] = []

  /// `network` must be without faults, its totals must suit its supply rule, and `range` must fit `Number`.
  ///
  /// - Parameter scaledFrom: the number of arcs from which on the first basis comes from cost scaling.
  init(_ network: FlowNetwork, _ range: NumberRange, scaledFrom: Int) {
    hasLowerBounds = range.hasLowerBounds
    let usesSieve = ArcSieve<Number>.suits(network)
    let order = usesSieve ? nil : ArcOrder.grouped(network)
    let form = StandardForm<Number>(network, range, withArcs: !usesSieve, order: order)
    slots = SlotMap(slackCount: form.slackCount, picksArcs: usesSieve || order != nil)
    if let order { slots.append(order) }
    sieve = usesSieve ? ArcSieve(network) : nil
    simplex = NetworkSimplex(form)
    let scales = !usesSieve && network.arcCount >= scaledFrom && CostScaling<Number>.suits(network, range)
    start = Start(form: form, flowLimit: scales ? Number(range.flow + 1) : nil, largestCost: Number(range.largestCost))
  }

  deinit { sieve?.deallocate() }

  /// The first basis: by cost scaling where that pays, else artificial arcs.
  private func begin(_ start: Start, _ watch: inout SolveWatch) {
    if let flowLimit = start.flowLimit {
      var scaling = CostScaling(start.form, flowLimit: flowLimit)
      defer { scaling.deallocate() }
      if scaling.run(largestCost: start.largestCost, &watch) {
        let flow = scaling.flow(simplex.arcs)
        simplex.startFromFlow(potential: scaling.potential, flow: flow)
        flow.deallocate()
        beganScaled = true
        return
      }
    }
    simplex.startFromArtificialArcs(supply: start.form.supply)
  }

  /// Runs to an end that `artificialFlow` settles: optimal and zero means optimal, optimal and more means infeasible,
  /// unbounded is only returned with a feasible flow.
  func run(_ network: FlowNetwork, _ watch: inout SolveWatch) -> RunEnd {
    if let start {
      begin(start, &watch)
      self.start = nil
    }
    settle(network)
    let end = improve(network, &watch)
    guard case .unbounded = end, simplex.artificialFlow > 0 else { return end }
    loadCosts(network, mask: 0)
    let feasibility = improve(network, &watch)
    if feasibility == .optimal && simplex.artificialFlow > 0 { return feasibility }
    loadCosts(network, mask: -1)
    return feasibility == .optimal ? improve(network, &watch) : feasibility
  }

  private func improve(_ network: FlowNetwork, _ watch: inout SolveWatch) -> RunEnd {
    while true {
      let end = simplex.run(&watch)
      guard end == .optimal, sieve != nil else { return end }
      let most = slots.isEmpty ? ArcSieve<Number>.firstPick : ArcSieve<Number>.laterPick
      let picked = sieve!.pick(network, simplex.tree, costMask: costMask, most: most)
      if picked.isEmpty { return .optimal }
      simplex.append(picked.lazy.map { [costMask] in .init(network, arc: Int($0), costMask: costMask) })
      slots.append(picked)
    }
  }

  /// Sets the costs of all arcs, or zero: then what is left is to find a feasible flow, where a cycle without end would
  /// otherwise hide whether there is one.
  private func loadCosts(_ network: FlowNetwork, mask: Int64) {
    costMask = mask
    for slot in slots.slackCount..<simplex.arcs.count {
      simplex.arcs.cost[slot] = Number(truncatingIfNeeded: network.cost[slots.arc(inSlot: slot)] & mask)
    }
    simplex.recomputePotentials()
  }
}

// MARK: - Changes

extension FlowSolver {
  /// Whether the basis can take the changes noted so far without leaving `Number`: residuals stay within half the
  /// capacity limit of where they were.
  var canSettle: Bool { 2 * drift < Int128(Number.capacityLimit) }

  /// The proven bounds of numbers have grown.
  func widen(_ range: NumberRange) {
    simplex.mayBeUnbounded = range.mayBeUnbounded
    hasLowerBounds = range.hasLowerBounds
    let cost = Number(range.artificialCost)
    if cost == simplex.artificialCost { return }
    simplex.artificialCost = cost
    needsRepair = true
  }

  func noteNewCosts(ofArcs arcs: [Int32]) { newCosts += arcs }

  /// Takes note of a change that `network` already has, of anything but costs.
  func update(_ change: ProgramChange, _ before: ValuesBefore, _ network: FlowNetwork) {
    switch change {
    case .supply(let node, _): supplyChanged(network, node, Int128(network.supply[node]) - Int128(before.supply))
    case .arcBounds(let arc, _, _), .removeArc(let arc): boundsChanged(network, arc, oldLower: before.lower)
    case .addArc: arcAdded(network)
    default: break
    }
  }

  /// The slot of an arc, or nil where the table does not hold it and it carries its lower bound.
  func slot(ofArc arc: Int, _ network: FlowNetwork) -> Int? { slots.slot(ofArc: arc, arcCount: network.arcCount) }

  private func supplyChanged(_ network: FlowNetwork, _ node: Int, _ amount: Int128) {
    gain(node, amount)
    if slots.slackCount > 0 { gain(network.nodeCount, -amount) }
  }

  /// The arcs of `newCosts` have been waiting to be looked at together: their cache misses then overlap.
  private func takeNewCosts(_ network: FlowNetwork) {
    let inTable = sieve?.costsChanged(newCosts) ?? newCosts
    let (cost, state) = (simplex.arcs.cost, simplex.arcs.state)
    for arc in inTable {
      guard let slot = slot(ofArc: Int(arc), network) else { continue }
      cost[slot] = Number(truncatingIfNeeded: network.cost[Int(arc)] & costMask)
      if state[slot] == 0 { needsRepair = true }
    }
    newCosts.removeAll(keepingCapacity: true)
  }

  /// The bounds of `arc` are new; `lower` is its lower bound from before.
  private func boundsChanged(_ network: FlowNetwork, _ arc: Int, oldLower lower: Int64) {
    let rise = Int128(network.lower[arc]) - Int128(lower)
    guard let slot = slot(ofArc: arc, network) else {
      if arc < flow.count { flow[arc] = network.lower[arc] }
      return carry(network, arc, rise)
    }
    let table = simplex.arcs
    let old = table.capacity[slot]
    let new = ArcTable<Number>.capacity(lower: network.lower[arc], upper: network.upper[arc])
    table.capacity[slot] = new
    switch table.state[slot] {
    case 0:
      drift += rise < 0 ? -rise : rise
      simplex.changeBoundsInTree(slot: slot, lowerRise: Number(truncatingIfNeeded: rise), capacity: new)
      needsRepair = true
    case 1: carry(network, arc, rise)
    default:
      let staysAtUpper = network.upper[arc] != FlowNetwork.unlimited
      if !staysAtUpper { table.state[slot] = 1 }
      carry(network, arc, rise - Int128(old) + (staysAtUpper ? Int128(new) : 0))
    }
  }

  /// The network has one more arc, the last.
  private func arcAdded(_ network: FlowNetwork) {
    let arc = network.arcCount - 1
    if !flow.isEmpty { flow.append(network.lower[arc]) }
    if sieve == nil {
      simplex.append(CollectionOfOne(.init(network, arc: arc, costMask: costMask)))
      slots.append([Int32(truncatingIfNeeded: arc)])
    } else {
      sieve!.arcAdded()
    }
    carry(network, arc, Int128(network.lower[arc]))
  }

  /// An arc outside the tree carries `amount` more than before.
  private func carry(_ network: FlowNetwork, _ arc: Int, _ amount: Int128) {
    gain(Int(network.tail[arc]), -amount)
    gain(Int(network.head[arc]), amount)
  }

  private func gain(_ node: Int, _ amount: Int128) {
    if amount == 0 { return }
    drift += amount < 0 ? -amount : amount
    gains.append((Int32(node), amount))
  }

  /// Brings tree and potentials up to date with all changes noted.
  private func settle(_ network: FlowNetwork) {
    takeNewCosts(network)
    if costMask == 0 { loadCosts(network, mask: -1) }
    if gains.isEmpty && !needsRepair { return }
    var excess = [Number](repeating: 0, count: simplex.nodeCount + 1)
    for gain in gains { excess[Int(gain.node)] &+= Number(truncatingIfNeeded: gain.amount) }
    simplex.repair(excess: excess)
    gains = []
    drift = 0
    needsRepair = false
  }
}
