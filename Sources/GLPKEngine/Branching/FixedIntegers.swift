import MathProgram

/// The linear program that remains when every whole column is fixed at its rounded value.
struct FixedIntegers {
  private let program: CanonicalProgram
  private let bench: Workbench
  private let basis: [UInt8]?

  /// `basis` is one of the same rows and columns from which to start.
  init(_ program: CanonicalProgram, _ bench: Workbench, from basis: [UInt8]? = nil) {
    self.program = program
    self.bench = bench
    self.basis = basis
  }

  /// The best point with the integers of `values`, exactly whole; nil when there is none.
  func solve(_ values: [Double], _ run: SolveRun) -> LinearPoint? {
    guard values.count == program.columnCount, values.allSatisfy(\.isFinite) else { return nil }
    var fixed = program.relaxation
    for column in 0..<program.columnCount where program.isInteger[column] == 1 {
      let whole = values[column].rounded()
      guard whole >= program.columnLower[column], whole <= program.columnUpper[column] else { return nil }
      fixed.columnLower[column] = whole
      fixed.columnUpper[column] = whole
    }
    let simplex = CheckedSimplex(fixed, bench, for: .trial)
    simplex.start(from: basis)
    guard case .optimal(var point) = simplex.solve(run) else { return nil }
    for column in 0..<program.columnCount where program.isInteger[column] == 1 {
      point.values[column] = fixed.columnLower[column]
    }
    let check = program.check(point.values)
    guard check.holds else { return nil }
    point.objective = check.objective
    return point
  }
}
