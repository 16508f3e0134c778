/// The rows Σ weight × flow ≤ capacity × switch of one switch, and which of them are its limits: rows that have no flow in common
/// and imply the others. A site's limits on its products one by one mostly imply the one on all of them.
struct SwitchedLimits {
  struct Row {
    var row: Int
    var capacity: Double
    /// Above 0, by column.
    var weights: [(column: Int32, weight: Double)]
  }

  struct Layout {
    var limits: [Row] = []
    /// Rows that the limits imply.
    var implied: [Int] = []
    /// Rows that are to be priced as rows of the network, their capacity there whether the switch is on or not.
    var priced: [Int] = []
  }

  var rows: [Row]

  private typealias Place = (limit: Int, weight: Double)

  /// The narrow rows where they imply the others, else the widest one, the others priced.
  func layout() -> Layout {
    if rows.count < 2 { return Layout(limits: rows) }
    var placeOfColumn: [Int32: Place] = [:]
    var narrow = Layout()
    var overlapping: [Row] = []
    for row in rows.sorted(by: { ($0.weights.count, $0.capacity, $0.row) < ($1.weights.count, $1.capacity, $1.row) }) {
      guard row.weights.allSatisfy({ placeOfColumn[$0.column] == nil }) else {
        overlapping.append(row)
        continue
      }
      for (column, weight) in row.weights { placeOfColumn[column] = (narrow.limits.count, weight) }
      narrow.limits.append(row)
    }
    narrow.implied = overlapping.map(\.row)
    if overlapping.allSatisfy({ isImplied($0, by: narrow.limits, placeOfColumn) }) { return narrow }
    guard let widest = rows.max(by: { ($0.weights.count, $1.capacity, $1.row) < ($1.weights.count, $0.capacity, $0.row) }) else {
      return narrow
    }
    return Layout(limits: [widest], priced: rows.map(\.row).filter { $0 != widest.row })
  }

  /// Whether all flows of a row are in limits that keep it within its capacity.
  private func isImplied(_ row: Row, by limits: [Row], _ placeOfColumn: [Int32: Place]) -> Bool {
    var steepest = [Double](repeating: 0, count: limits.count)
    for (column, weight) in row.weights {
      guard let own = placeOfColumn[column] else { return false }
      steepest[own.limit] = max(steepest[own.limit], weight / own.weight)
    }
    return zip(steepest, limits).reduce(0) { $0 + ($1.0 > 0 ? $1.0 * $1.1.capacity : 0) } <= row.capacity
  }
}
