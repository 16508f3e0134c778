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
