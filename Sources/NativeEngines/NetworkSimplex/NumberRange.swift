import MathProgram

/// Bounds on every number that can occur while a network is solved, from one pass over its arcs.
///
/// *Flows.* Let F be the supply left after lower bounds are shipped, plus the capacities of all arcs of negative cost.
/// Saturating those arcs leaves a network of costs ≥ 0, whose optimal flow splits into paths: no other arc needs more
/// than F, so that its capacity may be cut to any K > F without losing an optimum or a certificate (with x < K the
/// reduced cost is ≥ 0 in every dual optimum). Every residual then stays within [0, K].
/// Where an arc of negative cost has no capacity that argument fails, and F is the supply plus all finite capacities,
/// which bounds every basic flow; a step longer than that proves unboundedness.
///
/// *Potentials.* The cost of a simple path is at most B, because every arc of it can be charged to a node with at most
/// one (all nodes) or two (tails only, heads only) arcs of the path.
struct NumberRange {
  /// Largest |cost|.
  private(set) var largestCost: Int128 = 0
  /// B: no simple path costs more than this, up or down.
  private(set) var pathCost: Int128 = 0
  /// F.
  private(set) var flow: Int128 = 0
  private(set) var hasLowerBounds = false
  /// An arc of negative cost has no capacity, so the cost may have no limit.
  private(set) var mayBeUnbounded = false
  /// A change went beyond what bounds can be grown for: only a new pass over the arcs tells.
  private(set) var needsExactPass = false
  /// Whether B is simply nodes times the largest cost.
  private var isPathCostUniform = true

  init(_ network: FlowNetwork) {
    var smallest = Int64(0)
    var largest = Int64(0)
    for value in network.cost {
      smallest = min(smallest, value)
      largest = max(largest, value)
    }
    largestCost = max(Int128(largest), -Int128(smallest))
    hasLowerBounds = network.lower.contains { $0 != 0 }
    addSupplies(network)
    if smallest < 0 { addCapacities(network) }
    pathCost = Int128(network.nodeCount) * largestCost
    if !fits(Int32.self) { tightenPathCost(network) }
  }

  /// Largest |cost| of an artificial arc without flow: such arcs hold branches at potentials known from before.
  var heightLimit: Int128 { pathCost / 4 }

  /// Exact bound M on the cost of an artificial arc with flow: dearer than any detour, so that flow left on it means
  /// infeasibility.
  var artificialCost: Int128 { 2 * (pathCost + heightLimit) + largestCost + 1 }

  /// Whether `Number` holds every flow, potential and reduced cost of a solve.
  func fits<Number: FlowNumber>(_ type: Number.Type) -> Bool {
    let mostReducedCost = artificialCost + 2 * (pathCost + heightLimit) + largestCost
    return mostReducedCost < Int128(Number.costLimit) && 2 * (flow + 1) < Int128(Number.capacityLimit)
  }

  /// Lets the bounds grow with changes, so that a warm start needs no pass over the arcs.
  ///
  /// - Parameter network: as it is before the changes.
  mutating func include(_ changes: [ProgramChange], _ network: FlowNetwork) {
    let hasNegativeCost = changes.contains { change in
      switch change {
      case .arcCost(_, let value), .addArc(_, _, _, _, let value): value < 0
      default: false
      }
    }
    let costs = network.cost
    for change in changes {
      switch change {
      case .supply(let node, let value):
        let rise = Int128(value) - Int128(network.supply[node])
        // The value before may itself be one of these changes.
        flow += (rise < 0 ? -rise : rise) + Int128(value.magnitude)
      case .arcCost(let arc, let value):
        // This sweep also brings the costs into the cache, many at a time, that the changes then replace one by one.
        includeCost(value, before: arc < costs.count ? costs[arc] : 0, on: network)
        if value < 0 && arc < network.arcCount { includeCapacity(network.lower[arc], network.upper[arc]) }
      case .arcBounds(let arc, let lower, let upper):
        let isNegative = hasNegativeCost || arc < network.arcCount && network.cost[arc] < 0
        includeBounds(lower, upper, countsCapacity: isNegative)
      case .addArc(_, _, let lower, let upper, let cost):
        includeCost(cost, before: 0, on: network)
        includeBounds(lower, upper, countsCapacity: hasNegativeCost)
      default: break
      }
    }
  }

  @inline(__always)
  private mutating func includeCost(_ cost: Int64, before: Int64, on network: FlowNetwork) {
    if cost.magnitude <= before.magnitude { return }
    let size = Int128(cost.magnitude)
    // One more arc of a path, or a dearer one.
    if !isPathCostUniform { pathCost += 2 * size }
    if size <= largestCost { return }
    if isPathCostUniform { pathCost += (size - largestCost) * Int128(network.nodeCount) }
    largestCost = size
  }

  private mutating func includeBounds(_ lower: Int64, _ upper: Int64, countsCapacity: Bool) {
    if lower != 0 {
      hasLowerBounds = true
      flow += 2 * Int128(lower.magnitude)
    }
    if countsCapacity || mayBeUnbounded { includeCapacity(lower, upper) }
  }

  private mutating func includeCapacity(_ lower: Int64, _ upper: Int64) {
    if upper == FlowNetwork.unlimited {
      needsExactPass = needsExactPass || !mayBeUnbounded
    } else {
      flow += max(0, Int128(upper) - Int128(lower))
    }
  }

  private mutating func addSupplies(_ network: FlowNetwork) {
    if !hasLowerBounds {
      var positive = Int128(0)
      var negative = Int128(0)
      for value in network.supply {
        if value > 0 { positive += Int128(value) } else { negative -= Int128(value) }
      }
      flow = max(positive, negative)
      return
    }
    for value in network.supply { flow += Int128(value.magnitude) }
    for value in network.lower { flow += 2 * Int128(value.magnitude) }
  }

  private mutating func addCapacities(_ network: FlowNetwork) {
    var ofNegative = Int128(0)
    var ofAll = Int128(0)
    for arc in 0..<network.arcCount {
      if network.upper[arc] == FlowNetwork.unlimited {
        mayBeUnbounded = mayBeUnbounded || network.cost[arc] < 0
        continue
      }
      let capacity = max(0, Int128(network.upper[arc]) - Int128(network.lower[arc]))
      ofAll += capacity
      if network.cost[arc] < 0 { ofNegative += capacity }
    }
    flow += mayBeUnbounded ? ofAll : ofNegative
  }

  private mutating func tightenPathCost(_ network: FlowNetwork) {
    var ofTail = [UInt64](repeating: 0, count: network.nodeCount)
    var ofHead = ofTail
    for arc in 0..<network.arcCount {
      let size = network.cost[arc].magnitude
      let (tail, head) = (Int(network.tail[arc]), Int(network.head[arc]))
      ofTail[tail] = max(ofTail[tail], size)
      ofHead[head] = max(ofHead[head], size)
    }
    var (overTails, overHeads, overNodes) = (Int128(0), Int128(0), Int128(0))
    for node in 0..<network.nodeCount {
      overTails += Int128(ofTail[node])
      overHeads += Int128(ofHead[node])
      overNodes += Int128(max(ofTail[node], ofHead[node]))
    }
    isPathCostUniform = false
    pathCost = min(pathCost, overNodes, 2 * overTails, 2 * overHeads)
  }
}
