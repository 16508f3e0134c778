/// What is found when a bare linear program is looked at for a network.
public enum NetworkRecognition: Sendable {
  case network(RecognizedNetwork)
  /// Why the program is none, in words that name the row or column.
  case none(reason: String)
}

extension LinearProgram {
  /// Looks for a pure network: every column in at most two rows, with coefficients that become +1 and −1 when rows
  /// change their sign or are divided by their one coefficient, and whole numbers once all quantities, and all costs,
  /// are multiplied by a power of ten.
  ///
  /// Whole columns are no hindrance where all quantities are whole: a network then has a whole optimum anyway.
  ///
  /// - Complexity: linear in columns and entries.
  public func recognizeNetwork() -> NetworkRecognition {
    do throws(NetworkObstacle) {
      return .network(try recognizedNetwork())
    } catch {
      return .none(reason: error.reason(in: self))
    }
  }

  func recognizedNetwork() throws(NetworkObstacle) -> RecognizedNetwork {
    var recognizer = NetworkRecognizer(self)
    return try recognizer.recognize()
  }
}

/// The steps of recognition: entries, signs, scales, arcs.
private struct NetworkRecognizer {
  private struct End {
    var row: Int32 = -1
    var isPositive = false
  }

  private let program: LinearProgram
  /// The rows in which each column stands, free rows left out.
  private var first: [End]
  private var second: [End]
  /// The one size of a row's coefficients; 1 where it has none.
  private var size: [Double]
  private var isFree: [Bool]
  /// Whether a row changes its sign.
  private var isFlipped: [Bool]

  init(_ program: LinearProgram) {
    self.program = program
    first = [End](repeating: End(), count: program.columnCount)
    second = first
    size = [Double](repeating: 1, count: program.rowCount)
    isFree = (0..<program.rowCount).map { program.rowLower[$0] == -.infinity && program.rowUpper[$0] == .infinity }
    isFlipped = [Bool](repeating: false, count: program.rowCount)
  }

  mutating func recognize() throws(NetworkObstacle) -> RecognizedNetwork {
    guard program.faults().isEmpty else { throw NetworkObstacle(.faults) }
    guard program.columnCount + program.rowCount < Int(Int32.max) / 4 else {
      throw NetworkObstacle(.tooLarge)
    }
    try collectEntries()
    try chooseSigns()
    var build = NetworkBuild(program, isFlipped: isFlipped, size: size, isFree: isFree)
    return try build.run { column in
      (first[column].row, second[column].row, isTail(first[column]))
    }
  }

  private func isTail(_ end: End) -> Bool { end.row >= 0 && end.isPositive != isFlipped[Int(end.row)] }

  private mutating func collectEntries() throws(NetworkObstacle) {
    for row in 0..<program.rowCount where !isFree[row] {
      var isFirst = true
      for entry in program.entryRange(ofRow: row) where program.coefficients[entry] != 0 {
        let coefficient = program.coefficients[entry]
        if isFirst { size[row] = abs(coefficient) }
        isFirst = false
        guard abs(coefficient) == size[row] else {
          throw NetworkObstacle(.coefficients, row: row)
        }
        let column = Int(program.columnIndices[entry])
        let end = End(row: Int32(truncatingIfNeeded: row), isPositive: coefficient > 0)
        if first[column].row < 0 {
          first[column] = end
        } else if second[column].row < 0 {
          second[column] = end
        } else {
          throw NetworkObstacle(.manyRows, column: column)
        }
      }
    }
  }

  /// Flips rows until every column that stands in two has one +1 and one −1: a colouring of the rows with two
  /// colours, which fails on an odd cycle.
  private mutating func chooseSigns() throws(NetworkObstacle) {
    var isReached = [Bool](repeating: false, count: program.rowCount)
    var open: [Int] = []
    for start in 0..<program.rowCount where !isFree[start] && !isReached[start] {
      isReached[start] = true
      open.append(start)
      while let row = open.popLast() {
        for entry in program.entryRange(ofRow: row) where program.coefficients[entry] != 0 {
          let column = Int(program.columnIndices[entry])
          guard second[column].row >= 0 else { continue }
          let isFirst = Int(first[column].row) == row
          let (here, there) = isFirst ? (first[column], second[column]) : (second[column], first[column])
          let other = Int(there.row)
          let wanted = (here.isPositive == there.isPositive) != isFlipped[row]
          if !isReached[other] {
            isReached[other] = true
            isFlipped[other] = wanted
            open.append(other)
          } else if isFlipped[other] != wanted {
            throw NetworkObstacle(.signs, column: column)
          }
        }
      }
    }
  }
}
