import MathProgram

/// A first solution from the relaxation: its integers rounded, the flows solved again for them.
///
/// Rounded up is what opens every site that the relaxation uses a little: feasible for fixed charges wherever anything
/// is. Rounded to the nearest costs less, where it is feasible.
struct RoundingStart {
  private let program: CanonicalProgram
  private let bench: Workbench
  private let basis: [UInt8]?

  init(_ program: CanonicalProgram, _ bench: Workbench, _ basis: [UInt8]?) {
    self.program = program
    self.bench = bench
    self.basis = basis
  }

  func offer(_ values: [Double], _ run: SolveRun) {
    for rule in [FloatingPointRoundingRule.toNearestOrAwayFromZero, .up] {
      let rounded = (0..<program.columnCount).map { column in
        // Nearly whole is whole: a trace of rounding does not open a site.
        program.isInteger[column] == 1 ? (values[column] - 1e-6).rounded(rule) : values[column]
      }
      guard run.stopReason == nil else { return }
      guard let point = FixedIntegers(program, bench, from: basis).solve(rounded, run) else { continue }
      run.offer(point.values, objective: point.objective)
    }
  }
}
