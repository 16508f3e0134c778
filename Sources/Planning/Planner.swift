// Planning: the conductor. It routes programs to engines and claims to the check; it computes nothing itself.
public import Logistics
import Formulations
public import MathProgram
public import Verification

/// Plans an instance: formulates, solves level by level, has the answer verified.
public struct Planner: Sendable {
  public let options: PlanOptions
  /// In the order in which they are tried.
  private let engines: [any Engine]

  public init(_ options: PlanOptions = PlanOptions()) {
    self.init(options, engines: EngineRoutes.engines(options.engine))
  }

  /// With engines of the caller's own, as tests and comparisons need; one that takes flow networks alone is asked wherever
  /// a network, or a part that is one, is found in the instance.
  public init(_ options: PlanOptions, engines: [any Engine]) {
    self.options = options
    self.engines = engines
  }

  /// - Parameter reference: of equally good plans the one nearest to this is taken; in the instance's ids.
  /// - Throws: `PlanFailure`.
  public func plan(_ instance: Instance, nearest reference: Plan? = nil) throws(PlanFailure) -> VerifiedAnswer {
    let control = RunControl(options)
    // An analysis that was told to end goes through what is left of its plans without building any.
    if control.isOver {
      let stop = RunRecord.Stop(control.stopReason)
      throw .stopped(run: RunRecord(stoppedBy: stop, engine: engines.first?.name ?? ""), message: stop.rawValue)
    }
    options.phaseBegan?(.formulate)
    let preparation = EarlyPreparation(instance)
    // The nearest plan to a reference is not as near under other names.
    let program = InstanceProgram(instance, ordersTwins: reference == nil)
    options.phaseBegan?(.solve)
    let engines = EngineRoutes.routes(engines, for: program)
    var levels = LevelRun(program, engines: engines, control: control, reference: reference)
    let claim: Claim
    switch levels.run() {
    case .claim(let made): claim = made
    case .infeasible(let run, let certificate):
      claim = InfeasibleRun(program, engines: engines, control: control).claim(after: run, certificate)
    case .failed(let failure): throw failure
    }
    options.phaseBegan?(.verify)
    switch preparation?.take().map({ Verifier.verify(claim, with: $0) }) ?? Verifier.verify(claim, of: instance) {
    case .success(let answer): return answer
    case .failure(let refusal):
      let first = refusal.violations.prefix(5).map(\.message).joined(separator: "; ")
      throw .refused(first)
    }
  }
}
