/// A test of a cell: `quantity >= 10`, `region in (EU, 'North America')`.
public struct CellTest: Sendable, Equatable {
  public enum Comparison: String, Sendable, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
    case isIn = "in"
  }

  public var column: String
  public var comparison: Comparison
  /// Several for `in`, else one.
  public var values: [String]

  public init(column: String, comparison: Comparison, values: [String]) {
    self.column = column
    self.comparison = comparison
    self.values = values
  }
}

extension CellTest: CustomStringConvertible {
  /// As `where` has it, and reads it again.
  public var description: String {
    let values = values.map(CellTest.quoted)
    return comparison == .isIn
      ? "\(column) in (\(values.joined(separator: ", ")))" : "\(column) \(comparison.rawValue) \(values.first ?? "''")"
  }

  private static func quoted(_ value: String) -> String {
    let isWord = !value.isEmpty && value.allSatisfy { $0.isLetter || $0.isNumber || "_-.:".contains($0) }
    return isWord ? value : "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}

/// Why the text of a `where` is not a list of tests.
public struct WhereFault: Error, Sendable, Equatable {
  public let message: String
  public let hint: String
}

extension CellTest {
  /// Reads `test {' and ' test}`, `test := column op value`; blanks stand in single quotes, a quote in them doubled.
  public static func parse(_ text: String) throws(WhereFault) -> [CellTest] {
    var parser = WhereParser(text)
    return try parser.tests()
  }
}

/// A cursor over the text of a `where`.
private struct WhereParser {
  private let characters: [Character]
  private var place = 0

  init(_ text: String) { characters = Array(text) }

  mutating func tests() throws(WhereFault) -> [CellTest] {
    var tests: [CellTest] = []
    skipBlanks()
    if isAtEnd { return [] }
    while true {
      tests.append(try test())
      skipBlanks()
      if isAtEnd { return tests }
      guard word() == "and" else { throw fault("`and` is wanted between two tests") }
      skipBlanks()
    }
  }

  private mutating func test() throws(WhereFault) -> CellTest {
    let column = word()
    guard !column.isEmpty else { throw fault("a column's name is wanted") }
    skipBlanks()
    let comparison = try comparison()
    skipBlanks()
    guard comparison == .isIn else { return CellTest(column: column, comparison: comparison, values: [try value()]) }
    return CellTest(column: column, comparison: .isIn, values: try list())
  }

  private mutating func comparison() throws(WhereFault) -> CellTest.Comparison {
    let symbols: [CellTest.Comparison] = [.notEqual, .atMost, .atLeast, .equal, .less, .greater]
    for symbol in symbols where starts(with: symbol.rawValue) {
      place += symbol.rawValue.count
      return symbol
    }
    if word() == "in" { return .isIn }
    throw fault("a comparison is wanted")
  }

  private mutating func list() throws(WhereFault) -> [String] {
    guard take("(") else { throw fault("`(` is wanted behind `in`") }
    var values: [String] = []
    while true {
      skipBlanks()
      values.append(try value())
      skipBlanks()
      if take(")") { return values }
      guard take(",") else { throw fault("`,` or `)` is wanted in a list") }
    }
  }

  private mutating func value() throws(WhereFault) -> String {
    if take("'") { return try quoted() }
    let start = place
    while !isAtEnd, !characters[place].isWhitespace, !"(),'".contains(characters[place]) { place += 1 }
    guard place > start else { throw fault("a value is wanted") }
    return String(characters[start..<place])
  }

  private mutating func quoted() throws(WhereFault) -> String {
    var text = ""
    while !isAtEnd {
      if take("'") {
        guard take("'") else { return text }
        text.append("'")
      } else {
        text.append(characters[place])
        place += 1
      }
    }
    throw fault("the quote does not end")
  }

  private mutating func word() -> String {
    let start = place
    while !isAtEnd, characters[place].isLetter || characters[place].isNumber || characters[place] == "_" { place += 1 }
    return String(characters[start..<place])
  }

  private mutating func take(_ character: Character) -> Bool {
    guard !isAtEnd, characters[place] == character else { return false }
    place += 1
    return true
  }

  private mutating func skipBlanks() {
    while !isAtEnd, characters[place].isWhitespace { place += 1 }
  }

  private var isAtEnd: Bool { place >= characters.count }

  private func starts(with text: String) -> Bool { characters[place...].starts(with: Array(text)) }

  private func fault(_ message: String) -> WhereFault {
    let before = String(characters[..<min(place, characters.count)])
    return WhereFault(
      message: before.isEmpty ? message : "\(message) behind \(Fault.quoted(before))",
      hint: "write tests like `site = W1 and quantity >= 10 and region in (EU, 'North America')`")
  }
}
