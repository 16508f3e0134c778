import Formulations
import Logistics
import MathProgram

/// The program with the earlier objective levels kept, exactly, and the certificates' arithmetic that goes with it.
///
/// Where a level's relaxation proves its value, its optimal face is kept: columns with a reduced cost stay at their bound
/// and rows with a multiplier stay tight (complementary slackness). A later level's multipliers are then completed with
/// t times the earlier level's own, which makes every fixed column's reduced cost point the right way again, at no loss of
/// bound. Where integers left a gap, the level's value is kept by a row.
struct KeptLevels: Sendable {
  /// What one kept level adds to a certificate.
  private struct Face: Sendable {
    var level: Int
    /// 1 of a minimised level, −1 of a maximised one.
    var sign: Double
    /// Minimised, completed by the faces before.
    var multipliers: [Double]
    var kept: [(level: Int, multiplier: Double)]
    var reducedCosts: [Double]
    /// Columns and rows fixed by this level.
    var columns: [Int]
    var rows: [Int]
  }

  private let source: InstanceProgram
  private(set) var program: LinearProgram
  private var faces: [Face] = []
  /// The rows added after the source's, each with the level that it keeps.
  private var keptRows: [(row: Int, level: Int)] = []

  /// Of the levels that were begun: writing one out takes a pass over all columns.
  private var objectives: [Int: LevelObjective] = [:]

  init(_ source: InstanceProgram) {
    self.source = source
    program = source.program
  }

  /// Has a level's objective written once for all that is asked of it later.
  mutating func begin(_ level: Int) {
    if objectives[level] == nil { objectives[level] = source.objective(source.instance.objectives[level]) }
  }

  private func objective(_ level: Int) -> LevelObjective {
    objectives[level] ?? source.objective(source.instance.objectives[level])
  }

  private static let zeroTolerance = 1e-7

  /// The program with the objective of `level`.
  func program(for level: Int) -> LinearProgram {
    let objective = self.objective(level)
    var program = self.program
    for (column, cost) in objective.costs.enumerated() { program.setObjective(cost, column: column) }
    program.objectiveConstant = objective.constant
    program.direction = objective.direction
    return program
  }

  mutating func keep(_ answer: LevelAnswer, level: Int) {
    let data = source.instance.objectives[level]
    let value = answer.value.approximate
    if data.tolerance.isZero, let rootBound = answer.rootBound, let multipliers = answer.multipliers,
      let rootValues = answer.rootValues, relativeGap(value, rootBound) <= 1e-9
    {
      fix(level, multipliers, rootValues)
    } else {
      addKeptRow(level, answer.value, data)
    }
  }

  /// Keeps a level at its limit or better.
  mutating func keepLimit(level: Int) {
    var data = source.instance.objectives[level]
    guard let limit = data.limit else { return }
    data.tolerance = .zero
    addKeptRow(level, limit, data)
  }

  private mutating func fix(_ level: Int, _ multipliers: [Double], _ values: [Double]) {
    let (total, kept, reduced) = completed(multipliers, costs(level))
    let objective = self.objective(level)
    let scale = max(1, objective.costs.reduce(0) { max($0, abs($1)) })
    var columns: [Int] = []
    for column in reduced.indices where abs(reduced[column]) > Self.zeroTolerance * scale {
      let limit = reduced[column] > 0 ? program.columnLower[column] : program.columnUpper[column]
      guard let bound = attained(limit, at: values[column]) else { continue }
      if program.columnLower[column] < program.columnUpper[column] { columns.append(column) }
      program.setColumnBounds(column, lower: bound, upper: bound)
    }
    var rows: [Int] = []
    for row in source.rules.indices where abs(total[row]) > Self.zeroTolerance * scale {
      let limit = total[row] > 0 ? program.rowLower[row] : program.rowUpper[row]
      guard program.rowLower[row] != program.rowUpper[row] else { continue }
      let activity = program.entryRange(ofRow: row).reduce(0.0) { sum, entry in
        sum + program.coefficients[entry] * values[Int(program.columnIndices[entry])]
      }
      guard let bound = attained(limit, at: activity) else { continue }
      program.setRowBounds(row, lower: bound, upper: bound)
      rows.append(row)
    }
    faces.append(
      Face(
        level: level, sign: objective.direction == .minimize ? 1 : -1, multipliers: total, kept: kept,
        reducedCosts: reduced, columns: columns, rows: rows))
  }

  /// Where a limit binds: at itself, or within a step of it, where it is no multiple of the resolution and the answer is one
  /// over multiples; nil where it does not bind.
  private func attained(_ limit: Double, at value: Double) -> Double? {
    guard limit.isFinite else { return nil }
    if abs(value - limit) <= 1e-6 * max(1, abs(limit)) { return limit }
    return abs(value - limit) < 1 / Double(source.instance.settings.resolution.stepsPerUnit) ? value : nil
  }

  /// Keeps the value itself: exactly where it counts things, else as near as doubles can say; the check decides.
  private mutating func addKeptRow(_ level: Int, _ value: Rational, _ data: ObjectiveLevel) {
    let objective = self.objective(level)
    let slip = value.isZero ? data.tolerance : value.magnitude * data.tolerance * (Rational(1, over: 100) ?? .zero)
    let minimizes = objective.direction == .minimize
    let limit = (minimizes ? value + slip : value - slip).approximate - objective.constant
    let slack = objective.isWhole ? 0.5 * (slip.isZero ? 1 : 0) : 1e-9 * max(1, abs(limit))
    let entries = objective.costs.indices.filter { objective.costs[$0] != 0 }
      .map { (column: $0, coefficient: objective.costs[$0]) }
    let row = program.addRow(
      lower: minimizes ? -.infinity : limit - slack, upper: minimizes ? limit + slack : .infinity, entries: entries)
    keptRows.append((row, level))
  }

  /// The certificate's vector for a level from the multipliers of its relaxation (minimised, the source's rows first).
  func vector(_ multipliers: [Double], level: Int) -> MultiplierVector {
    let (total, kept, _) = completed(multipliers, costs(level))
    return source.multiplierVector(total, kept: kept)
  }

  /// The certificate from a branch tree over the program's rows; without a level, of there being no plan at all.
  func certificate(_ tree: BranchProof, level: Int?) -> LevelCertificate {
    let vectors = tree.vectors.map { vector in
      // That a leaf is empty is proved without costs.
      let (total, kept, _) = completed(vector.multipliers, costs(vector.provesEmpty ? nil : level))
      return source.multiplierVector(total, kept: kept)
    }
    let nodes = tree.nodes.map { node -> CertificateNode in
      switch node {
      case .leaf(let vector, let sums):
        .leaf(vector: vector, sums: sums.compactMap { sum in source.sumMultiplier(sum) })
      case .split(let column, let at, let low, let high):
        .split(decision: source.decisions[column], at: Int64(at), low: low, high: high)
      case .splitSum(let sum, let at, let low, let high): .splitSum(sum: sum, at: Int64(at), low: low, high: high)
      }
    }
    let sums = tree.sums.map { $0.map { source.decisions[$0] } }
    return LevelCertificate(countsObjective: level != nil, vectors: vectors, nodes: nodes, sums: sums)
  }

  // MARK: Completing multipliers

  /// A level's costs, minimised; without a level, none.
  private func costs(_ level: Int?) -> [Double] {
    guard let level else { return [Double](repeating: 0, count: source.decisions.count) }
    let objective = self.objective(level)
    return objective.direction == .minimize ? objective.costs : objective.costs.map { -$0 }
  }

  private func completed(_ multipliers: [Double], _ costs: [Double])
    -> (rows: [Double], kept: [(level: Int, multiplier: Double)], reduced: [Double])
  {
    var rows = Array(multipliers.prefix(source.rules.count))
    var kept: [(level: Int, multiplier: Double)] = []
    var reduced = reducedCosts(costs, rows)
    for (row, keptLevel) in keptRows where row < multipliers.count && multipliers[row] != 0 {
      kept.append((keptLevel, multipliers[row]))
      let costs = objective(keptLevel).costs
      for column in reduced.indices { reduced[column] -= multipliers[row] * costs[column] }
    }
    for face in faces.reversed() {
      let factor = neededFactor(face, rows, reduced)
      guard factor > 0 else { continue }
      for row in rows.indices { rows[row] += factor * face.multipliers[row] }
      for column in reduced.indices { reduced[column] += factor * face.reducedCosts[column] }
      kept.append((face.level, -factor * face.sign))
      kept += face.kept.map { ($0.level, factor * $0.multiplier) }
    }
    return (rows, merged(kept), reduced)
  }

  /// The least t for which t times the face's own numbers turn every fixed column and row the right way.
  private func neededFactor(_ face: Face, _ rows: [Double], _ reduced: [Double]) -> Double {
    var factor = 0.0
    for column in face.columns {
      let own = face.reducedCosts[column]
      if reduced[column] * own < 0 { factor = max(factor, -reduced[column] / own) }
    }
    for row in face.rows {
      let own = face.multipliers[row]
      if rows[row] * own < 0 { factor = max(factor, -rows[row] / own) }
    }
    return factor
  }

  private func reducedCosts(_ costs: [Double], _ rows: [Double]) -> [Double] {
    var reduced = costs
    for row in rows.indices where rows[row] != 0 {
      for entry in source.program.entryRange(ofRow: row) {
        reduced[Int(source.program.columnIndices[entry])] -= rows[row] * source.program.coefficients[entry]
      }
    }
    return reduced
  }

  private func merged(_ kept: [(level: Int, multiplier: Double)]) -> [(level: Int, multiplier: Double)] {
    var sums: [Int: Double] = [:]
    for (level, multiplier) in kept { sums[level, default: 0] += multiplier }
    return sums.sorted { $0.key < $1.key }.map { (level: $0.key, multiplier: $0.value) }
  }
}
