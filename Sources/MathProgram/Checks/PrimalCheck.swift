/// What values are worth, measured against the program's own numbers.
package struct PrimalCheck {
  /// The largest violation of a row or a bound, each relative to the sizes that meet in it.
  package var violation: Double
  /// Recomputed from the values.
  package var objective: Double
  /// Sum of the objective's absolute terms.
  package var objectiveMagnitude: Double

  /// Relative size of a violation that is rounding, not an error.
  package static let tolerance = 1e-9

  package var holds: Bool { violation <= Self.tolerance }
}

extension CanonicalProgram {
  /// Measures `values`. Values that are no numbers violate infinitely.
  ///
  /// - Complexity: O(entries).
  package func check(_ values: [Double]) -> PrimalCheck {
    guard values.count == columnCount, values.allSatisfy(\.isFinite) else {
      return PrimalCheck(violation: .infinity, objective: .nan, objectiveMagnitude: .infinity)
    }
    var objective = CompensatedSum()
    var violation = 0.0
    for column in 0..<columnCount {
      objective.addProduct(cost[column], values[column])
      let scale = max(1, abs(values[column]))
      violation = max(violation, (columnLower[column] - values[column]) / scale)
      violation = max(violation, (values[column] - columnUpper[column]) / scale)
      if isInteger[column] == 1 { violation = max(violation, abs(values[column] - values[column].rounded())) }
    }
    for row in 0..<rowCount { violation = max(violation, rowViolation(row, values)) }
    return PrimalCheck(
      violation: violation, objective: objective.value, objectiveMagnitude: objective.magnitude)
  }

  private func rowViolation(_ row: Int, _ values: [Double]) -> Double {
    var activity = CompensatedSum()
    var largestTerm = 0.0
    var norm = 0.0
    for entry in rowStart[row]..<rowStart[row + 1] {
      let value = values[Int(columnIndices[entry])]
      activity.addProduct(coefficients[entry], value)
      largestTerm = max(largestTerm, abs(coefficients[entry] * value))
      norm = max(norm, abs(coefficients[entry]))
    }
    let missed = max(rowLower[row] - activity.value, activity.value - rowUpper[row])
    guard missed > 0 else { return 0 }
    let limit = rowLower[row] > activity.value ? rowLower[row] : rowUpper[row]
    // An empty row has no unit of its own.
    let unit = norm > 0 ? min(1, norm) : 1
    return missed / max(unit, largestTerm, abs(limit))
  }

  /// `values` moved onto bounds that they miss by rounding only, whole columns rounded when they are nearly whole.
  package func snapped(_ values: [Double]) -> [Double] {
    guard values.count == columnCount else { return values }
    var snapped = values
    for column in 0..<columnCount where snapped[column].isFinite {
      let slack = 1e-7 * max(1, abs(snapped[column]))
      let (low, high) = (columnLower[column], columnUpper[column])
      if snapped[column] < low && low - snapped[column] <= slack { snapped[column] = low }
      if snapped[column] > high && snapped[column] - high <= slack { snapped[column] = high }
      if isInteger[column] == 1 {
        let whole = snapped[column].rounded()
        if abs(whole - snapped[column]) <= 1e-6 { snapped[column] = whole }
      }
    }
    return snapped
  }

  /// `values` without the noise of rounding: moved onto decimals of six places where they nearly are. To be checked
  /// again: beside a coefficient of 10^12 nothing is noise.
  package func tidied(_ values: [Double]) -> [Double] {
    values.map { value in
      let short = (value * 1e6).rounded() / 1e6
      return abs(short - value) <= 1e-11 * max(1, abs(short)) ? short : value
    }
  }

  /// `values` with every whole column rounded, whatever it costs, and all within their bounds where rounding explains
  /// it.
  package func rounded(_ values: [Double]) -> [Double] {
    guard values.count == columnCount else { return values }
    var whole = snapped(values)
    for column in 0..<columnCount where isInteger[column] == 1 { whole[column] = whole[column].rounded() }
    return whole
  }
}
