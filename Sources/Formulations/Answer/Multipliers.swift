public import Logistics
public import MathProgram

extension InstanceProgram {
  /// Names row multipliers of the minimised program by their rules, as decimals.
  ///
  /// What rounding or an engine's tolerance left with the wrong sign is 0. `kept` are the multipliers of earlier levels.
  public func multiplierVector(_ rowMultipliers: [Double], kept: [(level: Int, multiplier: Double)] = [])
    -> MultiplierVector
  {
    var entries: [MultiplierVector.Entry] = []
    for (row, rule) in rules.enumerated() where rowMultipliers[row] != 0 {
      var multiplier = rowMultipliers[row]
      if program.rowUpper[row] == .infinity { multiplier = max(0, multiplier) }
      if program.rowLower[row] == -.infinity { multiplier = min(0, multiplier) }
      if let decimal = decimal(multiplier) { entries.append(.init(rule, decimal)) }
    }
    for (level, multiplier) in kept where multiplier != 0 {
      if let decimal = decimal(multiplier) { entries.append(.init(.objectiveKept(level), decimal)) }
    }
    return MultiplierVector(entries)
  }

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
