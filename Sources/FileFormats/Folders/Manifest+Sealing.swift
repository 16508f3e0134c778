public import Logistics
import Synchronization

extension Manifest {
  /// The files with a manifest of them behind, whose digests are taken while the files are written.
  public static func sealing(
    _ files: [OutputFile], command: String, options: [Option], inputs: [OutputFile]
  ) -> [OutputFile] {
    let entries = WrittenEntries()
    let watched = files.map { file in
      OutputFile(name: file.name) { sink throws(OutputFault) in
        try Manifest.digesting(file, sink) { entries.note($0) }
      }
    }
    let manifest = OutputFile(name: Manifest.fileName) { sink throws(OutputFault) in
      // A file that nobody has written yet is read through for its digest.
      for file in watched where entries[file.name] == nil { try file.write { _ in } }
      let outputs = files.compactMap { entries[$0.name] }
      sink(try Manifest(command: command, options: options, inputs: inputs, entries: outputs).bytes)
    }
    return watched + [manifest]
  }

  /// What is known of the files that were written.
  private final class WrittenEntries: Sendable {
    private let entries = Mutex<[String: Entry]>([:])

    func note(_ entry: Entry) { entries.withLock { $0[entry.file] = entry } }

    subscript(name: String) -> Entry? { entries.withLock { $0[name] } }
  }
}

extension Draft {
  /// The files that the instance was read from, for a manifest's digests.
  public var inputFiles: [OutputFile] {
    files.filter { !$0.isSheet }.map { OutputFile(name: $0.name, bytes: $0.bytes) }
  }
}
