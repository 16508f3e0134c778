/// What a whole column's bounds did to the objective when they were branched on, a unit of its fraction.
///
/// Source: Bénichou et al., Experiments in mixed-integer linear programming, Mathematical Programming 1 (1971); the product
/// score of Achterberg, Koch, Martin, Branching rules revisited, Operations Research Letters 33 (2005).
package struct PseudoCosts {
  private struct Mean {
    var sum = 0.0
    var count = 0.0
    var value: Double? { count > 0 ? sum / count : nil }

    mutating func add(_ value: Double) {
      sum += value
      count += 1
    }
  }

  private var down: [Mean]
  private var up: [Mean]
  private var allDown = Mean()
  private var allUp = Mean()

  package init(columnCount: Int) {
    down = [Mean](repeating: Mean(), count: columnCount)
    up = down
  }

  /// - Parameters:
  ///   - gain: by how much the bound rose.
  ///   - distance: how far the column had to move.
  package mutating func record(column: Int, isUp: Bool, gain: Double, distance: Double) {
    guard gain.isFinite, distance > 1e-6 else { return }
    let rate = max(0, gain) / distance
    if isUp {
      up[column].add(rate)
      allUp.add(rate)
    } else {
      down[column].add(rate)
      allDown.add(rate)
    }
  }

  /// The larger, the more both children's bounds are expected to rise.
  ///
  /// - Parameter cost: what a unit of the column costs, which stands in until something was seen.
  package func score(column: Int, value: Double, cost: Double) -> Double {
    let fraction = value - value.rounded(.down)
    let unseen = max(abs(cost), 1e-6)
    let gainDown = (down[column].value ?? max(allDown.value ?? 0, unseen)) * fraction
    let gainUp = (up[column].value ?? max(allUp.value ?? 0, unseen)) * (1 - fraction)
    return max(gainDown, 1e-9) * max(gainUp, 1e-9)
  }
}
