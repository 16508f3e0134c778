import MathProgram
import Testing

/// Checks of outcomes from the program alone, in code that the engines do not share.
struct LinearCertificate {
  let program: LinearProgram
  private let tolerance = 1e-7

  private var sign: Double { program.direction == .maximize ? -1 : 1 }

  private func activity(_ row: Int, _ values: [Double]) -> (sum: Double, size: Double) {
    program.entryRange(ofRow: row).reduce((0, 1)) { total, entry in
      let term = program.coefficients[entry] * values[Int(program.columnIndices[entry])]
      return (total.0 + term, max(total.1, abs(term)))
    }
  }

  /// What is wrong with the values; nil when they satisfy the program.
  func violation(_ values: [Double], ignoringRows: Bool = false) -> String? {
    guard values.count == program.columnCount else { return "\(values.count) values" }
    for (column, value) in values.enumerated() {
      let slack = tolerance * max(1, abs(value))
      if !value.isFinite { return "column \(column) is \(value)" }
      if value < program.columnLower[column] - slack { return "column \(column) = \(value) is too small" }
      if value > program.columnUpper[column] + slack { return "column \(column) = \(value) is too large" }
      if program.isInteger[column] && value != value.rounded() { return "column \(column) = \(value) is not whole" }
    }
    for row in 0..<program.rowCount {
      let (sum, size) = activity(row, values)
      if sum < program.rowLower[row] - tolerance * size { return "row \(row): \(sum) is too small" }
      if sum > program.rowUpper[row] + tolerance * size { return "row \(row): \(sum) is too large" }
    }
    return nil
  }

  func objective(_ values: [Double]) -> Double {
    zip(program.objective, values).reduce(program.objectiveConstant) { $0 + $1.0 * $1.1 }
  }

  /// The bound that multipliers prove, in the program's own direction; nil when they prove none.
  func bound(_ multipliers: [Double], costs: [Double]? = nil) -> Double? {
    guard multipliers.count == program.rowCount else { return nil }
    var reduced = (costs ?? program.objective).map { sign * $0 }
    var total = 0.0
    for row in 0..<program.rowCount where multipliers[row] != 0 {
      let multiplier = costs == nil ? sign * multipliers[row] : multipliers[row]
      let limit = multiplier > 0 ? program.rowLower[row] : program.rowUpper[row]
      guard limit.isFinite else { return nil }
      total += multiplier * limit
      for entry in program.entryRange(ofRow: row) {
        reduced[Int(program.columnIndices[entry])] -= multiplier * program.coefficients[entry]
      }
    }
    for (column, price) in reduced.enumerated() where abs(price) > 1e-12 {
      var limit = price > 0 ? program.columnLower[column] : program.columnUpper[column]
      if program.isInteger[column] { limit.round(price > 0 ? .up : .down) }
      if limit.isFinite { total += price * limit } else if abs(price) > tolerance { return nil }
    }
    return costs == nil ? sign * total + program.objectiveConstant : total
  }

  /// The bound that a branch tree proves, in the program's own direction; infinite where every leaf is
  /// empty. nil where it is no tree, or a leaf proves nothing.
  func bound(_ proof: BranchProof) -> Double? {
    guard let root = proof.nodes.indices.last else { return nil }
    return leastBound(proof, root, program, []).map { sign * $0 }
  }

  /// Minimised, over the leaves below a node, with the column bounds that lead to it.
  ///
  /// - Parameter sums: of each split sum on the way, whose limit is a row of the box after the program's own.
  private func leastBound(
    _ proof: BranchProof, _ node: Int, _ box: LinearProgram, _ sums: [(sum: Int, isLow: Bool)]
  ) -> Double? {
    switch proof.nodes[node] {
    case .leaf(let vector, let priced):
      guard proof.vectors.indices.contains(vector) else { return nil }
      let leaf = LinearCertificate(program: box)
      var multipliers = proof.vectors[vector].multipliers + [Double](repeating: 0, count: sums.count)
      for sum in priced {
        // Of all limits on the way, the last one is the tightest.
        guard let row = sums.lastIndex(where: { $0.sum == sum.sum && $0.isLow == (sum.multiplier < 0) }) else { return nil }
        multipliers[program.rowCount + row] += sum.multiplier
      }
      guard !proof.vectors[vector].provesEmpty else { return leaf.provesInfeasible(multipliers) ? .infinity : nil }
      return leaf.bound(multipliers.map { sign * $0 }).map { sign * $0 }
    case .split(let column, let at, let low, let high):
      guard low < node, high < node, box.isInteger[column] else { return nil }
      var (down, up) = (box, box)
      down.setColumnBounds(column, lower: box.columnLower[column], upper: min(box.columnUpper[column], at))
      up.setColumnBounds(column, lower: max(box.columnLower[column], at + 1), upper: box.columnUpper[column])
      guard let one = leastBound(proof, low, down, sums), let other = leastBound(proof, high, up, sums) else { return nil }
      return min(one, other)
    case .splitSum(let sum, let at, let low, let high):
      guard low < node, high < node, proof.sums.indices.contains(sum), Set(proof.sums[sum]).count == proof.sums[sum].count,
        proof.sums[sum].allSatisfy({ box.isInteger[$0] })
      else { return nil }
      let entries = proof.sums[sum].map { (column: $0, coefficient: 1.0) }
      var (down, up) = (box, box)
      down.addRow(lower: -.infinity, upper: at, entries: entries)
      up.addRow(lower: at + 1, upper: .infinity, entries: entries)
      guard let one = leastBound(proof, low, down, sums + [(sum, true)]),
        let other = leastBound(proof, high, up, sums + [(sum, false)])
      else { return nil }
      return min(one, other)
    }
  }

  /// Whether each column and row leans on the limit that its price says (complementary slackness).
  func isComplementary(_ values: [Double], _ multipliers: [Double]) -> Bool {
    for row in 0..<program.rowCount where abs(multipliers[row]) > tolerance {
      let (sum, size) = activity(row, values)
      let limit = sign * multipliers[row] > 0 ? program.rowLower[row] : program.rowUpper[row]
      if abs(sum - limit) > 1e-6 * max(size, abs(limit)) { return false }
    }
    return true
  }

  func provesInfeasible(_ multipliers: [Double]) -> Bool {
    let zero = [Double](repeating: 0, count: program.columnCount)
    return bound(multipliers, costs: zero).map { $0 > 0 } ?? false
  }

  func provesUnbounded(_ ray: [Double]) -> Bool {
    guard ray.count == program.columnCount else { return false }
    for column in 0..<program.columnCount {
      if ray[column] < -tolerance && program.columnLower[column].isFinite { return false }
      if ray[column] > tolerance && program.columnUpper[column].isFinite { return false }
    }
    for row in 0..<program.rowCount {
      let (sum, size) = activity(row, ray)
      if sum < -tolerance * size && program.rowLower[row].isFinite { return false }
      if sum > tolerance * size && program.rowUpper[row].isFinite { return false }
    }
    return sign * zip(program.objective, ray).reduce(0) { $0 + $1.0 * $1.1 } < 0
  }
}

/// Expects that the outcome is certain of itself and that its evidence proves it.
func expectCertified(_ outcome: Outcome, _ program: LinearProgram, _ label: String, needsEvidence: Bool = true) {
  let certificate = LinearCertificate(program: program)
  if case .columns(let values)? = outcome.solution {
    #expect(certificate.violation(values) == nil, "\(label): \(outcome)")
    let objective = outcome.objective ?? .nan
    #expect(abs(certificate.objective(values) - objective) <= 1e-9 * max(1, abs(objective)), "\(label): \(outcome)")
  }
  switch (outcome.status(), outcome.proof.evidence) {
  case (.optimal, .rowMultipliers(let multipliers)?):
    let bound = certificate.bound(multipliers)
    let objective = outcome.objective ?? .nan
    let slack = 1e-7 * max(1, abs(objective))
    if program.hasIntegers {
      let isBelow = bound.map { program.direction == .minimize ? $0 <= objective + slack : $0 >= objective - slack }
      #expect(isBelow == true, "\(label): root bound \(String(describing: bound)): \(outcome)")
    } else {
      #expect(bound.map { abs($0 - objective) <= slack } == true, "\(label): \(String(describing: bound)): \(outcome)")
      if case .columns(let values)? = outcome.solution {
        #expect(certificate.isComplementary(values, multipliers), "\(label): \(outcome)")
      }
    }
  case (.optimal, .branchTree(let proof)?):
    let objective = outcome.objective ?? .nan
    let whole = program.objective.indices.allSatisfy {
      program.objective[$0] == 0 || (program.isInteger[$0] && program.objective[$0] == program.objective[$0].rounded())
    }
    // Of whole objectives a bound less than 1 away is as good.
    let slack = whole ? 1 - 1e-7 : 1e-7 * max(1, abs(objective))
    #expect(certificate.bound(proof).map { abs($0 - objective) <= slack } == true, "\(label): \(outcome)")
  case (.infeasible, .branchTree(let proof)?):
    #expect(certificate.bound(proof).map { $0.isInfinite } == true, "\(label): \(outcome)")
  case (.infeasible, .farkas(let multipliers)?):
    #expect(certificate.provesInfeasible(multipliers), "\(label): \(outcome)")
  case (.unbounded, .columnRay(let ray)?):
    #expect(certificate.provesUnbounded(ray), "\(label): \(outcome)")
    #expect(outcome.solution != nil, "\(label): a ray needs a point: \(outcome)")
  case (.optimal, nil), (.infeasible, nil), (.unbounded, nil):
    #expect(!needsEvidence, "\(label): no evidence: \(outcome)")
  default: Issue.record("\(label): \(outcome)")
  }
}

/// The same of a network, in exact whole numbers.
func expectCertified(_ outcome: Outcome, _ network: FlowNetwork, _ label: String, needsEvidence: Bool = true) {
  if case .flow(let flow)? = outcome.solution {
    #expect(network.violation(ofFlow: flow) == nil, "\(label): \(outcome)")
    #expect(network.objective(ofFlow: flow).map { Double($0) } == outcome.objective, "\(label): \(outcome)")
  }
  switch (outcome.status(), outcome.proof.evidence) {
  case (.optimal, .potentials(let potentials)?):
    #expect(network.dualValue(ofPotentials: potentials).map { Double($0) } == outcome.objective, "\(label): \(outcome)")
  case (.infeasible, .cut(let nodes)?): #expect(network.provesInfeasible(cut: nodes), "\(label): \(outcome)")
  case (.infeasible, .farkas(let multipliers)?):
    let certificate = LinearCertificate(program: LinearProgram(network))
    #expect(certificate.provesInfeasible(multipliers), "\(label): \(outcome)")
  case (.unbounded, .cycle(let arcs)?):
    #expect(network.provesUnbounded(cycle: arcs), "\(label): \(outcome)")
    #expect(outcome.solution != nil, "\(label): a cycle needs a flow: \(outcome)")
  case (.infeasible, nil): #expect(!needsEvidence, "\(label): no evidence: \(outcome)")
  default: Issue.record("\(label): \(outcome)")
  }
}
