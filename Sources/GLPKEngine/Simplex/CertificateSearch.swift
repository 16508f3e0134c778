import MathProgram

/// Finds the proofs that GLPK does not hand out: that nothing is feasible, or that the objective has no end.
struct CertificateSearch {
  enum Finding {
    case proof([Double])
    case none
    case stopped(StopReason)
  }

  private let program: CanonicalProgram
  private let bench: Workbench

  init(_ program: CanonicalProgram, _ bench: Workbench) {
    self.program = program
    self.bench = bench
  }

  /// Farkas multipliers: the duals of the elastic program, whose optimum is the least total violation of the rows.
  func farkas(_ run: SolveRun) -> Finding {
    switch CheckedSimplex(elastic, bench, for: .certificate).solve(run) {
    case .optimal(let point): return proof(point.multipliers)
    case .failed(_, let remains): return proof(remains.dual?.multipliers)
    case .stopped(let reason, _): return .stopped(reason)
    default: return .none
    }
  }

  private func proof(_ multipliers: [Double]?) -> Finding {
    guard let multipliers, let proof = program.farkasProof(multipliers) else { return .none }
    return .proof(proof)
  }

  /// A direction of endless improvement: the best one of the cone within [−1, 1].
  func ray(_ run: SolveRun) -> Finding {
    var cone = program.homogeneous()
    cone.columnLower = cone.columnLower.map { max($0, -1) }
    cone.columnUpper = cone.columnUpper.map { min($0, 1) }
    switch CheckedSimplex(cone, bench, for: .certificate).solve(run) {
    case .optimal(let point): return direction(point)
    case .failed(_, let remains): return direction(remains.point)
    case .stopped(let reason, _): return .stopped(reason)
    default: return .none
    }
  }

  private func direction(_ point: LinearPoint?) -> Finding {
    guard let point, let ray = program.rayProof(point.values) else { return .none }
    return .proof(ray)
  }

  /// Any point of the program, or the proof that there is none.
  func feasiblePoint(_ run: SolveRun) -> LinearAnswer {
    var anywhere = program
    anywhere.cost = [Double](repeating: 0, count: program.columnCount)
    switch CheckedSimplex(anywhere, bench, for: .trial).solve(run) {
    case .optimal(var point):
      point.objective = program.check(point.values).objective
      point.bound = nil
      point.multipliers = nil
      return .optimal(point)
    case .failed(let why, let remains):
      guard case .proof(let proof) = farkas(run) else { return .failed(why, remains) }
      return .infeasible(proof: proof)
    case let other: return other
    }
  }

  /// The program with a paid way around every row, in the row's own unit.
  private var elastic: CanonicalProgram {
    var elastic = program.relaxation
    elastic.cost = [Double](repeating: 0, count: program.columnCount)
    elastic.rowStart = [0]
    elastic.columnIndices = []
    elastic.coefficients = []
    let norms = program.rowNorms()
    for row in 0..<program.rowCount {
      let entries = program.rowStart[row]..<program.rowStart[row + 1]
      elastic.columnIndices += program.columnIndices[entries]
      elastic.coefficients += program.coefficients[entries]
      if program.rowLower[row].isFinite { elastic.addWayAround(norms[row]) }
      if program.rowUpper[row].isFinite { elastic.addWayAround(-norms[row]) }
      elastic.rowStart.append(elastic.coefficients.count)
    }
    return elastic
  }
}

extension CanonicalProgram {
  fileprivate mutating func addWayAround(_ coefficient: Double) {
    columnIndices.append(Int32(cost.count))
    coefficients.append(coefficient)
    cost.append(1)
    columnLower.append(0)
    columnUpper.append(.infinity)
    isInteger.append(0)
  }
}
