extension ColumnSchema {
  /// Whether a typed cell holds what the column does not support.
  public func refuses(_ cell: Cell, in draft: Draft) -> Bool {
    guard case .refused(let allowed) = support else { return false }
    switch cell {
    case .blank, .none: return false
    case .text(let id): return !allowed.contains(draft.text(id))
    case .flag(let value): return !allowed.contains(value ? "yes" : "no")
    case .number, .fraction:
      return !allowed.contains { text in
        guard let value = try? NumberText.rational(Array(text.utf8)) else { return false }
        return draft.number(cell) == value
      }
    }
  }

  /// What a refused column may hold, as a message says it.
  var allowedWords: String {
    guard case .refused(let allowed) = support, !allowed.isEmpty else { return "only a blank cell is" }
    return "only blank, " + allowed.map { "`\($0)`" }.joined(separator: ", ") + " are"
  }
}

extension Draft {
  /// A fault for each column that holds what is not supported yet, at its first place; excluded rows do not count.
  ///
  /// The reader lists these for the draft that it read; whoever changes a draft asks again.
  public func refusals() -> [Fault] {
    tables.flatMap { table in
      table.columns.indices.compactMap { refusal(table, $0) } + (table.name == "settings" ? settingRefusals(table) : [])
    }
  }

  private func refusal(_ table: DraftTable, _ index: Int) -> Fault? {
    let column = table.columns[index]
    guard column.schema.support != .supported else { return nil }
    let rows = column.cells.indices.filter { row in
      !column.cells[row].isBlank && column.schema.refuses(column.cells[row], in: self) && !isExcluded(table, row)
    }
    guard let first = rows.first else { return nil }
    let more = rows.count == 1 ? "" : " (and in \(rows.count - 1) more rows)"
    return Fault(
      at: table.mark(first, column.schema.name), .refusedColumn,
      "\(Fault.quoted(text(of: column.cells[first]))) in `\(column.schema.name)` is not supported yet\(more)",
      hint: "\(column.schema.allowedWords) supported in `\(table.name).\(column.schema.name)`")
  }

  private func settingRefusals(_ table: DraftTable) -> [Fault] {
    (0..<table.rowCount).compactMap { row in
      guard let key = string(table.cell(row, "key")), let setting = InstanceSchema.setting(key) else { return nil }
      let cell = table.cell(row, "value")
      guard setting.refuses(cell, in: self), !isExcluded(table, row) else { return nil }
      return Fault(
        at: table.mark(row, "value"), .refusedColumn,
        "\(Fault.quoted(text(of: cell))) for `\(key)` is not supported yet",
        hint: "\(setting.allowedWords) supported for `\(key)`")
    }
  }

  private func isExcluded(_ table: DraftTable, _ row: Int) -> Bool { string(table.cell(row, "status")) == "exclude" }

  /// What a cell holds, as a message shows it.
  public func text(of cell: Cell) -> String {
    switch cell {
    case .blank: ""
    case .none: "none"
    case .text(let id): text(id)
    case .flag(let value): value ? "yes" : "no"
    case .number, .fraction: number(cell)?.description ?? ""
    }
  }
}
