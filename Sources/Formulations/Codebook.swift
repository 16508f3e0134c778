internal import Logistics
internal import MathProgram

/// Which column is which decision, which row is which rule; and the program as it grows.
struct Codebook {
  private(set) var program: LinearProgram
  /// By column.
  private(set) var decisions: [Decision] = []
  /// By row.
  private(set) var rules: [Rule] = []
  /// By column; nil: unbounded.
  private var uppers: [Packed?] = []
  private(set) var columns = DecisionIndex()
  /// Whether there is any column that a movement could switch on.
  private(set) var hasSwitches = false
  /// The row that is being written, each column once; and by column its place there, or −1.
  private var row: [Term] = []
  private var placeInRow: [Int32] = []

  init(name: String) {
    program = LinearProgram(name: name)
  }

  mutating func reserve(columns count: Int, links: Int) {
    columns.reserve(moves: count, links: links)
    program.reserve(columns: count, rows: 0, entries: 3 * count)
    decisions.reserveCapacity(count)
    uppers.reserveCapacity(count)
    placeInRow.reserveCapacity(count)
  }

  @discardableResult
  mutating func addColumn(_ decision: Decision, lower: Rational = .zero, upper: Rational?, isWhole: Bool) -> Int {
    columns.insert(decision, at: decisions.count)
    switch decision {
    case .flow, .wholeLeg, .unmet: break
    default: hasSwitches = true
    }
    decisions.append(decision)
    uppers.append(upper.map { Packed(wrappedValue: $0) })
    placeInRow.append(-1)
    return program.addColumn(
      lower: lower.approximate, upper: upper?.approximate ?? .infinity, isInteger: isWhole)
  }

  /// A decision that is 0 or 1.
  @discardableResult
  mutating func addSwitch(_ decision: Decision, lower: Rational = .zero) -> Int {
    addColumn(decision, lower: lower, upper: .one, isWhole: true)
  }

  func column(_ decision: Decision) -> Int? { columns[decision] }

  /// nil: unbounded.
  func upper(ofColumn column: Int) -> Rational? { uppers[column]?.wrappedValue }

  /// Adds a row; entries of one column are added up, those that come to 0 are left out. A row without entries that holds is
  /// left out too; one that cannot hold stays, and makes the program infeasible.
  mutating func addRow(_ rule: Rule, lower: Rational? = nil, upper: Rational? = nil, _ terms: [Term]) {
    row.removeAll(keepingCapacity: true)
    for term in terms {
      let place = Int(placeInRow[term.column])
      if place >= 0 {
        row[place].coefficient += term.coefficient
      } else {
        placeInRow[term.column] = Int32(truncatingIfNeeded: row.count)
        row.append(term)
      }
    }
    for term in row { placeInRow[term.column] = -1 }
    row.removeAll { $0.coefficient.isZero }
    if row.isEmpty && (lower.map { !$0.isPositive } ?? true) && (upper.map { !$0.isNegative } ?? true) { return }
    for term in row { program.appendEntry(column: term.column, coefficient: term.coefficient.approximate) }
    program.closeRow(lower: lower?.approximate ?? -.infinity, upper: upper?.approximate ?? .infinity)
    rules.append(rule)
  }

  mutating func setObjective(_ costs: [Double], constant: Double, direction: LinearProgram.Direction) {
    for (column, cost) in costs.enumerated() { program.setObjective(cost, column: column) }
    program.objectiveConstant = constant
    program.direction = direction
  }
}

/// One entry of a row.
struct Term {
  var column: Int
  var coefficient: Rational

  init(_ column: Int, _ coefficient: Rational) {
    self.column = column
    self.coefficient = coefficient
  }
}
