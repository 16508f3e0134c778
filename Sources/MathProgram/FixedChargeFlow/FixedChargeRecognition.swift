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
  private var limits: [FixedChargeFlow.Limit] = []
  private var members: [FixedChargeFlow.Member] = []
  /// By member; the greatest number: of none.
  private var limitOfMember: [Int] = []
  /// Rows of switches that the limits of the same switch imply.
  private var impliedRows: Set<Int> = []

  init(_ program: LinearProgram) {
    self.program = program
    switchOfColumn = [Int32](repeating: -1, count: program.columnCount)
    kinds = [FixedChargeFlow.RowKind](repeating: .flow, count: program.rowCount)
  }

  mutating func findSwitches() throws(FixedChargeObstacle) {
    let isSwitch = SwitchColumns(program).areFound()
    columns = isSwitch.indices.filter { isSwitch[$0] }
    for (index, column) in columns.enumerated() { switchOfColumn[column] = Int32(truncatingIfNeeded: index) }
    rows = [[Int]](repeating: [], count: columns.count)
    guard !columns.isEmpty else { throw FixedChargeObstacle(reason: "no column switches flows on") }
  }

  // MARK: Rows

  mutating func readRows() throws(FixedChargeObstacle) {
    for row in 0..<program.rowCount { try readRow(row) }
  }

  private mutating func readRow(_ row: Int) throws(FixedChargeObstacle) {
    var own = -1
    var (flows, switches) = (0, 0)
    for entry in program.entryRange(ofRow: row) where program.coefficients[entry] != 0 {
      let found = Int(switchOfColumn[Int(program.columnIndices[entry])])
      if found < 0 { flows += 1 } else { (own, switches) = (found, switches + 1) }
    }
    if !program.saysSomething(row) {
      kinds[row] = .free
    } else if switches > 0 && flows == 0 {
      kinds[row] = .counting
    } else if switches > 1 {
      throw obstacle(row, "switches more than one thing")
    } else if own >= 0 {
      try checkSwitched(row)
      kinds[row] = .switching(Int32(own))
      rows[own].append(row)
    } else if flows == 0 {
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
      let (begin, first) = (members.count, limits.count)
      var counted = SwitchedLimits(rows: [])
      for row in rows[index] {
        let entries = flowEntries(row)
        if entries.count == 1 { link(entries[0], row, column, begin, &place) } else { try count(row, column, &counted) }
      }
      let layout = counted.layout()
      for limit in layout.limits { add(limit, begin, &place) }
      for row in layout.priced { kinds[row] = .flow }
      impliedRows.formUnion(layout.implied)
      if limits.count == first { limits.append(.init(row: -1, capacity: .infinity, members: begin..<members.count)) }
      sortByLimit(begin, first)
      let cost = (program.direction == .maximize ? -1 : 1) * program.objective[column]
      let capacity = limits[first...].reduce(0) { $0 + $1.capacity }
      switches.append(
        .init(column: column, cost: cost, capacity: capacity, limits: first..<limits.count, members: begin..<members.count))
    }
  }

  private func count(_ row: Int, _ column: Int, _ counted: inout SwitchedLimits) throws(FixedChargeObstacle) {
    let entries = flowEntries(row)
    if entries.contains(where: { program.coefficients[$0] * program.switchingSense(ofRow: row) < 0 }) { throw obstacle(row, "switches a difference of flows") }
    let weights = entries.map { (column: program.columnIndices[$0], weight: abs(program.coefficients[$0])) }
    counted.rows.append(.init(row: row, capacity: program.size(ofColumn: column, inRow: row), weights: weights))
  }

  private mutating func add(_ limit: SwitchedLimits.Row, _ begin: Int, _ place: inout [Int32]) {
    for (column, weight) in limit.weights {
      let member = member(Int(column), begin, &place)
      members[member].weight = weight
      limitOfMember[member] = limits.count
    }
    limits.append(.init(row: limit.row, capacity: limit.capacity, members: 0..<0))
  }

  /// Puts the members of a switch in the order of its limits, those of none last; all where it has one limit without a row.
  private mutating func sortByLimit(_ begin: Int, _ first: Int) {
    guard limits[first].row >= 0 else { return }
    let order = (begin..<members.count).sorted { (limitOfMember[$0], $0) < (limitOfMember[$1], $1) }
    let (sorted, owners) = (order.map { members[$0] }, order.map { limitOfMember[$0] })
    members.replaceSubrange(begin..., with: sorted)
    limitOfMember.replaceSubrange(begin..., with: owners)
    var start = begin
    for limit in first..<limits.count {
      let end = owners[(start - begin)...].firstIndex { $0 != limit }.map { $0 + begin } ?? members.count
      limits[limit].members = start..<end
      start = end
    }
  }

  private func flowEntries(_ row: Int) -> [Int] {
    program.entryRange(ofRow: row).filter {
      program.coefficients[$0] != 0 && switchOfColumn[Int(program.columnIndices[$0])] < 0
    }
  }

  private mutating func member(_ column: Int, _ begin: Int, _ place: inout [Int32]) -> Int {
    if Int(place[column]) >= begin { return Int(place[column]) }
    place[column] = Int32(truncatingIfNeeded: members.count)
    members.append(.init(column: Int32(truncatingIfNeeded: column), weight: 0, link: -1, most: .infinity))
    limitOfMember.append(.max)
    return members.count - 1
  }

  private mutating func link(_ entry: Int, _ row: Int, _ column: Int, _ begin: Int, _ place: inout [Int32]) {
    let member = member(Int(program.columnIndices[entry]), begin, &place)
    let most = program.size(ofColumn: column, inRow: row) / abs(program.coefficients[entry])
    guard most < members[member].most else { return }
    members[member].link = Int32(truncatingIfNeeded: row)
    members[member].most = most
  }

  /// Rows over switches alone that say anything.
  private func counts() -> [FixedChargeFlow.Count] {
    kinds.indices.filter { kinds[$0] == .counting }.map { row in
      let terms = program.entryRange(ofRow: row).filter { program.coefficients[$0] != 0 }
        .map { SwitchCount.Term(index: Int(switchOfColumn[Int(program.columnIndices[$0])]), weight: program.coefficients[$0]) }
      return .init(row: row, sum: SwitchCount(terms: terms, lower: program.rowLower[row], upper: program.rowUpper[row]))
    }.filter { !$0.sum.holdsAlways }
  }

  // MARK: The network

  /// The program with every switch on, and the network in it.
  func flow(_ stepsPerUnit: [Double]?) throws(FixedChargeObstacle) -> FixedChargeFlow {
    var reasons: [String] = []
    let switchedOn = SwitchedOnProgram(
      program: program, switches: switches, limits: limits, members: members, kinds: kinds, rows: rows, impliedRows: impliedRows)
    for isThinned in [false, true] {
      let open = switchedOn.relaxed(isThinned: isThinned)
      do throws(NetworkObstacle) {
        let reduced = try open.network(stepsPerUnit: stepsPerUnit)
        guard reduced.hasOneArcAColumn else { throw NetworkObstacle(.noLowerBound) }
        let arcs = reduced.arcOfColumn(count: program.columnCount)
        for member in members where arcs[Int(member.column)] < 0 && program.columnUpper[Int(member.column)] > 0 {
          throw NetworkObstacle(.noBestValue, column: Int(member.column))
        }
        return FixedChargeFlow(
          program: program, switches: switches, limits: limits, members: members, counts: counts(), rowKinds: kinds,
          switchOfColumn: switchOfColumn, relaxed: open, reduced: reduced)
      } catch {
        reasons.append(error.reason(in: open))
      }
    }
    throw FixedChargeObstacle(reason: reasons[0])
  }
}

extension FixedChargeFlow {
  /// How many times its cost at full use a switch's cost may weigh on one unit that pays it.
  public static let steepest = 20.0
}
