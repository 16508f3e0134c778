/// Checks of what an engine claims about a network, from the network alone and in exact whole numbers.
///
/// A claim whose numbers leave 128 bits is not confirmed.
extension FlowNetwork {
  /// Total cost of `flow`, or nil where it leaves 128 bits.
  public func objective(ofFlow flow: [Int64]) -> Int128? {
    var total = Int128(0)
    for arc in 0..<arcCount where flow[arc] != 0 {
      let (sum, overflow) = total.addingReportingOverflow(Int128(cost[arc]) * Int128(flow[arc]))
      if overflow { return nil }
      total = sum
    }
    return total
  }

  /// What is wrong with `flow` (the first broken bound, else the first broken supply), or nil when it is feasible.
  public func violation(ofFlow flow: [Int64]) -> String? {
    guard flow.count == arcCount else { return "\(flow.count) flows for \(arcCount) arcs" }
    var outflow = [Int128](repeating: 0, count: nodeCount)
    for arc in 0..<arcCount {
      if flow[arc] < lower[arc] || flow[arc] > upper[arc] {
        return "arc \(arc) carries \(flow[arc]), outside [\(lower[arc]), \(upper[arc])]"
      }
      outflow[Int(tail[arc])] += Int128(flow[arc])
      outflow[Int(head[arc])] -= Int128(flow[arc])
    }
    for node in 0..<nodeCount {
      let wanted = Int128(supply[node])
      let holds =
        switch supplyRule {
        case .equal: outflow[node] == wanted
        case .atMost: outflow[node] <= wanted
        case .atLeast: outflow[node] >= wanted
        }
      if !holds { return "node \(node) sends \(outflow[node]) net, its supply is \(supply[node])" }
    }
    return nil
  }

  /// The bound that node potentials prove: no feasible flow costs less. Nil where they prove none, because an arc
  /// without a capacity has a negative reduced cost, or a potential has the wrong sign for the supply rule.
  ///
  /// Reduced cost is cost + potential[tail] − potential[head]; potentials are ≥ 0 under `atMost`, ≤ 0 under `atLeast`.
  public func dualValue(ofPotentials potential: [Int64]) -> Int128? {
    guard potential.count == nodeCount else { return nil }
    var total = Int128(0)
    for node in 0..<nodeCount {
      if supplyRule == .atMost && potential[node] < 0 || supplyRule == .atLeast && potential[node] > 0 { return nil }
      let (sum, overflow) = total.subtractingReportingOverflow(Int128(supply[node]) * Int128(potential[node]))
      if overflow { return nil }
      total = sum
    }
    for arc in 0..<arcCount {
      let reduced = Int128(cost[arc]) + Int128(potential[Int(tail[arc])]) - Int128(potential[Int(head[arc])])
      if reduced == 0 { continue }
      if reduced < 0 && upper[arc] == FlowNetwork.unlimited { return nil }
      let (term, tooLong) = reduced.multipliedReportingOverflow(by: Int128(reduced > 0 ? lower[arc] : upper[arc]))
      let (sum, overflow) = total.addingReportingOverflow(term)
      if tooLong || overflow { return nil }
      total = sum
    }
    return total
  }

  /// Whether no flow can serve the nodes of `set`: see `Evidence.cut`.
  public func provesInfeasible(cut set: [Bool]) -> Bool {
    guard set.count == nodeCount else { return false }
    var supplied = Int128(0)
    for node in 0..<nodeCount where set[node] { supplied += Int128(supply[node]) }
    var mostLeaving = Int128(0)
    var leastLeaving = Int128(0)
    var isUnlimitedOut = false
    var isUnlimitedIn = false
    for arc in 0..<arcCount {
      let (leaves, enters) = (set[Int(tail[arc])], set[Int(head[arc])])
      if leaves == enters { continue }
      if leaves {
        isUnlimitedOut = isUnlimitedOut || upper[arc] == FlowNetwork.unlimited
        mostLeaving += Int128(upper[arc])
        leastLeaving += Int128(lower[arc])
      } else {
        isUnlimitedIn = isUnlimitedIn || upper[arc] == FlowNetwork.unlimited
        mostLeaving -= Int128(lower[arc])
        leastLeaving -= Int128(upper[arc])
      }
    }
    let cannotSend = supplyRule != .atMost && !isUnlimitedOut && supplied > mostLeaving
    let cannotReceive = supplyRule != .atLeast && !isUnlimitedIn && supplied < leastLeaving
    return cannotSend || cannotReceive
  }

  /// Whether `arcs` are a closed walk of arcs without a capacity whose costs add up to less than zero. Together with a
  /// feasible flow it proves that the cost has no lower limit.
  public func provesUnbounded(cycle arcs: [Int32]) -> Bool {
    guard let last = arcs.last, arcs.allSatisfy({ $0 >= 0 && Int($0) < arcCount }) else { return false }
    var total = Int128(0)
    var node = head[Int(last)]
    for arc in arcs {
      if tail[Int(arc)] != node || upper[Int(arc)] != FlowNetwork.unlimited { return false }
      node = head[Int(arc)]
      total += Int128(cost[Int(arc)])
    }
    return total < 0
  }

  /// An arc whose lower bound exceeds its capacity, if there is one: reason enough for infeasibility.
  public var arcWithCrossedBounds: Int? { lower.indices.first { lower[$0] > upper[$0] } }
}
