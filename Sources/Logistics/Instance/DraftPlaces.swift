/// Where a mark points to in a draft.
public struct DraftPlace: Sendable, Hashable {
  /// Indices into `Draft.tables` and into its rows.
  public let table: Int
  public let row: Int

  public init(table: Int, row: Int) {
    self.table = table
    self.row = row
  }
}

/// The rows of a draft by their marks, found once.
public struct DraftPlaces: Sendable {
  private struct RowStart: Hashable {
    let file: Int32
    let offset: UInt32
  }

  private var starts: [RowStart: DraftPlace] = [:]
  /// What a scenario wrote carries the scenario's mark.
  private var replaced: [SourceMark: DraftPlace] = [:]

  /// - Complexity: O(rows), expected.
  public init(_ draft: Draft) {
    for (index, table) in draft.tables.enumerated() where table.name != "scenarios" {
      for (row, mark) in table.marks.enumerated() {
        starts[RowStart(file: mark.file, offset: mark.offset)] = DraftPlace(table: index, row: row)
      }
      for column in table.columns {
        for (row, mark) in column.replacedMarks.sorted(by: { $1.key < $0.key }) {
          replaced[mark] = DraftPlace(table: index, row: row)
        }
      }
    }
  }

  /// The row that a mark is of; of several that one change wrote the first. nil where no table holds it.
  public func place(of mark: SourceMark) -> DraftPlace? {
    replaced[mark] ?? starts[RowStart(file: mark.file, offset: mark.offset)]
  }
}

extension Draft {
  /// Tests that this row passes, and no row with another key.
  public func keyTests(_ table: Int, row: Int) -> [CellTest] {
    tables[table].columns.filter(\.schema.isKey).map { column in
      CellTest(column: column.schema.name, comparison: .equal, values: [text(of: column.cells[row])])
    }
  }
}
