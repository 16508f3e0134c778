public import Logistics

extension Manifest {
  /// The files with a manifest of them behind.
  ///
  /// - Throws: `Fault` where the digest library fails.
  public static func sealing(
    _ files: [OutputFile], command: String, options: [Option], inputs: [OutputFile]
  ) throws(Fault) -> [OutputFile] {
    files + [try Manifest(command: command, options: options, inputs: inputs, outputs: files).file]
  }
}

extension Draft {
  /// The files that the instance was read from, for a manifest's digests.
  public var inputFiles: [OutputFile] {
    files.filter { !$0.isSheet }.map { OutputFile(name: $0.name, bytes: $0.bytes) }
  }
}
