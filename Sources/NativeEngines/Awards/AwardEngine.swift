public import MathProgram
import Synchronization

/// Award programs by Lagrangian relaxation over the items, construction and improvement of plans, and branch and bound on
/// providers, tiers and awards.
public struct AwardEngine: Engine {
  public init() {}

  public var name: String { "native" }

  public var capabilities: EngineCapabilities {
    EngineCapabilities(linearPrograms: false, integers: false, flowNetworks: false, awards: true, warmStarts: false)
  }

  /// Opens a session on an award program; the session solves on the caller's thread.
  ///
  /// - Throws: `EngineError.unsupported` for other programs; `.faultyProgram` for a program with faults.
  public func open(_ program: Program) throws(EngineError) -> any Session {
    guard case .award(let awards) = program else {
      throw .unsupported(engine: name, reason: "programs other than awards")
    }
    let faults = awards.faults()
    if !faults.isEmpty { throw .faultyProgram(faults) }
    return AwardSession(awards)
  }
}

/// A session of `AwardEngine`: the program alone; every solve begins anew.
final class AwardSession: Session {
  private let program: Mutex<AwardProgram?>

  init(_ start: AwardProgram) { program = Mutex(start) }

  func apply(_ changes: [ProgramChange]) throws(EngineError) {
    guard program.withLock({ $0 != nil }) else { throw .closed }
    if !changes.isEmpty { throw .unsupported(engine: "native", reason: "changes of award programs") }
  }

  func solve(_ control: SolveControl) throws(EngineError) -> Outcome {
    guard let held = program.withLock({ $0 }) else { throw .closed }
    return AwardRun(held, control).outcome()
  }

  func close() { program.withLock { $0 = nil } }
}

/// One solve: from the program to its outcome, whose columns are the awards.
struct AwardRun {
  private let program: AwardProgram
  private let control: SolveControl
  private let table: AwardTable

  init(_ program: AwardProgram, _ control: SolveControl) {
    self.program = program
    self.control = control
    table = AwardTable(program)
  }

  func outcome() -> Outcome {
    if table.slotsOfItem.contains(where: \.isEmpty) {
      return Outcome(stoppedBy: .proof, proof: Proof(isInfeasible: true))
    }
    let table = table
    var watch = AwardWatch(control, constant: program.objectiveConstant) { AwardRun.columns($0, table) }
    takeStart(&watch)
    var tree = AwardTree(table, watch)
    tree.run()
    return report(tree)
  }

  private func takeStart(_ watch: inout AwardWatch) {
    guard case .incumbent(let values)? = control.start, values.count == program.awardCount else { return }
    let chosen = values.indices.filter { values[$0] > 0.5 }
    guard let cost = program.objective(ofAwards: chosen) else { return }
    var slots = [Int](repeating: -1, count: table.itemCount)
    for slot in 0..<table.slotCount where values[Int(table.award[slot])] > 0.5 { slots[Int(table.item[slot])] = slot }
    watch.offer(slots, cost - program.objectiveConstant)
  }

  private static func columns(_ slots: [Int], _ table: AwardTable) -> [Double] {
    var values = [Double](repeating: 0, count: table.slotCount)
    for slot in slots { values[Int(table.award[slot])] = 1 }
    return values
  }

  private func report(_ tree: AwardTree) -> Outcome {
    let watch = tree.watch
    var outcome = Outcome(stoppedBy: watch.stopReason ?? .proof, work: watch.work)
    outcome.attempts.append(
      Attempt(engine: "native", method: "awards: \(tree.nodeCount) nodes", result: watch.best == nil ? "no plan" : "plan"))
    let bound = tree.bound + program.objectiveConstant
    guard let slots = watch.best else {
      outcome.proof.isInfeasible = watch.stopReason == nil
      if bound.isFinite { outcome.proof.bound = bound }
      return outcome
    }
    outcome.solution = .columns(AwardRun.columns(slots, table))
    outcome.objective = program.objective(ofAwards: slots.map { Int(table.award[$0]) })
    outcome.proof = Proof(bound: min(outcome.objective ?? bound, bound), evidence: .award(tree.proof))
    if watch.stopReason == nil, relativeGap(outcome.objective ?? bound, outcome.proof.bound ?? bound) > 1e-6 {
      outcome.stoppedBy = .gap
    }
    return outcome
  }
}
