import Foundation
import Testing

@testable import FileFormats

@Suite struct ProgramFormatsNumberTests {
  private func scan(_ text: String) throws -> Double? {
    let bytes = try FileBytes(Array(text.utf8))
    return DecimalScanner.double(bytes.base, ByteRange(start: 0, end: bytes.count))
  }

  private func expectAsStrtod(_ text: String) throws {
    let read = try scan(text)
    #expect(read?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
  }

  @Test(arguments: [
    "0", "-0", "1", "-1", "+2.5", ".5", "5.", "1e5", "1E-5", "0.1", "0.3", "9007199254740993", "1e22", "1e23", "1e-22",
    "1e-23", "123456789012345678901234567890", "0.000000000000000000000000000001", "1.7976931348623157e308", "5e-324",
    "2.2250738585072011e-308", "0.1234567890123456789", "9999999999999999999", "99999999999999999999",
    "18446744073709551615", "1e-400", "000000000000000000000000001.5", "0.00000000000000000000000000015",
    "1e0000000001",
    "0e999999999999999999999", "1.00000000000000011102230246251565404236316680908203125",
    "1.00000000000000011102230246251565404236316680908203124",
    "1.00000000000000011102230246251565404236316680908203126", "4503599627370496.5", "9007199254740992.5",
  ])
  func aDecimalIsRoundedAsTheSystemDoes(text: String) throws { try expectAsStrtod(text) }

  @Test(arguments: [
    "", "+", "-", ".", "e5", "1e", "1e+", "0x10", "nan", "inf", "1 ", " 1", "1.2.3", "1e5.0", "--1", "1f", "١",
    String(repeating: "1", count: 1001),
  ])
  func whatIsNoDecimalIsNone(text: String) throws { #expect(try scan(text) == nil) }

  @Test func tooLargeNumbersAreInfinite() throws {
    #expect(try scan("1e309") == .infinity)
    #expect(try scan("-1" + String(repeating: "0", count: 400)) == -.infinity)
  }

  @Test func everyShortestDecimalReadsBackAsItsNumber() throws {
    let seed: UInt64 = 20_260_101
    var random = SeededGenerator(seed: seed)
    for _ in 0..<scaled(20_000) {
      let value = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &random))
      guard value.isFinite else { continue }
      #expect(try scan("\(value)")?.bitPattern == value.bitPattern, "seed \(seed)")
      let everyday = Double(Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &random)) / 777
      #expect(try scan("\(everyday)")?.bitPattern == everyday.bitPattern, "seed \(seed)")
    }
  }

  @Test func decimalsOfAnyLengthAreRoundedAsTheSystemDoes() throws {
    let seed: UInt64 = 7
    var random = SeededGenerator(seed: seed)
    for _ in 0..<scaled(20_000) {
      let count = Int.random(in: 1...24, using: &random)
      var digits = (0..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }
      digits.insert(".", at: Int.random(in: 0...count, using: &random))
      var text = digits.joined()
      if Bool.random(using: &random) { text += "e\(Int.random(in: -30...30, using: &random))" }
      try expectAsStrtod(text)
    }
  }

  @Test func wholeNumbersEndWhereTheirTypeEnds() throws {
    func whole(_ text: String) throws -> Int64? {
      let bytes = try FileBytes(Array(text.utf8))
      return DecimalScanner.integer(bytes.base, ByteRange(start: 0, end: bytes.count))
    }
    #expect(try whole("9223372036854775807") == .max)
    #expect(try whole("9223372036854775808") == nil)
    #expect(try whole("-9223372036854775808") == .min)
    #expect(try whole("-9223372036854775809") == nil)
    #expect(try whole("99999999999999999999999999") == nil)
    #expect(try whole("00000000000000000000000012") == 12)
    #expect(try whole("1.0") == nil)
    #expect(try whole("-") == nil)
  }
}
