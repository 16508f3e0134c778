import Logistics

/// Writes a rule book: first the moves, then what they switch on, then the rows.
struct RuleBookBuilder {
  let instance: Instance
  let measures: UnitMeasures
  let awards: SingleAwards
  var decisions: [RuleBook.BoxedDecision] = []
  var rows: [RuleBook.Row] = []
  private(set) var moves: [Move] = []
  private(set) var decisionIndex: [Decision: Int32] = [:]
  private(set) var rowIndex: [Rule: Int32] = [:]
  private(set) var linkingIndex: [UInt64: Int32] = [:]
  private var triples: [(column: Int32, entry: RuleBook.Entry)] = []
  /// By lane row, cached.
  var tariffs: [Tariff]
  var schedules: [ScheduleRange] = []

  init(_ instance: Instance) {
    self.instance = instance
    measures = UnitMeasures(instance)
    awards = SingleAwards(instance)
    tariffs = (0..<instance.lanes.count).map { Tariff(instance, LaneID($0)) }
  }

  mutating func build() {
    guard instance.periods.count == 1 else { return }
    moves = MoveFinder(instance).moves()
    for move in moves { addDecision(move.decision, most: move.most, isWhole: isWhole(move)) }
    addSwitches()
    addShipmentSwitches()
    addPartners()
    addSplitDecisions()
    addAllocationDecisions()
    addConstraintDecisions()
    addTenderDecisions()
    addSchedules()
    addStandingRows()
    for index in moves.indices { addRows(of: index) }
    addLinkings()
    addSwitchRows()
    addMinimumCharges()
    linkPartnerSites()
    addSaleRows()
    addSplitRows()
    addAllocationRows()
    addConstraintRows()
    addTenderRows()
    addRebates()
    addScheduleRows()
  }

  private func isWhole(_ move: Move) -> Bool { move.isWholeLeg || instance.settings.resolution.decimals == 0 }

  let period = PeriodID(0)
  var step: Rational { instance.settings.resolution.rational(Quantity(steps: 1)) }

  // MARK: Decisions

  @discardableResult
  mutating func addDecision(
    _ decision: Decision, least: Rational = .zero, most: Rational = .one, isWhole: Bool = true
  ) -> Int {
    if let known = decisionIndex[decision] { return Int(known) }
    decisionIndex[decision] = Int32(truncatingIfNeeded: decisions.count)
    decisions.append(.init(decision: decision, lower: least, upper: max(least, most), isWhole: isWhole))
    return decisions.count - 1
  }

  func index(_ decision: Decision) -> Int? { decisionIndex[decision].map { Int($0) } }

  // MARK: Rows

  /// The rule's row, new with this sense and right side if there is none yet.
  @discardableResult
  mutating func row(_ rule: Rule, _ sense: RuleBook.Sense, _ rightSide: Rational = .zero) -> Int {
    if let known = rowIndex[rule] { return Int(known) }
    rowIndex[rule] = Int32(truncatingIfNeeded: rows.count)
    rows.append(.init(rule: rule, sense: sense, rightSide: rightSide))
    return rows.count - 1
  }

  func existingRow(_ rule: Rule) -> Int? { rowIndex[rule].map { Int($0) } }

  mutating func add(_ coefficient: Rational, of decision: Int, to row: Int) {
    guard !coefficient.isZero else { return }
    triples.append((Int32(decision), RuleBook.Entry(row: Int32(row), coefficient: coefficient)))
  }

  /// Adds to a row that the instance may have.
  mutating func add(_ coefficient: Rational, of decision: Int, toAny rule: Rule) {
    if let row = rowIndex[rule] { add(coefficient, of: decision, to: Int(row)) }
  }

  static func pair(_ a: Int32, _ b: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b))
  }

  /// dependent ≤ its most × switching, once for each pair; nothing where there is no such switch.
  mutating func link(_ dependent: Int, _ switching: Decision) {
    guard let second = decisionIndex[switching] else { return }
    let pair = RuleBookBuilder.pair(Int32(dependent), second)
    guard linkingIndex[pair] == nil else { return }
    linkingIndex[pair] = Int32(truncatingIfNeeded: rows.count)
    let rule = Rule.linking(dependent: decisions[dependent].decision, switching: switching)
    rows.append(.init(rule: rule, sense: .atMost, rightSide: .zero))
    add(.one, of: dependent, to: rows.count - 1)
    var most = decisions[dependent].upper
    if case .tender(.shipments(let lane)) = switching, let size = instance.lanes.shipmentSize[lane.index] {
      most = min(most, size)
    }
    add(-most, of: Int(second), to: rows.count - 1)
  }

  /// The entries, sorted by column.
  func columns() -> (starts: [Int], entries: [RuleBook.Entry]) {
    var starts = [Int](repeating: 0, count: decisions.count + 1)
    for triple in triples { starts[Int(triple.column) + 1] += 1 }
    for column in decisions.indices { starts[column + 1] += starts[column] }
    guard var entries = triples.first.map({ Array(repeating: $0.entry, count: triples.count) }) else {
      return (starts, [])
    }
    var next = starts
    for triple in triples {
      entries[next[Int(triple.column)]] = triple.entry
      next[Int(triple.column)] += 1
    }
    return (starts, entries)
  }
}
