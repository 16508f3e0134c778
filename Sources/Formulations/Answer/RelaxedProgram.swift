public import Logistics
public import MathProgram

/// An instance's program in which chosen rules give way, each unit of it at a price: what its cheapest answer lets
/// go is the cheapest repair.
///
/// Capacities of lane rows also stand in the bounds of flows, and windows and exclusive territories say which flows there
/// are; here all of them stand in rows alone, so that letting one go helps.
public struct RelaxedProgram: Sendable {
  public let source: InstanceProgram
  /// Minimises what giving way costs.
  public private(set) var program: LinearProgram
  /// By row: those of the source's program, and the barriers behind them.
  public private(set) var rules: [RelaxableRule] = []
  /// For each side of a row that gives way, its column; the sign is that in the row.
  private(set) var slacks: [(row: Int, column: Int, sign: Double)] = []

  /// - Parameter price: of one unit of a rule, in the rule's own measure; nil: it stays. Demand gives way downwards
  ///   alone.
  public init(_ instance: Instance, price: (RelaxableRule) -> Rational?) {
    self.init(RelaxedProgram.loose(instance), of: instance, price: price)
  }

  /// The same with the program at hand.
  ///
  /// - Parameter source: `loose` of the instance.
  public init(_ source: InstanceProgram, of instance: Instance, price: (RelaxableRule) -> Rational?) {
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
      close(.rule(rule), lower, upper, price)
    }
    for barrier in BarrierRow.all(source, of: instance) {
      for entry in barrier.entries { program.appendEntry(column: entry.column, coefficient: entry.coefficient) }
      close(barrier.rule, -.infinity, 0, price)
    }
  }

  private mutating func close(
    _ rule: RelaxableRule, _ lower: Double, _ upper: Double, _ price: (RelaxableRule) -> Rational?
  ) {
    for side in price(rule).map({ RelaxedProgram.sides(of: rule, lower, upper, $0.approximate) }) ?? [] {
      let column = program.addColumn(lower: 0, upper: side.most, objective: side.price)
      program.appendEntry(column: column, coefficient: side.sign)
      slacks.append((rules.count, column, side.sign))
    }
    program.closeRow(lower: lower, upper: upper)
    rules.append(rule)
  }

  /// The program of an instance whose lane capacities bind nowhere, so that no flow has a bound from them, and in which no
  /// window and no exclusive territory keeps anything off a lane.
  public static func loose(_ instance: Instance) -> InstanceProgram {
    var loose = instance
    for lane in 0..<instance.lanes.count {
      guard var limit = instance.lanes.capacityMax[lane], limit.measure != .order else { continue }
      limit.value = Rational(whole: Rational.powerOfTen(12))
      loose.lanes.capacityMax[lane] = limit
    }
    for row in loose.demand.indices { loose.demand[row].longestTransit = nil }
    for row in loose.sales.territories.indices { loose.sales.territories[row].isExclusive = false }
    return InstanceProgram(loose, keepsEveryLeg: true)
  }

  /// Of a capacity that was made loose.
  private static func upper(of rule: Rule, _ instance: Instance) -> Double? {
    guard case .capacityMaximum(let lane) = rule, let limit = instance.lanes.capacityMax[lane.index],
      limit.measure != .order
    else { return nil }
    return limit.value.approximate
  }

  private static func sides(
    of rule: RelaxableRule, _ lower: Double, _ upper: Double, _ price: Double
  ) -> [(sign: Double, price: Double, most: Double)] {
    switch rule {
    case .rule(.demand): return [(1, price, upper)]
    case .rule(.wholeOrder): return lower > 0 ? [(1, price, 1)] : []
    default:
      return (lower > -.infinity ? [(1, price, .infinity)] : []) + (upper < .infinity ? [(-1, price, .infinity)] : [])
    }
  }
}

/// The row of a barrier: what moves on lanes that it keeps goods off.
struct BarrierRow {
  let rule: RelaxableRule
  var entries: [(column: Int, coefficient: Double)] = []

  /// Windows in the order of the demand, then territories; those that keep nothing off any lane have none.
  ///
  /// - Parameter source: a program in which they keep nothing off.
  static func all(_ source: InstanceProgram, of instance: Instance) -> [BarrierRow] {
    var windows = instance.demand.indices.map { BarrierRow(rule: .window(DemandID($0))) }
    var territories = instance.sales.territories.indices.map { BarrierRow(rule: .exclusivity(TerritoryID($0))) }
    let hasExclusive = instance.sales.territories.contains { $0.isExclusive }
    for (index, movement) in source.movements.enumerated() where movement.isLastLeg {
      for part in movement.parts {
        guard case .row(let row) = part.commodity else { continue }
        let column = source.movementColumns[index]
        if let late = lateness(of: part, row, instance) {
          windows[row.index].entries.append((column, (part.amount * late).approximate))
        }
        if hasExclusive, let territory = exclusive(against: movement.link, row, instance) {
          territories[territory.index].entries.append((column, part.amount.approximate))
        }
      }
    }
    return (windows + territories).filter { !$0.entries.isEmpty }
  }

  /// How much longer the last lane takes than the row allows; nil where it does not.
  private static func lateness(of part: Movement.Part, _ row: DemandID, _ instance: Instance) -> Rational? {
    guard let longest = instance[row].longestTransit, let time = instance.lanes.transitTime[part.nearest.index],
      longest < time
    else { return nil }
    return time - longest
  }

  /// The territory in which the seller of a last leg may not sell; nil where it may.
  private static func exclusive(against link: LinkID, _ row: DemandID, _ instance: Instance) -> TerritoryID? {
    let (customer, product) = (instance[row].customer, instance[row].product)
    guard let partner = instance.exclusivePartner(customer, product),
      instance.seller(link, customer).partner != partner
    else { return nil }
    return instance.sales.territories.firstIndex {
      $0.isExclusive && $0.territory == instance[customer].territory && $0.product == product
    }.map { TerritoryID($0) }
  }
}
