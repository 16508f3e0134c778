public import Logistics
public import MathProgram

/// An instance's program in which chosen rules give way, each unit of it at a price: what its cheapest answer lets
/// go is the cheapest repair.
///
/// Capacities of lane rows also stand in the bounds of flows; here they stand in their rows alone, so that raising
/// one helps.
public struct RelaxedProgram: Sendable {
  public let source: InstanceProgram
  /// Minimises what giving way costs.
  public private(set) var program: LinearProgram
  /// For each side of a row that gives way, its column.
  private var slacks: [(row: Int, column: Int)] = []

  /// - Parameter price: of one unit of a rule, in the rule's own measure; nil: it stays. Demand gives way downwards
  ///   alone.
  public init(_ instance: Instance, price: (Rule) -> Rational?) {
    self.init(InstanceProgram(RelaxedProgram.withLooseCapacities(instance)), of: instance, price: price)
  }

  /// The same with the program at hand.
  ///
  /// - Parameter source: of the instance `withLooseCapacities`.
  public init(_ source: InstanceProgram, of instance: Instance, price: (Rule) -> Rational?) {
    self.source = source
    let original = source.program
    program = LinearProgram(name: original.name)
    for column in 0..<original.columnCount {
      program.addColumn(
        lower: original.columnLower[column], upper: original.columnUpper[column],
        isInteger: original.isInteger[column])
    }
    for (row, rule) in source.rules.enumerated() {
      let lower = original.rowLower[row]
      let upper = RelaxedProgram.upper(of: rule, instance) ?? original.rowUpper[row]
      for entry in original.entryRange(ofRow: row) {
        program.appendEntry(column: Int(original.columnIndices[entry]), coefficient: original.coefficients[entry])
      }
      for side in price(rule).map({ RelaxedProgram.sides(of: rule, lower, upper, $0.approximate) }) ?? [] {
        let column = program.addColumn(lower: 0, upper: side.most, objective: side.price)
        program.appendEntry(column: column, coefficient: side.sign)
        slacks.append((row, column))
      }
      program.closeRow(lower: lower, upper: upper)
    }
  }

  /// An instance whose lane capacities bind nowhere, so that no flow has a bound from them.
  public static func withLooseCapacities(_ instance: Instance) -> Instance {
    var loose = instance
    for lane in 0..<instance.lanes.count {
      guard var limit = instance.lanes.capacityMax[lane], limit.measure != .order else { continue }
      limit.value = Rational(whole: Rational.powerOfTen(12))
      loose.lanes.capacityMax[lane] = limit
    }
    return loose
  }

  /// Of a capacity that was made loose.
  private static func upper(of rule: Rule, _ instance: Instance) -> Double? {
    guard case .capacityMaximum(let lane) = rule, let limit = instance.lanes.capacityMax[lane.index],
      limit.measure != .order
    else { return nil }
    return limit.value.approximate
  }

  private static func sides(
    of rule: Rule, _ lower: Double, _ upper: Double, _ price: Double
  ) -> [(sign: Double, price: Double, most: Double)] {
    switch rule {
    case .demand: return [(1, price, upper)]
    case .wholeOrder: return lower > 0 ? [(1, price, 1)] : []
    default:
      return (lower > -.infinity ? [(1, price, .infinity)] : []) + (upper < .infinity ? [(-1, price, .infinity)] : [])
    }
  }

  /// What gives way in an answer, and by how much.
  public func violations(_ values: [Double]) -> [NoPlanCause.RuleViolation] {
    slacks.compactMap { slack in
      let value = values[slack.column]
      guard value > 1e-7 else { return nil }
      let amount = Rational(mantissa: Int128(exactly: (value * 1e6).rounded()) ?? 0, decimals: 6)
      return amount.isPositive ? .init(rule: source.rules[slack.row], amount: amount) : nil
    }
  }
}
