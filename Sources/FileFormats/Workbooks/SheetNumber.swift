/// A number as a workbook stores it: the decimal text of a binary number, at most 17 digits of it.
///
/// Up to 15 digits are what somebody wrote. What is behind them comes from binary arithmetic, such as
/// 0.30000000000000004 for 0.1 + 0.2; spreadsheets do not show it, and it is rounded away, halves up. Whole numbers
/// without an exponent stand as they are.
struct SheetNumber {
  static let mostDigits = 15
  private static let longest = 400

  let isNegative: Bool
  /// Significant ones, none of the ends 0; empty for 0.
  private var digits: [UInt8] = []
  /// The number is 0.digits × 10^point.
  private var point = 0
  /// Whether digits that were not 0 have been taken off.
  private(set) var isRounded = false

  /// nil where the text is no number.
  init?(_ text: some Collection<UInt8>) {
    var rest = text[...]
    isNegative = rest.first == UInt8(ascii: "-")
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    guard rest.count <= SheetNumber.longest else { return nil }
    let whole = rest.prefix(while: SheetNumber.isDigit)
    rest = rest.dropFirst(whole.count)
    var parts: [UInt8] = []
    let hasPoint = rest.first == UInt8(ascii: ".")
    if hasPoint {
      parts = Array(rest.dropFirst().prefix(while: SheetNumber.isDigit))
      rest = rest.dropFirst(parts.count + 1)
    }
    guard !whole.isEmpty || !parts.isEmpty else { return nil }
    var exponent = 0
    let hasExponent = !rest.isEmpty
    if hasExponent {
      guard let found = SheetNumber.exponent(rest) else { return nil }
      exponent = found
    }
    digits = Array(whole) + parts
    point = whole.count + exponent
    trim()
    if hasPoint || hasExponent { round() }
  }

  private static func exponent(_ text: some Collection<UInt8>) -> Int? {
    guard text.first == UInt8(ascii: "e") || text.first == UInt8(ascii: "E") else { return nil }
    let number = text.dropFirst()
    guard number.count <= 6 else { return nil }
    return Int(String(decoding: number, as: UTF8.self))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte }

  /// Takes zeros off both ends.
  private mutating func trim() {
    let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(zeros)
    point = digits.isEmpty ? 0 : point - zeros
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
  }

  private mutating func round() {
    guard digits.count > SheetNumber.mostDigits else { return }
    isRounded = true
    let isUp = digits[SheetNumber.mostDigits] >= UInt8(ascii: "5")
    digits.removeSubrange(SheetNumber.mostDigits...)
    guard isUp else { return trim() }
    var index = digits.count - 1
    while index >= 0, digits[index] == UInt8(ascii: "9") {
      digits[index] = UInt8(ascii: "0")
      index -= 1
    }
    if index >= 0 {
      digits[index] += 1
    } else {
      digits.insert(UInt8(ascii: "1"), at: 0)
      point += 1
    }
    trim()
  }

  /// × 10^`places`, as a decimal; with an exponent where it would be very long.
  func text(shifted places: Int = 0) -> String {
    guard !digits.isEmpty else { return "0" }
    let sign = isNegative ? "-" : ""
    let point = point + places
    let all = String(decoding: digits, as: UTF8.self)
    guard (-20...40).contains(point) else { return "\(sign)0.\(all)e\(point)" }
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + all }
    if point >= digits.count { return sign + all + String(repeating: "0", count: point - digits.count) }
    let whole = String(decoding: digits[..<point], as: UTF8.self)
    return sign + whole + "." + String(decoding: digits[point...], as: UTF8.self)
  }

  /// As a binary number, near enough for dates.
  var approximate: Double { Double(text()) ?? .nan }
}
