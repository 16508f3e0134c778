/// What is found when a linear program is looked at for a network with fixed charges.
public enum SiteRecognition: Sendable {
  case sites(RecognizedSites)
  /// Why the program is none, in words that name the row or column.
  case none(reason: String)
}

extension LinearProgram {
  /// Looks for a network with fixed charges: rows of items that are served by flows, each flow in at most one
  /// capacity and switched on by at most one 0-1 column, all flows of a capacity by the same; and rows over those columns alone.
  ///
  /// - Complexity: linear in columns and entries, with a sort.
  public func recognizeSites() -> SiteRecognition {
    guard faults().isEmpty else { return .none(reason: "the program has faults") }
    guard hasIntegers else { return .none(reason: "no column is whole: there is nothing to open or to serve whole") }
    var recognizer = SiteRecognizer(self)
    do throws(SiteRecognizer.Refusal) {
      return .sites(try recognizer.recognize())
    } catch {
      return .none(reason: error.reason)
    }
  }
}

/// The steps of recognition: which rows matter, which are items, what switches what, which site is which, what counts sites.
struct SiteRecognizer {
  struct Refusal: Error { var reason: String }

  struct Flow {
    var item = -1
    /// Its coefficient in the item's row.
    var coefficient = 1.0
    var opening: Int?
    var source: Int?
    var capacityRow: Int?
    /// Its coefficient in the capacity row.
    var load = 0.0
  }

  let program: LinearProgram
  let sign: Double
  var flows: [Flow]
  var items: [RecognizedSites.ItemRow] = []
  /// Items that may be left out.
  var isOptional: [Bool] = []
  /// Rows that no values within the bounds can break, and those that were read as something else.
  private var isSettled: [Bool]
  /// Rows over sites alone.
  var countRows: [Int] = []
  /// Whether a column lets something through.
  private let opens: [Bool]
  var capacityOfRow: [Int: Double] = [:]
  var sites: [RecognizedSites.Site] = []
  /// The row of sources that a 0-1 column stands in, if any.
  var sourceRow: [Int?]

  init(_ program: LinearProgram) {
    self.program = program
    sign = program.direction == .maximize ? -1 : 1
    flows = [Flow](repeating: Flow(), count: program.columnCount)
    isSettled = [Bool](repeating: false, count: program.rowCount)
    sourceRow = [Int?](repeating: nil, count: program.columnCount)
    opens = program.columnsThatLetThrough()
  }

  mutating func recognize() throws(Refusal) -> RecognizedSites {
    for row in 0..<program.rowCount { isSettled[row] = holdsAlways(row) }
    findItems()
    if items.isEmpty { throw Refusal(reason: "no row is an item that flows serve") }
    findSources()
    for row in 0..<program.rowCount where !isSettled[row] { try readLimit(row) }
    return try build()
  }

  // MARK: Rows

  func entries(_ row: Int) -> [(column: Int, coefficient: Double)] {
    program.entryRange(ofRow: row).filter { program.coefficients[$0] != 0 }
      .map { (Int(program.columnIndices[$0]), program.coefficients[$0]) }
  }

  func holdsAlways(_ row: Int) -> Bool {
    var (least, most) = (0.0, 0.0)
    for (column, coefficient) in entries(row) {
      let (low, high) = (program.columnLower[column], program.columnUpper[column])
      least += min(coefficient * low, coefficient * high)
      most += max(coefficient * low, coefficient * high)
    }
    return program.rowLower[row] <= least && most <= program.rowUpper[row]
  }

  func isZeroOne(_ column: Int) -> Bool {
    program.isInteger[column] && program.columnLower[column] >= 0 && program.columnUpper[column] <= 1
  }

  /// Equations over flows; and rows of whole columns of which at most one is taken, where these stand in no equation.
  private mutating func findItems() {
    for row in 0..<program.rowCount
    where !isSettled[row] && program.rowLower[row] == program.rowUpper[row] && program.rowUpper[row] > 0 && !isOverSwitches(row) {
      addItem(row, isOptional: false)
    }
    for row in 0..<program.rowCount
    where !isSettled[row] && program.rowLower[row] == -.infinity && program.rowUpper[row] == 1 && !isOverSwitches(row) {
      let isChoice = entries(row).allSatisfy {
        $0.coefficient == 1 && program.isInteger[$0.column] && program.objective[$0.column] != 0
      }
      if isChoice { addItem(row, isOptional: true) }
    }
  }

  /// Whether every column lets something through: so many of them are asked for then, and nothing that flows.
  private func isOverSwitches(_ row: Int) -> Bool { entries(row).allSatisfy { opens[$0.column] && isZeroOne($0.column) } }

  private mutating func addItem(_ row: Int, isOptional optional: Bool) {
    let all = entries(row)
    guard all.allSatisfy({ $0.coefficient > 0 && flows[$0.column].item < 0 && program.columnLower[$0.column] == 0 })
    else { return }
    for (column, coefficient) in all {
      flows[column].item = items.count
      flows[column].coefficient = coefficient
    }
    items.append(.init(row: row, amount: program.rowUpper[row]))
    isOptional.append(optional)
    isSettled[row] = true
  }

  /// Rows that let a customer have one source: 0-1 columns that cost nothing.
  private mutating func findSources() {
    for row in 0..<program.rowCount
    where !isSettled[row] && program.rowLower[row] == -.infinity && program.rowUpper[row] == 1 {
      let isSourceRow = entries(row).allSatisfy {
        $0.coefficient == 1 && isZeroOne($0.column) && program.objective[$0.column] == 0 && flows[$0.column].item < 0
      }
      guard isSourceRow else { continue }
      for (column, _) in entries(row) { sourceRow[column] = row }
      isSettled[row] = true
    }
  }

  /// A row over sites alone.
  private func isCount(_ row: Int) -> Bool {
    entries(row).allSatisfy { flows[$0.column].item < 0 && sourceRow[$0.column] == nil && isZeroOne($0.column) }
  }

  /// A row Σ weight × flow ≤ capacity, or ≤ capacity × opening, or flow ≤ all of it × opening; or one over sites alone.
  private mutating func readLimit(_ row: Int) throws(Refusal) {
    if isCount(row) { return countRows.append(row) }
    let isTurned = program.rowUpper[row] == .infinity
    let limit = isTurned ? -program.rowLower[row] : program.rowUpper[row]
    guard limit.isFinite, isTurned || program.rowLower[row] == -.infinity else {
      throw Refusal(reason: "\(program.label(ofRow: row)) has two limits")
    }
    var loads: [(column: Int, coefficient: Double)] = []
    var switching: (column: Int, coefficient: Double)?
    for (column, own) in entries(row) {
      let coefficient = isTurned ? -own : own
      if flows[column].item >= 0 && coefficient > 0 {
        loads.append((column, coefficient))
      } else if flows[column].item < 0 && coefficient < 0 && switching == nil && isZeroOne(column) {
        switching = (column, -coefficient)
      } else {
        throw Refusal(
          reason: "\(program.label(ofColumn: column)) is no part of a capacity in \(program.label(ofRow: row))")
      }
    }
    if let switching, limit == 0, loads.count == 1, try isLink(loads[0], switching) { return }
    try addCapacity(row, loads, switching, limit)
  }

  /// Whether the row is a link, which it then records.
  private mutating func isLink(
    _ load: (column: Int, coefficient: Double), _ switching: (column: Int, coefficient: Double)
  ) throws(Refusal) -> Bool {
    let all = load.coefficient * fullAmount(load.column)
    if switching.coefficient < all * (1 - 1e-9) { return false }
    if sourceRow[switching.column] != nil {
      guard Self.set(&flows[load.column].source, switching.column) else { throw limitedTwice(load.column) }
    } else {
      guard Self.set(&flows[load.column].opening, switching.column) else { throw limitedTwice(load.column) }
    }
    return true
  }

  /// The column's value where it serves all of its item.
  func fullAmount(_ column: Int) -> Double { items[flows[column].item].amount / flows[column].coefficient }

  /// False where another value is known already. Static, because a method would hold the flows while one of them changes,
  /// and have all of them copied.
  private static func set(_ place: inout Int?, _ value: Int) -> Bool {
    if let known = place { return known == value }
    place = value
    return true
  }

  private func limitedTwice(_ column: Int) -> Refusal {
    Refusal(reason: "\(program.label(ofColumn: column)) is limited or switched on twice in one way")
  }

  private mutating func addCapacity(
    _ row: Int, _ loads: [(column: Int, coefficient: Double)], _ switching: (column: Int, coefficient: Double)?,
    _ limit: Double
  ) throws(Refusal) {
    guard switching == nil || limit == 0, limit >= 0 else {
      throw Refusal(reason: "\(program.label(ofRow: row)) is no capacity")
    }
    for (column, coefficient) in loads {
      guard Self.set(&flows[column].capacityRow, row) else { throw limitedTwice(column) }
      flows[column].load = coefficient
      guard let switching else { continue }
      guard Self.set(&flows[column].opening, switching.column) else { throw limitedTwice(column) }
    }
    capacityOfRow[row] = switching?.coefficient ?? limit
  }
}
