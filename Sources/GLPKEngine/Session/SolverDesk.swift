import MathProgram

/// What lives on a solving thread between two solves: the loaded program with its basis.
final class SolverDesk {
  private let bench: Workbench
  private var simplex: CheckedSimplex?

  init(_ bench: Workbench) { self.bench = bench }

  func solve(_ program: LinearProgram, _ run: SolveRun) -> Ending {
    let canonical = CanonicalProgram(program)
    if let crossed = canonical.crossedBounds(program) {
      run.note("bounds", crossed)
      return Ending(.proof, isInfeasible: true)
    }
    let simplex = prepared(canonical.relaxation)
    if canonical.hasIntegers {
      return IntegerSolve(canonical, program.direction, bench, run).solve(simplex)
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
    case .stopped(let reason, let point):
      if let point { keep(point) }
      return Ending(reason)
    case .failed(let why, let point):
      if let point { keep(point) }
      return Ending(.engineFault(why))
    }
  }

  private func keep(_ point: LinearPoint) {
    run.offer(point.values, objective: point.objective)
    keepBound(of: point)
  }

  /// What the relaxation proves of the program.
  func keepBound(of point: LinearPoint) {
    if let bound = point.bound { run.improve(bound: bound) }
    if let multipliers = point.multipliers { run.prove(.rowMultipliers(own(multipliers))) }
  }

  private func own(_ multipliers: [Double]) -> [Double] {
    direction == .maximize ? multipliers.map { -$0 } : multipliers
  }
}
