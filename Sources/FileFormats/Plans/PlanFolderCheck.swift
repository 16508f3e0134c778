import Logistics
import Verification

/// The whole of `lanewise verify`: a plan folder read back as a claim, verified against its instance, and held against what
/// its own files state.
public struct PlanFolderCheck: Sendable {
  /// 0 the plan holds; 1 it does not; 65, 66, 74 as for every command.
  public let exitCode: Int32
  /// For standard output.
  public let verdict: String
  /// For standard error: faults, violations.
  public let talk: String

  /// - Parameter scenario: nil takes the one that the plan names.
  public init(instance folder: String, plan path: String, scenario: String? = nil) {
    let named: String?
    do throws(PlanReader.ReadFault) {
      named = try PlanReader.scenario(path)
    } catch {
      self.init(PlanFolderCheck.code(error), talk: "error: \(error.message)")
      return
    }
    let loaded = LoadedInstance.load(folder: folder, scenario: scenario ?? named)
    guard !loaded.isMissing else {
      self.init(66, talk: "error: there is no instance folder `\(folder)`")
      return
    }
    guard let instance = loaded.instance else {
      let errors = loaded.faults.filter { $0.severity == .error }
      self.init(65, talk: FaultText(files: loaded.draft.files).report(errors))
      return
    }
    self.init(instance, path)
  }

  private init(_ instance: Instance, _ path: String) {
    let reading: PlanReading
    do throws(PlanReader.ReadFault) {
      reading = try PlanReader.read(path, instance)
    } catch {
      self.init(PlanFolderCheck.code(error), talk: "error: \(error.message)")
      return
    }
    guard let claim = reading.claim else {
      self.init(1, verdict: "refused: the files are no plan of this instance", talk: PlanFolderCheck.text(reading.faults))
      return
    }
    switch Verifier.verify(claim, of: instance) {
    case .failure(let refusal):
      self.init(
        1, verdict: "refused: \(PlanFolderCheck.count(refusal.violations.count, "rule")) broken",
        talk: refusal.violations.map { PlanFolderCheck.text($0, instance) }.joined(separator: "\n"))
    case .success(let answer):
      let stated = reading.disagreements(with: answer)
      guard stated.isEmpty else {
        self.init(1, verdict: "refused: the files state what does not follow", talk: PlanFolderCheck.text(stated))
        return
      }
      self.init(PlanFolderCheck.holds(answer) ? 0 : 1, verdict: PlanFolderCheck.words(answer))
    }
  }

  private init(_ exitCode: Int32, verdict: String = "", talk: String = "") {
    self.exitCode = exitCode
    self.verdict = verdict
    self.talk = talk
  }

  private static func code(_ fault: PlanReader.ReadFault) -> Int32 {
    if case .missing = fault { return 66 }
    return 74
  }

  private static func text(_ faults: [Fault]) -> String { FaultText(files: []).report(faults) }

  private static func text(_ violation: Violation, _ instance: Instance) -> String {
    let place = violation.mark.map { "\(instance.place($0)): " } ?? ""
    return "\(place)error: \(violation.message)\n  rule: \(violation.kind.rawValue)"
  }

  private static func count(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }

  /// A plan was tested rule by rule; that there is none holds only where the certificate proves it.
  private static func holds(_ answer: VerifiedAnswer) -> Bool {
    switch answer {
    case .plan: true
    case .noPlan(let noPlan): noPlan.isCertified
    }
  }

  private static func words(_ answer: VerifiedAnswer) -> String {
    switch answer {
    case .plan(let plan):
      let rows = count(plan.evaluation.chargeLines.count, "charge line")
      var lines = ["verified: every rule holds, and \(rows) add up to \(plan.evaluation.totalCost)"]
      for summary in LevelSummary.all(plan) {
        let proof = summary.certifiedText.map { "certified bound \($0)" } ?? "no certified bound"
        lines.append("\(summary.name) = \(ExactText.decimal(summary.level.value)), \(proof)")
      }
      return lines.joined(separator: "\n")
    case .noPlan(let noPlan):
      return noPlan.isCertified
        ? "verified: the certificate proves that no plan exists" : "no certificate proves that no plan exists"
    }
  }
}
