public import Logistics

/// Scenarios as rows of `scenarios.csv`.
public struct ScenarioText: Sendable {
  public static let fileName = "scenarios.csv"
  private static let columns = [
    "scenario", "item", "table", "where", "column", "action", "value", "based_on", "notes",
  ]

  private let scenarios: [(name: String, basedOn: String?, changes: [InstanceChange], notes: String)]

  /// - Parameter scenarios: each with the scenario that it rests on, and a remark for its first row.
  public init(_ scenarios: [(name: String, basedOn: String?, changes: [InstanceChange], notes: String)]) {
    self.scenarios = scenarios
  }

  /// A table of its own.
  public var table: [UInt8] {
    var table = SummaryTable(ScenarioText.columns)
    for row in rows { table.add(ScenarioText.columns.map { row[$0] ?? "" }) }
    return table.bytes
  }

  /// The instance's own table with the scenarios behind it, every byte that stood there kept.
  ///
  /// - Throws: `Fault` where the table lacks a column that the scenarios need.
  public func appended(to draft: Draft) throws(Fault) -> [UInt8] {
    guard let known = draft.table("scenarios"), draft.files.indices.contains(Int(known.file)),
      draft.files[Int(known.file)].name == ScenarioText.fileName
    else { return table }
    let file = draft.files[Int(known.file)]
    let header = known.columns.filter { $0.field >= 0 }.sorted { $0.field < $1.field }.map(\.schema.name)
    let needed = ScenarioText.columns.filter { column in
      column != "notes" && rows.contains { !($0[column] ?? "").isEmpty }
    }
    if let missing = needed.first(where: { !header.contains($0) }) {
      throw Fault(
        at: SourceMark(file: known.file, line: 1, offset: 0), .missingColumn,
        "`\(ScenarioText.fileName)` has no column `\(missing)` to write scenarios into")
    }
    var bytes = file.bytes
    if let last = bytes.last, last != Byte.lineFeed { bytes.append(Byte.lineFeed) }
    for row in rows { bytes += line(header.map { row[$0] ?? "" }, separator: file.separator) }
    return bytes
  }

  private func line(_ cells: [String], separator: UInt8) -> [UInt8] {
    let special: [UInt8] = [separator, UInt8(ascii: "\""), Byte.lineFeed, Byte.carriageReturn]
    var bytes: [UInt8] = []
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(separator) }
      guard cell.utf8.contains(where: special.contains) else {
        bytes += Array(cell.utf8)
        continue
      }
      bytes.append(UInt8(ascii: "\""))
      for byte in cell.utf8 { bytes += byte == UInt8(ascii: "\"") ? [byte, byte] : [byte] }
      bytes.append(UInt8(ascii: "\""))
    }
    return bytes + [Byte.lineFeed]
  }

  private var rows: [[String: String]] {
    scenarios.flatMap { scenario in
      scenario.changes.enumerated().map { index, change in
        [
          "scenario": scenario.name, "item": "\(index + 1)", "table": change.table, "where": change.whereText,
          "column": change.column, "action": change.action.rawValue, "value": change.value,
          "based_on": scenario.basedOn ?? "", "notes": index == 0 ? scenario.notes : "",
        ]
      }
    }
  }
}
