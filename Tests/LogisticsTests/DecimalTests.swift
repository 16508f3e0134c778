import Logistics
import Testing

/// What a decimal text is worth, worked out on its digits as text.
private enum DigitOracle {
  static func read(_ text: String) -> Result<(mantissa: String, decimals: Int), NumberFault> {
    let lower = text.lowercased()
    let halves = lower.split(separator: "e", omittingEmptySubsequences: false)
    var body = halves[0]
    let isNegative = body.first == "-"
    if body.first == "-" || body.first == "+" { body = body.dropFirst() }
    let parts = body.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    var digits = (parts[0] + fraction).drop { $0 == "0" }
    var power = (halves.count == 2 ? Int(halves[1])! : 0) - fraction.count
    while digits.last == "0" {
      digits = digits.dropLast()
      power += 1
    }
    if digits.isEmpty { return .success(("0", 0)) }
    let places = digits.count + power
    if places > 13 || places == 13 && digits != "1" { return .failure(.outOfRange) }
    if digits.count > 18 || power < -9 { return .failure(.tooPrecise) }
    let mantissa = digits + String(repeating: "0", count: max(0, power))
    return .success(((isNegative ? "-" : "") + mantissa, max(0, -power)))
  }
}

@Suite struct DecimalTests {
  private func read(_ text: String) -> Result<Decimal, NumberFault> {
    Result { () throws(NumberFault) in try NumberText.decimal(Array(text.utf8)) }
  }

  private func randomText(_ random: inout SplitMix64) -> String {
    func digits(_ most: Int) -> String {
      (0..<random.below(most + 1)).map { _ in random.chance(40) ? "0" : String(random.below(10)) }.joined()
    }
    var text = random.pick(["", "", "-", "+"])
    let whole = digits(random.chance(10) ? 25 : 12)
    text += whole
    if whole.isEmpty || random.chance(60) {
      var fraction = digits(random.chance(10) ? 25 : 9)
      if whole.isEmpty && fraction.isEmpty { fraction = "5" }
      text += "." + fraction
    }
    if random.chance(40) {
      text +=
        random.pick(["e", "E"]) + random.pick(["", "-", "+"]) + String(random.below(random.chance(20) ? 500 : 14))
    }
    return text
  }

  @Test func decimalsAreWhatTheirDigitsSay() {
    let seed: UInt64 = 11
    var random = SplitMix64(seed: seed)
    var accepted = 0
    for _ in 0..<rounds(200_000) {
      let text = randomText(&random)
      switch (read(text), DigitOracle.read(text)) {
      case (.success(let decimal), .success(let expected)):
        accepted += 1
        #expect(
          String(decimal.mantissa) == expected.mantissa && Int(decimal.decimals) == expected.decimals,
          "\(text), seed \(seed)")
      case (.failure(let fault), .failure(let expected)): #expect(fault == expected, "\(text), seed \(seed)")
      case (let got, let expected): Issue.record("\(text): \(got), not \(expected), seed \(seed)")
      }
    }
    #expect(accepted > rounds(200_000) / 3)
  }

  @Test func theShortWayReadsTheSameNumbers() {
    let seed: UInt64 = 12
    var random = SplitMix64(seed: seed)
    var short = 0
    for _ in 0..<rounds(200_000) {
      let text = randomText(&random)
      let bytes = Array(text.utf8)
      guard let plain = bytes.withUnsafeBufferPointer({ NumberText.plainDecimal($0) }) else { continue }
      short += 1
      #expect((try? read(text).get()) == plain, "\(text), seed \(seed)")
    }
    #expect(short > rounds(200_000) / 10)
  }

  @Test func whatIsNoNumberIsRefused() {
    for text in [
      "", "-", "+", ".", "-.", "e5", ".e5", "1e", "1e+", "1e-", "1.2.3", "--1", "1-", "1e5.0", "0x10", " 1", "1 ",
      "1_0",
      "1,0", "inf", "nan", "١", "1e5e5", "1ee5", "\u{0}", "1\u{0}",
    ] { #expect(read(text) == .failure(.notANumber), "\(text.debugDescription)") }
  }

  @Test func theEdgesOfTheRangeAreIn() throws {
    #expect(try read("1e12").get() == Decimal(mantissa: 1_000_000_000_000, decimals: 0))
    #expect(read("1000000000000.000000001") == .failure(.outOfRange))
    #expect(read("1000000000000.1") == .failure(.outOfRange))
    #expect(try read("-1000000000000").get().mantissa == -1_000_000_000_000)
    #expect(try read("999999999.999999999").get() == Decimal(mantissa: 999_999_999_999_999_999, decimals: 9))
    #expect(read("1000000000.000000001") == .failure(.tooPrecise))
    #expect(try read("0.000000001").get() == Decimal(mantissa: 1, decimals: 9))
    #expect(read("0.0000000001") == .failure(.tooPrecise))
    #expect(try read("1.00000000000000000000").get() == Decimal(mantissa: 1, decimals: 0))
    #expect(read("10000000000000000000") == .failure(.outOfRange))
    #expect(read("1e400") == .failure(.outOfRange))
    #expect(read("1e99999999999999999999999999") == .failure(.outOfRange))
    #expect(read("1e-99999999999999999999999999") == .failure(.tooPrecise))
    #expect(try read("0e99999999999999999999999999").get().mantissa == 0)
    #expect(try read("-0").get() == Decimal(mantissa: 0, decimals: 0))
  }

  @Test func aMillionZerosAreStillANumber() throws {
    let zeros = String(repeating: "0", count: 1_000_000)
    #expect(try read("0.\(zeros)1e1000001").get() == Decimal(mantissa: 1, decimals: 0))
    #expect(try read("\(zeros)7").get().mantissa == 7)
    #expect(read("1\(zeros)") == .failure(.outOfRange))
    #expect(try read("1\(zeros)e-1000000").get().mantissa == 1)
  }

  @Test func fractionsAreExact() throws {
    let price = try NumberText.rational(Array("6739.725/146".utf8))
    #expect(price * Rational(146) == Rational(mantissa: 6_739_725, decimals: 3))
    #expect(throws: NumberFault.divisionByZero) { try NumberText.rational(Array("1/0".utf8)) }
    #expect(throws: NumberFault.notANumber) { try NumberText.rational(Array("1/2/3".utf8)) }
    #expect(throws: NumberFault.notANumber) { try NumberText.rational(Array("1/".utf8)) }
    #expect(throws: NumberFault.outOfRange) { try NumberText.rational(Array("1e12/0.5".utf8)) }
  }
}
