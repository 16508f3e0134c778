/// Why an output folder was not written. Nothing of what was there before has changed, unless `oldFilesRemain`.
public enum OutputFault: Error, Sendable, Equatable {
  /// The path names no folder that could be made.
  case unusablePath(String)
  /// There is something that is not a folder.
  case notAFolder(String)
  case isSymbolicLink(String)
  /// It is the instance's folder, stands in it, or holds it.
  case touchesInstance(path: String, instance: String)
  /// It holds something that no manifest of ours accounts for.
  case foreignFile(path: String, name: String)
  /// A file of ours is not as it was written.
  case changedFile(path: String, name: String)
  /// Its manifest is not one of ours, or cannot be read.
  case foreignManifest(String)
  /// The system refused to make the folder.
  case cannotCreate(path: String, error: Int32)
  /// The digest of a file could not be computed: the library refuses, which it does only without memory.
  case digestFailed(String)
  /// Reading or writing failed.
  case inputOutput(path: String, error: Int32)
  /// The new folder is in place, but the old one, beside it under this name, could not be removed.
  case oldFilesRemain(path: String, error: Int32)

  /// Whether the output cannot be created (exit code 73), or reading or writing failed (74).
  public var isReadOrWriteError: Bool {
    switch self {
    case .inputOutput, .oldFilesRemain, .digestFailed: true
    default: false
    }
  }

  public var message: String {
    switch self {
    case .unusablePath(let path): "`\(path)` is no place for an output folder"
    case .notAFolder(let path): "`\(path)` exists and is not a folder"
    case .isSymbolicLink(let path): "`\(path)` is a symbolic link"
    case .touchesInstance(let path, let instance):
      "the output folder `\(path)` and the instance folder `\(instance)` are one, or one holds the other"
    case .foreignFile(let path, let name): "`\(path)` holds `\(name)`, which its manifest does not account for"
    case .changedFile(let path, let name): "`\(name)` in `\(path)` was changed since it was written"
    case .foreignManifest(let path): "the manifest in `\(path)` is not one that can be read"
    case .cannotCreate(let path, let error): "cannot create `\(path)`: \(SystemCalls.words(error))"
    case .inputOutput(let path, let error): "cannot read or write `\(path)`: \(SystemCalls.words(error))"
    case .digestFailed(let name): "the digest of `\(name)` could not be computed"
    case .oldFilesRemain(let path, let error):
      "the output is written, but the former one remains as `\(path)`: \(SystemCalls.words(error))"
    }
  }

  public var hint: String? {
    switch self {
    case .notAFolder, .foreignFile, .changedFile, .foreignManifest:
      "name a new or empty folder, or move what is there away"
    case .isSymbolicLink: "name the folder that it points at"
    case .touchesInstance: "name a folder outside the instance"
    case .unusablePath: "name a folder, such as `plan`"
    case .oldFilesRemain: "remove it by hand"
    case .cannotCreate, .inputOutput, .digestFailed: nil
    }
  }
}
