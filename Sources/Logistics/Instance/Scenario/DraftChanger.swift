/// Applies changes to a draft, one after the other.
struct DraftChanger {
  private(set) var draft: Draft
  let log = FaultLog()

  init(_ draft: Draft) { self.draft = draft }

  mutating func apply(_ change: InstanceChange) {
    guard let schema = changeable(change) else { return }
    if change.action == .append { return append(change, schema) }
    guard let rows = matching(change, schema) else { return }
    switch change.action {
    case .set: set(change, schema, rows)
    case .add, .scale: calculate(change, schema, rows)
    case .exclude, .include: setStatus(change, schema, rows)
    case .append: break
    }
  }

  private func changeable(_ change: InstanceChange) -> TableSchema? {
    guard let schema = InstanceSchema.table(change.table) else {
      log.error(
        change.mark, .unknownTable, "\(Fault.quoted(change.table)) is not a table of an instance",
        hint: Spelling.hint(for: change.table, among: InstanceSchema.tables.map(\.name)))
      return nil
    }
    guard schema.isSupported, schema.name != "scenarios" else {
      log.error(change.mark, .refusedTable, "a scenario cannot change `\(schema.name)`")
      return nil
    }
    return schema
  }

  /// The rows that the change means; at least one.
  private func matching(_ change: InstanceChange, _ schema: TableSchema) -> [Int]? {
    let table = draft.table(change.table)
    do throws(WhereFault) {
      let filter = try RowFilter(change.tests, schema, table, draft)
      let rows = (0..<(table?.rowCount ?? 0)).filter { filter.passes($0) }
      if !rows.isEmpty { return rows }
      log.error(
        change.mark, .noRowMatched, "no row of `\(change.table)` matches",
        hint: "a change that changes nothing is a mistake more often than not")
    } catch {
      log.error(change.mark, .whereSyntax, error.message, hint: error.hint)
    }
    return nil
  }

  private func column(_ name: String, _ schema: TableSchema, _ mark: SourceMark) -> ColumnSchema? {
    if name.isEmpty {
      log.error(mark, .requiredCell, "the action wants a `column`")
    } else if let column = schema.column(name) {
      return column
    } else {
      log.error(
        mark, .unknownColumn, "\(Fault.quoted(name)) is not a column of `\(schema.name)`",
        hint: Spelling.hint(for: name, among: schema.columns.map(\.name)))
    }
    return nil
  }

  /// Where the column stands in the draft's table; it is added where the file lacks it.
  private mutating func place(_ column: ColumnSchema, in table: Int) -> Int {
    if let known = draft.tables[table].columnIndex(column.name) { return known }
    let blanks = [Cell](repeating: .blank, count: draft.tables[table].rowCount)
    draft.tables[table].columns.append(DraftColumn(schema: column, unit: nil, field: -1, cells: blanks))
    return draft.tables[table].columns.count - 1
  }

  private mutating func write(_ cell: Cell, _ row: Int, _ column: Int, _ table: Int, _ mark: SourceMark) {
    guard row < draft.tables[table].columns[column].cells.count else { return }
    draft.tables[table].columns[column].cells[row] = cell
    draft.tables[table].columns[column].replacedMarks[row] = mark
  }

  /// The column as which a cell is read: in `settings` the value's kind follows from the key.
  private func readAs(_ column: ColumnSchema, _ row: Int, _ table: Int) -> ColumnSchema {
    guard draft.tables[table].name == "settings", column.name == "value",
      let key = draft.string(draft.tables[table].cell(row, "key")), let setting = InstanceSchema.setting(key)
    else { return column }
    return setting
  }

  private mutating func cell(_ text: String, _ column: ColumnSchema, _ mark: SourceMark) -> Cell? {
    do throws(CellFault) {
      return try CellReader(column).cell(text, into: &draft)
    } catch {
      log.report(error.fault(at: mark))
      return nil
    }
  }
}

// MARK: Actions

extension DraftChanger {
  private mutating func set(_ change: InstanceChange, _ schema: TableSchema, _ rows: [Int]) {
    guard let column = column(change.column, schema, change.mark), let table = draft.tableIndex(change.table) else {
      return
    }
    let place = place(column, in: table)
    for row in rows {
      guard let cell = cell(change.value, readAs(column, row, table), change.mark) else { return }
      write(cell, row, place, table, change.mark)
    }
  }

  private mutating func setStatus(_ change: InstanceChange, _ schema: TableSchema, _ rows: [Int]) {
    guard let column = schema.column("status"), let table = draft.tableIndex(change.table) else { return }
    if !change.column.isEmpty || !change.value.isEmpty {
      log.warning(change.mark, .idleCell, "`\(change.action.rawValue)` takes no column and no value")
    }
    let place = place(column, in: table)
    let cell = Cell.text(draft.intern(change.action.rawValue))
    for row in rows { write(cell, row, place, table, change.mark) }
  }

  /// Adds to, or scales, what the cells hold, exactly.
  private mutating func calculate(_ change: InstanceChange, _ schema: TableSchema, _ rows: [Int]) {
    guard let column = column(change.column, schema, change.mark), let table = draft.tableIndex(change.table) else {
      return
    }
    guard let operand = try? NumberText.rational(Array(change.value.utf8)) else {
      log.error(change.mark, .notANumber, "\(Fault.quoted(change.value)) is no number to \(change.action.rawValue)")
      return
    }
    let place = place(column, in: table)
    for row in rows {
      let target = readAs(column, row, table)
      guard case .number(let range) = target.kind else {
        log.error(change.mark, .notANumber, "`\(target.name)` holds no numbers", hint: "use `set`")
        return
      }
      guard let value = result(change, operand, draft.tables[table].columns[place].cells[row], row, table) else {
        continue
      }
      guard range.contains(value), value.magnitude <= NumberText.largest else {
        log.error(
          change.mark, .numberRange, "`\(target.name)` would be \(value), which is not \(range.words)",
          related: [Fault.Related(draft.tables[table].marks[row], "the row that it changes")])
        continue
      }
      write(draft.cell(value), row, place, table, change.mark)
    }
  }

  /// nil where there is nothing to write: a blank or switched-off cell stays so when it is scaled.
  private func result(_ change: InstanceChange, _ operand: Rational, _ cell: Cell, _ row: Int, _ table: Int)
    -> Rational?
  {
    guard let number = draft.number(cell) else {
      if change.action == .add {
        log.error(
          change.mark, .blankCell, "there is no number in `\(change.column)` to add to", hint: "use `set`",
          related: [Fault.Related(draft.tables[table].marks[row], "the row without a number")])
      }
      return nil
    }
    return change.action == .add ? number + operand : number * operand
  }

  private mutating func append(_ change: InstanceChange, _ schema: TableSchema) {
    guard let pairs = pairs(change, schema) else { return }
    if !change.tests.isEmpty || !change.column.isEmpty {
      log.warning(change.mark, .idleCell, "`append` takes no `where` and no `column`")
    }
    let table = tableToAppend(schema, change.mark)
    let row = draft.tables[table].rowCount
    draft.tables[table].marks.append(change.mark)
    for column in draft.tables[table].columns.indices { draft.tables[table].columns[column].cells.append(.blank) }
    let setting = pairs.first { schema.name == "settings" && $0.column.name == "key" }.flatMap {
      InstanceSchema.setting($0.text)
    }
    for (column, text) in pairs {
      let readAs = column.name == "value" ? setting ?? column : column
      guard let cell = cell(text, readAs, change.mark) else { continue }
      write(cell, row, place(column, in: table), table, change.mark)
    }
  }

  /// `column=value; column=value`.
  private func pairs(_ change: InstanceChange, _ schema: TableSchema) -> [(column: ColumnSchema, text: String)]? {
    var pairs: [(column: ColumnSchema, text: String)] = []
    for part in change.value.split(separator: ";") {
      guard let equals = part.firstIndex(of: "=") else {
        log.error(
          change.mark, .appendSyntax, "\(Fault.quoted(DraftChanger.trimmed(part))) is not `column=value`",
          hint: "write `site=W9; type=warehouse`")
        return nil
      }
      let name = DraftChanger.trimmed(part[..<equals])
      guard let column = column(name, schema, change.mark) else { return nil }
      if pairs.contains(where: { $0.column.name == name }) {
        log.error(change.mark, .appendSyntax, "\(Fault.quoted(name)) is given twice")
        return nil
      }
      pairs.append((column, DraftChanger.trimmed(part[part.index(after: equals)...])))
    }
    guard pairs.isEmpty else { return pairs }
    log.error(change.mark, .appendSyntax, "`append` wants `column=value; column=value`")
    return nil
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace ?? false { text = text.dropFirst() }
    while text.last?.isWhitespace ?? false { text = text.dropLast() }
    return String(text)
  }

  /// The table, made where the instance lacks it.
  private mutating func tableToAppend(_ schema: TableSchema, _ mark: SourceMark) -> Int {
    if let known = draft.tableIndex(schema.name) { return known }
    let order = InstanceSchema.tables.map(\.name)
    let rank = order.firstIndex(of: schema.name) ?? order.count
    let place = draft.tables.firstIndex { order.firstIndex(of: $0.name) ?? order.count > rank } ?? draft.tables.count
    draft.tables.insert(DraftTable(schema: schema, file: mark.file, columns: [], marks: []), at: place)
    return place
  }
}
