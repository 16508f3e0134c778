/// A table of an instance as an import writes it.
public struct ImportedTable: Sendable, Equatable {
  /// `lanes`: the file is `lanes.csv`.
  public var name: String
  public var header: [String]
  public var rows: [[String]]

  public init(_ name: String, _ header: [String], _ rows: [[String]]) {
    self.name = name
    self.header = header
    self.rows = rows
  }
}

/// What an import made: tables, and a report of everything in the source that a planner should know of.
public struct ImportedInstance: Sendable {
  public var tables: [ImportedTable]
  /// One finding a line, in the order in which a reader should learn of them.
  public var report: [String]

  public init(tables: [ImportedTable], report: [String]) {
    self.tables = tables
    self.report = report
  }
}

/// Why a source cannot be imported.
public enum ImportFault: Error, Sendable, Equatable {
  case missing(file: String)
  /// `place` is file:line where there is one.
  case malformed(place: String, message: String)
}
