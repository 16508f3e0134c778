/// The direction of a subgradient search, which damps its zigzag (Camerini, Fratta and Maffioli 1975).
struct DeflectedDirection {
  private var direction: [Double]

  init(count: Int) { direction = [Double](repeating: 0, count: count) }

  mutating func forget() {
    for index in direction.indices { direction[index] = 0 }
  }

  /// Half of the new slope and half of what was followed before; the direction's squared length.
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

  /// The new slope, with as much of what was followed before as turns an obtuse angle between the two into an acute one; the
  /// direction's squared length.
  mutating func bend(towards slope: [Double]) -> Double {
    slope.withUnsafeBufferPointer { slope in
      direction.withUnsafeMutableBufferPointer { direction in
        var (product, square) = (0.0, 0.0)
        for index in direction.indices {
          product += direction[index] * slope[index]
          square += direction[index] * direction[index]
        }
        let share = product < 0 ? -1.5 * product / max(square, 1e-300) : 0
        var length = 0.0
        for index in direction.indices {
          let bent = slope[index] + share * direction[index]
          direction[index] = bent
          length += bent * bent
        }
        return length
      }
    }
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
