extension MPSReader {
  /// A line of `ROWS`: a kind and a name.
  mutating func readRow(_ count: Int) {
    let code = fields[MPSFields.code]
    let name = fields[MPSFields.name]
    guard count == 2, !code.isEmpty, !name.isEmpty else {
      return log.fault(fields.line, "a line of `ROWS` has a kind and a name")
    }
    let kind = base[code.start] & 0xDF
    guard code.count == 1, [UInt8]("NELG".utf8).contains(kind) else {
      return log.fault(code, "the kind of a row is `N`, `E`, `L` or `G`")
    }
    guard name.count <= NameTable.longest else {
      return log.fault(name, "a name is at most \(NameTable.longest) bytes long")
    }
    guard rows.names.insert(name).isNew else { return log.fault(name, "the row is declared twice") }
    rows.append(kind: kind)
    if kind == UInt8(ascii: "N") { considerObjective(name) }
  }

  /// The first `N` row is the objective, unless `OBJNAME` chose another one.
  private mutating func considerObjective(_ name: ByteRange) {
    if let chosen = objectiveName {
      if rows.names.find(chosen) == rows.names.count - 1 { rows.objective = rows.names.count - 1 }
    } else if rows.objective < 0 {
      rows.objective = rows.names.count - 1
    } else {
      log.note(name, "a second `N` row is kept as a row without limits")
    }
  }

  /// A line of `RHS` or `RANGES`: a set, and one or two pairs of row and number.
  mutating func readLimits(_ count: Int) {
    let isRange = section == .ranges
    guard fields.has(MPSFields.firstName), fields.has(MPSFields.firstNumber), count <= 5,
      fields.has(MPSFields.secondName) == fields.has(MPSFields.secondNumber)
    else { return log.fault(fields.line, "the line has a set's name and one or two pairs of row and number") }
    let set = fields[MPSFields.name]
    let isFirst =
      isRange ? rangeSet.accepts(set, text, log, "ranges") : rhsSet.accepts(set, text, log, "right-hand sides")
    guard isFirst else { return }
    readLimit(fields[MPSFields.firstName], fields[MPSFields.firstNumber], isRange)
    if fields.has(MPSFields.secondName) {
      readLimit(fields[MPSFields.secondName], fields[MPSFields.secondNumber], isRange)
    }
  }

  private mutating func readLimit(_ name: ByteRange, _ number: ByteRange, _ isRange: Bool) {
    let row = rows.names.find(name)
    guard row >= 0 else {
      return log.fault(name, "no row has this name", hint: "rows are declared in `ROWS`")
    }
    guard let value = finite(number) else { return }
    if isRange {
      if rows.kinds[row] == UInt8(ascii: "N") { return log.note(name, "a range on an `N` row means nothing") }
      guard rows.ranges[row].isNaN else { return log.fault(name, "the row has two ranges") }
      rows.ranges[row] = value
    } else {
      guard !rows.hasRHS[row] else { return log.fault(name, "the row has two right-hand sides") }
      rows.hasRHS[row] = true
      rows.rhs[row] = value
      checkReachable(row, value, number)
    }
  }

  /// An infinite limit may only be one that any value satisfies.
  private func checkReachable(_ row: Int, _ value: Double, _ number: ByteRange) {
    guard abs(value) >= infiniteBound else { return }
    switch rows.kinds[row] {
    case UInt8(ascii: "L") where value > 0, UInt8(ascii: "G") where value < 0: return
    default: log.fault(number, "an infinite right-hand side that no value can satisfy")
    }
  }

  /// The number, or a fault and nil.
  @inline(__always)
  func finite(_ number: ByteRange) -> Double? {
    if let value = DecimalScanner.double(base, number), value.isFinite { return value }
    faultNumber(number)
    return nil
  }

  @inline(never)
  private func faultNumber(_ number: ByteRange) {
    if DecimalScanner.double(base, number) != nil {
      log.fault(number, "the number is too large", hint: "numbers are below 1.8e308")
    } else {
      log.fault(number, "a decimal number was expected")
    }
  }
}
