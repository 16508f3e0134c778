import Logistics
import Testing

@testable import FileFormats

/// Numbers of a source that the format's limits do not hold.
@Suite struct ImportRoundingTests {
  @Test(arguments: [
    ("0.1234567895", "0.12345679"), ("0.1234567885", "0.123456788"), ("-0.0000000005", "0"),
    ("123456789012.12345678", "123456789012.123457"), ("999999999999.9999999995", "1000000000000"),
  ])
  func whatHasTooManyDigitsIsRoundedHalfToEvenAndListed(text: String, fitted: String) {
    var numbers = RoundedNumbers()
    #expect(numbers.fitted(text, "a:1") == fitted)
    #expect(numbers.all == [RoundedNumber(place: "a:1", text: text, fitted: fitted)])
    #expect((try? NumberText.rational(fitted.utf8)) == numbers.number(fitted, "b"))
  }

  @Test(arguments: [
    ("1.0000000000000", "1"), ("6739.72500", "6739.725"), ("16.", "16"), (".5", "0.5"), ("-0", "0"),
    ("1000000000000", "1000000000000"), ("123456789012.123456", "123456789012.123456"),
  ])
  func whatFitsIsKeptAsItIs(text: String, fitted: String) {
    var numbers = RoundedNumbers()
    #expect(numbers.fitted(text, "a:1") == fitted)
    #expect(numbers.all.isEmpty && numbers.lines.isEmpty)
  }

  @Test(arguments: [
    "", ".", "-", "1e3", "nan", "inf", "1,5", "1 2", "--1", "1.2.3", "1000000000001", "0x10", "١",
    "1234567890123456789012345678901234567",
  ])
  func whatIsNoDecimalOrTooLargeIsRefused(text: String) {
    var numbers = RoundedNumbers()
    #expect(numbers.fitted(text, "a:1") == nil)
    #expect(numbers.all.isEmpty)
  }

  @Test func everyRoundedNumberStandsInAFileOfItsOwn() throws {
    let text = "2 1\n5.00000000001 6\n7 8\n3\n1.00000000001 2.5\n"
    let imported = try imported(.orLibraryCap, text)
    #expect(imported.rounded.map(\.place) == ["source.txt:2:1", "source.txt:5:1"])
    #expect(imported.report.contains { $0.hasPrefix("2 numbers have more digits") })
    let file = try #require(imported.files.first { $0.name == "_rounded.csv" })
    #expect(
      String(decoding: file.bytes, as: UTF8.self)
        == "place,source,instance\nsource.txt:2:1,5.00000000001,5\nsource.txt:5:1,1.00000000001,1\n")
    _ = try imported.instance()
  }
}
