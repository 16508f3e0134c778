/// Replaces an output folder whole or not at all.
///
/// The folder must not exist, be empty, or hold exactly what its own manifest accounts for. The new files are written
/// beside it, confirmed by the disk, and exchanged with the old ones in one step where the file system can.
public enum OutputFolder {
  /// Writes `files`, among them a `Manifest` that accounts for the rest, as the folder at `path`.
  ///
  /// - Parameter instanceFolder: what the output may not be, stand in or hold; nil where there is none.
  /// - Throws: `OutputFault`; what stood at `path` is then as it was, but for `oldFilesRemain`.
  public static func write(to path: String, files: [OutputFile], instanceFolder: String?) throws(OutputFault) {
    let place = try Place(path)
    try place.refuseInstance(instanceFolder)
    let state = try FolderCheck.state(place)
    removeLeftovers(beside: place)
    let staging = try stage(files, beside: place)
    do {
      try exchange(staging, place, state)
    } catch {
      if case .oldFilesRemain = error { throw error }
      discard(staging)
      throw error
    }
  }

  /// Whether `write` would be allowed now, so that a long run need not end in a refusal.
  ///
  /// - Throws: `OutputFault`.
  public static func check(_ path: String, instanceFolder: String?) throws(OutputFault) {
    let place = try Place(path)
    try place.refuseInstance(instanceFolder)
    _ = try FolderCheck.state(place)
  }

  private static func stage(_ files: [OutputFile], beside place: Place) throws(OutputFault) -> String {
    let staging = place.stagingPath
    do {
      try SystemCalls.makeFolder(staging)
    } catch {
      throw .cannotCreate(path: place.shown, error: error.code)
    }
    do throws(OutputFault) {
      for file in files { try file.write(at: "\(staging)/\(file.name)", shown: place.shown) }
    } catch {
      discard(staging)
      throw error
    }
    do {
      try SystemCalls.synchronizeFolder(staging)
    } catch {
      discard(staging)
      throw .inputOutput(path: place.shown, error: error.code)
    }
    return staging
  }

  private static func exchange(_ staging: String, _ place: Place, _ state: FolderCheck.State) throws(OutputFault) {
    do {
      switch state {
      case .missing: try SystemCalls.place(staging, at: place.path)
      case .replaceable: try SystemCalls.exchange(staging, place.path)
      }
    } catch {
      throw .cannotCreate(path: place.shown, error: error.code)
    }
    try? SystemCalls.synchronizeFolder(place.parent)
    guard state == .replaceable else { return }
    try removeOld(staging, place)
  }

  /// The old files now stand at the staging name. What appeared there since the first look is not lost: then both go
  /// back.
  private static func removeOld(_ old: String, _ place: Place) throws(OutputFault) {
    let names: [String]
    do {
      names = try FolderCheck.accountedFiles(old, shown: place.shown)
    } catch {
      do {
        try SystemCalls.exchange(old, place.path)
      } catch let failure {
        throw .oldFilesRemain(path: old, error: failure.code)
      }
      throw error
    }
    do {
      for name in names { try SystemCalls.removeFile("\(old)/\(name)") }
      try SystemCalls.removeFolder(old)
    } catch {
      throw .oldFilesRemain(path: old, error: error.code)
    }
  }

  /// Removes a staging folder; what cannot be removed stays, under a name that the next run cleans.
  private static func discard(_ staging: String) {
    guard let names = try? SystemCalls.entries(staging) else { return }
    for name in names { try? SystemCalls.removeFile("\(staging)/\(name)") }
    try? SystemCalls.removeFolder(staging)
  }

  /// What runs that were killed left: staging folders of this machine's processes that are gone.
  private static func removeLeftovers(beside place: Place) {
    guard let names = try? SystemCalls.entries(place.parent) else { return }
    for name in names where name.hasPrefix(place.stagingPrefix) {
      guard let process = Int32(name.dropFirst(place.stagingPrefix.count)) else { continue }
      let leftover = "\(place.parent)/\(name)"
      guard SystemCalls.isGone(process: process), (try? SystemCalls.kind(leftover)) == .folder else { continue }
      discard(leftover)
    }
  }
}

/// Where an output folder stands, links in the way to it resolved.
struct Place {
  /// As the caller wrote it.
  let shown: String
  let parent: String
  let name: String

  var path: String { parent == "/" ? "/\(name)" : "\(parent)/\(name)" }
  var stagingPrefix: String { ".\(name).lanewise-\(SystemCalls.hostName)-" }
  var stagingPath: String { "\(parent)/\(stagingPrefix)\(SystemCalls.processID)" }

  init(_ path: String) throws(OutputFault) {
    shown = path
    var trimmed = path[...]
    while trimmed.count > 1 && trimmed.last == "/" { trimmed = trimmed.dropLast() }
    let parts = trimmed.split(separator: "/", omittingEmptySubsequences: true)
    guard let last = parts.last, !path.utf8.contains(0) else { throw .unusablePath(path) }
    if last == "." || last == ".." {
      guard let whole = SystemCalls.resolved(path), let slash = whole.lastIndex(of: "/"), whole != "/" else {
        throw .unusablePath(path)
      }
      parent = slash == whole.startIndex ? "/" : String(whole[..<slash])
      name = String(whole[whole.index(after: slash)...])
      return
    }
    name = String(last)
    let before = trimmed.dropLast(last.count)
    let folder = before.isEmpty ? "." : String(before)
    guard let resolved = SystemCalls.resolved(folder) else {
      throw .cannotCreate(path: path, error: SystemCalls.noSuchEntry)
    }
    parent = resolved
  }

  func refuseInstance(_ instance: String?) throws(OutputFault) {
    guard let instance, let resolved = SystemCalls.resolved(instance) else { return }
    let (mine, other) = (path + "/", resolved == "/" ? "/" : resolved + "/")
    guard !mine.hasPrefix(other), !other.hasPrefix(mine) else {
      throw .touchesInstance(path: shown, instance: instance)
    }
  }
}
