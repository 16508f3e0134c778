public import MathProgram
import Synchronization

/// Flows with fixed charges, of any number of echelons and products: slope scaling and local search on warm flows for plans,
/// Lagrangian relaxation and branch and bound on the switches for the proof.
public struct FixedChargeEngine: Engine {
  public init() {}

  public var name: String { "native" }

  public var capabilities: EngineCapabilities {
    EngineCapabilities(
      linearPrograms: false, integers: false, flowNetworks: false, fixedChargeFlows: true, warmStarts: false)
  }

  /// Opens a session on a flow with fixed charges; the session solves on the caller's thread.
  ///
  /// - Throws: `EngineError.unsupported` for other programs, and where a flow has no upper bound.
  public func open(_ program: Program) throws(EngineError) -> any Session {
    guard case .fixedChargeFlow(let flow) = program else {
      throw .unsupported(engine: name, reason: "programs that are no flow with fixed charges")
    }
    let table = ChargeTable(flow)
    if let free = table.upper.indices.first(where: { !table.upper[$0].isFinite || !table.lower[$0].isFinite }) {
      let label = flow.program.label(ofColumn: Int(table.column[free]))
      throw .unsupported(engine: name, reason: "\(label) has no bound")
    }
    return FixedChargeSession(table)
  }
}

/// A session of `FixedChargeEngine`: the flow alone; every solve begins anew.
final class FixedChargeSession: Session {
  private let table: Mutex<ChargeTable?>

  init(_ start: ChargeTable) { table = Mutex(start) }

  func apply(_ changes: [ProgramChange]) throws(EngineError) {
    guard table.withLock({ $0 != nil }) else { throw .closed }
    if !changes.isEmpty { throw .unsupported(engine: "native", reason: "changes of flows with fixed charges") }
  }

  /// - Throws: `EngineError.unsupported` where no plan is found at all: why there is none is for an engine of linear programs.
  func solve(_ control: SolveControl) throws(EngineError) -> Outcome {
    guard let held = table.withLock({ $0 }) else { throw .closed }
    var watch = ChargeWatch(control, held.source)
    if case .incumbent(let values)? = control.start { watch.start(values) }
    var tree = try ChargeTree(held, watch)
    try tree.run()
    guard tree.watch.best != nil || tree.watch.stopReason != nil else {
      throw .unsupported(engine: "native", reason: "switches of which no plan was found")
    }
    return report(tree)
  }

  private func report(_ tree: ChargeTree) -> Outcome {
    let watch = tree.watch
    var outcome = Outcome(stoppedBy: watch.stopReason ?? .proof, work: watch.work)
    guard let plan = watch.best else { return outcome }
    outcome.solution = .columns(plan.values)
    outcome.objective = watch.told(plan.cost)
    if tree.bound.isFinite {
      var proof = ChargeProof(tree)
      outcome.proof = Proof(bound: watch.told(tree.bound), evidence: .branchTree(proof.made()))
      outcome.root = proof.root()
    }
    if watch.stopReason == nil, let bound = outcome.proof.bound, relativeGap(watch.told(plan.cost), bound) > 1e-6 {
      outcome.stoppedBy = .gap
    }
    let size = "\(tree.nodes.count) nodes, \(tree.table.switchCount) switches"
    outcome.attempts.append(Attempt(engine: "native", method: "fixed charges, \(size)", result: outcome.status().rawValue))
    return outcome
  }

  func close() { table.withLock { $0 = nil } }
}
