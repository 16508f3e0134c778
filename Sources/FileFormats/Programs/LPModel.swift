import MathProgram

/// The program that an LP file builds up: columns in the order in which they are first named, rows as they come.
struct LPModel {
  var direction = LinearProgram.Direction.minimize
  /// Of the open expression.
  var constant = 0.0

  private var names: NameTable
  private var objective: [Double] = []
  private(set) var lower: [Double] = []
  private(set) var upper: [Double] = []
  private var isInteger: [Bool] = []
  private var isBinary: [Bool] = []
  private var objectiveConstant = 0.0

  private var labels: NameTable
  private var rowLabels: [ByteRange?] = []
  private var rowLower: [Double] = []
  private var rowUpper: [Double] = []
  private var rowStart = [0]
  private var entryColumns: [Int32] = []
  private var coefficients: [Double] = []
  /// Where the column's entry in the open expression is; -1 where it has none.
  private var entryOfColumn: [Int] = []
  /// The columns of the open expression, or of the one before it.
  private var touched: [Int] = []

  init(_ bytes: FileBytes) {
    names = NameTable(bytes)
    labels = NameTable(bytes)
  }

  /// The column of this name, new ones with the bounds [0, ∞).
  mutating func column(_ name: ByteRange) -> Int {
    let (number, isNew) = names.insert(name)
    if isNew {
      objective.append(0)
      lower.append(0)
      upper.append(.infinity)
      isInteger.append(false)
      isBinary.append(false)
      entryOfColumn.append(-1)
    }
    return number
  }

  /// Whether the row's name came for the first time.
  mutating func declareRow(_ name: ByteRange) -> Bool { labels.insert(name).isNew }

  mutating func startExpression() {
    constant = 0
    let start = rowStart[rowStart.count - 1]
    entryColumns.removeLast(entryColumns.count - start)
    coefficients.removeLast(coefficients.count - start)
    for column in touched { entryOfColumn[column] = -1 }
    touched.removeAll(keepingCapacity: true)
  }

  mutating func addTerm(_ name: ByteRange, _ coefficient: Double) {
    let column = column(name)
    let known = entryOfColumn[column]
    if known >= 0 {
      coefficients[known] += coefficient
      return
    }
    entryOfColumn[column] = coefficients.count
    touched.append(column)
    entryColumns.append(Int32(truncatingIfNeeded: column))
    coefficients.append(coefficient)
  }

  mutating func finishObjective() {
    for entry in entryColumns.indices { objective[Int(entryColumns[entry])] = coefficients[entry] }
    objectiveConstant = constant
    startExpression()
  }

  mutating func closeRow(_ label: ByteRange?, lower least: Double, upper most: Double) {
    dropZeros()
    sortEntries()
    rowLabels.append(label)
    rowLower.append(least)
    rowUpper.append(most)
    rowStart.append(coefficients.count)
  }

  private mutating func dropZeros() {
    let start = rowStart[rowStart.count - 1]
    guard coefficients[start...].contains(0) else { return }
    var place = start
    for entry in start..<coefficients.count where coefficients[entry] != 0 {
      coefficients[place] = coefficients[entry]
      entryColumns[place] = entryColumns[entry]
      place += 1
    }
    coefficients.removeLast(coefficients.count - place)
    entryColumns.removeLast(entryColumns.count - place)
  }

  /// Entries ascending by column, as they come from MPS, so that a program is the same from either format.
  private mutating func sortEntries() {
    let range = rowStart[rowStart.count - 1]..<coefficients.count
    if range.dropFirst().allSatisfy({ entryColumns[$0 - 1] < entryColumns[$0] }) { return }
    let sorted = range.sorted { entryColumns[$0] < entryColumns[$1] }.map { (entryColumns[$0], coefficients[$0]) }
    for (place, entry) in zip(range, sorted) { (entryColumns[place], coefficients[place]) = entry }
  }

  mutating func setLower(_ column: Int, _ value: Double) { lower[column] = value }
  mutating func setUpper(_ column: Int, _ value: Double) { upper[column] = value }
  mutating func setInteger(_ column: Int) { isInteger[column] = true }

  mutating func setBinary(_ column: Int) {
    isInteger[column] = true
    isBinary[column] = true
  }

  /// The program, once the file was read without a fault.
  mutating func program(_ text: ProgramText, _ log: FaultLog, name: String) -> LinearProgram {
    for column in isBinary.indices where isBinary[column] {
      lower[column] = max(lower[column], 0)
      upper[column] = min(upper[column], 1)
    }
    for column in upper.indices where upper[column] < 0 && lower[column] == 0 {
      log.note(names.ranges[column], "the variable's upper bound is below zero, and its lower bound is zero")
    }
    for column in objective.indices where !objective[column].isFinite {
      log.fault(names.ranges[column], "the sum of the variable's costs is too large")
    }
    if !objectiveConstant.isFinite { log.fault(.none, "the sum of the objective's constants is too large") }
    for (entry, coefficient) in coefficients.enumerated() where !coefficient.isFinite {
      let column = names.ranges[Int(entryColumns[entry])]
      log.fault(column, "the sum of the variable's coefficients in a row is too large")
    }
    let program = LinearProgram(
      name: name, direction: direction, objectiveConstant: objectiveConstant,
      columns: (objective, lower, upper, isInteger, names.ranges.map { text.name($0, log) }),
      rows: (rowLower, rowUpper, rowNames(text, log)), entries: (rowStart, entryColumns, coefficients))
    return program.joiningUpperParts(names: rowLabels, text)
  }

  /// Rows without a label are called R and their number, with `_` behind it as long as another row is called so.
  private func rowNames(_ text: ProgramText, _ log: FaultLog) -> [String] {
    let labelled = rowLabels.map { $0.map { text.name($0, log) } }
    if !labelled.contains(nil) { return labelled.compactMap { $0 } }
    var used = Set(labelled.compactMap { $0 })
    return labelled.enumerated().map { row, label in
      if let label { return label }
      var name = "R\(row + 1)"
      while !used.insert(name).inserted { name += "_" }
      return name
    }
  }
}
