import MathProgram

/// Exact checks of flows, potentials, cuts and cycles.
///
/// Numbers are at most 2^53 in size and fewer than 2^31, so that plain sums of them fit an `Int128` by far; sums of
/// products are counted with `ExactTotal`.
struct FlowCheck {
  private let network: FlowNetwork

  init(_ network: FlowNetwork) { self.network = network }

  // MARK: Flows

  /// The values rounded to whole flows, if those satisfy the network exactly.
  func wholeFlow(_ values: [Double]) -> [Int64]? {
    guard values.count == network.arcCount else { return nil }
    var flow: [Int64] = []
    flow.reserveCapacity(values.count)
    for (arc, value) in values.enumerated() {
      guard value.isFinite, let whole = Int64(exactly: value.rounded()) else { return nil }
      guard whole >= network.lower[arc], whole <= network.upper[arc] else { return nil }
      flow.append(whole)
    }
    return balances(flow) ? flow : nil
  }

  private func balances(_ flow: [Int64]) -> Bool {
    var outflow = [Int128](repeating: 0, count: network.nodeCount)
    for arc in 0..<network.arcCount {
      outflow[Int(network.tail[arc])] += Int128(flow[arc])
      outflow[Int(network.head[arc])] -= Int128(flow[arc])
    }
    return (0..<network.nodeCount).allSatisfy { node in
      let supply = Int128(network.supply[node])
      switch network.supplyRule {
      case .equal: return outflow[node] == supply
      case .atMost: return outflow[node] <= supply
      case .atLeast: return outflow[node] >= supply
      }
    }
  }

  /// Nil when the exact sum is beyond 2^127.
  func cost(_ flow: [Int64]) -> Int128? {
    var total = ExactTotal()
    for arc in 0..<network.arcCount { total.addProduct(Int128(network.cost[arc]), flow[arc]) }
    return total.value
  }

  // MARK: Potentials

  /// Puts the bound that whole potentials prove, and the potentials, in place of the multipliers.
  func usePotentials(_ multipliers: [Double], in outcome: inout Outcome) {
    guard let potentials = wholePotentials(multipliers), let bound = bound(potentials) else { return }
    outcome.proof.evidence = .potentials(potentials)
    outcome.proof.bound = Double(bound)
  }

  /// A multiplier is the price of a unit more of supply; the potential is its negative.
  private func wholePotentials(_ multipliers: [Double]) -> [Int64]? {
    var potentials: [Int64] = []
    for multiplier in multipliers {
      let whole = multiplier.rounded()
      guard abs(whole - multiplier) <= 1e-6 * max(1, abs(whole)), abs(whole) < 0x1p62 else { return nil }
      potentials.append(-Int64(whole))
    }
    return potentials
  }

  /// The cost that no flow undercuts; nil when an arc without capacity has a negative reduced cost, or the potentials'
  /// signs do not go with the supply rule.
  private func bound(_ potentials: [Int64]) -> Int128? {
    var total = ExactTotal()
    for node in 0..<network.nodeCount {
      if network.supplyRule == .atMost && potentials[node] < 0 { return nil }
      if network.supplyRule == .atLeast && potentials[node] > 0 { return nil }
      total.addProduct(-Int128(potentials[node]), network.supply[node])
    }
    for arc in 0..<network.arcCount {
      let reduced =
        Int128(network.cost[arc]) + Int128(potentials[Int(network.tail[arc])])
        - Int128(potentials[Int(network.head[arc])])
      if reduced < 0 && network.upper[arc] == FlowNetwork.unlimited { return nil }
      total.addProduct(reduced, reduced < 0 ? network.upper[arc] : network.lower[arc])
    }
    return total.value
  }

  // MARK: Cuts

  /// Nodes whose supply exceeds what the arcs leaving them can carry, found among the levels of Farkas multipliers.
  ///
  /// Under `atMost` the shortage is at the sinks, which no such set shows: nil.
  func cut(_ multipliers: [Double]) -> [Bool]? {
    guard network.supplyRule != .atMost, multipliers.count == network.nodeCount else { return nil }
    let levels = Set(multipliers).sorted()
    for level in levels.prefix(64) {
      for isAbove in [true, false] {
        let nodes = multipliers.map { isAbove ? $0 >= level : $0 < level }
        if isTooMuch(nodes) { return nodes }
      }
    }
    return nil
  }

  private func isTooMuch(_ nodes: [Bool]) -> Bool {
    var supply = Int128(0)
    for node in 0..<network.nodeCount where nodes[node] { supply += Int128(network.supply[node]) }
    for arc in 0..<network.arcCount {
      let (leaves, enters) = (nodes[Int(network.tail[arc])], nodes[Int(network.head[arc])])
      if leaves && !enters {
        if network.upper[arc] == FlowNetwork.unlimited { return false }
        supply -= Int128(network.upper[arc])
      } else if enters && !leaves {
        supply += Int128(network.lower[arc])
      }
    }
    return supply > 0
  }

  // MARK: Cycles

  /// The arcs of a cycle of negative cost without a capacity (Bellman and Ford's labels).
  ///
  /// - Complexity: O(nodes · arcs).
  func endlessCycle() -> [Int32]? {
    let arcs = (0..<network.arcCount).filter { network.upper[$0] == FlowNetwork.unlimited }
    var distance = [Int128](repeating: 0, count: network.nodeCount)
    var entering = [Int](repeating: -1, count: network.nodeCount)
    var lastChanged = -1
    for _ in 0..<network.nodeCount {
      lastChanged = -1
      for arc in arcs {
        let (tail, head) = (Int(network.tail[arc]), Int(network.head[arc]))
        let through = distance[tail] + Int128(network.cost[arc])
        if through < distance[head] {
          distance[head] = through
          entering[head] = arc
          lastChanged = head
        }
      }
      if lastChanged < 0 { return nil }
    }
    return lastChanged < 0 ? nil : cycle(through: lastChanged, entering)
  }

  private func cycle(through start: Int, _ entering: [Int]) -> [Int32]? {
    var node = start
    // As many steps back as there are nodes end on the cycle.
    for _ in 0..<network.nodeCount where entering[node] >= 0 { node = Int(network.tail[entering[node]]) }
    let first = node
    var arcs: [Int32] = []
    repeat {
      guard entering[node] >= 0, arcs.count <= network.nodeCount else { return nil }
      arcs.append(Int32(entering[node]))
      node = Int(network.tail[entering[node]])
    } while node != first
    return arcs.reversed()
  }
}

/// An exact sum of products that notices when it no longer fits.
private struct ExactTotal {
  private(set) var value: Int128? = 0

  mutating func addProduct(_ a: Int128, _ b: Int64) {
    guard let sum = value else { return }
    let (product, tooLarge) = a.multipliedReportingOverflow(by: Int128(b))
    let (next, tooLong) = sum.addingReportingOverflow(product)
    value = tooLarge || tooLong ? nil : next
  }
}
