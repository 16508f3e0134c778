import FoundationEssentials

/// A tiny instance, held as the tables that stand for it.
public struct TinyInstance: Hashable, Sendable, CustomStringConvertible {
  public var tables: [TinyTable]

  public init(_ tables: [TinyTable]) { self.tables = tables }

  /// A table by its name; nil where the instance has none.
  public subscript(name: String) -> TinyTable? {
    get { tables.first { $0.name == name } }
    set {
      tables.removeAll { $0.name == name && newValue == nil }
      guard let newValue else { return }
      if let place = tables.firstIndex(where: { $0.name == name }) {
        tables[place] = newValue
      } else {
        tables.append(newValue)
      }
    }
  }

  /// Every table with its text, in the order of their names.
  public var description: String {
    tables.sorted { $0.name < $1.name }.map { "\($0.name).csv\n\($0.csv)" }.joined(separator: "\n")
  }

  /// Writes one CSV file a table into the folder, which is made where it is missing.
  ///
  /// - Throws: What the file system says.
  public func write(to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for table in tables where !table.rows.isEmpty {
      try Data(table.csv.utf8).write(to: URL(filePath: folder).appending(path: table.name + ".csv"))
    }
  }
}
