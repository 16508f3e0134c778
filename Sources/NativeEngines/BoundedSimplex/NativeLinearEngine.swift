public import MathProgram
import Synchronization

/// Linear programs, with integers or without, by our own simplex methods and branch and bound: what stands in where no more special
/// engine takes a program and the general one is not there, or fails.
public struct NativeLinearEngine: Engine {
  /// Which programs it takes.
  public enum Scope: Sendable {
    case all
    /// Large linear programs that are networks but for a few rows, where it begins at the network's optimum.
    case nearNetworks
  }

  private let scope: Scope

  public init(_ scope: Scope = .all) { self.scope = scope }

  public var name: String { "native" }

  public var capabilities: EngineCapabilities {
    EngineCapabilities(linearPrograms: true, integers: scope == .all, flowNetworks: false, warmStarts: false)
  }

  /// Opens a session on a linear program; the session solves on the caller's thread.
  ///
  /// - Throws: `EngineError.unsupported` for other programs; `.faultyProgram` for a program with faults.
  public func open(_ program: Program) throws(EngineError) -> any Session {
    guard case .linear(let linear) = program else {
      throw .unsupported(engine: name, reason: "programs other than linear ones")
    }
    let faults = linear.faults()
    if !faults.isEmpty { throw .faultyProgram(faults) }
    return scope == .all ? LinearSession(linear, nil) : LinearSession(linear, try nearNetwork(linear))
  }

  private func nearNetwork(_ program: LinearProgram) throws(EngineError) -> NearNetwork {
    if program.hasIntegers { throw .unsupported(engine: name, reason: "some columns are whole") }
    do throws(NearNetwork.Refusal) {
      return try NearNetwork(program)
    } catch {
      throw .unsupported(engine: name, reason: error.reason)
    }
  }
}

/// A session of `NativeLinearEngine`: the program, and the network near it where that is known; every solve begins anew.
final class LinearSession: Session {
  private let program: Mutex<LinearProgram?>
  /// Of the program as it was opened.
  private let near: Mutex<NearNetwork?>

  init(_ start: LinearProgram, _ network: NearNetwork?) {
    program = Mutex(start)
    near = Mutex(network)
  }

  func apply(_ changes: [ProgramChange]) throws(EngineError) {
    guard let held = program.withLock({ $0 }) else { throw .closed }
    let changed = try held.changed(by: changes, in: "native")
    let faults = changed.faults()
    if !faults.isEmpty { throw .faultyProgram(faults) }
    program.withLock { $0 = changed }
    near.withLock { $0 = nil }
  }

  func solve(_ control: SolveControl) throws(EngineError) -> Outcome {
    guard let held = program.withLock({ $0 }) else { throw .closed }
    return LinearRun(held, control, near: near.withLock { $0 }).outcome()
  }

  func close() {
    program.withLock { $0 = nil }
    near.withLock { $0 = nil }
  }
}

/// One solve: from a linear program to its outcome, in the program's own direction.
struct LinearRun {
  private let program: LinearProgram
  private let canonical: CanonicalProgram
  private let control: SolveControl
  /// nil where it is still to be looked for.
  private let near: NearNetwork?

  init(_ program: LinearProgram, _ control: SolveControl, near: NearNetwork? = nil) {
    self.program = program
    self.control = control
    self.near = near
    canonical = CanonicalProgram(program)
  }

  private var sign: Double { program.direction == .maximize ? -1 : 1 }

  /// Of a minimised value without the constant.
  private func own(_ value: Double) -> Double { sign * value + program.objectiveConstant }

  private var start: NetworkStart? {
    (near ?? (try? NearNetwork(program))).flatMap { NetworkStart($0, control) }
  }

  func outcome() -> Outcome {
    if let crossed = canonical.crossedBounds(program) {
      var outcome = Outcome(stoppedBy: .proof, proof: Proof(isInfeasible: true))
      outcome.attempts = [Attempt(engine: "native", method: "bounds", result: crossed)]
      return outcome
    }
    let branching = LinearBranching(canonical, control, start) { own($0) }
    return report(branching, branching.run())
  }

  private func report(_ search: LinearBranching, _ ending: LinearBranching.Ending) -> Outcome {
    var outcome = Outcome(stoppedBy: ending.reason, work: search.clock.work)
    outcome.attempts = [Attempt(engine: "native", method: search.method, result: ending.words)]
    if let best = search.best {
      outcome.solution = .columns(best.values)
      outcome.objective = own(best.objective)
    }
    outcome.proof.isInfeasible = ending.isInfeasible
    outcome.proof.isUnbounded = ending.isUnbounded
    if ending.isInfeasible || ending.isUnbounded {
      outcome.proof.evidence = search.evidence
      return outcome
    }
    if search.bound.isFinite { outcome.proof.bound = own(search.bound) }
    outcome.proof.evidence = search.evidence
    if case .rowMultipliers(let rows)? = search.evidence, sign < 0 {
      outcome.proof.evidence = .rowMultipliers(rows.map { -$0 })
    }
    return outcome
  }
}
