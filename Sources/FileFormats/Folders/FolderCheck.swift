/// Whether an output folder may be replaced: only where nothing that others made would be lost.
enum FolderCheck {
  enum State { case missing, replaceable }

  static func state(_ place: Place) throws(OutputFault) -> State {
    let kind: SystemCalls.Kind
    do {
      kind = try SystemCalls.kind(place.path)
    } catch {
      throw .cannotCreate(path: place.shown, error: error.code)
    }
    switch kind {
    case .missing: return .missing
    case .folder:
      _ = try accountedFiles(place.path, shown: place.shown)
      return .replaceable
    case .link: throw .isSymbolicLink(place.shown)
    case .file, .other: throw .notAFolder(place.shown)
    }
  }

  /// The names in a folder that is empty, or holds a manifest and nothing but unchanged files that it lists.
  static func accountedFiles(_ path: String, shown: String) throws(OutputFault) -> [String] {
    do {
      let names = try SystemCalls.entries(path)
      guard !names.isEmpty else { return [] }
      for name in names where try SystemCalls.kind("\(path)/\(name)") != .file {
        return try refuse(.foreignFile(path: shown, name: name))
      }
      guard names.contains(Manifest.fileName) else {
        return try refuse(.foreignFile(path: shown, name: names[0]))
      }
      guard let outputs = Manifest.outputs(of: try SystemCalls.read("\(path)/\(Manifest.fileName)")) else {
        return try refuse(.foreignManifest(shown))
      }
      for name in names where name != Manifest.fileName {
        guard let entry = outputs.first(where: { $0.file == name }) else {
          return try refuse(.foreignFile(path: shown, name: name))
        }
        guard SHA256.hexadecimal(try SystemCalls.read("\(path)/\(name)")) == entry.sha256 else {
          return try refuse(.changedFile(path: shown, name: name))
        }
      }
      return names
    } catch let failure as SystemCalls.Failure {
      throw .inputOutput(path: shown, error: failure.code)
    } catch let fault as OutputFault {
      throw fault
    } catch {
      throw .unusablePath(shown)
    }
  }

  private static func refuse(_ fault: OutputFault) throws -> [String] { throw fault }
}
