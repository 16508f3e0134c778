/// Takes out of a program what hides a network in it: columns without room, rows that are the bound of one column, and
/// rows that lie within other rows.
///
/// *Nested rows.* Where all of row A's columns stand in row B too, A = Σ over S and B = ρ·(Σ over S) + rest, a new column
/// y = Σ over S takes S's place in B, and A's limits become y's bounds. A column then stands in A and no longer in B:
/// capacities of a site, of its lanes and of its supply become arcs in a row.
struct NetworkReduction {
  /// What became of a row.
  private enum Fate {
    case kept
    /// Holds by itself.
    case dropped
    /// The bound of one column.
    case bound
  }

  /// A row within another one, and the column that stands for it there.
  struct Nest {
    var row: Int32
    var parent: Int32
    /// The parent's coefficients over the row's.
    var ratio: Double
    var lower: Double
    var upper: Double
  }

  private let program: LinearProgram
  private(set) var scaled: ScaledProgram
  private var fates: [Fate]
  /// The rows of column j that are kept: `rowsOfColumn[rowStart[j] ..< rowStart[j] + rowCount[j]]`, with coefficients.
  private var columnStart: [Int32] = []
  private var columnCount: [Int32] = []
  private var rowsOfColumn: [Int32] = []
  private var coefficientOfRow: [Double] = []
  /// Columns with room, by row.
  private var width: [Int32]
  private(set) var nests: [Nest] = []
  private var bounds: RowBounds

  init(_ program: LinearProgram, _ scaled: ScaledProgram) {
    self.program = program
    self.scaled = scaled
    fates = [Fate](repeating: .kept, count: program.rowCount)
    width = [Int32](repeating: 0, count: program.rowCount)
    bounds = RowBounds(lower: scaled.lower, upper: scaled.upper)
  }

  mutating func run() throws(NetworkObstacle) -> ReducedNetwork {
    measureRows()
    for row in 0..<program.rowCount { judge(row) }
    listColumns()
    nestRows()
    return try assembled()
  }

  // MARK: Rows that are bounds

  private func isEntry(_ entry: Int) -> Bool {
    scaled.coefficients[entry] != 0 && !scaled.isFixed(Int(program.columnIndices[entry]))
  }

  private mutating func measureRows() {
    for row in 0..<program.rowCount {
      for entry in program.entryRange(ofRow: row) where isEntry(entry) { width[row] += 1 }
    }
  }

  private mutating func judge(_ row: Int) {
    let (least, most) = (scaled.rowLower[row], scaled.rowUpper[row])
    if least == -.infinity && most == .infinity || width[row] == 0 && least <= 0 && most >= 0 {
      fates[row] = .dropped
    } else if width[row] == 1, let entry = program.entryRange(ofRow: row).first(where: isEntry),
      bound(Int(program.columnIndices[entry]), scaled.coefficients[entry], least, most, by: Int32(row))
    {
      fates[row] = .bound
    }
  }

  /// Tightens a column's bounds; false where a quotient is not exact, or nothing would be left between them.
  private mutating func bound(
    _ column: Int, _ coefficient: Double, _ least: Double, _ most: Double, by row: Int32
  ) -> Bool {
    guard let one = quotient(least, coefficient), let other = quotient(most, coefficient) else { return false }
    let (low, high) = coefficient > 0 ? (one, other) : (other, one)
    // Bounds that cross prove nothing by themselves: the row stays, and shows which nodes cannot be served.
    guard max(low, bounds.lower[column]) <= min(high, bounds.upper[column]) else { return false }
    bounds.tighten(column, (low, high), by: row, coefficient)
    return true
  }

  private func quotient(_ limit: Double, _ divisor: Double) -> Double? {
    if limit.isInfinite || abs(divisor) == 1 { return limit / divisor }
    let quotient = limit / divisor
    return quotient.isFinite && (-limit).addingProduct(quotient, divisor) == 0 ? quotient : nil
  }

  // MARK: Rows within rows

  private mutating func listColumns() {
    var count = [Int32](repeating: 0, count: program.columnCount)
    forEachEntry { column, _, _ in count[column] += 1 }
    columnStart = [Int32](repeating: 0, count: program.columnCount)
    var total: Int32 = 0
    for column in count.indices {
      columnStart[column] = total
      total += count[column]
    }
    var rows = [Int32](repeating: 0, count: Int(total))
    var coefficients = [Double](repeating: 0, count: Int(total))
    var next = columnStart
    forEachEntry { column, row, coefficient in
      rows[Int(next[column])] = Int32(row)
      coefficients[Int(next[column])] = coefficient
      next[column] += 1
    }
    (columnCount, rowsOfColumn, coefficientOfRow) = (count, rows, coefficients)
  }

  private func forEachEntry(_ body: (_ column: Int, _ row: Int, _ coefficient: Double) -> Void) {
    for row in 0..<program.rowCount where fates[row] == .kept {
      for entry in program.entryRange(ofRow: row) where isEntry(entry) {
        body(Int(program.columnIndices[entry]), row, scaled.coefficients[entry])
      }
    }
  }

  /// Largest rows first, so that a row's columns have left the rows around its parent when its own turn comes.
  private mutating func nestRows() {
    guard columnCount.contains(where: { $0 > 2 }) else { return }
    let order = (0..<program.rowCount).filter { fates[$0] == .kept && width[$0] > 0 }
      .sorted { width[$0] != width[$1] ? width[$0] > width[$1] : $0 < $1 }
    var rank = [Int32](repeating: 0, count: program.rowCount)
    for (place, row) in order.enumerated() { rank[row] = Int32(place) }
    for row in order {
      let columns = program.entryRange(ofRow: row).filter(isEntry).map { Int(program.columnIndices[$0]) }
      guard columns.contains(where: { columnCount[$0] > 2 }) else { continue }
      if let parent = parent(of: row, columns, rank) { nest(row, columns, in: parent) }
    }
  }

  private func entries(of column: Int) -> Range<Int> {
    Int(columnStart[column])..<Int(columnStart[column] + columnCount[column])
  }

  private func coefficient(_ column: Int, in row: Int32) -> Double? {
    for entry in entries(of: column) where rowsOfColumn[entry] == row { return coefficientOfRow[entry] }
    return nil
  }

  /// The smallest row, itself handled before, that holds all of the row's columns in one ratio.
  private func parent(of row: Int, _ columns: [Int], _ rank: [Int32]) -> (row: Int32, ratio: Double)? {
    guard let rarest = columns.min(by: { columnCount[$0] < columnCount[$1] }) else { return nil }
    var best: (row: Int32, ratio: Double)?
    for entry in entries(of: rarest) {
      let candidate = rowsOfColumn[entry]
      guard rank[Int(candidate)] < rank[row], best.map({ rank[Int($0.row)] < rank[Int(candidate)] }) ?? true,
        let own = coefficient(rarest, in: Int32(row))
      else { continue }
      let ratio = coefficientOfRow[entry] / own
      let holdsAll = columns.allSatisfy { column in
        guard let inner = coefficient(column, in: Int32(row)), let outer = coefficient(column, in: candidate) else {
          return false
        }
        return inner * ratio == outer
      }
      if holdsAll { best = (candidate, ratio) }
    }
    return best
  }

  private mutating func nest(_ row: Int, _ columns: [Int], in parent: (row: Int32, ratio: Double)) {
    var least = 0.0
    for column in columns {
      let own = coefficient(column, in: Int32(row)) ?? 0
      least += own * (own > 0 ? bounds.lower[column] : bounds.upper[column])
      remove(parent.row, from: column)
    }
    // What the columns' own bounds imply is said only where nothing else is: an arc of one direction.
    let low = scaled.rowLower[row] == -.infinity ? least : scaled.rowLower[row]
    nests.append(
      Nest(row: Int32(row), parent: parent.row, ratio: parent.ratio, lower: low, upper: scaled.rowUpper[row]))
  }

  private mutating func remove(_ row: Int32, from column: Int) {
    let range = entries(of: column)
    guard let entry = range.first(where: { rowsOfColumn[$0] == row }), let last = range.last else { return }
    rowsOfColumn.swapAt(entry, last)
    coefficientOfRow.swapAt(entry, last)
    columnCount[column] -= 1
  }

  // MARK: The network

  private func assembled() throws(NetworkObstacle) -> ReducedNetwork {
    let columns = (0..<program.columnCount).filter { !scaled.isFixed($0) }
    var reducedRow = [Int32](repeating: -1, count: program.rowCount)
    var rows: [Int] = []
    for row in 0..<program.rowCount where fates[row] == .kept {
      reducedRow[row] = Int32(rows.count)
      rows.append(row)
    }
    let reduced = reducedProgram(columns, rows, reducedRow)
    do throws(NetworkObstacle) {
      let recognized = try reduced.recognizedNetwork()
      return ReducedNetwork(
        recognized, reduced, columns: columns.map { Int32($0) }, reducedRow: reducedRow, nests: nests,
        bounds: bounds, scaled: scaled)
    } catch {
      throw original(error, columns, rows)
    }
  }

  private func reducedProgram(_ columns: [Int], _ rows: [Int], _ reducedRow: [Int32]) -> LinearProgram {
    var isNested = [Bool](repeating: false, count: program.rowCount)
    for nest in nests { isNested[Int(nest.row)] = true }
    var width = [Int](repeating: 0, count: rows.count + 1)
    for column in columns {
      for entry in entries(of: column) { width[Int(reducedRow[Int(rowsOfColumn[entry])]) + 1] += 1 }
    }
    for nest in nests {
      width[Int(reducedRow[Int(nest.row)]) + 1] += 1
      width[Int(reducedRow[Int(nest.parent)]) + 1] += 1
    }
    for row in rows.indices { width[row + 1] += width[row] }
    var next = width
    var indices = [Int32](repeating: 0, count: width[rows.count])
    var values = [Double](repeating: 0, count: width[rows.count])
    func put(_ row: Int32, _ column: Int, _ coefficient: Double) {
      let place = Int(reducedRow[Int(row)])
      indices[next[place]] = Int32(column)
      values[next[place]] = coefficient
      next[place] += 1
    }
    for (index, column) in columns.enumerated() {
      for entry in entries(of: column) { put(rowsOfColumn[entry], index, coefficientOfRow[entry]) }
    }
    for (index, nest) in nests.enumerated() {
      put(nest.row, columns.count + index, -1)
      put(nest.parent, columns.count + index, nest.ratio)
    }
    let nestCount = nests.count
    let isWhole = scaled.stepsPerUnit.isEmpty ? columns.map { program.isInteger[$0] } : columns.map { _ in false }
    return LinearProgram(
      name: program.name, direction: program.direction,
      columns: (
        objective: columns.map { scaled.cost[$0] } + [Double](repeating: 0, count: nestCount),
        lower: columns.map { bounds.lower[$0] } + nests.map(\.lower),
        upper: columns.map { bounds.upper[$0] } + nests.map(\.upper),
        isInteger: isWhole + [Bool](repeating: false, count: nestCount), names: []
      ),
      rows: (
        lower: rows.map { isNested[$0] ? 0 : scaled.rowLower[$0] },
        upper: rows.map { isNested[$0] ? 0 : scaled.rowUpper[$0] }, names: []
      ),
      entries: (rowStart: width, columns: indices, coefficients: values))
  }

  /// The obstacle with the program's own indices.
  private func original(_ obstacle: NetworkObstacle, _ columns: [Int], _ rows: [Int]) -> NetworkObstacle {
    var obstacle = obstacle
    if let row = obstacle.row { obstacle.row = rows[row] }
    if let column = obstacle.column {
      obstacle.column = column < columns.count ? columns[column] : nil
      if column >= columns.count { obstacle.row = Int(nests[column - columns.count].row) }
    }
    return obstacle
  }
}
