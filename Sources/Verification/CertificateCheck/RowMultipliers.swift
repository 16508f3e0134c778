import Logistics

/// A multiplier of a row of the rule book.
struct Multiplier {
  let row: Int
  let value: Rational
}

/// A multiplier of the row that keeps an earlier level.
struct KeptMultiplier {
  let level: Int
  let row: KeptRow
  let value: Rational
}

/// An earlier level's value as a row: Σ coefficient × decision ≤ (of minimised levels) or ≥ the right side.
struct KeptRow {
  let coefficients: [Rational]
  let sense: RuleBook.Sense
  let rightSide: Rational

  /// - Parameter value: what the plan under check attains in the level.
  init(_ costs: LevelCosts, value: Rational, tolerance: Rational) {
    let percent = value.magnitude * tolerance * Rational(mantissa: 1, decimals: 2)
    let slip = (value.isZero ? tolerance : percent) + costs.slack
    if costs.isMaximized {
      coefficients = costs.costs.map { -$0 }
      sense = .atLeast
      rightSide = value - slip + costs.constant
    } else {
      coefficients = costs.costs
      sense = .atMost
      rightSide = value + slip - costs.constant
    }
  }
}
