/// The rows of a table that pass every test of a change.
struct RowFilter {
  private enum Wanted {
    case text(Set<String>)
    case numbers([Rational])
    case flags([Bool])
  }

  private struct Test {
    let comparison: CellTest.Comparison
    let wanted: Wanted
    let cells: [Cell]
    /// What a blank cell stands for.
    let blank: String
  }

  private var tests: [Test] = []
  private let draft: Draft

  /// - Throws: A test that does not fit the table.
  init(_ tests: [CellTest], _ schema: TableSchema, _ table: DraftTable?, _ draft: Draft) throws(WhereFault) {
    self.draft = draft
    for test in tests {
      guard let column = schema.column(test.column) else {
        throw WhereFault(
          message: "\(Fault.quoted(test.column)) is not a column of `\(schema.name)`",
          hint: Spelling.hint(for: test.column, among: schema.columns.map(\.name)) ?? "name a column of the table")
      }
      let cells = table.flatMap { table in table.columnIndex(test.column).map { table.columns[$0].cells } } ?? []
      self.tests.append(
        Test(
          comparison: test.comparison, wanted: try RowFilter.wanted(test, column), cells: cells,
          blank: test.column == "status" ? "include" : ""))
    }
  }

  private static func wanted(_ test: CellTest, _ column: ColumnSchema) throws(WhereFault) -> Wanted {
    let isOrder = ![.equal, .notEqual, .isIn].contains(test.comparison)
    let isBlankTest = !isOrder && test.values.contains("")
    switch column.kind {
    case .number where !isBlankTest:
      var numbers: [Rational] = []
      for value in test.values {
        guard let number = try? NumberText.rational(Array(value.utf8)) else {
          throw WhereFault(
            message: "`\(column.name)` holds numbers, and \(Fault.quoted(value)) is none",
            hint: "compare it with a number")
        }
        numbers.append(number)
      }
      return .numbers(numbers)
    case .flag where !isBlankTest && !isOrder:
      return .flags(test.values.map { ["yes", "true", "1"].contains($0.lowercased()) })
    default:
      guard isOrder else { return .text(Set(test.values)) }
      throw WhereFault(
        message: "`\(column.name)` holds no numbers, so `\(test.comparison.rawValue)` says nothing",
        hint: "use `=`, `!=` or `in`")
    }
  }

  func passes(_ row: Int) -> Bool { tests.allSatisfy { passes(row, $0) } }

  private func passes(_ row: Int, _ test: Test) -> Bool {
    let cell = row < test.cells.count ? test.cells[row] : .blank
    let isNegated = test.comparison == .notEqual
    switch test.wanted {
    case .text(let wanted):
      let text = cell.isBlank ? test.blank : draft.text(of: cell)
      return wanted.contains(text) != isNegated
    case .flags(let wanted):
      // A flag that is blank is off.
      return wanted.contains(cell == .flag(true)) != isNegated
    case .numbers(let wanted):
      guard let number = draft.number(cell), let first = wanted.first else { return isNegated }
      switch test.comparison {
      case .less: return number < first
      case .atMost: return number <= first
      case .greater: return number > first
      case .atLeast: return number >= first
      case .equal, .notEqual, .isIn: return wanted.contains(number) != isNegated
      }
    }
  }
}
