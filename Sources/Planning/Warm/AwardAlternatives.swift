import Formulations
public import Logistics
import MathProgram
import NativeEngines
public import Verification

/// What a tender of whole lanes would be if one lane had to go to another provider: each answer goes on from the tender's own
/// search, and is checked like any plan. May be asked from several threads at once.
public struct AwardAlternatives: Sendable {
  private let source: InstanceProgram
  private let linear: LinearProgram
  private let awards: RecognizedAwards
  private let solved: SolvedAwards
  private let lanes: LaneAwards
  private let options: PlanOptions

  /// Solves the tender as it is, from the plan on; nil where the instance is no such tender, or not to be planned natively.
  public init?(_ plan: VerifiedPlan, _ options: PlanOptions) {
    let instance = plan.instance
    guard options.engine != .glpk, instance.objectives.count == 1,
      instance.objectives[0].terms.map(\.objective) == [.totalCost]
    else { return nil }
    source = InstanceProgram(instance)
    var levels = KeptLevels(source)
    levels.begin(0)
    linear = levels.program(for: 0)
    guard case .success(let found) = source.awards(of: linear) else { return nil }
    lanes = LaneAwards(found, source)
    let control = RunControl(options).solveControl(
      level: 0, levels: 1, phase: "awards", workDone: 0, start: lanes.values(of: plan.plan))
    guard let solved = try? SolvedAwards(found.program, control) else { return nil }
    (awards, self.solved, self.options) = (found, solved, options)
  }

  /// What a lane row carries if it carries anything; nil where the row prices more than one flow.
  public func units(of lane: LaneID) -> Rational? { lanes.flow(of: lane)?.units }

  /// The best plan that uses a lane row.
  ///
  /// - Parameter changed: the instance, with one constraint more at the end of its list, that asks for all of the row's flow.
  /// - Returns: nil where no plan was found, or the check refused it.
  public func plan(_ changed: Instance, using lane: LaneID) -> VerifiedPlan? {
    guard let flow = lanes.flow(of: lane) else { return nil }
    let rule = Rule.constraintLeast(ConstraintID(changed.constraints.count - 1))
    let given = awards.giving(flow.award, askedBy: rule)
    var control = RunControl(options).solveControl(level: 0, levels: 1, phase: "awards", workDone: 0)
    // A difference of two plans is as sure as both together, and the tender's own gap is in it already.
    control.gap = 2 * options.gap
    let outcome = solved.giving(flow.award, control)
    guard case .columns(let values)? = outcome.solution,
      let plan = source.plan(from: given.columns(fromAwards: values, of: linear))
    else { return nil }
    var proofs: [LevelCertificate] = []
    if case .award(let proof)? = outcome.proof.evidence { proofs = [given.certificate(proof, source)] }
    let claim = PlanClaim(
      plan: plan, levels: [LevelClaim(bound: outcome.proof.bound, boundBy: "native")],
      certificate: Certificate(levels: proofs),
      run: RunRecord(stoppedBy: RunRecord.Stop(outcome.stoppedBy), engine: "native", attempts: outcome.attempts.map { .init(engine: $0.engine, method: $0.method, result: $0.result) }))
    guard case .success(.plan(let verified)) = Verifier.verify(.plan(claim), of: changed) else { return nil }
    return verified
  }
}
