import Logistics

/// Types the values of `settings`, each by its key.
enum SettingsReader {
  static func type(_ table: inout DraftTable, _ draft: inout Draft) -> [Fault] {
    guard let values = table.columnIndex("value") else { return [] }
    var faults: [Fault] = []
    for row in 0..<table.rowCount {
      guard let key = draft.string(table.cell(row, "key")) else { continue }
      guard let setting = InstanceSchema.setting(key) else {
        faults.append(unknown(key, table.mark(row, "key")))
        continue
      }
      guard let text = draft.string(table.columns[values].cells[row]) else { continue }
      do throws(CellFault) {
        table.columns[values].cells[row] = try CellReader(setting).cell(text, into: &draft)
      } catch {
        table.columns[values].cells[row] = .blank
        faults.append(error.fault(at: table.mark(row, "value")))
      }
    }
    return faults
  }

  private static func unknown(_ key: String, _ mark: SourceMark) -> Fault {
    let known = InstanceSchema.settingKeys.map(\.name)
    return Fault(
      at: mark, .unknownSetting, "\(Fault.quoted(key)) is not a setting",
      hint: Spelling.hint(for: key, among: known)
        ?? "settings: " + known.map { "`\($0)`" }.joined(separator: ", "))
  }
}
