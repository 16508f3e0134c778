extension MPSReader {
  private enum BoundKind { case lower, upper, fixed, free, minusInfinity, plusInfinity, binary, wholeLower, wholeUpper }

  /// A line of `BOUNDS`: a kind, a set, a column and, for most kinds, a number.
  mutating func readBound(_ count: Int) {
    let code = fields[MPSFields.code]
    guard let kind = boundKind(code) else { return }
    let takesNumber = ![.free, .minusInfinity, .plusInfinity, .binary].contains(kind)
    if layout == .free { arrangeFreeBound(count, takesNumber) }
    let name = fields[MPSFields.firstName]
    let number = fields[MPSFields.firstNumber]
    guard count <= 4, !name.isEmpty, !takesNumber || !number.isEmpty else {
      let parts = takesNumber ? "a kind, a set, a column and a number" : "a kind, a set and a column"
      return log.fault(fields.line, "the line has \(parts)")
    }
    guard boundSet.accepts(fields[MPSFields.name], text, log, "bounds") else { return }
    let column = columns.names.find(name)
    guard column >= 0 else {
      return log.fault(name, "no column has this name", hint: "columns are declared in `COLUMNS`")
    }
    guard let value = takesNumber ? bound(number) : 0 else { return }
    apply(kind, value, column, number)
  }

  private func boundKind(_ code: ByteRange) -> BoundKind? {
    switch (text.string(code) ?? "").uppercased() {
    case "LO": return .lower
    case "UP": return .upper
    case "FX": return .fixed
    case "FR": return .free
    case "MI": return .minusInfinity
    case "PL": return .plusInfinity
    case "BV": return .binary
    case "LI": return .wholeLower
    case "UI": return .wholeUpper
    case "SC": log.fault(code, "semi-continuous columns are not supported")
    case "SI", "SN": log.fault(code, "semi-integer columns are not supported")
    default:
      let kinds = "`LO`, `UP`, `FX`, `FR`, `MI`, `PL`, `BV`, `LI` or `UI`"
      log.fault(code, "the kind of a bound is \(kinds)")
    }
    return nil
  }

  /// Puts the words of a free line into their fields: the set's name may be left out, and a number may stand where none
  /// is needed.
  private mutating func arrangeFreeBound(_ count: Int, _ takesNumber: Bool) {
    switch count {
    case 2: fields.insertEmptyName(count: 1)
    case 3 where takesNumber: fields.insertEmptyName(count: 2)
    case 3:
      let isColumnAndNumber = columns.names.find(fields[2]) < 0 && columns.names.find(fields[1]) >= 0
      if isColumnAndNumber { fields.insertEmptyName(count: 2) }
    default: break
    }
  }

  /// A bound, infinite ones too, or a fault and nil.
  private func bound(_ number: ByteRange) -> Double? {
    if let infinite = text.infinity(number) { return infinite }
    return finite(number).map(widened)
  }

  private mutating func apply(_ kind: BoundKind, _ value: Double, _ column: Int, _ number: ByteRange) {
    switch kind {
    case .lower: setLower(value, column, number)
    case .upper: setUpper(value, column, number)
    case .fixed:
      setLower(value, column, number)
      setUpper(value, column, number)
    case .free:
      setLower(-.infinity, column, number)
      setUpper(.infinity, column, number)
    case .minusInfinity: setLower(-.infinity, column, number)
    case .plusInfinity: setUpper(.infinity, column, number)
    case .binary:
      columns.flags[column] |= MPSColumns.isInteger
      setLower(0, column, number)
      setUpper(1, column, number)
    case .wholeLower:
      columns.flags[column] |= MPSColumns.isInteger
      setLower(value, column, number)
    case .wholeUpper:
      columns.flags[column] |= MPSColumns.isInteger
      setUpper(value, column, number)
    }
  }

  private mutating func setLower(_ value: Double, _ column: Int, _ number: ByteRange) {
    if value == .infinity { return log.fault(number, "a lower bound of +∞") }
    columns.lower[column] = value
    columns.flags[column] |= MPSColumns.lowerGiven
  }

  private mutating func setUpper(_ value: Double, _ column: Int, _ number: ByteRange) {
    if value == -.infinity { return log.fault(number, "an upper bound of -∞") }
    columns.upper[column] = value
    if value < 0 && columns.flags[column] & MPSColumns.lowerGiven == 0 {
      columns.lower[column] = -.infinity
      log.note(number, "the upper bound is below zero and no lower bound was given, so the lower bound is -∞")
    }
    columns.flags[column] |= MPSColumns.upperGiven
  }
}
