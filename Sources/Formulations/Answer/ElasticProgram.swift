public import Logistics
public import MathProgram

/// An instance's program whose rules give way at a price: what it costs least is how an instance without a plan fails.
public struct ElasticProgram: Sendable {
  /// Which rules give way.
  public enum Give: Sendable {
    /// Demand alone.
    case demand
    /// Demand, and every limit, minimum and constraint that a user wrote.
    case everyLimit
  }

  public let source: InstanceProgram
  /// Minimises what gives way: units of demand, and of limits in their measures.
  public private(set) var program: LinearProgram
  /// For each row that gives way, its slack columns.
  private var slacks: [(row: Int, column: Int)] = []

  public init(_ source: InstanceProgram, give: Give) {
    self.source = source
    program = LinearProgram(name: source.program.name)
    copyColumns()
    for (row, rule) in source.rules.enumerated() { addRow(row, rule, give) }
  }

  private mutating func copyColumns() {
    let original = source.program
    for column in 0..<original.columnCount {
      program.addColumn(
        lower: original.columnLower[column], upper: original.columnUpper[column],
        isInteger: original.isInteger[column])
    }
  }

  private mutating func addRow(_ row: Int, _ rule: Rule, _ give: Give) {
    let original = source.program
    for entry in original.entryRange(ofRow: row) {
      program.appendEntry(column: Int(original.columnIndices[entry]), coefficient: original.coefficients[entry])
    }
    let price = price(of: rule, give)
    if price > 0 && original.rowLower[row] > -.infinity { addSlack(row, sign: 1, price) }
    if price > 0 && original.rowUpper[row] < .infinity && give == .everyLimit { addSlack(row, sign: -1, price) }
    program.closeRow(lower: original.rowLower[row], upper: original.rowUpper[row])
  }

  private mutating func addSlack(_ row: Int, sign: Double, _ price: Double) {
    let column = program.addColumn(lower: 0, upper: .infinity, objective: price)
    program.appendEntry(column: column, coefficient: sign)
    slacks.append((row, column))
  }

  /// 0: the rule stays.
  private func price(of rule: Rule, _ give: Give) -> Double {
    switch rule {
    case .demand: return 1
    case .wholeOrder(let order):
      return source.instance[order].rows.reduce(0) { $0 + source.instance[$1].quantity.approximate }
    case .balance, .linking, .usage, .minimumCharge, .furtherSources, .rankedRate, .objectiveKept: return 0
    case .tender(let rule) where !rule.isLimit: return 0
    default: return give == .everyLimit ? 1 : 0
    }
  }

  /// What gave way in an answer, and what held it back.
  public func cause(_ values: [Double], rowMultipliers: [Double]?) -> NoPlanCause {
    var shortfalls: [NoPlanCause.Shortfall] = []
    var violations: [NoPlanCause.RuleViolation] = []
    for (row, column) in slacks where values[column] > 1e-7 {
      let amount = rounded(values[column])
      switch source.rules[row] {
      case .demand(let demand): shortfalls.append(.init(row: demand, units: amount))
      case .wholeOrder(let order):
        for demand in source.instance[order].rows {
          shortfalls.append(.init(row: demand, units: source.instance[demand].quantity))
        }
      case let rule: violations.append(.init(rule: rule, amount: amount))
      }
    }
    return NoPlanCause(
      shortfalls: shortfalls, violations: violations, binding: binding(values, rowMultipliers))
  }

  /// What a proof that there is no plan rests on, where nothing is known of what would have to give way.
  public static func cause(_ proof: Certificate) -> NoPlanCause {
    var seen: Set<Rule> = []
    let rules = proof.levels.flatMap(\.vectors).flatMap(\.entries).map(\.rule).filter { rule in
      switch rule {
      case .demand, .wholeOrder: seen.insert(rule).inserted
      default: isLimit(rule) && seen.insert(rule).inserted
      }
    }
    return NoPlanCause(shortfalls: [], violations: [], binding: rules)
  }

  /// The user's limits that have a price at the compromise; without prices, those that are met exactly.
  private func binding(_ values: [Double], _ rowMultipliers: [Double]?) -> [Rule] {
    source.rules.indices.compactMap { row in
      guard Self.isLimit(source.rules[row]) else { return nil }
      if let rowMultipliers { return abs(rowMultipliers[row]) > 1e-7 ? source.rules[row] : nil }
      let terms = source.program.entryRange(ofRow: row).map { entry in
        source.program.coefficients[entry] * values[Int(source.program.columnIndices[entry])]
      }
      let activity = terms.reduce(0, +)
      let tolerance = 1e-7 * max(1, abs(activity))
      let isTight = abs(activity - source.program.rowLower[row]) <= tolerance
        || abs(activity - source.program.rowUpper[row]) <= tolerance
      return isTight && terms.contains { $0 != 0 } ? source.rules[row] : nil
    }
  }

  private static func isLimit(_ rule: Rule) -> Bool {
    switch rule {
    case .demand, .wholeOrder, .balance, .linking, .usage, .minimumCharge, .furtherSources, .rankedRate,
      .objectiveKept:
      false
    case .tender(let rule): rule.isLimit
    default: true
    }
  }

  private func rounded(_ value: Double) -> Rational {
    let scaled = (value * 1e6).rounded()
    return Rational(mantissa: Int128(exactly: scaled) ?? 0, decimals: 6)
  }
}
