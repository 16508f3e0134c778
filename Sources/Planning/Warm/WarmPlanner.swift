public import Logistics
import MathProgram
public import Verification

/// Plans instances that differ in figures alone, one after the other: each starts from the last one's basis.
///
/// Answers are as good as cold ones and checked the same way; of equally good plans another one may come. For one
/// thread at a time.
public final class WarmPlanner: Sendable {
  private let planner: Planner

  public init(_ options: PlanOptions = PlanOptions()) {
    let engines = EngineRoutes.engines(options.engine)
    // An engine that begins at a network's optimum each time would not use the last basis.
    let keepers = engines.filter { !$0.capabilities.linearPrograms || $0.capabilities.integers }
    planner = Planner(options, engines: keepers.map { $0.capabilities.linearPrograms ? WarmEngine($0) : $0 })
  }

  /// - Throws: `PlanFailure`.
  public func plan(_ instance: Instance) throws(PlanFailure) -> VerifiedAnswer { try planner.plan(instance) }
}
