public import Logistics

/// Every decision of an instance with its box, and every rule with its row, written from the instance alone.
///
/// One period. Rows are held by column: a certificate's check walks over the decisions.
public struct RuleBook: Sendable {
  public struct BoxedDecision: Sendable {
    public let decision: Decision
    @Packed public internal(set) var lower: Rational
    @Packed public internal(set) var upper: Rational
    public let isWhole: Bool
  }

  public enum Sense: Sendable { case equal, atLeast, atMost }

  public struct Row: Sendable {
    public let rule: Rule
    public let sense: Sense
    public internal(set) var rightSide: Rational
  }

  struct Entry: Sendable {
    let row: Int32
    /// Its place among `coefficients`.
    let coefficient: Int32
  }

  public let instance: Instance
  public internal(set) var decisions: [BoxedDecision] = []
  public internal(set) var rows: [Row] = []
  /// The entries of decision j are `entries[columnStarts[j] ..< columnStarts[j + 1]]`.
  var entries: [Entry] = []
  var columnStarts: [Int] = [0]
  private var coefficients: [Rational] = []
  /// The moves come first among the decisions, in this order.
  var moves: [Move] = []
  /// The price schedules that a move counts in.
  var schedules: [ScheduleRange] = []
  private var decisionIndex = DecisionIndex()
  private var rowIndex = RuleIndex()
  private var linkingIndex: [UInt64: Int32] = [:]

  /// - Complexity: about linear in the decisions and what they appear in.
  public init(_ instance: Instance) {
    var builder = RuleBookBuilder(instance)
    builder.build()
    self.instance = instance
    decisions = builder.decisions
    rows = builder.rows
    moves = builder.moves
    schedules = builder.schedules
    decisionIndex = builder.decisionIndex
    rowIndex = builder.rowIndex
    linkingIndex = builder.linkingIndex
    takeEntries(builder)
    guard builder.hasBudgets else { return }
    for id in budgets {
      let spending = spending(instance[id])
      builder.addBudget(id, spending)
      limitExcess(id, spending)
    }
    (rows, rowIndex) = (builder.rows, builder.rowIndex)
    takeEntries(builder)
  }

  private var budgets: [ConstraintID] {
    instance.constraints.indices.map { ConstraintID($0) }.filter { instance[$0].kind == .budget }
  }

  /// A soft budget is exceeded by no more than all decisions cost at their dearest.
  private mutating func limitExcess(_ id: ConstraintID, _ spending: LevelCosts) {
    guard let excess = index(of: .constraintExcess(id)) else { return }
    let most = decisions.indices.reduce(spending.constant - spending.slack - instance[id].value) { sum, index in
      let cost = spending.costs[index]
      return sum + cost * (cost.isNegative ? decisions[index].lower : decisions[index].upper)
    }
    decisions[excess].upper = max(.zero, most)
  }

  /// By what the values of all other decisions exceed soft budgets.
  func excesses(_ values: [Rational]) -> [(decision: Int, value: Rational)] {
    let soft = budgets.filter { instance[$0].penaltyCost != nil }
    guard !soft.isEmpty else { return [] }
    let sums = leftSides(values)
    return soft.compactMap { id in
      guard let excess = index(of: .constraintExcess(id)), let row = index(of: .constraintMost(id)) else { return nil }
      return (excess, max(.zero, sums[row] - rows[row].rightSide))
    }
  }

  private mutating func takeEntries(_ builder: RuleBookBuilder) {
    coefficients = builder.coefficients
    (columnStarts, entries) = builder.columns()
  }

  func index(of decision: Decision) -> Int? { decisionIndex[decision] }

  func coefficient(_ entry: Entry) -> Rational { coefficients[Int(entry.coefficient)] }

  /// What the decision is a multiple of in every legal plan: 1 of whole ones, a step of flows; nil where there is none.
  func step(ofDecision index: Int) -> Rational? {
    if case .flow = decisions[index].decision { return instance.settings.resolution.rational(Quantity(steps: 1)) }
    return decisions[index].isWhole ? .one : nil
  }

  /// nil where the instance has no such rule.
  func index(of rule: Rule) -> Int? {
    guard case .linking(let dependent, let switching) = rule else { return rowIndex[rule] }
    guard let first = decisionIndex[dependent], let second = decisionIndex[switching] else { return nil }
    return linkingIndex[RuleBookBuilder.pair(Int32(first), Int32(second))].map { Int($0) }
  }

  /// The row's coefficients, by index into `decisions`.
  /// - Complexity: O(all entries); for tests and explanations.
  public func coefficients(ofRow row: Int) -> [(decision: Int, coefficient: Rational)] {
    var found: [(decision: Int, coefficient: Rational)] = []
    for column in decisions.indices {
      for entry in entries[columnStarts[column]..<columnStarts[column + 1]] where Int(entry.row) == row {
        found.append((column, coefficient(entry)))
      }
    }
    return found
  }

  /// Every row's left side at given decision values, by row.
  public func leftSides(_ values: [Rational]) -> [Rational] {
    var sums = [Rational](repeating: .zero, count: rows.count)
    for column in decisions.indices where !values[column].isZero {
      for entry in entries[columnStarts[column]..<columnStarts[column + 1]] {
        sums[Int(entry.row)] += coefficient(entry) * values[column]
      }
    }
    return sums
  }
}
