/// A network that was found in a linear program, and the way back to the program's columns and rows.
public struct RecognizedNetwork: Sendable {
  /// What an arc stands for.
  enum ArcRole: Sendable, Equatable {
    case column(Int32)
    /// The column's negative.
    case reversed(Int32)
    /// To the ground: a row's upper limit less its activity.
    case slack(Int32)
    /// From the ground: a row's activity less its lower limit.
    case surplus(Int32)
  }

  /// Minimised, whatever the program's direction; costs and quantities are the program's times a power of ten.
  public let network: FlowNetwork

  let arcs: [ArcRole]
  private let nodeOfRow: [Int32]
  private let ground: Int
  let quantityScale: Double
  let costScale: Double
  /// What each row was multiplied by.
  private let rowFactors: [Double]
  /// Values of columns that stand in no row.
  let fixed: [Int: Double]

  init(
    network: FlowNetwork, arcs: [ArcRole], nodeOfRow: [Int32], ground: Int, quantityScale: Double, costScale: Double,
    rowFactors: [Double], fixed: [Int: Double]
  ) {
    self.network = network
    self.arcs = arcs
    self.nodeOfRow = nodeOfRow
    self.ground = ground
    self.quantityScale = quantityScale
    self.costScale = costScale
    self.rowFactors = rowFactors
    self.fixed = fixed
  }
}

// MARK: Solutions

extension RecognizedNetwork {
  /// One value a column of `program`, which is the program that the network was found in; nil where `flow` has not one
  /// entry an arc.
  public func columns(fromFlow flow: [Int64], of program: LinearProgram) -> [Double]? {
    guard flow.count == arcs.count else { return nil }
    var values = [Double](repeating: 0, count: program.columnCount)
    for (arc, role) in arcs.enumerated() {
      switch role {
      case .column(let column): values[Int(column)] += Double(flow[arc])
      case .reversed(let column): values[Int(column)] -= Double(flow[arc])
      case .slack, .surplus: break
      }
    }
    for column in values.indices { values[column] /= quantityScale }
    // Each column is fixed on its own, so that the order does not show.
    for (column, value) in fixed { values[column] = value }
    return values
  }

  /// One flow an arc, as a place for the network's solver to start; nil where a value is no multiple of what the
  /// network counts in.
  public func flow(fromColumns values: [Double], of program: LinearProgram) -> [Int64]? {
    guard values.count == program.columnCount else { return nil }
    var flow = [Int64](repeating: 0, count: arcs.count)
    var balance = network.supply
    for (arc, role) in arcs.enumerated() {
      guard let carried = carried(role, values, program), carried != .min else { return nil }
      flow[arc] = carried
      let (tail, head) = (Int(network.tail[arc]), Int(network.head[arc]))
      let (left, overflow) = balance[tail].subtractingReportingOverflow(carried)
      let (right, excess) = balance[head].addingReportingOverflow(carried)
      if overflow || excess { return nil }
      (balance[tail], balance[head]) = (left, right)
    }
    for (arc, role) in arcs.enumerated() {
      switch role {
      case .slack(let row): flow[arc] = balance[Int(nodeOfRow[Int(row)])]
      case .surplus(let row):
        let missing = balance[Int(nodeOfRow[Int(row)])]
        if missing == .min { return nil }
        flow[arc] = -missing
      default: break
      }
    }
    return flow
  }

  /// What an arc of a column carries at `values`; a column that may be of either sign uses one arc of its two.
  private func carried(_ role: ArcRole, _ values: [Double], _ program: LinearProgram) -> Int64? {
    switch role {
    case .slack, .surplus: return 0
    case .column(let column), .reversed(let column):
      let scaled = (values[Int(column)] * quantityScale).rounded()
      guard scaled / quantityScale == values[Int(column)], let whole = Int64(exactly: scaled), whole != .min else {
        return nil
      }
      let isReversed = if case .reversed = role { true } else { false }
      let isSplit = isFree(column, program)
      return isSplit ? max(0, isReversed ? -whole : whole) : isReversed ? -whole : whole
    }
  }

  private func isFree(_ column: Int32, _ program: LinearProgram) -> Bool {
    program.columnLower[Int(column)] == -.infinity && program.columnUpper[Int(column)] == .infinity
  }
}

// MARK: Proofs

extension RecognizedNetwork {
  /// The value in the program's own direction, constant included, of a cost of the network; also of a bound.
  ///
  /// The network's costs are sums of whole numbers; a `Double` holds them exactly up to 2^53.
  public func objective(ofNetworkCost cost: Double, of program: LinearProgram) -> Double {
    let value = cost / costScale / quantityScale
    var total = program.direction == .maximize ? -value : value
    for column in fixed.keys.sorted() { total += program.objective[column] * (fixed[column] ?? 0) }
    return total + program.objectiveConstant
  }

  /// One multiplier a row of `program`, as `Evidence.rowMultipliers` wants them.
  public func rowMultipliers(fromPotentials potentials: [Int64], of program: LinearProgram) -> [Double]? {
    guard potentials.count == network.nodeCount else { return nil }
    let sign: Double = program.direction == .maximize ? -1 : 1
    return nodeOfRow.indices.map { row in
      guard nodeOfRow[row] >= 0 else { return 0 }
      let (difference, overflow) = potentials[ground].subtractingReportingOverflow(potentials[Int(nodeOfRow[row])])
      let price = overflow ? Double(potentials[ground]) - Double(potentials[Int(nodeOfRow[row])]) : Double(difference)
      return price == 0 ? 0 : sign * price / costScale * rowFactors[row]
    }
  }

  /// What the network's evidence says of the program; nil where it is none that networks have.
  public func evidence(_ evidence: Evidence, of program: LinearProgram) -> Evidence? {
    switch evidence {
    case .potentials(let potentials):
      return rowMultipliers(fromPotentials: potentials, of: program).map { .rowMultipliers($0) }
    case .cut(let isInside):
      guard isInside.count == network.nodeCount else { return nil }
      let groundIsInside = isInside[ground]
      return .farkas(
        nodeOfRow.indices.map { row in
          guard nodeOfRow[row] >= 0, isInside[Int(nodeOfRow[row])] != groundIsInside else { return 0 }
          return groundIsInside ? -rowFactors[row] : rowFactors[row]
        })
    case .cycle(let cycle):
      var ray = [Double](repeating: 0, count: program.columnCount)
      for arc in cycle {
        guard arcs.indices.contains(Int(arc)) else { return nil }
        switch arcs[Int(arc)] {
        case .column(let column): ray[Int(column)] += 1
        case .reversed(let column): ray[Int(column)] -= 1
        case .slack, .surplus: break
        }
      }
      return .columnRay(ray)
    case .rowMultipliers, .branchTree, .farkas, .columnRay, .decomposition, .award: return nil
    }
  }

  /// What an outcome of the network says of the program.
  public func outcome(_ outcome: Outcome, of program: LinearProgram) -> Outcome {
    var translated = outcome
    translated.solution = nil
    translated.objective = nil
    if case .flow(let flow)? = outcome.solution, let values = columns(fromFlow: flow, of: program) {
      translated.solution = .columns(values)
      translated.objective = zip(program.objective, values).reduce(program.objectiveConstant) { $0 + $1.0 * $1.1 }
    }
    translated.proof.bound = outcome.proof.bound.map { objective(ofNetworkCost: $0, of: program) }
    translated.proof.evidence = outcome.proof.evidence.flatMap { evidence($0, of: program) }
    return translated
  }
}
