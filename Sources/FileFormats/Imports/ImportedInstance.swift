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
  /// Every number that the format's limits could not hold as it was.
  public var rounded: [RoundedNumber]

  public init(tables: [ImportedTable], report: [String], rounded: [RoundedNumber] = []) {
    self.tables = tables
    self.report = report
    self.rounded = rounded
  }
}

/// Why a source cannot be imported.
public enum ImportFault: Error, Sendable, Equatable {
  /// The folder lacks a file.
  case missing(file: String)
  /// `place` is file:line or file:line:column where there is one, else the file.
  case malformed(place: String, message: String)
  /// The faults of a file that the reader of bare programs reads.
  case malformedProgram(ProgramFormatFaults)
  /// An option is missing, or has no use here.
  case option(String)
}
