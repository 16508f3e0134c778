/// Reads decimal numbers from bytes, each rounded correctly to the nearest `Double`, ties to even.
///
/// Grammar: `[+-] digits [. digits] [e [+-] digits]`, at least one digit before the exponent; `nan`, `inf` and
/// hexadecimal are no numbers.
enum DecimalScanner {
  /// A longer number is no number that anyone meant.
  static let longest = 1000

  /// The number that fills `range` exactly, also with the exponent letter `d` of Fortran; nil where it is none, an
  /// infinity where it exceeds what a `Double` holds.
  @inline(__always)
  static func double(_ base: UnsafePointer<UInt8>, _ range: ByteRange) -> Double? {
    var parts = DecimalParts()
    guard parts.scan(base, from: range.start, to: range.end, isFortran: true) == range.end else { return nil }
    return parts.value(base, range)
  }

  /// The number at the start of `range` and where it ends; an `e` that no digit follows is not part of it.
  static func prefix(_ base: UnsafePointer<UInt8>, _ range: ByteRange) -> (value: Double, end: Int)? {
    var parts = DecimalParts()
    guard let end = parts.scan(base, from: range.start, to: range.end, isFortran: false) else { return nil }
    guard let value = parts.value(base, ByteRange(start: range.start, end: end)) else { return nil }
    return (value, end)
  }

  /// The whole number that fills `range` exactly, with an optional sign; nil where it is none or exceeds `Int64`.
  @inline(__always)
  static func integer(_ base: UnsafePointer<UInt8>, _ range: ByteRange) -> Int64? {
    var cursor = range.start
    let isNegative = base[cursor] == UInt8(ascii: "-")
    if isNegative || base[cursor] == UInt8(ascii: "+") { cursor &+= 1 }
    guard cursor < range.end, range.end &- cursor <= longest else { return nil }
    var magnitude: UInt64 = 0
    let firstDigit = cursor
    while cursor < range.end {
      let digit = UInt64(base[cursor] &- 0x30)
      guard digit < 10 else { return nil }
      if cursor &- firstDigit >= 18 {
        let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(digit)
        if overflow || carry { return nil }
        magnitude = sum
      } else {
        magnitude = magnitude &* 10 &+ digit
      }
      cursor &+= 1
    }
    if isNegative { return magnitude <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil }
    return Int64(exactly: magnitude)
  }
}

/// Digits and exponent of a decimal number: ± `digits` · 10^`exponent`, exact unless `isLong`.
private struct DecimalParts {
  var isNegative = false
  /// The first 19 significant digits.
  var digits: UInt64 = 0
  var exponent = 0
  /// There are more than 19 significant digits.
  var isLong = false

  /// Scans one number and returns the offset behind it; nil where there is none.
  @inline(__always)
  mutating func scan(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int, isFortran: Bool) -> Int? {
    var cursor = start
    guard cursor < end else { return nil }
    isNegative = base[cursor] == UInt8(ascii: "-")
    if isNegative || base[cursor] == UInt8(ascii: "+") { cursor &+= 1 }
    var significant = 0
    let whole = cursor
    cursor = takeDigits(base, from: cursor, to: end, &significant)
    var digitCount = cursor &- whole
    if cursor < end && base[cursor] == UInt8(ascii: ".") {
      let fraction = cursor &+ 1
      cursor = takeDigits(base, from: fraction, to: end, &significant)
      digitCount = digitCount &+ (cursor &- fraction)
      exponent = fraction &- cursor
    }
    guard digitCount > 0 else { return nil }
    if significant > 19 {
      isLong = true
      exponent = exponent &+ (significant &- 19)
    }
    guard cursor < end else { return cursor }
    let letter = base[cursor] | 0x20
    if letter == UInt8(ascii: "e") || (isFortran && letter == UInt8(ascii: "d")) {
      return takeExponent(base, from: cursor, to: end)
    }
    return cursor
  }

  /// Takes digits into `digits` as long as there is room, and counts those that follow the leading zeros.
  @inline(__always)
  private mutating func takeDigits(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, _ significant: inout Int
  ) -> Int {
    var cursor = start
    while cursor < end {
      let digit = UInt64(base[cursor] &- 0x30)
      guard digit < 10 else { break }
      if digits | digit != 0 {
        if significant < 19 { digits = digits &* 10 &+ digit }
        significant &+= 1
      }
      cursor &+= 1
    }
    return cursor
  }

  private mutating func takeExponent(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var cursor = start &+ 1
    var isBelow = false
    if cursor < end, base[cursor] == UInt8(ascii: "-") || base[cursor] == UInt8(ascii: "+") {
      isBelow = base[cursor] == UInt8(ascii: "-")
      cursor &+= 1
    }
    let first = cursor
    var written = 0
    while cursor < end, base[cursor] &- 0x30 < 10 {
      // Beyond this every number is 0 or infinite, however many digits it has.
      written = min(written &* 10 &+ Int(base[cursor] &- 0x30), 100_000)
      cursor &+= 1
    }
    if cursor == first { return start }
    exponent = exponent &+ (isBelow ? 0 &- written : written)
    return cursor
  }

  @inline(__always)
  func value(_ base: UnsafePointer<UInt8>, _ range: ByteRange) -> Double? {
    if !isLong && digits < 1 << 53 {
      // Both factors are exact, so that the one operation rounds correctly (Clinger 1990).
      let whole = Double(digits)
      if exponent == 0 { return isNegative ? -whole : whole }
      if exponent < 0 && exponent >= -22 {
        let quotient = whole / powersOfTen[0 &- exponent]
        return isNegative ? -quotient : quotient
      }
      if exponent > 0 && exponent <= 22 {
        let product = whole * powersOfTen[exponent]
        return isNegative ? -product : product
      }
    }
    return slowValue(base, range)
  }

  @inline(never)
  private func slowValue(_ base: UnsafePointer<UInt8>, _ range: ByteRange) -> Double? {
    if !isLong && exponent >= -19 && exponent <= 0 {
      let quotient = exactQuotient(digits, by: wholePowersOfTen[-exponent])
      return isNegative ? -quotient : quotient
    }
    guard range.count <= DecimalScanner.longest else { return nil }
    var text = ""
    for offset in range.start..<range.end {
      let byte = base[offset] | 0x20 == UInt8(ascii: "d") ? UInt8(ascii: "e") : base[offset]
      text.unicodeScalars.append(Unicode.Scalar(byte))
    }
    return Double(text)
  }
}

/// `numerator ÷ denominator`, rounded to nearest, ties to even: 64 and more bits of quotient and a mark for the rest.
private func exactQuotient(_ numerator: UInt64, by denominator: UInt64) -> Double {
  if numerator == 0 { return 0 }
  let shift = numerator.leadingZeroBitCount
  // (numerator · 2^(64 + shift)) ÷ denominator has at least 64 bits, since denominator ≤ 10^19 < 2^64. Shifts by 64
  // give 0.
  let high = numerator << UInt64(shift)
  let (upper, carried) = high.quotientAndRemainder(dividingBy: denominator)
  let (lower, rest) = denominator.dividingFullWidth((carried, 0))
  var mantissa = lower
  var isInexact = rest != 0
  var power = -64 - shift
  if upper != 0 {
    // The quotient's 64 leading bits; everything below them only matters as a mark.
    let lead = UInt64(upper.leadingZeroBitCount)
    mantissa = upper << lead | lower >> (64 - lead)
    isInexact = isInexact || lower << lead != 0
    power += 64 - Int(lead)
  }
  // The mark may stand in the lowest of 63 or more bits: a `Double` rounds at bit 53.
  if isInexact { mantissa |= 1 }
  return Double(sign: .plus, exponent: power, significand: Double(mantissa))
}

private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]

private let wholePowersOfTen: [UInt64] = [
  1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
  100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
  10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
]
