/// A whole number of any size: the slow, safe ground under `Rational`, so that arithmetic on input cannot overflow.
///
/// Sign and magnitude, 32-bit limbs, least significant first, no leading zero limbs. Division is Knuth's algorithm D
/// (The Art of Computer Programming, volume 2, section 4.3.1).
struct BigInteger: Sendable, Hashable {
  var isNegative: Bool
  var limbs: [UInt32]

  init(isNegative: Bool, limbs: [UInt32]) {
    var trimmed = limbs
    while trimmed.last == 0 { trimmed.removeLast() }
    self.limbs = trimmed
    self.isNegative = isNegative && !trimmed.isEmpty
  }

  init(_ value: Int128) {
    var rest = value.magnitude
    var limbs: [UInt32] = []
    while rest != 0 {
      limbs.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    }
    self.init(isNegative: value < 0, limbs: limbs)
  }

  var isZero: Bool { limbs.isEmpty }

  /// The same number where it fits.
  var int128: Int128? {
    guard limbs.count <= 4 else { return nil }
    var magnitude: UInt128 = 0
    for limb in limbs.reversed() { magnitude = magnitude << 32 | UInt128(limb) }
    if isNegative {
      guard magnitude <= UInt128(1) << 127 else { return nil }
      return magnitude == UInt128(1) << 127 ? Int128.min : -Int128(magnitude)
    }
    return Int128(exactly: magnitude)
  }

  var negated: BigInteger { BigInteger(isNegative: !isNegative, limbs: limbs) }
  var magnitude: BigInteger { BigInteger(isNegative: false, limbs: limbs) }

  /// The nearest double, up to one unit in the last place.
  var approximate: Double {
    var value = 0.0
    for limb in limbs.reversed() { value = value * 4_294_967_296 + Double(limb) }
    return isNegative ? -value : value
  }

  static func compareMagnitude(_ a: [UInt32], _ b: [UInt32]) -> Int {
    if a.count != b.count { return a.count < b.count ? -1 : 1 }
    for index in a.indices.reversed() where a[index] != b[index] { return a[index] < b[index] ? -1 : 1 }
    return 0
  }

  static func + (a: BigInteger, b: BigInteger) -> BigInteger {
    if a.isNegative == b.isNegative {
      return BigInteger(isNegative: a.isNegative, limbs: addMagnitudes(a.limbs, b.limbs))
    }
    switch compareMagnitude(a.limbs, b.limbs) {
    case 0: return BigInteger(isNegative: false, limbs: [])
    case 1: return BigInteger(isNegative: a.isNegative, limbs: subtractMagnitudes(a.limbs, b.limbs))
    default: return BigInteger(isNegative: b.isNegative, limbs: subtractMagnitudes(b.limbs, a.limbs))
    }
  }

  static func - (a: BigInteger, b: BigInteger) -> BigInteger { a + b.negated }

  static func * (a: BigInteger, b: BigInteger) -> BigInteger {
    guard !a.isZero, !b.isZero else { return BigInteger(isNegative: false, limbs: []) }
    var result = [UInt32](repeating: 0, count: a.limbs.count + b.limbs.count)
    for i in a.limbs.indices {
      var carry: UInt64 = 0
      for j in b.limbs.indices {
        let sum = UInt64(a.limbs[i]) &* UInt64(b.limbs[j]) &+ UInt64(result[i + j]) &+ carry
        result[i + j] = UInt32(truncatingIfNeeded: sum)
        carry = sum >> 32
      }
      result[i + b.limbs.count] = UInt32(truncatingIfNeeded: carry)
    }
    return BigInteger(isNegative: a.isNegative != b.isNegative, limbs: result)
  }

  /// Quotient rounded towards zero, remainder with the dividend's sign; the divisor is not zero.
  func quotientAndRemainder(dividingBy divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger) {
    if BigInteger.compareMagnitude(limbs, divisor.limbs) < 0 { return (BigInteger(0), self) }
    let (quotient, remainder) = BigInteger.divideMagnitudes(limbs, divisor.limbs)
    return (
      BigInteger(isNegative: isNegative != divisor.isNegative, limbs: quotient),
      BigInteger(isNegative: isNegative, limbs: remainder)
    )
  }

  static func greatestCommonDivisor(_ a: BigInteger, _ b: BigInteger) -> BigInteger {
    var (larger, smaller) = (a.magnitude, b.magnitude)
    while !smaller.isZero { (larger, smaller) = (smaller, larger.quotientAndRemainder(dividingBy: smaller).remainder) }
    return larger
  }

  private static func addMagnitudes(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(max(a.count, b.count) + 1)
    var carry: UInt64 = 0
    for index in 0..<max(a.count, b.count) {
      let sum = UInt64(index < a.count ? a[index] : 0) + UInt64(index < b.count ? b[index] : 0) + carry
      result.append(UInt32(truncatingIfNeeded: sum))
      carry = sum >> 32
    }
    if carry != 0 { result.append(UInt32(truncatingIfNeeded: carry)) }
    return result
  }

  /// a − b for a ≥ b.
  private static func subtractMagnitudes(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var result = a
    var borrow: Int64 = 0
    for index in a.indices {
      var difference = Int64(a[index]) - Int64(index < b.count ? b[index] : 0) - borrow
      borrow = difference < 0 ? 1 : 0
      if difference < 0 { difference += 1 << 32 }
      result[index] = UInt32(truncatingIfNeeded: difference)
    }
    return result
  }

  private static func divideByLimb(_ a: [UInt32], _ divisor: UInt32) -> (quotient: [UInt32], remainder: [UInt32]) {
    var quotient = a
    var rest: UInt64 = 0
    for index in a.indices.reversed() {
      let current = rest << 32 | UInt64(a[index])
      quotient[index] = UInt32(truncatingIfNeeded: current / UInt64(divisor))
      rest = current % UInt64(divisor)
    }
    return (quotient, [UInt32(truncatingIfNeeded: rest)])
  }

  private static func divideMagnitudes(_ a: [UInt32], _ b: [UInt32]) -> (quotient: [UInt32], remainder: [UInt32]) {
    if b.count == 1 { return divideByLimb(a, b[0]) }
    let shift = UInt64(b[b.count - 1].leadingZeroBitCount)
    let v = shiftLeft(b, shift, count: b.count)
    var u = shiftLeft(a, shift, count: a.count + 1)
    var quotient = [UInt32](repeating: 0, count: a.count - b.count + 1)
    let n = b.count
    for j in quotient.indices.reversed() {
      let top = UInt64(u[j + n]) << 32 | UInt64(u[j + n - 1])
      var estimate = top / UInt64(v[n - 1])
      var rest = top % UInt64(v[n - 1])
      while estimate >> 32 != 0 || estimate &* UInt64(v[n - 2]) > (rest << 32 | UInt64(u[j + n - 2])) {
        estimate -= 1
        rest += UInt64(v[n - 1])
        if rest >> 32 != 0 { break }
      }
      if subtractProduct(&u, v, estimate, at: j) {
        estimate -= 1
        addBack(&u, v, at: j)
      }
      quotient[j] = UInt32(truncatingIfNeeded: estimate)
    }
    return (quotient, shiftRight(Array(u[0..<n]), shift))
  }

  /// u[j...] −= estimate · v; true where that went below zero.
  private static func subtractProduct(_ u: inout [UInt32], _ v: [UInt32], _ estimate: UInt64, at j: Int) -> Bool {
    var carry: UInt64 = 0
    var borrow: Int64 = 0
    for i in v.indices {
      let product = estimate &* UInt64(v[i]) &+ carry
      carry = product >> 32
      let difference = Int64(u[i + j]) - borrow - Int64(product & 0xffff_ffff)
      u[i + j] = UInt32(truncatingIfNeeded: difference)
      borrow = difference < 0 ? 1 : 0
    }
    let difference = Int64(u[j + v.count]) - borrow - Int64(carry)
    u[j + v.count] = UInt32(truncatingIfNeeded: difference)
    return difference < 0
  }

  private static func addBack(_ u: inout [UInt32], _ v: [UInt32], at j: Int) {
    var carry: UInt64 = 0
    for i in v.indices {
      let sum = UInt64(u[i + j]) + UInt64(v[i]) + carry
      u[i + j] = UInt32(truncatingIfNeeded: sum)
      carry = sum >> 32
    }
    u[j + v.count] = UInt32(truncatingIfNeeded: UInt64(u[j + v.count]) + carry)
  }

  private static func shiftLeft(_ a: [UInt32], _ shift: UInt64, count: Int) -> [UInt32] {
    var result = [UInt32](repeating: 0, count: count)
    var carry: UInt64 = 0
    for index in 0..<count {
      let wide = UInt64(index < a.count ? a[index] : 0) << shift | carry
      result[index] = UInt32(truncatingIfNeeded: wide)
      carry = wide >> 32
    }
    return result
  }

  private static func shiftRight(_ a: [UInt32], _ shift: UInt64) -> [UInt32] {
    var result = a
    for index in a.indices {
      let high = index + 1 < a.count ? UInt64(a[index + 1]) : 0
      result[index] = UInt32(truncatingIfNeeded: (high << 32 | UInt64(a[index])) >> shift)
    }
    return result
  }
}

extension BigInteger: CustomStringConvertible {
  /// In decimal digits.
  var description: String {
    var groups: [String] = []
    var rest = limbs
    while !rest.isEmpty {
      let (quotient, remainder) = BigInteger.divideByLimb(rest, 1_000_000_000)
      groups.append(String(remainder[0]))
      rest = BigInteger(isNegative: false, limbs: quotient).limbs
    }
    guard let first = groups.last else { return "0" }
    let others = groups.dropLast().reversed().map { String(repeating: "0", count: 9 - $0.count) + $0 }
    return (isNegative ? "-" : "") + first + others.joined()
  }
}
