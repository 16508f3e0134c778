/// The direction of a subgradient search: half of each new slope and half of what was followed before, which damps its zigzag
/// (Camerini, Fratta and Maffioli 1975).
struct DeflectedDirection {
  private var direction: [Double]

  init(count: Int) { direction = [Double](repeating: 0, count: count) }

  mutating func forget() {
    for index in direction.indices { direction[index] = 0 }
  }

  /// Turns towards the slope; the direction's squared length.
  mutating func turn(towards slope: [Double]) -> Double {
    var square = 0.0
    slope.withUnsafeBufferPointer { slope in
      direction.withUnsafeMutableBufferPointer { direction in
        for index in direction.indices {
          let turned = 0.5 * (slope[index] + direction[index])
          direction[index] = turned
          square += turned * turned
        }
      }
    }
    return square
  }

  /// Moves the point by so many times the direction.
  func move(_ point: inout [Double], by length: Double) {
    direction.withUnsafeBufferPointer { direction in
      point.withUnsafeMutableBufferPointer { point in
        for index in point.indices { point[index] += length * direction[index] }
      }
    }
  }
}
