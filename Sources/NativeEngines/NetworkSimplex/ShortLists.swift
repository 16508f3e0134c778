import MathProgram

/// For every list the smallest few of the negative values offered to it, each with its arc.
struct ShortLists<Number: FlowNumber> {
  private let count: Int
  private let stride: Int
  private let room: UnsafeMutablePointer<Int>
  private let worst: UnsafeMutablePointer<Number>
  private let lengths: UnsafeMutablePointer<Int32>
  private let values: UnsafeMutablePointer<Number>
  private let arcs: UnsafeMutablePointer<Int32>

  init(count lists: Int, room most: Int) {
    count = lists
    stride = most
    room = .allocate(capacity: 1)
    worst = .allocate(capacity: lists)
    lengths = .allocate(capacity: lists)
    values = .allocate(capacity: lists * most)
    arcs = .allocate(capacity: lists * most)
  }

  /// Empties all lists; each takes `most` values from here on.
  func empty(room most: Int) {
    room.pointee = min(most, stride)
    worst.update(repeating: 0, count: count)
    lengths.update(repeating: 0, count: count)
  }

  func deallocate() {
    room.deallocate()
    worst.deallocate()
    lengths.deallocate()
    values.deallocate()
    arcs.deallocate()
  }

  @inline(__always)
  func offer(_ arc: Int32, _ value: Number, to list: Int) {
    if value < worst[list] { insert(arc, value, to: list) }
  }

  @inline(never)
  private func insert(_ arc: Int32, _ value: Number, to list: Int) {
    let (values, arcs, room) = (values + list * stride, arcs + list * stride, room.pointee)
    let length = Int(lengths[list])
    var place = min(length, room - 1)
    while place > 0 && values[place - 1] > value {
      values[place] = values[place - 1]
      arcs[place] = arcs[place - 1]
      place -= 1
    }
    values[place] = value
    arcs[place] = arc
    if length < room { lengths[list] = Int32(length + 1) }
    if length >= room - 1 { worst[list] = values[room - 1] }
  }

  subscript(list: Int) -> UnsafeBufferPointer<Int32> {
    UnsafeBufferPointer(start: arcs + list * stride, count: Int(lengths[list]))
  }
}

extension FlowNetwork {
  /// Tails, heads and costs as plain memory; nil where there are no arcs.
  @inline(__always)
  @discardableResult
  func withArcs<Answer>(
    _ body: (UnsafePointer<Int32>, UnsafePointer<Int32>, UnsafePointer<Int64>) -> Answer
  ) -> Answer? {
    tail.withUnsafeBufferPointer { tail in
      head.withUnsafeBufferPointer { head in
        cost.withUnsafeBufferPointer { cost in
          guard let tail = tail.baseAddress, let head = head.baseAddress, let cost = cost.baseAddress else {
            return nil
          }
          return body(tail, head, cost)
        }
      }
    }
  }
}
