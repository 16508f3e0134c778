import Logistics

/// The manual of the instance format, written from the schema that the reader uses.
public enum InstanceManual {
  /// The whole manual in Markdown, as `docs/instance-format.md` holds it.
  public static func markdown() -> String {
    let supported = InstanceSchema.tables.filter(\.isSupported)
    let others = InstanceSchema.tables.filter { !$0.isSupported }
    let parts =
      [ManualProse.opening, ManualProse.rules, "## Tables", ManualProse.tables]
      + supported.map { section($0) }
      + ["## Tables that are not supported yet", ManualProse.otherTables, list(others)]
      + [ManualProse.meaning, "## What the reader says", ManualProse.faults, ruleTable()]
    return parts.joined(separator: "\n\n") + "\n"
  }

  // MARK: A table

  private static func section(_ table: TableSchema) -> String {
    let columns = table.columns.filter { $0.name != "notes" && !isEverywhere($0) }
    let known = columns.filter { !isRefused($0) }
    let refused = columns.filter(isRefused)
    var lines = [
      "### `\(table.name)`", "", table.summary, "", "| column | holds | blank | |", "| --- | --- | --- | --- |",
    ]
    lines += known.map(row)
    if table.name == "settings" { lines += ["", "The settings:", "", settings()] }
    if !refused.isEmpty {
      lines += [
        "", "Not supported yet, and refused unless blank: " + refused.map(refusal).joined(separator: ", ") + ".",
      ]
    }
    return lines.joined(separator: "\n")
  }

  /// `status` where it decides nothing is the same in every table.
  private static func isEverywhere(_ column: ColumnSchema) -> Bool {
    column.name == "status" && column.support != .supported
  }

  /// Whether a column supports nothing at all, or only what is the same as blank.
  private static func isRefused(_ column: ColumnSchema) -> Bool {
    guard case .refused(let allowed) = column.support else { return false }
    if case .word = column.kind { return allowed.isEmpty }
    return true
  }

  private static func row(_ column: ColumnSchema) -> String {
    let name = column.isKey ? "**`\(column.name)`**" : "`\(column.name)`"
    return "| \(name)\(column.isRequired ? " *" : "") | \(holds(column)) | \(blank(column)) | \(column.summary) |"
  }

  private static func refusal(_ column: ColumnSchema) -> String {
    guard case .refused(let allowed) = column.support, !allowed.isEmpty else { return "`\(column.name)`" }
    return "`\(column.name)` (or " + allowed.map { "`\($0)`" }.joined(separator: ", ") + ")"
  }

  private static func blank(_ column: ColumnSchema) -> String {
    if column.isRequired { return "" }
    let isWord = column.defaultText.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
    return column.defaultText.isEmpty || !isWord ? column.defaultText : "`\(column.defaultText)`"
  }

  // MARK: What a column holds

  private static func holds(_ column: ColumnSchema) -> String {
    var text = kind(column)
    let unit = ManualUnits.text(column.unit)
    if !unit.isEmpty { text += ", \(unit)" }
    return text
  }

  private static func kind(_ column: ColumnSchema) -> String {
    switch column.kind {
    case .text: return "text"
    case .raw: return column.name == "where" ? "tests" : "what its row says"
    case .flag: return "yes or no"
    case .date: return "a date"
    case .number(let range): return range.words
    case .name(let kind): return ManualUnits.name(kind)
    case .word(let words):
      guard case .refused(let allowed) = column.support else { return words.map { "`\($0)`" }.joined(separator: ", ") }
      let refused = words.filter { !allowed.contains($0) }
      return allowed.map { "`\($0)`" }.joined(separator: ", ") + "; not yet: "
        + refused.map { "`\($0)`" }.joined(separator: ", ")
    }
  }

  // MARK: Lists

  private static func settings() -> String {
    let lines = InstanceSchema.settingKeys.map { setting in
      let name = "`\(setting.name)`"
      if setting.support != .supported {
        return "| \(name) | \(kindOfSetting(setting)) | \(blank(setting)) | \(setting.summary) Not supported yet. |"
      }
      return "| \(name) | \(holds(setting)) | \(blank(setting)) | \(setting.summary) |"
    }
    return (["| key | value | without it | |", "| --- | --- | --- | --- |"] + lines).joined(separator: "\n")
  }

  private static func kindOfSetting(_ setting: ColumnSchema) -> String {
    guard case .word(let words) = setting.kind else { return holds(setting) }
    return words.map { "`\($0)`" }.joined(separator: ", ")
  }

  private static func list(_ tables: [TableSchema]) -> String {
    tables.map { table in
      let columns = table.columns.filter { $0.name != "notes" && $0.name != "status" }
      return "- `\(table.name)`: \(lowercasedFirst(table.summary)) Columns: "
        + columns.map { ($0.isKey ? "**`\($0.name)`**" : "`\($0.name)`") + ($0.isRequired ? " *" : "") }
        .joined(separator: ", ") + "."
    }.joined(separator: "\n")
  }

  private static func lowercasedFirst(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }

  private static func ruleTable() -> String {
    (["| rule | what it asks |", "| --- | --- |"]
      + ReadingRule.allCases.map { "| `\($0.rawValue)` | \($0.summary) |" }).joined(separator: "\n")
  }
}
