/// The cells of one row, each with the unit of its header; a cell that says `none` is switched off.
struct Row {
  var cells: [String: String] = [:]
  var unitOf: [String: String] = [:]
  let units: Units

  /// The text of a cell; nil where it is blank or `none`.
  func text(_ column: String) -> String? {
    guard let text = cells[column], text != "none", !text.isEmpty else { return nil }
    return text
  }

  /// A plain number, in the units that settings keep by default.
  func number(_ column: String) throws(BruteForceError) -> Rational? {
    guard let text = text(column) else { return nil }
    guard let value = Rational(text) else { throw .invalid("number `\(text)` in \(column)") }
    return value * (try units.plain(unitOf[column]))
  }

  /// A cost: a blank one is zero.
  func cost(_ column: String) throws(BruteForceError) -> Rational { try number(column) ?? .zero }

  /// A limit with its measure; nil where there is none.
  func limit(_ column: String) throws(BruteForceError) -> Limit? {
    guard let text = text(column) else { return nil }
    guard let value = Rational(text) else { throw .invalid("number `\(text)` in \(column)") }
    let (measure, factor) = try units.limit(unitOf[column])
    return Limit(value: value * factor, measure: measure)
  }

  func flag(_ column: String) throws(BruteForceError) -> Bool {
    switch text(column) {
    case nil, "no", "false", "0": false
    case "yes", "true", "1": true
    case .some(let text): throw .invalid("yes or no: `\(text)`")
    }
  }
}

/// An amount of goods in some measure.
struct Limit {
  var value: Rational
  var measure: Measure
}
