public import Logistics
public import MathProgram

extension InstanceProgram {
  /// Names row multipliers of the minimised program by their rules, as decimals.
  ///
  /// What rounding or an engine's tolerance left with the wrong sign is 0. `kept` are the multipliers of earlier levels.
  public func multiplierVector(_ rowMultipliers: [Double], kept: [(level: Int, multiplier: Double)] = [])
    -> MultiplierVector
  {
    var vector = multiplierVector(
      ofRows: rules.indices.lazy.filter { rowMultipliers[$0] != 0 }.map { ($0, rowMultipliers[$0]) })
    for (level, multiplier) in kept where multiplier != 0 {
      if let decimal = decimal(multiplier) { vector.entries.append(.init(.objectiveKept(level), decimal)) }
    }
    return vector
  }

  /// The same of a few rows, each named once.
  public func multiplierVector(ofRows rows: some Sequence<(row: Int, multiplier: Double)>) -> MultiplierVector {
    var entries: [MultiplierVector.Entry] = []
    entries.reserveCapacity(rows.underestimatedCount)
    for (row, value) in rows {
      var multiplier = value
      if program.rowUpper[row] == .infinity { multiplier = max(0, multiplier) }
      if program.rowLower[row] == -.infinity { multiplier = min(0, multiplier) }
      if let decimal = decimal(multiplier) { entries.append(.init(rules[row], decimal)) }
    }
    return MultiplierVector(entries)
  }

  /// A factor of vectors as a decimal; nil for 0.
  public func multiplier(_ value: Double) -> Rational? { decimal(value) }

  /// The multiplier of a split sum's row in exact decimals; nil where it is 0.
  public func sumMultiplier(_ sum: BranchProof.SumMultiplier) -> SumMultiplier? {
    decimal(sum.multiplier).map { SumMultiplier(sum: sum.sum, $0) }
  }

  /// The decimal that an engine's number most likely means: of few decimals where one is as near as the engine can tell,
  /// else of twelve. nil for 0 and for what is out of range.
  private func decimal(_ value: Double) -> Rational? {
    guard value.isFinite, abs(value) < 1e18 else { return nil }
    for decimals in [0, 3, 6, 9] {
      let scale = Double(Rational.powerOfTen(decimals))
      let scaled = (value * scale).rounded()
      if abs(scaled / scale - value) <= 1e-12 * max(1, abs(value)) { return nonZero(scaled, decimals) }
    }
    return nonZero((value * 1e12).rounded(), 12)
  }

  private func nonZero(_ mantissa: Double, _ decimals: Int) -> Rational? {
    // Within 64 bits the conversion is far cheaper.
    let near = abs(mantissa) < 9e18 ? Int64(exactly: mantissa).map { Int128($0) } : nil
    guard let whole = near ?? Int128(exactly: mantissa), whole != 0 else { return nil }
    return Rational(mantissa: whole, decimals: decimals)
  }
}
