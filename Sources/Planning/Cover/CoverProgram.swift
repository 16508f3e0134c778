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
    /// Whether no choice is cheaper.
    public let isCheapest: Bool
    /// Whether none as cheap is smaller besides.
    public let isProven: Bool
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

  /// The best choice; nil where a limit ended the search before any was found.
  public func cheapest(_ demands: [CoverDemand]) -> Choice? {
    guard !demands.isEmpty else { return Choice(chosen: [], isCheapest: true, isProven: true) }
    let table = CoverTable(demands, feesOf)
    var program = table.program
    var isCheapest = true
    if !table.fees.isEmpty {
      for (fee, column) in table.fees { program.setObjective(fees[fee].rational.approximate, column: column) }
      guard let (values, proven) = solve(program) else { return nil }
      isCheapest = proven
      let least = cost(table.chosen(values)).rational.approximate
      program.addRow(
        lower: -.infinity, upper: least + 1e-7 * max(1, least),
        entries: table.fees.map { (column: $0.column, coefficient: fees[$0.fee].rational.approximate) })
      for (_, column) in table.fees { program.setObjective(0, column: column) }
    }
    for column in table.columns { program.setObjective(1, column: column.column) }
    guard let (values, isSmallest) = solve(program) else { return nil }
    return Choice(chosen: table.chosen(values), isCheapest: isCheapest, isProven: isCheapest && isSmallest)
  }

  public func cost(_ chosen: some Sequence<Int>) -> Money {
    Money(grains: Set(chosen.flatMap { feesOf[$0] }).reduce(0) { $0 &+ fees[$1].grains })
  }

  /// A proof costs at most about as much as reading some hundred million numbers.
  private func solve(_ program: LinearProgram) -> (values: [Double], isProven: Bool)? {
    var control = RunControl(options).solveControl(level: 0, levels: 1, phase: "cover", workDone: 0, gap: 0)
    control.proofWork = max(200, min(20_000, 100_000_000 / (program.entryCount + 1)))
    guard let outcome = try? GLPKSolver().solve(.linear(program), control), case .columns(let values)? = outcome.solution
    else { return nil }
    return (values, outcome.status(gap: 1e-9) == .optimal)
  }
}

/// Demands as rows; candidates and fees as columns.
private struct CoverTable {
  private(set) var program = LinearProgram(name: "cover")
  private(set) var columns: [(candidate: Int, column: Int)] = []
  private(set) var fees: [(fee: Int, column: Int)] = []

  init(_ demands: [CoverDemand], _ feesOf: [[Int]]) {
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

  func chosen(_ values: [Double]) -> Set<Int> {
    Set(columns.filter { values[$0.column] > 0.5 }.map(\.candidate))
  }
}
