import Logistics

/// The vectors of a level as `certificate.json` has them where there are several: rules have numbers, and multipliers of rules
/// with numbers one after the other stand as whole numbers of one decimal place.
struct VectorTable {
  /// By number.
  private(set) var rules: [Rule] = []
  private var numbers: [Rule: Int] = [:]
  private(set) var vectors: [Vector] = []

  struct Vector {
    var decimals = 0
    /// From a rule's number on, one whole number a rule; 0: the rule is not in the vector.
    var runs: [(first: Int, values: [Int64])] = []
    /// Multipliers that are no such numbers.
    var others: [MultiplierVector.Entry] = []
    var multiples: [MultiplierVector.Multiple] = []
  }

  /// So many rules that are not in a vector are rather passed over than a new run begun.
  private static let longestGap = 3

  init(_ all: [MultiplierVector]) {
    for vector in all { vectors.append(table(vector)) }
  }

  private mutating func table(_ vector: MultiplierVector) -> Vector {
    var places = DecimalPlaces()
    var table = Vector(multiples: vector.multiples)
    for entry in vector.entries { table.decimals = max(table.decimals, places.count(entry.multiplier) ?? 0) }
    let scale = Rational.powerOfTen(table.decimals)
    var last = -1
    var run: (first: Int, values: [Int64])?
    for entry in vector.entries {
      guard places.count(entry.multiplier) != nil, let parts = entry.multiplier.parts,
        let value = whole(parts, scale), value != 0
      else {
        table.others.append(entry)
        continue
      }
      let number = number(of: entry.rule, expected: last + 1)
      if run == nil || number <= last || number > last + 1 + VectorTable.longestGap {
        if let run { table.runs.append(run) }
        run = (number, [])
      } else {
        for _ in (last + 1)..<number { run?.values.append(0) }
      }
      run?.values.append(value)
      last = number
    }
    if let run { table.runs.append(run) }
    return table
  }

  private func whole(_ parts: (numerator: Int128, denominator: Int128), _ scale: Int128) -> Int64? {
    let (value, overflow) = parts.numerator.multipliedReportingOverflow(by: scale / parts.denominator)
    return overflow ? nil : Int64(exactly: value)
  }

  private mutating func number(of rule: Rule, expected: Int) -> Int {
    if rules.indices.contains(expected), rules[expected] == rule { return expected }
    if let known = numbers[rule] { return known }
    numbers[rule] = rules.count
    rules.append(rule)
    return rules.count - 1
  }
}

/// How many decimals numbers take; that of the last denominator is kept.
private struct DecimalPlaces {
  private var last: (denominator: Int128, count: Int?) = (1, 0)

  /// nil where the number is no decimal of at most eighteen places.
  mutating func count(_ value: Rational) -> Int? {
    guard let denominator = value.parts?.denominator else { return nil }
    if denominator != last.denominator { last = (denominator, DecimalPlaces.count(denominator)) }
    return last.count
  }

  private static func count(_ denominator: Int128) -> Int? {
    (0...18).first { Rational.powerOfTen($0) % denominator == 0 }
  }
}
