/// The elimination that gives a basis' triangular factors.
struct Elimination {
  private let size: Int
  private let start: [Int]
  private let rows: [Int32]
  private let values: [Double]
  // The same by rows.
  private var rowStart: [Int]
  private var rowPlace: [Int32]
  private var rowValue: [Double]
  private var isRowActive: [Bool]
  private var isPlaceActive: [Bool]

  private(set) var lowerPivot: [Int32] = []
  private(set) var lowerStart: [Int] = [0]
  private(set) var lowerRow: [Int32] = []
  private(set) var lowerValue: [Double] = []
  private(set) var pivotRow: [Int32] = []
  private(set) var pivotPlace: [Int32] = []
  private(set) var pivotValue: [Double] = []
  private(set) var upperStart: [Int] = [0]
  private(set) var upperPlace: [Int32] = []
  private(set) var upperValue: [Double] = []
  private(set) var unpivoted: [(place: Int32, row: Int32)] = []

  /// Pivots below are no pivots.
  private static let least = 1e-9
  private static let threshold = 0.1
  private static let noise = 1e-14

  init(size: Int, _ start: [Int], _ rows: [Int32], _ values: [Double]) {
    self.size = size
    self.start = start
    self.rows = rows
    self.values = values
    isRowActive = [Bool](repeating: true, count: size)
    isPlaceActive = [Bool](repeating: true, count: size)
    rowStart = [Int](repeating: 0, count: size + 1)
    for row in rows { rowStart[Int(row) + 1] += 1 }
    for row in 0..<size { rowStart[row + 1] += rowStart[row] }
    var next = rowStart
    rowPlace = [Int32](repeating: 0, count: rows.count)
    rowValue = [Double](repeating: 0, count: rows.count)
    for place in 0..<size {
      for entry in start[place]..<start[place + 1] {
        let slot = next[Int(rows[entry])]
        rowPlace[slot] = Int32(truncatingIfNeeded: place)
        rowValue[slot] = values[entry]
        next[Int(rows[entry])] += 1
      }
    }
  }

  mutating func run() {
    takeColumnSingletons()
    takeRowSingletons()
    eliminateRest()
    let openRows = isRowActive.indices.filter { isRowActive[$0] }
    let openPlaces = isPlaceActive.indices.filter { isPlaceActive[$0] }
    unpivoted = zip(openPlaces, openRows).map { (Int32(truncatingIfNeeded: $0), Int32(truncatingIfNeeded: $1)) }
  }

  private mutating func pivot(_ row: Int, _ place: Int, _ value: Double) {
    pivotRow.append(Int32(truncatingIfNeeded: row))
    pivotPlace.append(Int32(truncatingIfNeeded: place))
    pivotValue.append(value)
    isRowActive[row] = false
    isPlaceActive[place] = false
    upperStart.append(upperPlace.count)
  }

  private mutating func takeColumnSingletons() {
    var counts = (0..<size).map { start[$0 + 1] - start[$0] }
    var stack = (0..<size).filter { counts[$0] == 1 }
    while let place = stack.popLast() {
      guard isPlaceActive[place], counts[place] == 1 else { continue }
      guard let entry = (start[place]..<start[place + 1]).first(where: { isRowActive[Int(rows[$0])] }),
        abs(values[entry]) > Self.least
      else { continue }
      let row = Int(rows[entry])
      for slot in rowStart[row]..<rowStart[row + 1] {
        let other = Int(rowPlace[slot])
        guard other != place, isPlaceActive[other] else { continue }
        upperPlace.append(rowPlace[slot])
        upperValue.append(rowValue[slot])
        counts[other] -= 1
        if counts[other] == 1 { stack.append(other) }
      }
      pivot(row, place, values[entry])
    }
  }

  private mutating func takeRowSingletons() {
    var counts = [Int](repeating: 0, count: size)
    for row in 0..<size where isRowActive[row] {
      counts[row] = (rowStart[row]..<rowStart[row + 1]).count { isPlaceActive[Int(rowPlace[$0])] }
    }
    var stack = (0..<size).filter { isRowActive[$0] && counts[$0] == 1 }
    while let row = stack.popLast() {
      guard isRowActive[row], counts[row] == 1 else { continue }
      guard let slot = (rowStart[row]..<rowStart[row + 1]).first(where: { isPlaceActive[Int(rowPlace[$0])] }),
        abs(rowValue[slot]) > Self.least
      else { continue }
      let (place, value) = (Int(rowPlace[slot]), rowValue[slot])
      // A pivot that is small beside its column waits for the elimination.
      let largest = (start[place]..<start[place + 1]).reduce(0.0) { most, entry in
        isRowActive[Int(rows[entry])] ? max(most, abs(values[entry])) : most
      }
      guard abs(value) >= 0.01 * largest else { continue }
      for entry in start[place]..<start[place + 1] {
        let other = Int(rows[entry])
        guard other != row, isRowActive[other] else { continue }
        lowerRow.append(rows[entry])
        lowerValue.append(values[entry] / value)
        counts[other] -= 1
        if counts[other] == 1 { stack.append(other) }
      }
      close(row)
      pivot(row, place, value)
    }
  }

  /// Ends the row operations of a pivot, where there are any.
  private mutating func close(_ row: Int) {
    guard lowerRow.count > lowerStart[lowerStart.count - 1] else { return }
    lowerPivot.append(Int32(truncatingIfNeeded: row))
    lowerStart.append(lowerRow.count)
  }

  // MARK: The nucleus

  private mutating func eliminateRest() {
    let places = isPlaceActive.indices.filter { isPlaceActive[$0] }
    guard !places.isEmpty else { return }
    var nucleus = Nucleus(size: size)
    for row in 0..<size where isRowActive[row] {
      for slot in rowStart[row]..<rowStart[row + 1] where isPlaceActive[Int(rowPlace[slot])] {
        nucleus.add(row, Int(rowPlace[slot]), rowValue[slot])
      }
    }
    var left = places
    while !left.isEmpty {
      guard let choice = nucleus.choose(among: &left, least: Self.least, threshold: Self.threshold) else { return }
      eliminate(choice.row, choice.place, &nucleus)
    }
  }

  private mutating func eliminate(_ row: Int, _ place: Int, _ nucleus: inout Nucleus) {
    let line = nucleus.take(row, place)
    for entry in line.places.indices where Int(line.places[entry]) != place {
      upperPlace.append(line.places[entry])
      upperValue.append(line.values[entry])
    }
    for (other, value) in nucleus.takeColumn(place) {
      let factor = value / line.pivot
      guard abs(factor) > Self.noise else { continue }
      lowerRow.append(other)
      lowerValue.append(factor)
      nucleus.subtract(factor, line, from: Int(other), except: place)
    }
    close(row)
    pivot(row, place, line.pivot)
  }
}

/// What of a basis is left once its singletons are gone: lists by rows, and for each column which rows it may be in.
private struct Nucleus {
  struct Line {
    var places: [Int32] = []
    var values: [Double] = []
    var pivot = 0.0
  }

  private var lines: [Line]
  private var rowsOf: [[Int32]]
  /// Where in the row being changed a place stands; −1: nowhere.
  private var slot: [Int32]

  init(size: Int) {
    lines = [Line](repeating: Line(), count: size)
    rowsOf = [[Int32]](repeating: [], count: size)
    slot = [Int32](repeating: -1, count: size)
  }

  mutating func add(_ row: Int, _ place: Int, _ value: Double) {
    lines[row].places.append(Int32(truncatingIfNeeded: place))
    lines[row].values.append(value)
    rowsOf[place].append(Int32(truncatingIfNeeded: row))
  }

  private func value(_ row: Int, _ place: Int) -> Double {
    for (index, other) in lines[row].places.enumerated() where Int(other) == place { return lines[row].values[index] }
    return 0
  }

  /// The pivot with the least count among the columns with fewest rows; columns without any are dropped.
  mutating func choose(
    among left: inout [Int], least: Double, threshold: Double
  ) -> (row: Int, place: Int)? {
    while !left.isEmpty {
      var best = 0
      for index in left.indices where rowsOf[left[index]].count < rowsOf[left[best]].count { best = index }
      let place = left[best]
      left.swapAt(best, left.count - 1)
      left.removeLast()
      let entries = rowsOf[place].map { (row: Int($0), size: abs(value(Int($0), place))) }
      let largest = entries.reduce(0) { max($0, $1.size) }
      guard largest > least else { continue }
      var choice: (row: Int, count: Int)?
      for entry in entries where entry.size >= threshold * largest {
        let count = lines[entry.row].places.count
        if choice.map({ count < $0.count }) ?? true { choice = (entry.row, count) }
      }
      if let choice { return (choice.row, place) }
    }
    return nil
  }

  /// The pivot's row, taken out of all columns.
  mutating func take(_ row: Int, _ place: Int) -> Line {
    var line = lines[row]
    lines[row] = Line()
    for (index, other) in line.places.enumerated() {
      if Int(other) == place { line.pivot = line.values[index] }
      rowsOf[Int(other)].removeAll { Int($0) == row }
    }
    return line
  }

  /// What is left of the pivot's column, taken out of its rows.
  mutating func takeColumn(_ place: Int) -> [(row: Int32, value: Double)] {
    let rows = rowsOf[place]
    rowsOf[place] = []
    return rows.map { row in
      let index = lines[Int(row)].places.firstIndex { Int($0) == place } ?? 0
      let value = lines[Int(row)].values[index]
      lines[Int(row)].places.remove(at: index)
      lines[Int(row)].values.remove(at: index)
      return (row, value)
    }
  }

  mutating func subtract(_ factor: Double, _ line: Line, from row: Int, except place: Int) {
    for (index, other) in lines[row].places.enumerated() { slot[Int(other)] = Int32(truncatingIfNeeded: index) }
    for (index, other) in line.places.enumerated() where Int(other) != place {
      let change = factor * line.values[index]
      if slot[Int(other)] >= 0 {
        lines[row].values[Int(slot[Int(other)])] -= change
      } else {
        lines[row].places.append(other)
        lines[row].values.append(-change)
        rowsOf[Int(other)].append(Int32(truncatingIfNeeded: row))
      }
    }
    for other in lines[row].places { slot[Int(other)] = -1 }
  }
}
