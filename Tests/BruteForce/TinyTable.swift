/// One table of an instance as a planner writes it: header cells, with units in brackets, and rows of texts.
public struct TinyTable: Hashable, Sendable {
  public var name: String
  public var columns: [String]
  public var rows: [[String]]

  public init(_ name: String, _ columns: [String], _ rows: [[String]] = []) {
    self.name = name
    self.columns = columns
    self.rows = rows
  }

  /// The place of a column by its name without the unit.
  public func index(of column: String) -> Int? {
    columns.firstIndex { Self.split($0).name == column }
  }

  /// The text of a cell, blank where the table has no such column.
  public func cell(_ row: Int, _ column: String) -> String {
    index(of: column).map { rows[row][$0] } ?? ""
  }

  /// Writes a cell, adding the column where the table lacks it.
  public mutating func set(_ row: Int, _ column: String, _ text: String) {
    if let place = index(of: column) {
      rows[row][place] = text
    } else if !text.isEmpty {
      columns.append(column)
      for other in rows.indices { rows[other].append(other == row ? text : "") }
    }
  }

  /// Adds a row of the cells given; what is not given is blank.
  public mutating func append(_ cells: KeyValuePairs<String, String>) {
    rows.append(Array(repeating: "", count: columns.count))
    for (column, text) in cells { set(rows.count - 1, column, text) }
  }

  /// The unit in a column's header.
  public func unit(of column: String) -> String? {
    index(of: column).flatMap { Self.split(columns[$0]).unit }
  }

  /// Writes the unit in a column's header; nil takes it away.
  public mutating func setUnit(_ unit: String?, of column: String) {
    guard let place = index(of: column) else { return }
    columns[place] = unit.map { "\(column) [\($0)]" } ?? column
  }

  static func split(_ header: String) -> (name: String, unit: String?) {
    guard header.hasSuffix("]"), let open = header.firstIndex(of: "[") else { return (header, nil) }
    let unit = header[header.index(after: open)...].dropLast()
    return (header[..<open].split(separator: " ").joined(separator: " "), String(unit))
  }

  /// The table as RFC 4180 text with LF line ends; columns without a single filled cell are left out.
  public var csv: String {
    let filled = columns.indices.filter { column in rows.isEmpty || rows.contains { !$0[column].isEmpty } }
    let lines = [columns] + rows
    return lines.map { line in filled.map { Self.quoted(line[$0]) }.joined(separator: ",") + "\n" }.joined()
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
