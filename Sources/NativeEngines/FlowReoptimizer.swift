public import MathProgram

/// How a run of a flow algorithm ended.
public enum FlowEnd: Sendable, Equatable {
  /// Flow and potentials prove each other.
  case optimal
  /// No flow keeps all bounds and supplies.
  case infeasible
  /// Flow can go round a cycle of negative cost for ever.
  case unbounded
  /// The control said stop; the next solve goes on from here.
  case stopped(StopReason)
}

/// A network that is solved again and again with other numbers, each time from the last basis (reoptimization).
///
/// Made for the inner loops of branching, decomposition and local search: numbers are changed in place, a solve makes no
/// report, and flow and potentials are read where the algorithm keeps them. `NativeFlowEngine` solves the same networks
/// behind the neutral interface, with outcomes that carry their proof.
///
/// A facility is closed by a supply of zero at its node under the rule `atMost`, or by a capacity of zero on its arcs.
/// Use one from one thread at a time.
public final class FlowReoptimizer {
  private let problem: FlowProblem
  private var changes: [ProgramChange] = []

  /// - Throws: `EngineError.faultyProgram` for a network with faults or with numbers so large that 64-bit arithmetic
  ///   could overflow.
  public init(_ network: FlowNetwork) throws(EngineError) {
    problem = try FlowProblem(network)
  }

  public var nodeCount: Int { problem.nodeCount }
  /// Arcs added later included.
  public var arcCount: Int { problem.arcCount }

  // MARK: Changes; they take effect with the next solve

  public func setSupply(_ value: Int64, node: Int) { changes.append(.supply(node: node, value: value)) }
  public func setCost(_ value: Int64, arc: Int) { changes.append(.arcCost(arc: arc, value: value)) }

  /// `FlowNetwork.unlimited` as `upper` means no capacity.
  public func setBounds(_ arc: Int, lower: Int64 = 0, upper: Int64) {
    changes.append(.arcBounds(arc: arc, lower: lower, upper: upper))
  }

  /// The arc becomes the last.
  public func addArc(
    from tail: Int, to head: Int, lower: Int64 = 0, upper: Int64 = FlowNetwork.unlimited, cost: Int64
  ) {
    changes.append(.addArc(tail: tail, head: head, lower: lower, upper: upper, cost: cost))
  }

  /// Solves the network as it stands, from the last basis.
  ///
  /// - Throws: `EngineError.faultyProgram` where a change named a node or an arc that is not there, or where numbers could
  ///   overflow; the changes since the last solve are then undone.
  /// - Complexity: some passes over the nodes, one over the arcs that are near the optimum, and as many pivots as the
  ///   changes ask for.
  public func solve(_ control: SolveControl = SolveControl()) throws(EngineError) -> FlowEnd {
    defer { changes.removeAll(keepingCapacity: true) }
    if !changes.isEmpty { try problem.apply(changes) }
    return problem.optimize(control)
  }

  // MARK: The answer of the last solve that ended `optimal`

  /// Cost of the flow, or nil where it leaves 128 bits.
  /// - Complexity: one pass over the arcs that are near the optimum.
  public var objective: Int128? { problem.objective }

  public func flow(ofArc arc: Int) -> Int64 { problem.flow(ofArc: arc) }

  /// The reduced cost of an arc is cost + potential[tail] − potential[head]: ≥ 0 where the flow is at the lower bound, ≤ 0
  /// where it is at the capacity, 0 between them. Under `atMost` potentials are ≥ 0, under `atLeast` ≤ 0.
  public func potential(ofNode node: Int) -> Int64 { problem.potential(ofNode: node) }

  /// Of a solve that ended `infeasible`: the nodes (true) that no flow can serve, as `Evidence.cut` has them.
  public var cut: [Bool]? { problem.cut }

  /// Calls `body` with every arc whose flow is not zero, in no particular but always the same order.
  public func forEachFlow(_ body: (_ arc: Int, _ amount: Int64) -> Void) { problem.forEachFlow(body) }
}
