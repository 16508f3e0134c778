import GLPKGuard

/// One way to solve a linear program; the next one is tried when it fails.
struct Rung {
  enum Way {
    case simplex(gg_simplex_options)
    case exact
  }

  /// As in `Attempt.method`.
  var name: String
  var way: Way

  private static let tolerance = 1e-9

  private init(_ name: String, _ way: Way) {
    self.name = name
    self.way = way
  }

  private static func simplex(
    _ name: String, _ method: gg_method, presolve: Bool = false, _ scaling: gg_scaling, _ basis: gg_basis,
    tolerance: Double = tolerance
  ) -> Rung {
    Rung(
      name,
      .simplex(
        gg_simplex_options(
          method: Int32(method.rawValue), scaling: Int32(scaling.rawValue), basis: Int32(basis.rawValue),
          presolve: presolve ? 1 : 0, iteration_limit: -1, tolerance: tolerance)))
  }

  /// From the basis that the last solve left: dual when the limits changed, primal when the costs did.
  static func warm(limitsChanged: Bool) -> Rung {
    limitsChanged
      ? simplex("dual simplex from the last basis", GG_DUAL_THEN_PRIMAL, GG_SCALING_KEEP, GG_BASIS_KEEP)
      : simplex("primal simplex from the last basis", GG_PRIMAL, GG_SCALING_KEEP, GG_BASIS_KEEP)
  }

  /// From nothing, each more careful than the one before.
  ///
  /// Where the basis of the rows' own columns is dual feasible, the dual simplex has its first phase for nothing: 2 to 5
  /// times faster on transport and location programs.
  static func cold(isDualFeasible: Bool) -> [Rung] {
    let dual = [simplex("dual simplex", GG_DUAL_THEN_PRIMAL, GG_SCALING_AUTO, GG_BASIS_STANDARD)]
    return (isDualFeasible ? dual : []) + [
      simplex("primal simplex with presolve", GG_PRIMAL, presolve: true, GG_SCALING_AUTO, GG_BASIS_ADVANCED),
      simplex("primal simplex", GG_PRIMAL, GG_SCALING_AUTO, GG_BASIS_ADVANCED),
      simplex("primal simplex, rescaled", GG_PRIMAL, GG_SCALING_SKIP_IF_GOOD, GG_BASIS_KEEP, tolerance: 1e-7),
      simplex("dual simplex, unscaled, fresh basis", GG_DUAL_THEN_PRIMAL, GG_SCALING_NONE, GG_BASIS_STANDARD),
    ]
  }

  /// Last: rational arithmetic, where the program is small enough for it.
  static let exact = Rung("exact simplex", .exact)
}
