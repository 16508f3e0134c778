/// A network that was found in a linear program after all that hides it was taken out, and the way back.
public struct ReducedNetwork: Sendable {
  let recognized: RecognizedNetwork
  let reduced: LinearProgram
  /// The program's column of each column that is left.
  let columns: [Int32]
  /// The place of each of the program's rows among those that are left; −1 for the others.
  let reducedRow: [Int32]
  let nests: [NetworkReduction.Nest]
  private let bounds: RowBounds
  let stepsPerUnit: [Double]
  let rowSize: [Double]
  let costScale: Double
  /// By entry of the program.
  private let coefficients: [Double]
  private let cost: [Double]
  /// Whether a limit, bound or cost was rounded: the network is then not quite the program, and its bound is one for
  /// whole steps.
  public let isRounded: Bool
  private let roundsCosts: Bool

  init(
    _ recognized: RecognizedNetwork, _ reduced: LinearProgram, columns: [Int32], reducedRow: [Int32],
    nests: [NetworkReduction.Nest], bounds: RowBounds, scaled: ScaledProgram
  ) {
    self.recognized = recognized
    self.reduced = reduced
    self.columns = columns
    self.reducedRow = reducedRow
    self.nests = nests
    self.bounds = bounds
    stepsPerUnit = scaled.stepsPerUnit
    rowSize = scaled.rowSize
    costScale = scaled.costScale
    coefficients = scaled.coefficients
    cost = scaled.cost
    isRounded = scaled.isRounded
    roundsCosts = scaled.roundsCosts
  }

  public var network: FlowNetwork { recognized.network }
}

extension LinearProgram {
  /// Looks for a network behind fixed columns, rows that bound one column, and rows that lie within others.
  ///
  /// - Parameter stepsPerUnit: nil: the program as it stands, in exact decimals. Else how finely each column is counted,
  ///   from the first on (0, or none: as finely as its rows): the network's optimum is then the program's over whole
  ///   numbers of steps.
  /// - Throws: what keeps the program from being a network.
  /// - Complexity: about linear in columns and entries.
  public func network(stepsPerUnit: [Double]? = nil) throws(NetworkObstacle) -> ReducedNetwork {
    guard faults().isEmpty else { throw NetworkObstacle(.faults) }
    guard columnCount + rowCount < Int(Int32.max) / 8, entryCount < Int(Int32.max) else {
      throw NetworkObstacle(.tooLarge)
    }
    let scaled: ScaledProgram
    if let stepsPerUnit {
      scaled = try ScaledProgram(self, stepsPerUnit: stepsPerUnit)
    } else {
      scaled = ScaledProgram(self)
    }
    var reduction = NetworkReduction(self, scaled)
    return try reduction.run()
  }
}

// MARK: The way back

extension ReducedNetwork {
  /// What an outcome of the network says of the program in which it was found.
  public func outcome(_ outcome: Outcome, of program: LinearProgram) -> Outcome {
    let inner = recognized.outcome(outcome, of: reduced)
    var translated = inner
    translated.proof.bound = inner.proof.bound.map { bound($0, of: program) }
    if case .columns(let steps)? = inner.solution {
      let values = values(steps, of: program)
      let objective = zip(program.objective, values).reduce(program.objectiveConstant) { $0 + $1.0 * $1.1 }
      translated.solution = .columns(values)
      translated.objective = objective
      if outcome.proof.bound == outcome.objective { translated.proof.bound = provenBound(objective, steps, program) }
    }
    switch inner.proof.evidence {
    case .rowMultipliers(let rows)?:
      translated.proof.evidence = .rowMultipliers(multipliers(rows, countsCost: true, program))
    case .farkas(let rows)?: translated.proof.evidence = .farkas(multipliers(rows, countsCost: false, program))
    case .columnRay(let ray)?: translated.proof.evidence = .columnRay(self.ray(ray, program))
    default: break
    }
    return translated
  }

  func unit(_ column: Int) -> Double { stepsPerUnit.isEmpty ? 1 : stepsPerUnit[column] }

  private func values(_ reducedValues: [Double], of program: LinearProgram) -> [Double] {
    // A column that was left out has no room above its lower bound.
    var values = program.columnLower
    for (index, column) in columns.map({ Int($0) }).enumerated() {
      values[column] = (stepsPerUnit.isEmpty ? 0 : values[column]) + reducedValues[index] / unit(column)
    }
    return values
  }

  private func ray(_ reducedRay: [Double], _ program: LinearProgram) -> [Double] {
    var ray = [Double](repeating: 0, count: program.columnCount)
    for (index, column) in columns.enumerated() { ray[Int(column)] = reducedRay[index] / unit(Int(column)) }
    return ray
  }

  /// A solution whose cost meets the network's bound is as good as any, but for what rounding costs may have hidden.
  private func provenBound(_ objective: Double, _ reducedValues: [Double], _ program: LinearProgram) -> Double {
    guard roundsCosts else { return objective }
    let steps = reducedValues.prefix(columns.count).reduce(0) { $0 + abs($1) }
    let slip = 0.5 * steps / costScale
    return program.direction == .maximize ? objective + slip : objective - slip
  }

  /// A bound of the reduced program as one of the program.
  private func bound(_ reducedBound: Double, of program: LinearProgram) -> Double {
    var constant = program.objectiveConstant
    if !stepsPerUnit.isEmpty {
      for column in 0..<program.columnCount where program.objective[column] != 0 {
        constant += program.objective[column] * program.columnLower[column]
      }
    }
    return reducedBound / costScale + constant
  }

  // MARK: Multipliers

  /// One multiplier for each of the program's rows: of a row within another one less what its parent's says, and of a row
  /// that is a column's bound the column's reduced cost there.
  ///
  /// - Parameter pricesBounds: whether rows that are a column's bound have theirs, for which the network's costs must be the
  ///   program's.
  func multipliers(
    _ reducedRows: [Double], countsCost: Bool, pricesBounds: Bool = true, _ program: LinearProgram
  ) -> [Double] {
    var scaled = [Double](repeating: 0, count: reducedRow.count)
    for row in scaled.indices where reducedRow[row] >= 0 { scaled[row] = reducedRows[Int(reducedRow[row])] }
    let sign: Double = countsCost && program.direction == .maximize ? -1 : 1
    for nest in nests {
      let row = Int(nest.row)
      scaled[row] -= nest.ratio * reducedRows[Int(reducedRow[Int(nest.parent)])]
      // A price on what the columns' own bounds imply is theirs, not the row's.
      if program.rowLower[row] == -.infinity && sign * scaled[row] > 0 { scaled[row] = 0 }
    }
    if pricesBounds && !bounds.isEmpty { addBounds(&scaled, sign, countsCost, program) }
    let scale = countsCost ? costScale : 1
    for row in scaled.indices where scaled[row] != 0 {
      scaled[row] /= rowSize.isEmpty ? scale : scale * rowSize[row]
    }
    return scaled
  }

  private func addBounds(_ scaled: inout [Double], _ sign: Double, _ countsCost: Bool, _ program: LinearProgram) {
    var reducedCost = countsCost ? cost : [Double](repeating: 0, count: program.columnCount)
    for row in scaled.indices where scaled[row] != 0 {
      for entry in program.entryRange(ofRow: row) {
        reducedCost[Int(program.columnIndices[entry])] -= scaled[row] * coefficients[entry]
      }
    }
    for column in columns.map({ Int($0) }) where reducedCost[column] != 0 {
      let wantsLower = sign * reducedCost[column] > 0
      guard let bound = bounds.row(of: column, isLower: wantsLower) else { continue }
      scaled[bound.row] += reducedCost[column] / bound.coefficient
    }
  }
}
