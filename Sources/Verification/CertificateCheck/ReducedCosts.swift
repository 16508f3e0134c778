import Logistics

/// What a vector of multipliers makes of an instance: the bound over the whole box, and each decision's reduced cost.
struct ReducedCosts<Arithmetic: BoundArithmetic> {
  private let book: RuleBook
  /// None is above the exact one; every decision is at least 0, so that no product with one is either.
  private let reduced: [Arithmetic.Number]
  /// Over the boxes as the instance gives them, costs' constants left out.
  let root: Arithmetic.Number

  /// nil where the numbers cannot be held.
  init?(_ book: RuleBook, _ costs: [Rational]?, _ multipliers: [Multiplier], _ kept: [KeptMultiplier]) {
    self.book = book
    var byRow = [Arithmetic.Number](repeating: Arithmetic.zero, count: book.rows.count)
    var total = Arithmetic.zero
    for item in multipliers {
      guard let value = Arithmetic.multiplier(item.value), let sum = Arithmetic.add(byRow[item.row], value),
        let right = Arithmetic.product(value, book.rows[item.row].rightSide),
        let next = Arithmetic.add(total, right)
      else { return nil }
      byRow[item.row] = sum
      total = next
    }
    for item in kept {
      guard let right = Arithmetic.below(item.value * item.row.rightSide), let next = Arithmetic.add(total, right)
      else {
        return nil
      }
      total = next
    }
    guard let reduced = Self.reduce(book, costs, byRow, kept) else { return nil }
    self.reduced = reduced
    for column in book.decisions.indices {
      let decision = book.decisions[column]
      guard let least = Self.least(reduced[column], decision.lower, decision.upper),
        let next = Arithmetic.add(total, least)
      else { return nil }
      total = next
    }
    root = total
  }

  /// costs − multipliers × rows, decision by decision.
  private static func reduce(
    _ book: RuleBook, _ costs: [Rational]?, _ byRow: [Arithmetic.Number], _ kept: [KeptMultiplier]
  ) -> [Arithmetic.Number]? {
    var reduced: [Arithmetic.Number] = []
    reduced.reserveCapacity(book.decisions.count)
    for column in book.decisions.indices {
      var exact = costs?[column] ?? .zero
      for item in kept { exact -= item.value * item.row.coefficients[column] }
      guard var value = Arithmetic.below(exact) else { return nil }
      for entry in book.entries[book.columnStarts[column]..<book.columnStarts[column + 1]] {
        let multiplier = byRow[Int(entry.row)]
        guard multiplier != Arithmetic.zero else { continue }
        // Not above −(multiplier × coefficient).
        guard let part = Arithmetic.product(multiplier, -entry.coefficient), let sum = Arithmetic.add(value, part)
        else {
          return nil
        }
        value = sum
      }
      reduced.append(value)
    }
    return reduced
  }

  /// Not above reduced × z for any z from lower to upper.
  private static func least(_ reduced: Arithmetic.Number, _ lower: Rational, _ upper: Rational) -> Arithmetic.Number? {
    if reduced == Arithmetic.zero { return Arithmetic.zero }
    return Arithmetic.product(reduced, reduced < Arithmetic.zero ? upper : lower)
  }

  /// The bound where some decisions have smaller boxes.
  func bound(_ boxes: [(column: Int, lower: Rational, upper: Rational)]) -> Arithmetic.Number? {
    var total = root
    for box in boxes {
      let decision = book.decisions[box.column]
      guard let before = Self.least(reduced[box.column], decision.lower, decision.upper),
        let after = Self.least(reduced[box.column], box.lower, box.upper),
        let without = Arithmetic.subtract(total, before), let next = Arithmetic.add(without, after)
      else { return nil }
      total = next
    }
    return total
  }
}

/// A multiplier of a row of the rule book.
struct Multiplier {
  let row: Int
  let value: Rational
}

/// A multiplier of the row that keeps an earlier level.
struct KeptMultiplier {
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
