/// What multipliers of the rows prove: a lower bound of the minimum, by weak duality.
package struct DualCheck {
  /// −∞ when the multipliers prove nothing.
  package var bound: Double
  /// Sum of the absolute terms of the bound.
  package var magnitude: Double
  /// The multipliers that prove it: those without a limit to lean on are 0.
  package var multipliers: [Double]
}

extension CanonicalProgram {
  /// The bound Σ λ·limit + Σ min over the column's bounds of (c − λA)·x, with the program's costs or, when
  /// `isFarkas`, with costs 0: then a bound above 0 proves that there is no solution.
  ///
  /// A reduced cost on an endless column counts as 0 when rounding can explain it; multipliers that are noise beside
  /// the largest one are taken for 0 when nothing is proven otherwise.
  ///
  /// - Complexity: O(entries).
  package func dualCheck(_ given: [Double], isFarkas: Bool = false) -> DualCheck {
    guard given.count == rowCount, given.allSatisfy(\.isFinite) else {
      return DualCheck(bound: -.infinity, magnitude: .infinity, multipliers: [])
    }
    let largest = given.reduce(0) { max($0, abs($1)) }
    var check = weakDuality(given, isFarkas)
    for noise in [1e-14, 1e-12, 1e-10] where !check.bound.isFinite {
      check = weakDuality(given.map { abs($0) <= noise * largest ? 0 : $0 }, isFarkas)
    }
    return tidier(check, isFarkas)
  }

  /// The same with multipliers of few decimals where those prove as much: reduced costs that should be 0 then are.
  private func tidier(_ check: DualCheck, _ isFarkas: Bool) -> DualCheck {
    guard check.bound.isFinite else { return check }
    let tidied = tidied(check.multipliers)
    guard tidied != check.multipliers else { return check }
    let second = weakDuality(tidied, isFarkas)
    return second.bound >= check.bound - 1e-13 * check.magnitude ? second : check
  }

  private func weakDuality(_ given: [Double], _ isFarkas: Bool) -> DualCheck {
    let multipliers = (0..<rowCount).map { row in
      let limit = given[row] > 0 ? rowLower[row] : rowUpper[row]
      return limit.isFinite ? given[row] : 0
    }
    var total = CompensatedSum()
    for row in 0..<rowCount where multipliers[row] != 0 {
      total.addProduct(multipliers[row], multipliers[row] > 0 ? rowLower[row] : rowUpper[row])
    }
    var reduced = isFarkas ? [CompensatedSum](repeating: CompensatedSum(), count: columnCount) : costSums()
    for row in 0..<rowCount where multipliers[row] != 0 {
      for entry in rowStart[row]..<rowStart[row + 1] {
        reduced[Int(columnIndices[entry])].addProduct(-multipliers[row], coefficients[entry])
      }
    }
    for column in 0..<columnCount {
      let price = reduced[column].value
      guard price != 0 else { continue }
      let limit = price > 0 ? columnLower[column] : columnUpper[column]
      if limit.isFinite {
        total.addProduct(price, limit)
      } else if abs(price) > PrimalCheck.tolerance * max(reduced[column].magnitude, 1e-6) {
        return DualCheck(bound: -.infinity, magnitude: .infinity, multipliers: multipliers)
      }
    }
    return DualCheck(bound: total.value, magnitude: total.magnitude, multipliers: multipliers)
  }

  private func costSums() -> [CompensatedSum] {
    cost.map { value in
      var sum = CompensatedSum()
      sum.add(value)
      return sum
    }
  }

  /// Whether the multipliers prove that no point within the column bounds satisfies the rows; the multipliers that do.
  package func farkasProof(_ multipliers: [Double]) -> [Double]? {
    let largest = multipliers.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return nil }
    // Scaled to 1, whole where they are nearly so: then often exact.
    let scaled = multipliers.map { $0 / largest }
    let cleaned = scaled.map { abs($0 - $0.rounded()) <= 1e-9 ? $0.rounded() : $0 }
    for candidate in [cleaned, scaled] {
      let check = dualCheck(candidate, isFarkas: true)
      if check.bound > 1e-11 * max(check.magnitude, 1e-6) { return check.multipliers }
    }
    return nil
  }

  /// Whether `direction` stays feasible for ever and improves the objective; the direction that does.
  package func rayProof(_ direction: [Double]) -> [Double]? {
    let largest = direction.reduce(0) { max($0, abs($1)) }
    guard direction.count == columnCount, largest > 0, largest.isFinite else { return nil }
    let ray = direction.map { value -> Double in
      let scaled = value / largest
      return abs(scaled - scaled.rounded()) <= 1e-9 ? scaled.rounded() : scaled
    }
    return homogeneous().check(ray).holds && improves(ray) ? ray : nil
  }

  private func improves(_ ray: [Double]) -> Bool {
    var gain = CompensatedSum()
    for column in 0..<columnCount { gain.addProduct(cost[column], ray[column]) }
    return gain.value < -PrimalCheck.tolerance * gain.magnitude
  }

  /// The directions in which the program's region goes on for ever.
  package func homogeneous() -> CanonicalProgram {
    var cone = relaxation
    cone.rowLower = rowLower.map { $0.isFinite ? 0 : $0 }
    cone.rowUpper = rowUpper.map { $0.isFinite ? 0 : $0 }
    cone.columnLower = columnLower.map { $0.isFinite ? 0 : -.infinity }
    cone.columnUpper = columnUpper.map { $0.isFinite ? 0 : .infinity }
    return cone
  }
}
