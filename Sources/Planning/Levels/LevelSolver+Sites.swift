import Formulations
import Logistics
import MathProgram

// Sites and sourcing by decomposition, with a certificate of its own kind.
extension LevelSolver {
  /// Where the program is a network with fixed charges, its engine answers at once, with a proof of its own.
  mutating func solveSites() -> Ending {
    let found: RecognizedSites
    switch linear.recognizeSites() {
    case .sites(let sites): found = sites
    case .none(let reason):
      attempts.append(.init(engine: engine.name, method: "sites and sourcing", result: "refused: \(reason)"))
      refusal = .unsupported(engine: engine.name, reason: reason)
      return .none(.engineFault(reason))
    }
    let (outcome, reason) = attempt(.fixedCharge(found.network), "sites and sourcing", gap: control.options.gap)
    guard let outcome else { return .none(reason) }
    if outcome.proof.isInfeasible, let certificate = certificate(ofNoPlan: outcome, found) {
      return .infeasible(.sites(certificate))
    }
    let own = found.outcome(outcome, of: linear)
    // What cannot be served is told with its causes by the engine of linear programs.
    guard case .columns(let values)? = own.solution, source.isPlan(values),
      var answer = answer(values, Found(own), Root())
    else { return .none(outcome.stoppedBy) }
    show(&answer, outcome, found, prices: [])
    return .answered(answer)
  }

  /// Gives an answer the certificate of a decomposition's proof.
  ///
  /// - Parameter prices: of rows that were left out and paid for.
  mutating func show(
    _ answer: inout LevelAnswer, _ outcome: Outcome, _ found: RecognizedSites, prices: RecognizedSites.Proof.Rows
  ) {
    answer.isShownInPart = found.network.sourcing == .whole && !found.showsWholeItems(isOneSource: source.isOneSource)
    if case .decomposition(let proof)? = outcome.proof.evidence, var inProgram = found.proof(proof) {
      for place in inProgram.prices.indices { inProgram.prices[place] += prices }
      answer.certificate = SiteCertificate(source, inProgram, countsObjective: true)?.level
      if proof.isPartial {
        answer.isShownInPart = found.network.sourcing == .whole
        noteCut()
      }
    }
    // An optimum without any proof gets one of another kind.
    if answer.certificate == nil { answer.isShownInPart = true }
  }

  private func certificate(ofNoPlan outcome: Outcome, _ found: RecognizedSites) -> LevelCertificate? {
    guard case .decomposition(let proof)? = outcome.proof.evidence, let inProgram = found.proof(proof) else { return nil }
    return SiteCertificate(source, inProgram, countsObjective: false)?.level
  }

  private mutating func noteCut() {
    attempts.append(
      .init(
        engine: engine.name, method: "certificate",
        result: "cut: the whole proof is more than a certificate may hold, the part of it that proves most is certified"))
  }
}
