// Planning: the conductor. It routes programs to engines and claims to the check; it computes nothing itself.
public import Logistics
import Formulations
import GLPKEngine
public import MathProgram
public import Verification

/// Plans an instance: formulates, solves level by level, has the answer verified.
public struct Planner: Sendable {
  public let options: PlanOptions
  /// In the order in which they are tried.
  private let engines: [any Engine]

  public init(_ options: PlanOptions = PlanOptions()) {
    self.init(options, engines: [GLPKSolver()])
  }

  /// With engines of the caller's own, as tests and comparisons need.
  public init(_ options: PlanOptions, engines: [any Engine]) {
    self.options = options
    self.engines = engines
  }

  /// - Throws: `PlanFailure`.
  public func plan(_ instance: Instance) throws(PlanFailure) -> VerifiedAnswer {
    let control = RunControl(options)
    let program = InstanceProgram(instance)
    var levels = LevelRun(program, engines: engines, control: control)
    let claim: Claim
    switch levels.run() {
    case .claim(let made): claim = made
    case .infeasible(let run, let certificate):
      claim = InfeasibleRun(program, engines: engines, control: control).claim(after: run, certificate)
    case .failed(let failure): throw failure
    }
    switch Verifier.verify(claim, of: instance) {
    case .success(let answer): return answer
    case .failure(let refusal):
      let first = refusal.violations.prefix(5).map(\.message).joined(separator: "; ")
      throw .refused(first)
    }
  }
}
