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

/// What a method that did not finish leaves behind.
struct Remains: Sendable {
  /// Feasible.
  var point: LinearPoint?
  /// A bound with its multipliers; it needs no feasible point.
  var dual: DualCheck?

  /// The better of both.
  func merged(with other: Remains) -> Remains {
    var best = self
    if (other.point?.objective ?? .infinity) < (best.point?.objective ?? .infinity) { best.point = other.point }
    if (other.dual?.bound ?? -.infinity) > (best.dual?.bound ?? -.infinity) { best.dual = other.dual }
    return best
  }
}

/// How a linear program came out, every case checked against the program itself.
enum LinearAnswer: Sendable {
  /// `bound` meets `objective`.
  case optimal(LinearPoint)
  /// The multipliers prove it (Farkas).
  case infeasible(proof: [Double])
  /// A feasible point and a direction from it, which prove it.
  case unbounded(point: LinearPoint, ray: [Double])
  /// A limit came first.
  case stopped(StopReason, Remains)
  /// Every method failed or answered wrongly.
  case failed(String, Remains)
}
