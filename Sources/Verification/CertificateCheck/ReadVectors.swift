import Logistics

/// The vectors of a level's certificate in the rows of the rule book, their signs tested.
struct ReadVectors {
  struct Vector {
    var multipliers: [Multiplier] = []
    var kept: [KeptMultiplier] = []

    fileprivate mutating func append(_ other: Vector, times factor: Rational) {
      multipliers += other.multipliers.map { Multiplier(row: $0.row, value: $0.value * factor) }
      kept += other.kept.map { KeptMultiplier(level: $0.level, row: $0.row, value: $0.value * factor) }
    }
  }

  /// A vector as another one and a multiple of a third.
  struct Shift {
    let base: Int
    let direction: Int
    let factor: Rational
  }

  private let source: [MultiplierVector]
  private let book: RuleBook
  private let kept: [KeptRow]
  private let level: Int?

  /// - Throws: where a vector adds multiples of what does not stand before it, or adds multiples itself.
  init(_ vectors: [MultiplierVector], _ rules: RuleBook, _ keptRows: [KeptRow], level objective: Int?)
    throws(BranchTree.Malformed)
  {
    for (index, vector) in vectors.enumerated() {
      for part in vector.multiples {
        guard (0..<index).contains(part.vector), vectors[part.vector].multiples.isEmpty else {
          throw BranchTree.Malformed(reason: "vector \(index) adds a multiple of what is no plain vector before it")
        }
      }
    }
    (source, book, kept, level) = (vectors, rules, keptRows, objective)
  }

  var count: Int { source.count }

  /// By row of the rule book, whether any vector names it.
  func namedRows() throws(BranchTree.Malformed) -> [Bool] {
    var isNamed = [Bool](repeating: false, count: book.rows.count)
    for index in source.indices {
      for item in try rows(index).multipliers { isNamed[item.row] = true }
    }
    return isNamed
  }

  /// The vector as it stands, multiples put in.
  ///
  /// - Throws: where a multiplier has the wrong sign, or is of no rule.
  func vector(_ index: Int) throws(BranchTree.Malformed) -> Vector {
    let vector = try rows(index)
    guard !source[index].multiples.isEmpty else {
      try testSigns(vector)
      return vector
    }
    var whole = vector
    for part in source[index].multiples where !part.factor.isZero { whole.append(try rows(part.vector), times: part.factor) }
    let summed = merged(whole)
    try testSigns(summed)
    return summed
  }

  /// Where the vector is another one, once, and a multiple of a third; nil where it is not.
  func shift(_ index: Int) -> Shift? {
    let vector = source[index]
    guard vector.entries.isEmpty, vector.multiples.count == 2, vector.multiples[0].factor == .one else { return nil }
    return Shift(
      base: vector.multiples[0].vector, direction: vector.multiples[1].vector, factor: vector.multiples[1].factor)
  }

  /// The entries of a vector, without its multiples and without a test of signs.
  func rows(_ index: Int) throws(BranchTree.Malformed) -> Vector {
    var read = Vector()
    read.multipliers.reserveCapacity(source[index].entries.count)
    for entry in source[index].entries where !entry.multiplier.isZero {
      if case .objectiveKept(let earlier) = entry.rule {
        guard let level, earlier >= 0, earlier < level, kept.indices.contains(earlier) else {
          throw BranchTree.Malformed(reason: "an earlier level \(earlier) is not kept here")
        }
        read.kept.append(KeptMultiplier(level: earlier, row: kept[earlier], value: entry.multiplier))
      } else {
        guard let row = book.index(of: entry.rule) else {
          throw BranchTree.Malformed(reason: "the instance has no rule \(entry.rule)")
        }
        read.multipliers.append(Multiplier(row: row, value: entry.multiplier))
      }
    }
    return read
  }

  /// Whether the entries of a vector have the signs that their rules ask for.
  func keepsSigns(_ index: Int) throws(BranchTree.Malformed) -> Bool {
    let vector = try rows(index)
    return vector.multipliers.allSatisfy { book.rows[$0.row].sense.allows($0.value) }
      && vector.kept.allSatisfy { $0.row.sense.allows($0.value) }
  }

  private func testSigns(_ vector: Vector) throws(BranchTree.Malformed) {
    for item in vector.multipliers where !book.rows[item.row].sense.allows(item.value) {
      throw BranchTree.Malformed(reason: "the multiplier of \(book.rows[item.row].rule) has the wrong sign")
    }
    for item in vector.kept where !item.row.sense.allows(item.value) {
      throw BranchTree.Malformed(reason: "the multiplier of \(Rule.objectiveKept(item.level)) has the wrong sign")
    }
  }

  /// Every row once, in the order of its first multiplier.
  private func merged(_ vector: Vector) -> Vector {
    var merged = Vector()
    var places: [Int: Int] = [:]
    for item in vector.multipliers {
      if let place = places[item.row] {
        merged.multipliers[place] = Multiplier(row: item.row, value: merged.multipliers[place].value + item.value)
      } else {
        places[item.row] = merged.multipliers.count
        merged.multipliers.append(item)
      }
    }
    var levels: [Int: Int] = [:]
    for item in vector.kept {
      if let place = levels[item.level] {
        merged.kept[place] = KeptMultiplier(
          level: item.level, row: item.row, value: merged.kept[place].value + item.value)
      } else {
        levels[item.level] = merged.kept.count
        merged.kept.append(item)
      }
    }
    return merged
  }
}
