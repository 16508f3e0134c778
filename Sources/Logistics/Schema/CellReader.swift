/// What is wrong with the text of one cell; whoever knows its place makes a `Fault` of it.
public struct CellFault: Error, Sendable, Equatable {
  public let rule: ReadingRule
  public let message: String
  public let hint: String?

  public init(_ rule: ReadingRule, _ message: String, hint: String? = nil) {
    self.rule = rule
    self.message = message
    self.hint = hint
  }

  public func fault(at mark: SourceMark?) -> Fault { Fault(at: mark, rule, message, hint: hint) }
}

/// Types the text of a cell by its column: for tables that are read and for values that scenarios write.
public struct CellReader: Sendable {
  public let column: ColumnSchema
  private let form: Form
  private let range: ColumnSchema.NumberRange
  private let words: [String]

  private enum Form: UInt8, Sendable { case text, raw, name, number, flag, word, date }

  public init(_ column: ColumnSchema) {
    self.column = column
    var range = ColumnSchema.NumberRange.any
    var words: [String] = []
    switch column.kind {
    case .text: form = .text
    case .raw: form = .raw
    case .name: form = .name
    case .flag: form = .flag
    case .date: form = .date
    case .number(let wanted): (form, range) = (.number, wanted)
    case .word(let known): (form, words) = (.word, known)
    }
    self.range = range
    self.words = words
  }

  /// The cell that `text` says; blanks around it are not for this to judge.
  public func cell(_ text: String, into draft: inout Draft) throws(CellFault) -> Cell {
    var result: Result<Cell, CellFault> = .success(.blank)
    var text = text
    text.withUTF8 { bytes in
      do throws(CellFault) { result = .success(try cell(bytes, into: &draft)) } catch { result = .failure(error) }
    }
    return try result.get()
  }

  /// The cell that UTF-8 bytes say; blanks around them are not for this to judge.
  /// - Complexity: O(length), expected.
  public func cell(_ text: UnsafeBufferPointer<UInt8>, into draft: inout Draft) throws(CellFault) -> Cell {
    if text.isEmpty { return .blank }
    switch form {
    case .text, .raw: return .text(draft.intern(text))
    case .number:
      if let decimal = NumberText.plainDecimal(text) {
        try check(decimal, text)
        return .number(decimal)
      }
      return try number(text, into: &draft)
    case .name:
      if CellReader.isNone(text) { return try noneOrReserved(text) }
      if CellReader.hasControls(text) { throw controlCharacter(text) }
      return .text(draft.intern(text))
    case .word:
      if words.contains(where: { $0.utf8.elementsEqual(text) }) { return .text(draft.intern(text)) }
      if CellReader.isNone(text) { return .none }
      throw unknownWord(CellReader.string(text))
    case .flag:
      if let flag = CellReader.flag(text) { return .flag(flag) }
      if CellReader.isNone(text) { return .none }
      throw CellFault(
        .notAFlag, "\(Fault.quoted(CellReader.string(text))) is neither yes nor no",
        hint: "write `yes` or `no`")
    case .date:
      if CalendarDate(CellReader.string(text)) != nil { return .text(draft.intern(text)) }
      throw CellFault(
        .notADate, "\(Fault.quoted(CellReader.string(text))) is not a date", hint: "write dates as `2026-01-31`")
    }
  }

  // MARK: Numbers

  private func number(_ text: UnsafeBufferPointer<UInt8>, into draft: inout Draft) throws(CellFault) -> Cell {
    if CellReader.isNone(text) { return .none }
    let value: Rational
    do {
      value = try NumberText.rational(text)
    } catch {
      throw NumberDiagnosis(CellReader.string(text), error, column: column.name).fault
    }
    guard range.contains(value) else { throw outsideRange(text) }
    return draft.cell(value)
  }

  private func check(_ decimal: Decimal, _ text: UnsafeBufferPointer<UInt8>) throws(CellFault) {
    switch range {
    case .any: return
    case .notNegative: if decimal.mantissa >= 0 { return }
    case .positive: if decimal.mantissa > 0 { return }
    case .whole: if decimal.mantissa >= 0 && decimal.decimals == 0 { return }
    case .percent, .latitude, .longitude: if range.contains(decimal.rational) { return }
    }
    throw outsideRange(text)
  }

  private func outsideRange(_ text: UnsafeBufferPointer<UInt8>) -> CellFault {
    CellFault(
      .numberRange, "\(Fault.quoted(CellReader.string(text))) is not \(range.words)",
      hint: "`\(column.name)` is \(range.words)")
  }

  // MARK: Names and words

  private func noneOrReserved(_ text: UnsafeBufferPointer<UInt8>) throws(CellFault) -> Cell {
    if !column.isKey { return .none }
    throw CellFault(
      .reservedName, "`none` cannot be the name of a \(column.name)",
      hint: "leave the cell blank, or choose another name")
  }

  private func controlCharacter(_ text: UnsafeBufferPointer<UInt8>) -> CellFault {
    CellFault(
      .controlCharacter, "\(Fault.quoted(CellReader.string(text))) holds a control character",
      hint: "a name is one line of plain text")
  }

  private func unknownWord(_ text: String) -> CellFault {
    let list = words.map { "`\($0)`" }.joined(separator: ", ")
    let near = Spelling.nearest(to: text, among: words)
    return CellFault(
      .unknownWord, "\(Fault.quoted(text)) is not a known `\(column.name)`",
      hint: near.map { "did you mean `\($0)`?" } ?? "one of \(list)")
  }

  // MARK: Bytes

  private static func string(_ text: UnsafeBufferPointer<UInt8>) -> String { String(decoding: text, as: UTF8.self) }

  private static func isNone(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count == 4 && text[0] == UInt8(ascii: "n") && text[1] == UInt8(ascii: "o") && text[2] == UInt8(ascii: "n")
      && text[3] == UInt8(ascii: "e")
  }

  /// Whether there is a character of U+0001 … U+001F or U+007F … U+009F; NUL bytes are a fault of their file.
  private static func hasControls(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in text {
      if byte < 0x20 && byte != 0 || byte == 0x7f { return true }
      if previous == 0xc2 && byte < 0xa0 { return true }
      previous = byte
    }
    return false
  }

  private static func flag(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard text.count <= 5 else { return nil }
    if text.count == 1 {
      return text[0] == UInt8(ascii: "1") ? true : text[0] == UInt8(ascii: "0") ? false : nil
    }
    switch string(text).lowercased() {
    case "yes", "true": return true
    case "no", "false": return false
    default: return nil
    }
  }
}

extension ColumnSchema.NumberRange {
  public func contains(_ value: Rational) -> Bool {
    switch self {
    case .any: true
    case .notNegative: !value.isNegative
    case .positive: value.isPositive
    case .percent: !value.isNegative && value <= Rational(100)
    case .whole: !value.isNegative && value.isWhole
    case .latitude: value.magnitude <= Rational(90)
    case .longitude: value.magnitude <= Rational(180)
    }
  }

  /// The range as people say it.
  public var words: String {
    switch self {
    case .any: "a number"
    case .notNegative: "a number of at least 0"
    case .positive: "a number above 0"
    case .percent: "a number from 0 to 100"
    case .whole: "a whole number of at least 0"
    case .latitude: "a number from -90 to 90"
    case .longitude: "a number from -180 to 180"
    }
  }
}

extension Fault {
  /// A text of the input in backticks: control characters made visible, long ones cut.
  public static func quoted(_ text: String, upTo longest: Int = 60) -> String {
    var shown = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == longest {
        shown.append("…")
        break
      }
      shown.unicodeScalars.append(visible(scalar))
      count += 1
    }
    return "`\(shown)`"
  }

  /// The scalar itself, or a picture of it where it is a control character or would turn the text around.
  public static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? scalar
    case 0x7f: "\u{2421}"
    case 0x80..<0xa0, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff: "\u{fffd}"
    default: scalar
    }
  }
}
