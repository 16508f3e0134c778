import Testing

@testable import Logistics

@Suite struct RationalTests {
  /// Small numbers, numbers near the edge of 128 bits, and numbers beyond it.
  private func random(_ random: inout SplitMix64) -> Rational {
    func whole(_ random: inout SplitMix64) -> Int128 {
      switch random.below(5) {
      case 0: return Int128(random.below(20) - 10)
      case 1: return random.pick([.min, .min + 1, .max, .max - 1, Int128(Int64.max), -1, 1])
      case 2: return Int128(truncatingIfNeeded: random.next()) << Int128(random.below(64))
      default: return Int128(Int64(truncatingIfNeeded: random.next()))
      }
    }
    let value = Rational(whole(&random), over: whole(&random)) ?? .zero
    return random.chance(10) ? value * Rational(whole: whole(&random)) : value
  }

  @Test func theRulesOfFractionsHold() {
    let seed: UInt64 = 31
    var generator = SplitMix64(seed: seed)
    for round in 0..<rounds(10_000) {
      let (a, b, c) = (random(&generator), random(&generator), random(&generator))
      let note: Comment = "round \(round), seed \(seed)"
      #expect(a + b == b + a && a * b == b * a, note)
      #expect((a + b) + c == a + (b + c), note)
      #expect((a * b) * c == a * (b * c), note)
      #expect(a * (b + c) == a * b + a * c, note)
      #expect((a - b) + b == a && (a - a).isZero && (-a).magnitude == a.magnitude, note)
      if !b.isZero { #expect(a.divided(by: b).map { $0 * b } == a, note) }
      #expect(Set([(a + b) - b, a]).count == 1, note)
    }
    #expect(Rational.one.divided(by: .zero) == nil)
  }

  @Test func orderIsThatOfCrossProducts() {
    let seed: UInt64 = 32
    var generator = SplitMix64(seed: seed)
    for _ in 0..<rounds(10_000) {
      let (a, b) = (random(&generator), random(&generator))
      guard let x = a.parts, let y = b.parts else { continue }
      let left = BigInteger(x.numerator) * BigInteger(y.denominator)
      let right = BigInteger(y.numerator) * BigInteger(x.denominator)
      #expect((a < b) == (left - right).isNegative, "\(a) < \(b), seed \(seed)")
      #expect((a == b) == (left - right).isZero, "\(a) == \(b), seed \(seed)")
      #expect(x.denominator > 0)
      let divisor = BigInteger.greatestCommonDivisor(BigInteger(x.numerator), BigInteger(x.denominator))
      #expect(divisor == BigInteger(1), "\(a), seed \(seed)")
    }
  }

  @Test func roundingStaysWithinAStep() {
    let seed: UInt64 = 33
    var generator = SplitMix64(seed: seed)
    let half = Rational(1, over: 2)!
    for round in 0..<rounds(10_000) {
      let a = random(&generator)
      let note: Comment = "round \(round), seed \(seed)"
      #expect(a.floor.isWhole && a.floor <= a && a < a.floor + .one, note)
      #expect(a.ceiling.isWhole && a <= a.ceiling && a.ceiling - .one < a, note)
      let nearest = a.roundedHalfToEven
      #expect(nearest.isWhole && (nearest - a).magnitude <= half, note)
      if (nearest - a).magnitude == half { #expect((nearest * half).isWhole, note) }
    }
  }

  @Test(arguments: [(-5, -2), (-3, -2), (-1, 0), (1, 0), (3, 2), (5, 2), (7, 4)])
  func halvesGoToTheEvenNeighbour(doubled: Int, expected: Int) {
    #expect(Rational(Int128(doubled), over: 2)?.roundedHalfToEven == Rational(expected))
  }

  @Test func hugeHalvesGoToTheEvenNeighbourToo() {
    let huge = Rational(whole: .max) * Rational(whole: .max)  // odd
    let half = Rational(1, over: 2)!
    #expect((huge + half).roundedHalfToEven == huge + .one)
    #expect((huge + .one + half).roundedHalfToEven == huge + .one)
    #expect((-(huge + half)).roundedHalfToEven == -(huge + .one))
  }

  @Test func moneyIsRoundedOnceHalfToEven() {
    #expect(Money(rounding: Rational(mantissa: 25, decimals: 10))?.grains == 2)
    #expect(Money(rounding: Rational(mantissa: 35, decimals: 10))?.grains == 4)
    #expect(Money(rounding: Rational(mantissa: -25, decimals: 10))?.grains == -2)
    #expect(Money(rounding: Rational(mantissa: 250_000_001, decimals: 17))?.grains == 3)
    #expect(Money(rounding: Rational(whole: .max)) == nil)
    #expect(Money(grains: .max).adding(Money(grains: 1)) == nil)
  }

  @Test func doublesAreNear() {
    let seed: UInt64 = 34
    var generator = SplitMix64(seed: seed)
    for _ in 0..<rounds(5_000) {
      let (a, b) = (random(&generator), random(&generator))
      let product = (a * b).approximate
      let expected = a.approximate * b.approximate
      #expect(abs(product - expected) <= abs(expected) * 4e-15, "\(a) * \(b), seed \(seed)")
    }
    let huge = Rational(whole: .max) * Rational(whole: .max) * Rational(whole: .max)
    let quotient = (huge * huge).divided(by: huge * huge * Rational(3))
    #expect(abs((quotient ?? .zero).approximate - 1.0 / 3) < 1e-15)
    var tower = huge
    for _ in 0..<5 { tower = tower * tower }
    #expect(tower.approximate == .infinity)
    #expect(Rational.one.divided(by: tower)?.approximate == 0)
  }

  @Test func textIsTheNumberItself() {
    #expect(Rational(mantissa: 1_250, decimals: 3).description == "1.25")
    #expect(Rational(mantissa: -5, decimals: 1).description == "-0.5")
    #expect(Rational(1, over: 3)?.description == "1/3")
    #expect(Rational(whole: .min).description == "-170141183460469231731687303715884105728")
    #expect(Rational.decimalString(0, decimals: 4) == "0")
    #expect(Rational.decimalString(-100, decimals: 2) == "-1")
  }
}
