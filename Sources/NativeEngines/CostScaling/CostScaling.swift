import MathProgram

/// Cost scaling by partial augmentation and relabelling (Goldberg 2008, after Király and Kovács 2012), down to potentials
/// that are right within one unit of cost; a crossover and the network simplex make the rest exact.
///
/// Stopping at one unit instead of 1 / (n + 1) saves half of the phases and lets costs stay unscaled, in 32 bits.
struct CostScaling<Number: FlowNumber> {
  /// Between two phases the tolerance falls by this many bits.
  static var bitsAPhase: Int { 4 }
  /// Global updates that a phase may take: ten or so are usual, and without an end in sight the simplex does better.
  static var mostUpdates: Int { 400 }
  /// Longest path that one augmentation follows.
  static var longestPath: Int { 4 }

  let graph: ResidualGraph<Number>
  /// One entry a node in each of these.
  let potential: UnsafeMutablePointer<Number>
  let excess: UnsafeMutablePointer<Int64>
  private let current: UnsafeMutablePointer<Int32>
  private let isOnPath: UnsafeMutablePointer<Bool>
  /// Potentials may not fall below this: then a demand cannot be met, or numbers would not fit.
  private let lowestPotential: Number
  private var active: NodeQueue
  private var update: GlobalUpdate<Number>

  init(_ form: StandardForm<Number>, flowLimit: Number) {
    let nodes = form.nodeCount
    graph = ResidualGraph(form.arcs, nodeCount: nodes, flowLimit: flowLimit)
    potential = .allocate(capacity: nodes)
    excess = .allocate(capacity: nodes)
    current = .allocate(capacity: nodes)
    isOnPath = .allocate(capacity: nodes)
    potential.initialize(repeating: 0, count: nodes)
    isOnPath.initialize(repeating: false, count: nodes)
    for node in 0..<nodes { excess[node] = Int64(form.supply[node]) }
    lowestPotential = 0 &- Number(Number.costLimit / 4)
    active = NodeQueue(nodeCount: nodes)
    update = GlobalUpdate(nodeCount: nodes)
  }

  /// Whether the numbers of a network suit: no sum of flows at a node and no reduced cost leaves its type, and the cost
  /// has a lower limit.
  static func suits(_ network: FlowNetwork, _ range: NumberRange) -> Bool {
    !range.mayBeUnbounded && (range.flow + 1) * Int128(network.arcCount + network.nodeCount) < Int128(1) << 61
      && range.largestCost < Int128(Number.costLimit / 4)
  }

  /// What every arc of the table carries.
  func flow(_ table: ArcTable<Number>) -> UnsafeMutablePointer<Number> {
    let flow = UnsafeMutablePointer<Number>.allocate(capacity: max(1, table.count))
    graph.forEachArc(of: table) { arc, _, backward in
      let isLoop = table.tail[arc] == table.head[arc]
      flow[arc] = !isLoop ? graph.arcs[Int(backward)].residual : table.cost[arc] < 0 ? table.capacity[arc] : 0
    }
    return flow
  }

  func deallocate() {
    graph.deallocate()
    potential.deallocate()
    excess.deallocate()
    current.deallocate()
    isOnPath.deallocate()
    active.deallocate()
    update.deallocate()
  }

  /// Runs all phases.
  ///
  /// - Returns: whether it ended with a flow that meets every supply; false where it had to give up (the demand cannot be
  ///   met, numbers would not fit, it takes too long, or the control says stop).
  mutating func run(largestCost: Number, _ watch: inout SolveWatch) -> Bool {
    var bits = 0
    while Number(1) << bits < largestCost { bits += 1 }
    while true {
      bits = max(0, bits - CostScaling.bitsAPhase)
      if !refine(toleranceBits: bits, &watch) { return false }
      if bits == 0 { return true }
    }
  }

  private mutating func refine(toleranceBits bits: Int, _ watch: inout SolveWatch) -> Bool {
    saturateNegativeArcs()
    for node in 0..<graph.nodeCount {
      current[node] = graph.first[node]
      if excess[node] > 0 { active.append(Int32(node)) }
    }
    var relabelings = 0
    var nextUpdate = 0
    var updates = 0
    while let start = active.first {
      if excess[Int(start)] <= 0 {
        active.removeFirst()
        continue
      }
      if relabelings >= nextUpdate {
        updates += 1
        if updates > CostScaling.mostUpdates { return false }
        if !update.run(graph, potential, excess, toleranceBits: bits, lowest: lowestPotential) { return false }
        current.update(from: graph.first, count: graph.nodeCount)
        if watch.poll(work: max(1, graph.nodeCount / 64)) != nil { return false }
        nextUpdate = relabelings + graph.nodeCount
      }
      let count = discharge(start, tolerance: Number(1) << bits)
      if count < 0 { return false }
      relabelings += count
    }
    return true
  }

  /// Makes the flow optimal for the potentials, at the price of excesses and deficits.
  private func saturateNegativeArcs() {
    let (arcs, potential, excess) = (graph.arcs, potential, excess)
    for node in 0..<graph.nodeCount {
      let height = potential[node]
      for index in Int(graph.first[node])..<Int(graph.first[node + 1]) where arcs[index].residual > 0 {
        let arc = arcs[index]
        if arc.cost &+ height &- potential[Int(arc.head)] >= 0 { continue }
        arcs[index].residual = 0
        arcs[Int(arc.reverse)].residual &+= arc.residual
        excess[node] &-= Int64(arc.residual)
        excess[Int(arc.head)] &+= Int64(arc.residual)
      }
    }
  }

  /// Follows arcs of negative reduced cost from an active node, relabels where there are none, and pushes along the path.
  ///
  /// - Returns: how many nodes were relabelled, or −1 where a potential fell too low.
  private mutating func discharge(_ start: Int32, tolerance: Number) -> Int {
    let (arcs, first, potential, current) = (graph.arcs, graph.first, potential, current)
    let (lowest, nodeCount) = (lowestPotential, graph.nodeCount)
    var path = (Int32(0), Int32(0), Int32(0), Int32(0))
    return withUnsafeMutablePointer(to: &path) { tuple in
      let path = UnsafeMutableRawPointer(tuple).assumingMemoryBound(to: Int32.self)
      var length = 0
      var tip = Int(start)
      var relabelings = 0
      isOnPath[tip] = true
      search: while length < CostScaling.longestPath && (excess[tip] >= 0 || length == 0) {
        let height = potential[tip]
        let (from, begin, end) = (Int(current[tip]), Int(first[tip]), Int(first[tip + 1]))
        var least = Number.max
        for index in from..<end where arcs[index].residual > 0 {
          let head = Int(arcs[index].head)
          let reduced = arcs[index].cost &+ height &- potential[head]
          if reduced < 0 {
            current[tip] = Int32(truncatingIfNeeded: index)
            path[length] = Int32(truncatingIfNeeded: index)
            length &+= 1
            if isOnPath[head] { break search }
            tip = head
            isOnPath[tip] = true
            continue search
          }
          least = min(least, reduced)
        }
        for index in begin..<from where arcs[index].residual > 0 {
          least = min(least, arcs[index].cost &+ height &- potential[Int(arcs[index].head)])
        }
        if length > 0 {
          // The way back, which the push will open.
          let back = Int(arcs[Int(path[length &- 1])].reverse)
          least = min(least, arcs[back].cost &+ height &- potential[Int(arcs[back].head)])
        }
        if least == .max { return -1 }
        let lowered = height &- least &- tolerance
        if lowered < lowest { return -1 }
        potential[tip] = lowered
        current[tip] = Int32(truncatingIfNeeded: begin)
        relabelings &+= 1
        if length > 0 {
          isOnPath[tip] = false
          length &-= 1
          tip = Int(arcs[Int(arcs[Int(path[length])].reverse)].head)
        }
        // Rather a global update than to climb on alone.
        if relabelings > nodeCount { break }
      }
      push(path, length, from: start)
      return relabelings
    }
  }

  @inline(__always)
  private mutating func push(_ path: UnsafeMutablePointer<Int32>, _ length: Int, from start: Int32) {
    let (arcs, excess) = (graph.arcs, excess)
    var node = Int(start)
    isOnPath[node] = false
    for step in 0..<length {
      let index = Int(path[step])
      let arc = arcs[index]
      let amount = min(Int64(arc.residual), excess[node])
      arcs[index].residual &-= Number(truncatingIfNeeded: amount)
      arcs[Int(arc.reverse)].residual &+= Number(truncatingIfNeeded: amount)
      excess[node] &-= amount
      node = Int(arc.head)
      isOnPath[node] = false
      let before = excess[node]
      excess[node] = before &+ amount
      if before <= 0 && before &+ amount > 0 { active.append(arc.head) }
    }
  }
}

/// A first-in first-out queue of nodes, none of them twice.
struct NodeQueue {
  private let nodes: UnsafeMutablePointer<Int32>
  private let isQueued: UnsafeMutablePointer<Bool>
  private let room: Int
  private var head = 0
  private var count = 0

  init(nodeCount: Int) {
    room = max(1, nodeCount)
    nodes = .allocate(capacity: room)
    isQueued = .allocate(capacity: room)
    isQueued.initialize(repeating: false, count: room)
  }

  func deallocate() {
    nodes.deallocate()
    isQueued.deallocate()
  }

  var first: Int32? { count == 0 ? nil : nodes[head] }

  @inline(__always)
  mutating func append(_ node: Int32) {
    if isQueued[Int(node)] { return }
    isQueued[Int(node)] = true
    let place = head &+ count
    nodes[place < room ? place : place &- room] = node
    count &+= 1
  }

  @inline(__always)
  mutating func removeFirst() {
    isQueued[Int(nodes[head])] = false
    head = head &+ 1 == room ? 0 : head &+ 1
    count &-= 1
  }
}
