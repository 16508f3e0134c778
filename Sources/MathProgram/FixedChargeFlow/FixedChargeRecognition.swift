/// What keeps a program from being a flow with fixed charges.
public struct FixedChargeObstacle: Error, Sendable, Equatable {
  public let reason: String

  public init(reason: String) { self.reason = reason }
}

extension LinearProgram {
  /// Looks for a flow with fixed charges.
  ///
  /// - Parameter stepsPerUnit: how finely each column is counted, as `network(stepsPerUnit:)` has it.
  /// - Throws: what is no such flow, by the name of its row or column.
  /// - Complexity: about linear in the entries.
  public func fixedChargeFlow(stepsPerUnit: [Double]? = nil) throws(FixedChargeObstacle) -> FixedChargeFlow {
    guard faults().isEmpty else { throw FixedChargeObstacle(reason: "the program has faults") }
    var recognizer = FixedChargeRecognizer(self)
    try recognizer.findSwitches()
    try recognizer.readRows()
    try recognizer.gatherMembers()
    return try recognizer.flow(stepsPerUnit)
  }
}

/// The steps of recognition: which columns are switches, what each row is, whether the rest is a network.
private struct FixedChargeRecognizer {
  private let program: LinearProgram
  private var switchOfColumn: [Int32]
  private var columns: [Int] = []
  private var kinds: [FixedChargeFlow.RowKind]
  /// By switch.
  private var rows: [[Int]] = []
  private var switches: [FixedChargeFlow.Switch] = []
  private var members: [FixedChargeFlow.Member] = []

  init(_ program: LinearProgram) {
    self.program = program
    switchOfColumn = [Int32](repeating: -1, count: program.columnCount)
    kinds = [FixedChargeFlow.RowKind](repeating: .flow, count: program.rowCount)
  }

  // MARK: Switches

  /// Whether the row says ≤ 0 (1) or ≥ 0 (−1); 0: neither.
  private func sense(_ row: Int) -> Double {
    if program.rowLower[row] == -.infinity && program.rowUpper[row] == 0 { return 1 }
    if program.rowLower[row] == 0 && program.rowUpper[row] == .infinity { return -1 }
    return 0
  }

  mutating func findSwitches() throws(FixedChargeObstacle) {
    var mayBe = program.isInteger
    for column in mayBe.indices where mayBe[column] {
      let (lower, upper) = (program.columnLower[column], program.columnUpper[column])
      mayBe[column] = (lower == 0 || lower == 1) && (upper == 0 || upper == 1) && lower <= upper
    }
    var stands = [Bool](repeating: false, count: program.columnCount)
    for row in 0..<program.rowCount {
      let sense = sense(row)
      for entry in program.entryRange(ofRow: row) where program.coefficients[entry] != 0 {
        let column = Int(program.columnIndices[entry])
        if program.coefficients[entry] * sense < 0 { stands[column] = true } else { mayBe[column] = false }
      }
    }
    for column in mayBe.indices where mayBe[column] && stands[column] {
      switchOfColumn[column] = Int32(truncatingIfNeeded: columns.count)
      columns.append(column)
    }
    rows = [[Int]](repeating: [], count: columns.count)
    guard !columns.isEmpty else { throw FixedChargeObstacle(reason: "no column switches flows on") }
  }

  // MARK: Rows

  mutating func readRows() throws(FixedChargeObstacle) {
    for row in 0..<program.rowCount { try readRow(row) }
  }

  private mutating func readRow(_ row: Int) throws(FixedChargeObstacle) {
    var own = -1
    var flows = 0
    for entry in program.entryRange(ofRow: row) where program.coefficients[entry] != 0 {
      let column = Int(program.columnIndices[entry])
      let found = Int(switchOfColumn[column])
      if found < 0 { flows += 1 } else if own >= 0 { throw obstacle(row, "switches more than one thing") } else { own = found }
    }
    if own >= 0 {
      try checkSwitched(row)
      kinds[row] = .switching(Int32(own))
      rows[own].append(row)
    } else if program.rowLower[row] == -.infinity && program.rowUpper[row] == .infinity || flows == 0 {
      kinds[row] = .free
    } else if flows == 1, onlyLimits(row) {
      kinds[row] = .bound
    }
  }

  /// Whether the row asks nothing of its one column but not to be too large.
  private func onlyLimits(_ row: Int) -> Bool {
    program.entryRange(ofRow: row).allSatisfy { entry in
      let coefficient = program.coefficients[entry]
      return coefficient >= 0 ? program.rowLower[row] <= 0 : program.rowUpper[row] >= 0
    }
  }

  private func checkSwitched(_ row: Int) throws(FixedChargeObstacle) {
    for entry in program.entryRange(ofRow: row) where program.coefficients[entry] != 0 {
      let column = Int(program.columnIndices[entry])
      guard switchOfColumn[column] < 0 else { continue }
      if program.columnLower[column] != 0 || !program.columnUpper[column].isFinite {
        throw obstacle(row, "switches a column that has no bound, or one other than 0 below")
      }
    }
  }

  private func obstacle(_ row: Int, _ reason: String) -> FixedChargeObstacle {
    FixedChargeObstacle(reason: "\(program.label(ofRow: row)) \(reason)")
  }

  // MARK: Members

  mutating func gatherMembers() throws(FixedChargeObstacle) {
    var place = [Int32](repeating: -1, count: program.columnCount)
    for (index, column) in columns.enumerated() {
      let begin = members.count
      let cost = (program.direction == .maximize ? -1 : 1) * program.objective[column]
      var own = FixedChargeFlow.Switch(column: column, cost: cost, row: -1, capacity: .infinity, members: begin..<begin)
      for row in rows[index] {
        let entries = flowEntries(row)
        if entries.count == 1 {
          link(entries[0], row, column, begin, &place)
        } else if own.row < 0 {
          own.row = row
          own.capacity = capacity(row, column)
          for entry in entries {
            let member = member(Int(program.columnIndices[entry]), begin, &place)
            members[member].weight = abs(program.coefficients[entry])
          }
        } else {
          throw obstacle(row, "is a second limit that one switch opens")
        }
      }
      own.members = begin..<members.count
      switches.append(own)
    }
  }

  private func flowEntries(_ row: Int) -> [Int] {
    program.entryRange(ofRow: row).filter {
      program.coefficients[$0] != 0 && switchOfColumn[Int(program.columnIndices[$0])] < 0
    }
  }

  private func capacity(_ row: Int, _ column: Int) -> Double {
    for entry in program.entryRange(ofRow: row) where Int(program.columnIndices[entry]) == column {
      return abs(program.coefficients[entry])
    }
    return .infinity
  }

  private mutating func member(_ column: Int, _ begin: Int, _ place: inout [Int32]) -> Int {
    if Int(place[column]) >= begin { return Int(place[column]) }
    place[column] = Int32(truncatingIfNeeded: members.count)
    members.append(.init(column: Int32(truncatingIfNeeded: column), weight: 0, link: -1, most: .infinity))
    return members.count - 1
  }

  private mutating func link(_ entry: Int, _ row: Int, _ column: Int, _ begin: Int, _ place: inout [Int32]) {
    let member = member(Int(program.columnIndices[entry]), begin, &place)
    let most = capacity(row, column) / abs(program.coefficients[entry])
    guard most < members[member].most else { return }
    members[member].link = Int32(truncatingIfNeeded: row)
    members[member].most = most
  }

  // MARK: The network

  /// The program with every switch on, and the network in it.
  func flow(_ stepsPerUnit: [Double]?) throws(FixedChargeObstacle) -> FixedChargeFlow {
    var reasons: [String] = []
    for isThinned in [false, true] {
      let open = relaxed(isThinned: isThinned)
      do throws(NetworkObstacle) {
        let reduced = try open.network(stepsPerUnit: stepsPerUnit)
        guard reduced.hasOneArcAColumn else { throw NetworkObstacle(.noLowerBound) }
        let arcs = reduced.arcOfColumn(count: program.columnCount)
        for member in members where arcs[Int(member.column)] < 0 && program.columnUpper[Int(member.column)] > 0 {
          throw NetworkObstacle(.noBestValue, column: Int(member.column))
        }
        return FixedChargeFlow(
          program: program, switches: switches, members: members, rowKinds: kinds, switchOfColumn: switchOfColumn,
          relaxed: open, reduced: reduced)
      } catch {
        reasons.append(error.reason(in: open))
      }
    }
    throw FixedChargeObstacle(reason: reasons[0])
  }

  /// - Parameter isThinned: whether limits of switches that other rows imply, once the switch is on, are left out.
  private func relaxed(isThinned: Bool) -> LinearProgram {
    var lower = program.rowLower
    var upper = program.rowUpper
    let limits = isThinned ? limitsByColumn() : [:]
    var weight = [Double](repeating: 0, count: isThinned ? program.columnCount : 0)
    for own in switches {
      let within = own.members.flatMap { limits[members[$0].column] ?? [] }
      let isLeftOut = isThinned && isImplied(own, within, &weight)
      for row in rows[Int(switchOfColumn[own.column])] {
        let capacity = capacity(row, own.column)
        if sense(row) > 0 { upper[row] = capacity } else { lower[row] = -capacity }
        if isLeftOut, row == own.row { (lower[row], upper[row]) = (-.infinity, .infinity) }
      }
    }
    var columnLower = program.columnLower
    var columnUpper = program.columnUpper
    var objective = program.objective
    for own in switches {
      (columnLower[own.column], columnUpper[own.column], objective[own.column]) = (0, 0, 0)
      // The scale of costs leaves room for a switch's cost on the flows that pay it.
      let full = own.capacity.isFinite ? max(own.capacity, 1e-9) : Double(max(1, own.members.count))
      for place in own.members {
        let load = own.capacity.isFinite ? members[place].weight : 1 / max(members[place].most, 1e-9)
        let most = FixedChargeFlow.steepest * max(0, own.cost) / full * load
        objective[Int(members[place].column)] += (program.direction == .maximize ? -1 : 1) * most
      }
    }
    return LinearProgram(
      name: program.name, direction: program.direction,
      columns: (
        objective: objective, lower: columnLower, upper: columnUpper,
        isInteger: [Bool](repeating: false, count: program.columnCount), names: program.columnNames
      ),
      rows: (lower: lower, upper: upper, names: program.rowNames),
      entries: (rowStart: program.rowStart, columns: program.columnIndices, coefficients: program.coefficients))
  }

  /// Whether rows that hold anyway keep the switch's flows within its capacity.
  private func isImplied(_ own: FixedChargeFlow.Switch, _ limits: [Int], _ weight: inout [Double]) -> Bool {
    for place in own.members { weight[Int(members[place].column)] = members[place].weight }
    defer { for place in own.members { weight[Int(members[place].column)] = 0 } }
    var isCounted: Set<Int> = []
    var most = 0.0
    for row in limits {
      let entries = program.entryRange(ofRow: row).filter { program.coefficients[$0] != 0 }
      let columns = entries.map { Int(program.columnIndices[$0]) }
      guard columns.allSatisfy({ weight[$0] > 0 && !isCounted.contains($0) }) else { continue }
      most += program.rowUpper[row] * (zip(entries, columns).map { weight[$1] / program.coefficients[$0] }.max() ?? 0)
      isCounted.formUnion(columns)
    }
    for place in own.members where !isCounted.contains(Int(members[place].column)) {
      most += members[place].weight * program.columnUpper[Int(members[place].column)]
    }
    return most <= own.capacity
  }

  /// Rows that limit sums of flows from above, by their first column.
  private func limitsByColumn() -> [Int32: [Int]] {
    var limits: [Int32: [Int]] = [:]
    for row in 0..<program.rowCount where kinds[row] == .flow && program.rowUpper[row].isFinite {
      let entries = program.entryRange(ofRow: row).filter { program.coefficients[$0] != 0 }
      guard let first = entries.first, program.rowUpper[row] >= 0,
        entries.allSatisfy({ program.coefficients[$0] > 0 })
      else { continue }
      limits[program.columnIndices[first], default: []].append(row)
    }
    return limits
  }
}

extension FixedChargeFlow {
  /// How many times its cost at full use a switch's cost may weigh on one unit that pays it.
  public static let steepest = 20.0
}
