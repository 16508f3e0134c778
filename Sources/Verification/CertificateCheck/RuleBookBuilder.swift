import Logistics

/// Writes a rule book: first the moves, then what they switch on, then the rows.
struct RuleBookBuilder {
  let instance: Instance
  let measures: UnitMeasures
  let awards: SingleAwards
  var decisions: [RuleBook.BoxedDecision] = []
  var rows: [RuleBook.Row] = []
  private(set) var moves: [Move] = []
  private(set) var decisionIndex = DecisionIndex()
  private(set) var rowIndex = RuleIndex()
  private(set) var linkingIndex: [UInt64: Int32] = [:]
  private var triples: [(column: Int32, entry: RuleBook.Entry)] = []
  /// What entries count: 1 and −1 once, everything else as it comes.
  private(set) var coefficients: [Rational] = [.one, -.one]
  let tariffs: LaneTariffs
  /// Sites where some supply row lets something originate.
  let originates: [Bool]
  var schedules: [ScheduleRange] = []
  /// The constraints that a move may need a switch for. Found once: there may be hundreds of others.
  let switchedFlows: [ConstraintID]
  let sourceCounts: [ConstraintID]
  let siteLimits: SiteLimits

  init(_ instance: Instance) {
    self.instance = instance
    measures = UnitMeasures(instance)
    awards = SingleAwards(instance)
    tariffs = LaneTariffs(instance)
    siteLimits = SiteLimits(instance)
    var originates = [Bool](repeating: false, count: instance.sites.count)
    for cell in instance.supplies.cells.keys { originates[cell.site.index] = true }
    self.originates = originates
    let constraints = instance.constraints.indices.map { ConstraintID($0) }
    switchedFlows = constraints.filter {
      instance[$0].kind == .flow && (instance[$0].sense == .conditionalMin || instance[$0].measure == .order)
    }
    sourceCounts = constraints.filter { instance[$0].kind == .sourceCount }
  }

  mutating func build() {
    guard instance.periods.count == 1 else { return }
    moves = MoveFinder(instance).moves()
    decisions.reserveCapacity(moves.count + instance.demand.count)
    decisionIndex.reserve(moves: moves.count, links: instance.links.count)
    triples.reserveCapacity(4 * moves.count)
    rows.reserveCapacity(instance.demand.count + 2 * instance.sites.count + instance.lanes.count / 4)
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
    addTwinRows()
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
    if let known = decisionIndex[decision] { return known }
    decisionIndex.insert(decision, at: decisions.count)
    decisions.append(.init(decision: decision, lower: least, upper: max(least, most), isWhole: isWhole))
    return decisions.count - 1
  }

  func index(_ decision: Decision) -> Int? { decisionIndex[decision] }

  /// Whether there is any decision that a move could switch on.
  var hasSwitches: Bool {
    decisions[moves.count...].contains { if case .unmet = $0.decision { false } else { true } }
  }

  // MARK: Rows

  /// The rule's row, new with this sense and right side if there is none yet.
  @discardableResult
  mutating func row(_ rule: Rule, _ sense: RuleBook.Sense, _ rightSide: Rational = .zero) -> Int {
    if let known = rowIndex[rule] { return known }
    rowIndex.insert(rule, row: rows.count)
    rows.append(.init(rule: rule, sense: sense, rightSide: rightSide))
    return rows.count - 1
  }

  func existingRow(_ rule: Rule) -> Int? { rowIndex[rule] }

  mutating func add(_ coefficient: Rational, of decision: Int, to row: Int) {
    guard !coefficient.isZero else { return }
    triples.append((Int32(decision), RuleBook.Entry(row: Int32(row), coefficient: place(of: coefficient))))
  }

  private mutating func place(of coefficient: Rational) -> Int32 {
    if coefficient == coefficients[0] { return 0 }
    if coefficient == coefficients[1] { return 1 }
    coefficients.append(coefficient)
    return Int32(truncatingIfNeeded: coefficients.count - 1)
  }

  /// Adds to a row that the instance may have.
  mutating func add(_ coefficient: Rational, of decision: Int, toAny rule: Rule) {
    if let row = rowIndex[rule] { add(coefficient, of: decision, to: row) }
  }

  static func pair(_ a: Int32, _ b: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b))
  }

  /// For one or so of every move.
  mutating func reserveLinkings() {
    linkingIndex.reserveCapacity(moves.count)
    rows.reserveCapacity(rows.count + moves.count)
  }

  /// dependent ≤ its most × switching, once for each pair; nothing where there is no such switch.
  mutating func link(_ dependent: Int, _ switching: Decision) {
    guard let second = decisionIndex[switching] else { return }
    let pair = RuleBookBuilder.pair(Int32(dependent), Int32(second))
    guard linkingIndex[pair] == nil else { return }
    linkingIndex[pair] = Int32(truncatingIfNeeded: rows.count)
    let rule = Rule.linking(dependent: decisions[dependent].decision, switching: switching)
    rows.append(.init(rule: rule, sense: .atMost, rightSide: .zero))
    add(.one, of: dependent, to: rows.count - 1)
    var most = decisions[dependent].upper
    if case .tender(.shipments(let lane)) = switching, let size = instance.lanes.shipmentSize[lane.index] {
      most = min(most, size)
    }
    if case .siteOpen = switching, moves.indices.contains(dependent), !moves[dependent].isLastLeg,
      let passing = mostBetweenSites(moves[dependent])
    {
      most = min(most, passing)
    }
    add(-most, of: second, to: rows.count - 1)
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
