import GLPKEngine
public import Logistics
import MathProgram

/// What is demanded of a choice of candidates: their parts must come to 1 at least.
public struct CoverDemand: Sendable, Equatable {
  /// How much may be missing, for what is lost where exact parts become doubles.
  public static let tolerance = 1e-7

  /// By candidate, above 0 and at most 1.
  public let parts: [Int: Double]

  public init(parts: [Int: Double]) { self.parts = parts }

  /// One of these, whichever.
  public init(oneOf candidates: Set<Int>) { parts = Dictionary(uniqueKeysWithValues: candidates.map { ($0, 1) }) }
}

/// The cheapest choice of candidates that meets every demand; of equally cheap choices the smallest.
///
/// A candidate costs its fees, and a fee that several share is paid once.
public struct CoverProgram: Sendable {
  public struct Choice: Sendable {
    public let chosen: Set<Int>
    /// No choice is cheaper than this.
    public let leastCost: Money
    /// None that costs no more than that is smaller than this.
    public let leastCount: Int
    /// Whether no choice is cheaper, and none as cheap is smaller.
    public let isProven: Bool
  }

  /// Pivots and nodes that a search may take, each about as much as reading the program once: the demands of a thousand
  /// candidates have more choices than can be looked at.
  private static func mostWork(_ program: LinearProgram) -> Int {
    max(300, min(20_000, 30_000_000 / (program.entryCount + 1)))
  }

  private let fees: [Money]
  private let feesOf: [[Int]]
  private let options: PlanOptions

  /// - Parameter fees: what each costs, above 0.
  /// - Parameter candidates: the fees of each.
  public init(fees: [Money], candidates: [[Int]], _ options: PlanOptions) {
    self.fees = fees
    feesOf = candidates
    self.options = options
  }

  /// The best choice that was found; nil where a limit ended the search before any was.
  ///
  /// - Parameter known: a choice that meets the demands, to begin with.
  public func cheapest(_ demands: [CoverDemand], known: Set<Int>?) -> Choice? {
    guard !demands.isEmpty else { return Choice(chosen: [], leastCost: .zero, leastCount: 0, isProven: true) }
    let table = CoverTable(demands, feesOf)
    var program = table.program
    var start = known
    var leastCost = Money.zero
    var isCheapest = true
    if !table.fees.isEmpty {
      for (fee, column) in table.fees { program.setObjective(fees[fee].rational.approximate, column: column) }
      guard let found = solve(program, table.values(start)) else { return nil }
      let chosen = table.chosen(found.values)
      isCheapest = found.isProven
      leastCost = isCheapest ? cost(chosen) : found.bound.flatMap { CoverProgram.money($0) } ?? .zero
      let least = cost(chosen).rational.approximate
      program.addRow(
        lower: -.infinity, upper: least + 1e-7 * max(1, least),
        entries: table.fees.map { (column: $0.column, coefficient: fees[$0.fee].rational.approximate) })
      for (_, column) in table.fees { program.setObjective(0, column: column) }
      if start.map({ cost($0) > cost(chosen) || cost($0) == cost(chosen) && chosen.count < $0.count }) ?? true { start = chosen }
    }
    for column in table.columns { program.setObjective(1, column: column.column) }
    guard let found = solve(program, table.values(start)) else { return nil }
    let chosen = table.chosen(found.values)
    let leastCount = isCheapest ? found.isProven ? chosen.count : found.bound.flatMap { Int(exactly: ($0 - 1e-6).rounded(.up)) } ?? 0 : 0
    return Choice(
      chosen: chosen, leastCost: leastCost, leastCount: max(0, leastCount), isProven: isCheapest && found.isProven)
  }

  public func cost(_ chosen: some Sequence<Int>) -> Money {
    Money(grains: Set(chosen.flatMap { feesOf[$0] }).reduce(0) { $0 &+ fees[$1].grains })
  }

  /// A little less than an engine's bound.
  private static func money(_ bound: Double) -> Money? {
    let lowered = (bound - 1e-6 * max(1, abs(bound))) * 1e6
    return Int128(exactly: lowered.rounded(.down)).flatMap { Money(rounding: Rational(mantissa: max(0, $0), decimals: 6)) }
  }

  private func solve(
    _ program: LinearProgram, _ start: [Double]?
  ) -> (values: [Double], bound: Double?, isProven: Bool)? {
    var control = RunControl(options).solveControl(level: 0, levels: 1, phase: "cover", workDone: 0, start: start, gap: 0)
    control.workLimit = min(CoverProgram.mostWork(program), control.workLimit ?? .max)
    guard let outcome = try? GLPKSolver().solve(.linear(program), control) else { return nil }
    guard case .columns(let values)? = outcome.solution else {
      return start.map { ($0, outcome.proof.bound, false) }
    }
    return (values, outcome.proof.bound, outcome.status(gap: 1e-9) == .optimal)
  }
}

/// Demands as rows; candidates and fees as columns.
private struct CoverTable {
  private(set) var program = LinearProgram(name: "cover")
  private(set) var columns: [(candidate: Int, column: Int)] = []
  private(set) var fees: [(fee: Int, column: Int)] = []
  private let feesOf: [[Int]]

  init(_ demands: [CoverDemand], _ feesOf: [[Int]]) {
    self.feesOf = feesOf
    let candidates = Set(demands.flatMap(\.parts.keys)).sorted()
    var columnOf: [Int: Int] = [:]
    for candidate in candidates {
      let column = program.addColumn(lower: 0, upper: 1, objective: 0)
      program.setInteger(true, column: column)
      columnOf[candidate] = column
      columns.append((candidate, column))
    }
    for fee in Set(candidates.flatMap { feesOf[$0] }).sorted() {
      let column = program.addColumn(lower: 0, upper: 1, objective: 0)
      fees.append((fee, column))
      for candidate in candidates where feesOf[candidate].contains(fee) {
        program.addRow(
          lower: -.infinity, upper: 0,
          entries: [(column: columnOf[candidate] ?? 0, coefficient: 1), (column: column, coefficient: -1)])
      }
    }
    for demand in demands {
      let entries = demand.parts.sorted { $0.key < $1.key }.compactMap { candidate, part in
        columnOf[candidate].map { (column: $0, coefficient: part) }
      }
      program.addRow(lower: 1 - CoverDemand.tolerance, upper: .infinity, entries: entries)
    }
  }

  /// What a choice is in the program's columns; nil where there is none.
  func values(_ chosen: Set<Int>?) -> [Double]? {
    guard let chosen else { return nil }
    var values = [Double](repeating: 0, count: program.columnCount)
    var paid = Set<Int>()
    for (candidate, column) in columns where chosen.contains(candidate) {
      values[column] = 1
      paid.formUnion(feesOf[candidate])
    }
    for (fee, column) in fees where paid.contains(fee) { values[column] = 1 }
    return values
  }

  func chosen(_ values: [Double]) -> Set<Int> {
    Set(columns.filter { values[$0.column] > 0.5 }.map(\.candidate))
  }
}
