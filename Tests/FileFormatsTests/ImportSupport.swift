import FileFormats
import Foundation
import Logistics
import Testing

/// A source written to a file of its own and imported.
func imported(
  _ format: ImportFormat, _ text: String, _ options: ImportOptions = ImportOptions()
) throws -> ImportedInstance {
  try imported(format, Array(text.utf8), options)
}

func imported(
  _ format: ImportFormat, _ bytes: [UInt8], _ options: ImportOptions = ImportOptions()
) throws -> ImportedInstance {
  let folder = FileManager.default.temporaryDirectory.appending(path: "lanewise-import-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let path = folder.appending(path: "source.txt")
  try Data(bytes).write(to: path)
  return try ImportedInstance.read(format, path: path.path, options: options)
}

extension ImportedInstance {
  /// Rows of a table, cells joined by `|`; empty where there is none.
  func rows(_ table: String) -> [String] {
    tables.first { $0.name == table }?.rows.map { $0.joined(separator: "|") } ?? []
  }

  /// The instance as a reader reads it; a failed expectation names its faults.
  func instance() throws -> Instance {
    let loaded = LoadedInstance.load(name: "imported", files: files.map { (name: $0.name, bytes: $0.bytes) })
    return try #require(loaded.instance, "\(FaultText(files: loaded.draft.files).report(loaded.faults))")
  }
}

/// The fault of a source; nil where it is imported.
func importFault(_ format: ImportFormat, _ text: String, _ options: ImportOptions = ImportOptions()) -> ImportFault? {
  do {
    _ = try imported(format, text, options)
    return nil
  } catch {
    return error as? ImportFault
  }
}
