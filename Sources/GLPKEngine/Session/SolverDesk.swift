import MathProgram

/// What lives on a solving thread between two solves: the loaded program with its basis.
final class SolverDesk {
  private let bench: Workbench
  private var simplex: CheckedSimplex?
  /// The whole solution of the last solve: often still good after a change.
  private var lastValues: [Double]?

  init(_ bench: Workbench) { self.bench = bench }

  func solve(_ program: LinearProgram, _ run: SolveRun) -> Ending {
    let canonical = CanonicalProgram(program)
    if let crossed = canonical.crossedBounds(program) {
      run.note("bounds", crossed)
      return Ending(.proof, isInfeasible: true)
    }
    let simplex = prepared(canonical.relaxation)
    if canonical.hasIntegers {
      let ending = IntegerSolve(canonical, program.direction, bench, run, earlier: lastValues).solve(simplex)
      lastValues = run.snapshot.incumbent?.values ?? lastValues
      return ending
    }
    return LinearSolve(program.direction, run).conclude(simplex.solve(run))
  }

  private func prepared(_ program: CanonicalProgram) -> CheckedSimplex {
    if let simplex {
      simplex.change(to: program)
      return simplex
    }
    let simplex = CheckedSimplex(program, bench)
    self.simplex = simplex
    return simplex
  }
}

/// Turns the answer of a program without integers into findings.
struct LinearSolve {
  private let direction: LinearProgram.Direction
  private let run: SolveRun

  init(_ direction: LinearProgram.Direction, _ run: SolveRun) {
    self.direction = direction
    self.run = run
  }

  func conclude(_ answer: LinearAnswer) -> Ending {
    switch answer {
    case .optimal(let point):
      keep(point)
      return Ending(.proof)
    case .infeasible(let proof):
      run.prove(.farkas(proof))
      return Ending(.proof, isInfeasible: true)
    case .unbounded(let point, let ray):
      keep(point)
      run.prove(.columnRay(ray))
      return Ending(.proof, isUnbounded: true)
    case .stopped(let reason, let remains):
      keep(remains)
      return Ending(reason)
    case .failed(let why, let remains):
      keep(remains)
      return Ending(.engineFault(why))
    }
  }

  private func keep(_ point: LinearPoint) {
    run.offer(point.values, objective: point.objective)
    keepBound(point.bound, point.multipliers)
  }

  private func keep(_ remains: Remains) {
    if let point = remains.point { run.offer(point.values, objective: point.objective) }
    keepBound(of: remains)
  }

  func keepBound(of remains: Remains) {
    if let dual = remains.dual { keepBound(dual.bound, dual.multipliers) }
  }

  /// What the relaxation proves of the program.
  func keepBound(_ bound: Double?, _ multipliers: [Double]?) {
    if let bound { run.improve(bound: bound) }
    if let multipliers { run.prove(.rowMultipliers(own(multipliers))) }
  }

  private func own(_ multipliers: [Double]) -> [Double] {
    direction == .maximize ? multipliers.map { -$0 } : multipliers
  }
}
