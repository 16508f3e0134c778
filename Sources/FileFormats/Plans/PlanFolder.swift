public import Logistics
public import Verification

/// The files of an output folder: `plan.json`, the CSV tables, the certificate, the report, and the manifest last.
public enum PlanFolder {
  public static let reportName = "report.html"

  /// Everything that `lanewise plan` writes for an answer.
  ///
  /// - Parameters:
  ///   - report: the bytes of `report.html`; nil leaves it out.
  ///   - inputs: the instance's files, for the manifest's digests.
  /// - Throws: `Fault` where the digest library fails.
  public static func files(
    _ answer: VerifiedAnswer, _ context: PlanContext, report: [UInt8]?, command: String, options: [Manifest.Option],
    inputs: [OutputFile]
  ) throws(Fault) -> [OutputFile] {
    var files = [OutputFile(name: PlanDocument.fileName, bytes: PlanDocument(answer, context).bytes)]
    switch answer {
    case .plan(let plan):
      files += SummaryTables(plan).files
      files.append(certificate(plan.certificate, plan.instance))
    case .noPlan(let noPlan):
      if let proof = noPlan.certificate { files.append(certificate(proof, noPlan.instance)) }
    }
    if let report { files.append(OutputFile(name: reportName, bytes: report)) }
    let manifest = try Manifest(command: command, options: options, inputs: inputs, outputs: files)
    return files + [manifest.file]
  }

  private static func certificate(_ certificate: Certificate, _ instance: Instance) -> OutputFile {
    OutputFile(name: CertificateDocument.fileName, bytes: CertificateDocument(certificate, instance).bytes)
  }
}
