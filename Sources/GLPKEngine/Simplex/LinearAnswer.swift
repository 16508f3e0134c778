import MathProgram

/// A checked solution of a linear program and what its multipliers prove.
struct LinearPoint: Sendable {
  var values: [Double]
  var objective: Double
  /// Proven; nil when the multipliers prove nothing.
  var bound: Double?
  /// Those that prove `bound`.
  var multipliers: [Double]?
}

/// How a linear program came out, every case checked against the program itself.
enum LinearAnswer: Sendable {
  /// `bound` meets `objective`.
  case optimal(LinearPoint)
  /// The multipliers prove it (Farkas).
  case infeasible(proof: [Double])
  /// A feasible point and a direction from it, which prove it.
  case unbounded(point: LinearPoint, ray: [Double])
  /// A limit came first; a feasible point, if one was found.
  case stopped(StopReason, LinearPoint?)
  /// Every method failed or answered wrongly; a feasible point, if one was found.
  case failed(String, LinearPoint?)
}
