public import Logistics
import MathProgram

/// What gave way in an answer of a relaxed program, and what the tables would have to say for the answer to be a plan.
public struct RelaxedAnswer: Sendable {
  public struct Given: Sendable {
    public let rule: RelaxableRule
    /// In the rule's own measure.
    public let amount: Rational
    /// For shares, averages and windows, whose amount is not in the unit of their cell: the value at which the answer keeps
    /// the rule. nil for all others, and where no value would.
    public let attained: Rational?
  }

  public let given: [Given]

  /// - Parameter values: of the program's columns.
  public init(_ relaxed: RelaxedProgram, of instance: Instance, _ values: [Double]) {
    let reading = RelaxedReading(relaxed, instance, values)
    var probe: InstanceProgram?
    given = relaxed.slacks.compactMap { slack in
      let value = values[slack.column]
      guard value > 1e-7 else { return nil }
      let amount = RelaxedReading.rounded(value)
      guard amount.isPositive else { return nil }
      let rule = relaxed.rules[slack.row]
      return Given(
        rule: rule, amount: amount, attained: reading.attained(rule, row: slack.row, missing: value * slack.sign, &probe))
    }
  }
}

/// Reads from an answer what rules come to in the unit of their cell.
private struct RelaxedReading {
  private let relaxed: RelaxedProgram
  private let instance: Instance
  private let values: [Double]

  init(_ relaxed: RelaxedProgram, _ instance: Instance, _ values: [Double]) {
    self.relaxed = relaxed
    self.instance = instance
    self.values = values
  }

  static func rounded(_ value: Double) -> Rational {
    Rational(mantissa: Int128(exactly: (value * 1e6).rounded()) ?? 0, decimals: 6)
  }

  /// - Parameter missing: by how much the row is missed, below 0 where it is exceeded.
  /// - Parameter probe: the program in which every percentage and average is one more, once it was needed.
  func attained(_ rule: RelaxableRule, row: Int, missing: Double, _ probe: inout InstanceProgram?) -> Rational? {
    switch rule {
    case .window(let demand): return worst(row, isLeast: false) { part in
      part.commodity == .row(demand) ? instance.lanes.transitTime[part.nearest.index] : nil
    }
    case .exclusivity: return nil
    case .rule(.constraintLeast(let id)) where instance[id].isEach: return worstRate(id, row, isLeast: true)
    case .rule(.constraintMost(let id)) where instance[id].isEach: return worstRate(id, row, isLeast: false)
    case .rule(let rule):
      guard let now = parameter(of: rule) else { return nil }
      let other = probe ?? InstanceProgram(stepped, keepsEveryLeg: true)
      probe = other
      guard let place = other.rules.firstIndex(of: rule) else { return nil }
      // A row is a straight line in its percentage or average, and one more of that takes `whole` away.
      let whole = excess(relaxed.source, row) - excess(other, place)
      guard whole > 1e-9 else { return nil }
      return RelaxedReading.rounded(now.approximate - missing / whole)
    }
  }

  // MARK: Straight lines

  /// The percentage or average that a rule compares with; nil where it compares with an amount.
  private func parameter(of rule: Rule) -> Rational? {
    switch rule {
    case .channelShareLeast(let id): instance[id].shareMin
    case .channelShareMost(let id): instance[id].shareMax
    case .territoryShareLeast(let id): instance[id].shareMin
    case .territoryShareMost(let id): instance[id].shareMax
    case .partnerMargin(let id): instance[id].marginMin
    case .constraintLeast(let id), .constraintMost(let id): isLine(instance[id]) ? instance[id].value : nil
    default: nil
    }
  }

  private func isLine(_ constraint: Constraint) -> Bool {
    switch constraint.kind {
    case .score, .transit: !constraint.isEach
    default: constraint.within != nil && constraint.sense != .conditionalMin
    }
  }

  /// The source's instance with one more in each of them.
  private var stepped: Instance {
    var changed = relaxed.source.instance
    for index in changed.sales.channels.indices {
      changed.sales.channels[index].shareMin = changed.sales.channels[index].shareMin.map { $0 + .one }
      changed.sales.channels[index].shareMax = changed.sales.channels[index].shareMax.map { $0 + .one }
    }
    for index in changed.sales.territories.indices {
      changed.sales.territories[index].shareMin = changed.sales.territories[index].shareMin.map { $0 + .one }
      changed.sales.territories[index].shareMax = changed.sales.territories[index].shareMax.map { $0 + .one }
    }
    for index in changed.sales.partners.indices {
      changed.sales.partners[index].marginMin = changed.sales.partners[index].marginMin.map { $0 + .one }
    }
    for index in changed.constraints.indices where isLine(changed.constraints[index]) {
      changed.constraints[index].value = changed.constraints[index].value + .one
    }
    return changed
  }

  /// What the answer comes to in a row of a program with the source's columns, less the row's limit.
  private func excess(_ program: InstanceProgram, _ row: Int) -> Double {
    let lower = program.program.rowLower[row]
    let limit = lower > -.infinity ? lower : program.program.rowUpper[row]
    return program.program.entryRange(ofRow: row).reduce(-limit) { sum, entry in
      sum + program.program.coefficients[entry] * values[Int(program.program.columnIndices[entry])]
    }
  }

  // MARK: Each flow for itself

  private func worstRate(_ id: ConstraintID, _ row: Int, isLeast: Bool) -> Rational? {
    let constraint = instance[id]
    return worst(row, isLeast: isLeast) { part, movement in
      guard let score = constraint.score else { return instance.lanes.transitTime[part.nearest.index] }
      return instance.score(score, movement.link, instance.product(of: part.commodity), movement.period)
    }
  }

  private func worst(_ row: Int, isLeast: Bool, _ rate: (Movement.Part) -> Rational?) -> Rational? {
    worst(row, isLeast: isLeast) { part, _ in rate(part) }
  }

  /// The least, or greatest, of what moves in the answer and stands in the row.
  private func worst(_ row: Int, isLeast: Bool, _ rate: (Movement.Part, Movement) -> Rational?) -> Rational? {
    let source = relaxed.source
    var places: [Int: Int] = [:]
    for (index, column) in source.movementColumns.enumerated() { places[column] = index }
    var found: Rational?
    for entry in relaxed.program.entryRange(ofRow: row) {
      let column = Int(relaxed.program.columnIndices[entry])
      guard values[column] > 1e-7, let place = places[column] else { continue }
      for part in source.movements[place].parts {
        guard let rate = rate(part, source.movements[place]) else { continue }
        found = found.map { isLeast ? min($0, rate) : max($0, rate) } ?? rate
      }
    }
    return found
  }
}
