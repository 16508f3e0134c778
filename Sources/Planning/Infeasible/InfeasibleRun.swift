import Formulations
import Logistics
import MathProgram

/// Says why an instance has no plan: lets demand give way first, then every limit, and reads off what had to.
struct InfeasibleRun {
  private let source: InstanceProgram
  private let engines: [any Engine]
  private let control: RunControl

  init(_ source: InstanceProgram, engines: [any Engine], control: RunControl) {
    self.source = source
    self.engines = engines
    self.control = control
  }

  /// - Parameter certificate: of the program with its whole decisions, where only those have no place.
  func claim(after run: RunRecord, _ certificate: Certificate?) -> Claim {
    for give in [ElasticProgram.Give.demand, .everyLimit] {
      let elastic = ElasticProgram(source, give: give)
      guard let relaxed = solve(elastic.program.relaxation, "elastic relaxation"),
        case .columns(let values)? = relaxed.solution
      else { continue }
      if (relaxed.objective ?? 0) > 1e-6 {
        return claim(elastic, relaxed, values, run)
      }
      // The relaxation needs nothing to give way: whole decisions are what cannot be had.
      guard let whole = solve(elastic.program, "elastic"), case .columns(let found)? = whole.solution else { continue }
      return .noPlan(
        NoPlanClaim(cause: elastic.cause(found, rowMultipliers: nil), certificate: certificate, run: run))
    }
    let cause = certificate.map { ElasticProgram.cause($0) } ?? NoPlanCause(shortfalls: [], violations: [], binding: [])
    return .noPlan(NoPlanClaim(cause: cause, certificate: certificate, run: run))
  }

  private func claim(_ elastic: ElasticProgram, _ relaxed: Outcome, _ values: [Double], _ run: RunRecord) -> Claim {
    var multipliers: [Double]?
    if case .rowMultipliers(let rows)? = relaxed.proof.evidence { multipliers = rows }
    let certificate = multipliers.map {
      Certificate(levels: [LevelCertificate(countsObjective: false, source.multiplierVector($0))])
    }
    let cause = elastic.cause(values, rowMultipliers: multipliers)
    return .noPlan(NoPlanClaim(cause: cause, certificate: certificate, run: run))
  }

  private func solve(_ program: LinearProgram, _ phase: String) -> Outcome? {
    for engine in engines {
      let solveControl = control.solveControl(level: 0, levels: 1, phase: phase, workDone: 0, gap: 0)
      if let outcome = try? engine.solve(.linear(program), solveControl), outcome.solution != nil { return outcome }
    }
    return nil
  }
}
