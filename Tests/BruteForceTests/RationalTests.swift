import BruteForce
import Testing

@Suite struct RationalTests {
  @Test func fractionsOfDecimalsAreReadExactly() {
    #expect(Rational("6739.725/146") == Rational(6_739_725, over: 146_000))
    #expect(Rational("-1e-3") == Rational(-1, over: 1000))
    #expect(Rational("1.") == Rational(1))
    #expect(Rational("1,5") == nil)
    #expect(Rational("1/0") == nil)
  }

  @Test func aHalfIsRoundedToTheEvenNeighbour() {
    #expect(Rational("2.5")?.roundedHalfEven == 2)
    #expect(Rational("3.5")?.roundedHalfEven == 4)
    #expect(Rational("-2.5")?.roundedHalfEven == -2)
    #expect(Rational("-2.51")?.roundedHalfEven == -3)
  }

  @Test func numbersAreShownAsExactDecimals() {
    #expect(Rational("-0.050")?.description == "-0.05")
    #expect(Rational("10/4")?.description == "2.5")
    #expect(Rational("1/3")?.description == "1/3")
    #expect(Rational("1200")?.description == "1200")
  }
}
