extension MPSReader {
  /// Reads lines of `COLUMNS` until one begins in column 1, and says where that one begins.
  mutating func readColumnLines(at start: Int, readsColumnOne: Bool = false) -> Int {
    var cursor = start
    var mayStartInColumnOne = readsColumnOne
    var previous = columns.ranges.last ?? .none
    while cursor < byteCount && !log.isFull {
      let byte = base[cursor]
      if byte > 0x20 && !mayStartInColumnOne { break }
      mayStartInColumnOne = false
      let next = splitColumnLine(at: cursor)
      cursor = next
      let name = fields[MPSFields.name]
      if name.isEmpty { continue }
      if !isSame(name, previous) {
        if !openColumn(name) { continue }
        previous = name
      }
      if fields.has(MPSFields.firstName) { readEntry(fields[MPSFields.firstName], fields[MPSFields.firstNumber]) }
      if fields.has(MPSFields.secondName) { readEntry(fields[MPSFields.secondName], fields[MPSFields.secondNumber]) }
    }
    return cursor
  }

  /// Splits a line into column, row, number and perhaps row, number; the name is empty where there is nothing to read.
  @inline(__always)
  private mutating func splitColumnLine(at start: Int) -> Int {
    if layout == .fixed { return splitFixedColumnLine(at: start) }
    let (count, next) = fields.splitFree(at: start, first: 1)
    if count == 3 {
      fields.set(MPSFields.secondName, .none)
      if base[fields[MPSFields.firstName].start] == UInt8(ascii: "'") { readMarker() }
    } else if count != 5 {
      if count > 0 { log.fault(fields.line, "a line of `COLUMNS` has a column and one or two pairs of row and number") }
      fields.set(MPSFields.name, .none)
    }
    return next
  }

  private mutating func splitFixedColumnLine(at start: Int) -> Int {
    let next = fields.splitFixed(at: start)
    let isComplete =
      fields.has(MPSFields.name) && fields.has(MPSFields.firstName)
      && fields.has(MPSFields.secondName) == fields.has(MPSFields.secondNumber)
    if fields.has(MPSFields.firstName), base[fields[MPSFields.firstName].start] == UInt8(ascii: "'") {
      readMarker()
    } else if !isComplete || !fields.has(MPSFields.firstNumber) {
      if (0..<6).contains(where: fields.has) {
        log.fault(fields.line, "a line of `COLUMNS` has a column and one or two pairs of row and number")
      }
      fields.set(MPSFields.name, .none)
    }
    return next
  }

  /// A line `name 'MARKER' 'INTORG'` or `'INTEND'`. The name of no column is quoted so.
  private mutating func readMarker() {
    guard text.matches(fields[MPSFields.firstName], "'marker'") else { return }
    let words = [fields[MPSFields.firstNumber], fields[MPSFields.secondName], fields[MPSFields.secondNumber]]
    let word = words.first { !$0.isEmpty } ?? fields[MPSFields.firstName]
    if text.matches(word, "'intorg'") {
      isInteger = true
    } else if text.matches(word, "'intend'") {
      isInteger = false
    } else if text.matches(word, "'sosorg'") || text.matches(word, "'sosend'") {
      log.fault(word, "special ordered sets are not supported")
    } else {
      log.fault(word, "a marker is `'INTORG'` or `'INTEND'`")
    }
    fields.set(MPSFields.name, .none)
  }

  @inline(__always)
  private func isSame(_ one: ByteRange, _ other: ByteRange) -> Bool {
    one.count == other.count && sameBytes(base, one.start, other.start, one.count)
  }

  /// Whether a column of this name may be.
  @inline(__always)
  private mutating func openColumn(_ name: ByteRange) -> Bool {
    guard name.count <= NameTable.longest else {
      log.fault(name, "a name is at most \(NameTable.longest) bytes long")
      return false
    }
    columns.open(name, flags: isInteger ? MPSColumns.isInteger | MPSColumns.isMarked : 0)
    return true
  }

  @inline(__always)
  private mutating func readEntry(_ rowName: ByteRange, _ number: ByteRange) {
    let row = rows.names.find(rowName)
    guard row >= 0 else {
      return log.fault(rowName, "no row has this name", hint: "rows are declared in `ROWS`")
    }
    guard let value = finite(number) else { return }
    let column = Int32(truncatingIfNeeded: columns.count &- 1)
    guard rows.lastColumn[row] != column else {
      return log.fault(rowName, "the column has two entries in this row")
    }
    rows.lastColumn[row] = column
    if value != 0 { columns.append(row: row, value) }
  }
}
