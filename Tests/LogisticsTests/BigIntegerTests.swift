import Testing

@testable import Logistics

/// Whole numbers as decimal digits, least first: addition and multiplication as in school.
private struct School: Equatable {
  var digits: [Int]

  init(_ digits: [Int]) {
    self.digits = digits
    while self.digits.last == 0 { self.digits.removeLast() }
  }

  /// Horner's rule over the limbs.
  init(_ value: BigInteger) {
    var sum = School([])
    for limb in value.limbs.reversed() {
      sum = sum.times(School(4_294_967_296)).plus(School(Int(limb)))
    }
    self = sum
  }

  init(_ value: Int) { self.init(String(value).reversed().map { Int(String($0))! }) }

  func plus(_ other: School) -> School {
    var result: [Int] = []
    var carry = 0
    for index in 0...max(digits.count, other.digits.count) {
      let sum =
        carry + (index < digits.count ? digits[index] : 0) + (index < other.digits.count ? other.digits[index] : 0)
      result.append(sum % 10)
      carry = sum / 10
    }
    return School(result)
  }

  func times(_ other: School) -> School {
    var result = [Int](repeating: 0, count: digits.count + other.digits.count + 1)
    for (i, a) in digits.enumerated() {
      var carry = 0
      for (j, b) in other.digits.enumerated() {
        let sum = result[i + j] + a * b + carry
        result[i + j] = sum % 10
        carry = sum / 10
      }
      result[i + other.digits.count] += carry
    }
    return School(result)
  }

  var text: String { digits.isEmpty ? "0" : digits.reversed().map { String($0) }.joined() }
}

/// Limbs that carries and borrows stumble over, and plain random ones.
func randomBig(_ random: inout SplitMix64, limbs most: Int) -> BigInteger {
  let limbs = (0..<random.below(most + 1)).map { _ -> UInt32 in
    random.chance(50)
      ? UInt32(truncatingIfNeeded: random.next())
      : random.pick([0, 1, 2, 0x7fff_ffff, 0x8000_0000, 0x8000_0001, 0xffff_fffe, 0xffff_ffff])
  }
  return BigInteger(isNegative: random.chance(50), limbs: limbs)
}

@Suite struct BigIntegerTests {
  @Test func sumsAndProductsAreThoseOfSchool() {
    let seed: UInt64 = 21
    var random = SplitMix64(seed: seed)
    for _ in 0..<rounds(2_000) {
      let a = randomBig(&random, limbs: 7)
      let b = randomBig(&random, limbs: 7)
      #expect(School((a.magnitude + b.magnitude)) == School(a).plus(School(b)), "\(a) + \(b), seed \(seed)")
      #expect(School(a * b) == School(a).times(School(b)), "\(a) * \(b), seed \(seed)")
      #expect((a * b).isNegative == (!a.isZero && !b.isZero && a.isNegative != b.isNegative))
      #expect(a.magnitude.description == School(a).text)
    }
  }

  @Test func differencesUndoSums() {
    let seed: UInt64 = 22
    var random = SplitMix64(seed: seed)
    for _ in 0..<rounds(20_000) {
      let a = randomBig(&random, limbs: 9)
      let b = randomBig(&random, limbs: 9)
      #expect((a + b) - b == a, "\(a), \(b), seed \(seed)")
      #expect((a - b) + b == a, "\(a), \(b), seed \(seed)")
      #expect((a - a).isZero)
      #expect(a - b == (b - a).negated)
    }
  }

  @Test func quotientsAndRemaindersMakeTheDividendAgain() {
    let seed: UInt64 = 23
    var random = SplitMix64(seed: seed)
    for _ in 0..<rounds(40_000) {
      let a = randomBig(&random, limbs: 12)
      let b = randomBig(&random, limbs: 8)
      guard !b.isZero else { continue }
      let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
      #expect(quotient * b + remainder == a, "\(a) / \(b), seed \(seed)")
      #expect(BigInteger.compareMagnitude(remainder.limbs, b.limbs) < 0, "\(a) / \(b), seed \(seed)")
      #expect(remainder.isZero || remainder.isNegative == a.isNegative, "\(a) / \(b), seed \(seed)")
    }
  }

  @Test func aProductDividesWithoutRest() {
    let seed: UInt64 = 24
    var random = SplitMix64(seed: seed)
    for _ in 0..<rounds(20_000) {
      let a = randomBig(&random, limbs: 8)
      let b = randomBig(&random, limbs: 8)
      guard !b.isZero else { continue }
      let (quotient, remainder) = (a * b).quotientAndRemainder(dividingBy: b)
      #expect(quotient == a && remainder.isZero, "\(a) * \(b), seed \(seed)")
    }
  }

  @Test func theGreatestCommonDivisorTakesFactorsAlong() {
    let seed: UInt64 = 25
    var random = SplitMix64(seed: seed)
    for _ in 0..<rounds(2_000) {
      let a = randomBig(&random, limbs: 5)
      let b = randomBig(&random, limbs: 5)
      let k = randomBig(&random, limbs: 3).magnitude
      guard !a.isZero, !b.isZero, !k.isZero else { continue }
      let divisor = BigInteger.greatestCommonDivisor(a, b)
      #expect(a.quotientAndRemainder(dividingBy: divisor).remainder.isZero)
      #expect(b.quotientAndRemainder(dividingBy: divisor).remainder.isZero)
      #expect(BigInteger.greatestCommonDivisor(a * k, b * k) == divisor * k, "\(a), \(b), \(k), seed \(seed)")
    }
  }

  @Test func numbersOf128BitsGoThereAndBack() {
    for value in [Int128.min, .min + 1, -1, 0, 1, .max - 1, .max, Int128(Int64.min), Int128(UInt64.max)] {
      #expect(BigInteger(value).int128 == value)
    }
    #expect((BigInteger(.max) + BigInteger(1)).int128 == nil)
    #expect((BigInteger(.min) - BigInteger(1)).int128 == nil)
  }
}
