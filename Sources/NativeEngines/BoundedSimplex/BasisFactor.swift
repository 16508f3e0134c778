/// A basis as the product of triangular factors, and what has entered it since as a product of columns.
///
/// Columns and rows with a single entry left are pivots without any arithmetic; what remains is eliminated by the count of
/// Markowitz, with pivots of at least a tenth of their column's largest entry.
///
/// Source: Suhl, Suhl, Computing sparse LU factorizations for large-scale linear programming bases, ORSA Journal on Computing
/// 2 (1990); the product form of the inverse is Dantzig's and Orchard-Hays'.
struct BasisFactor {
  private let size: Int
  // Row operations, in order: row −= value × pivot row.
  private var lowerPivot: [Int32] = []
  private var lowerStart: [Int] = [0]
  private var lowerRow: [Int32] = []
  private var lowerValue: [Double] = []
  // Pivots, in order, with what is left of their rows and columns.
  private var pivotRow: [Int32] = []
  private var pivotPlace: [Int32] = []
  private var pivotValue: [Double] = []
  private var upperRowStart: [Int] = [0]
  private var upperPlace: [Int32] = []
  private var upperRowValue: [Double] = []
  private var upperColumnStart: [Int] = []
  private var upperRow: [Int32] = []
  private var upperColumnValue: [Double] = []
  // Columns that entered since: their place, and what they are in terms of the basis before.
  private var etaPlace: [Int32] = []
  private var etaPivot: [Double] = []
  private var etaStart: [Int] = [0]
  private var etaIndex: [Int32] = []
  private var etaValue: [Double] = []

  var updateCount: Int { etaPlace.count }

  /// Entries that a solve passes.
  var etaEntryCount: Int { etaIndex.count }
  var factorEntryCount: Int { lowerRow.count + upperPlace.count + size }

  /// - Parameter column: the entries of the basis' columns, by place.
  init(size: Int, _ start: [Int], _ rows: [Int32], _ values: [Double]) {
    self.size = size
    var work = Elimination(size: size, start, rows, values)
    work.run()
    lowerPivot = work.lowerPivot
    lowerStart = work.lowerStart
    lowerRow = work.lowerRow
    lowerValue = work.lowerValue
    pivotRow = work.pivotRow
    pivotPlace = work.pivotPlace
    pivotValue = work.pivotValue
    upperRowStart = work.upperStart
    upperPlace = work.upperPlace
    upperRowValue = work.upperValue
    unpivoted = work.unpivoted
    transposeUpper()
  }

  /// Where the columns depend on each other: places without a pivot, and rows without one, as many.
  let unpivoted: [(place: Int32, row: Int32)]

  private mutating func transposeUpper() {
    var step = [Int](repeating: -1, count: size)
    for (index, place) in pivotPlace.enumerated() { step[Int(place)] = index }
    upperColumnStart = [Int](repeating: 0, count: pivotRow.count + 1)
    for place in upperPlace where step[Int(place)] >= 0 { upperColumnStart[step[Int(place)] + 1] += 1 }
    for index in 0..<pivotRow.count { upperColumnStart[index + 1] += upperColumnStart[index] }
    var next = upperColumnStart
    upperRow = [Int32](repeating: 0, count: upperPlace.count)
    upperColumnValue = [Double](repeating: 0, count: upperPlace.count)
    for index in 0..<pivotRow.count {
      for entry in upperRowStart[index]..<upperRowStart[index + 1] where step[Int(upperPlace[entry])] >= 0 {
        let place = next[step[Int(upperPlace[entry])]]
        upperRow[place] = pivotRow[index]
        upperColumnValue[place] = upperRowValue[entry]
        next[step[Int(upperPlace[entry])]] += 1
      }
    }
  }

  /// Entries of this size are rounding.
  private static let noise = 1e-14

  /// Solves basis × z = a: `work` holds a by rows and is left undefined, `result` gets z by places.
  func forward(_ work: WorkVector<Double>, _ result: WorkVector<Double>) {
    for step in lowerPivot.indices {
      let value = work[Int(lowerPivot[step])]
      guard value != 0 else { continue }
      for entry in lowerStart[step]..<lowerStart[step + 1] { work[Int(lowerRow[entry])] -= lowerValue[entry] * value }
    }
    for step in pivotRow.indices.reversed() {
      let left = work[Int(pivotRow[step])]
      guard abs(left) > Self.noise else {
        result[Int(pivotPlace[step])] = 0
        continue
      }
      let value = left / pivotValue[step]
      result[Int(pivotPlace[step])] = value
      for entry in upperColumnStart[step]..<upperColumnStart[step + 1] {
        work[Int(upperRow[entry])] -= upperColumnValue[entry] * value
      }
    }
    for eta in etaPlace.indices {
      let left = result[Int(etaPlace[eta])]
      guard left != 0 else { continue }
      let value = left / etaPivot[eta]
      result[Int(etaPlace[eta])] = value
      for entry in etaStart[eta]..<etaStart[eta + 1] { result[Int(etaIndex[entry])] -= etaValue[entry] * value }
    }
  }

  /// Solves y × basis = c: `work` holds c by places and is left undefined, `result` gets y by rows.
  func backward(_ work: WorkVector<Double>, _ result: WorkVector<Double>) {
    for eta in etaPlace.indices.reversed() {
      var left = work[Int(etaPlace[eta])]
      for entry in etaStart[eta]..<etaStart[eta + 1] { left -= etaValue[entry] * work[Int(etaIndex[entry])] }
      work[Int(etaPlace[eta])] = left / etaPivot[eta]
    }
    for step in pivotRow.indices {
      let left = work[Int(pivotPlace[step])]
      guard abs(left) > Self.noise else {
        result[Int(pivotRow[step])] = 0
        continue
      }
      let value = left / pivotValue[step]
      result[Int(pivotRow[step])] = value
      for entry in upperRowStart[step]..<upperRowStart[step + 1] {
        work[Int(upperPlace[entry])] -= upperRowValue[entry] * value
      }
    }
    for step in lowerPivot.indices.reversed() {
      var value = result[Int(lowerPivot[step])]
      for entry in lowerStart[step]..<lowerStart[step + 1] { value -= lowerValue[entry] * result[Int(lowerRow[entry])] }
      result[Int(lowerPivot[step])] = value
    }
  }

  /// The column at `place` is replaced by one that is `column` in terms of the basis.
  mutating func replace(_ place: Int, by column: WorkVector<Double>) {
    for index in 0..<size where index != place && abs(column[index]) > Self.noise {
      etaIndex.append(Int32(truncatingIfNeeded: index))
      etaValue.append(column[index])
    }
    etaPlace.append(Int32(truncatingIfNeeded: place))
    etaPivot.append(column[place])
    etaStart.append(etaIndex.count)
  }
}
