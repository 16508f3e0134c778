import Logistics
public import Verification

/// The files of an output folder: `plan.json`, the CSV tables, the certificate, the report, and the manifest last.
public enum PlanFolder {
  public static let reportName = "report.html"

  /// Everything that `lanewise plan` writes for an answer.
  ///
  /// - Parameters:
  ///   - report: the bytes of `report.html`; nil leaves it out.
  ///   - inputs: the instance's files, for the manifest's digests.
  public static func files(
    _ answer: VerifiedAnswer, _ context: PlanContext, report: [UInt8]?, command: String, options: [Manifest.Option],
    inputs: [OutputFile]
  ) -> [OutputFile] {
    var files = [PlanDocument(answer, context).file]
    switch answer {
    case .plan(let plan):
      files += SummaryTables(plan).files
      files.append(CertificateDocument(plan.certificate, plan.instance).file)
    case .noPlan(let noPlan):
      if let proof = noPlan.certificate { files.append(CertificateDocument(proof, noPlan.instance).file) }
    }
    if let report { files.append(OutputFile(name: reportName, bytes: report)) }
    return Manifest.sealing(files, command: command, options: options, inputs: inputs)
  }
}
