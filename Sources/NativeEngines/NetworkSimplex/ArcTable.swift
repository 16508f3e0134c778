import MathProgram

/// The arcs that pricing reads, struct of arrays: lower bounds are shifted away, "no capacity" is `capacityLimit`.
///
/// Slots 0 ..< slackCount are the slack arcs of an unequal supply rule, arc a of the network has slot slackCount + a.
struct ArcTable<Number: FlowNumber> {
  /// Where an arc stands that is not in the tree: +1 at its lower bound, −1 at its capacity; 0 in the tree.
  typealias State = Int8

  private(set) var tail: UnsafeMutablePointer<Int32>
  private(set) var head: UnsafeMutablePointer<Int32>
  private(set) var cost: UnsafeMutablePointer<Number>
  private(set) var capacity: UnsafeMutablePointer<Number>
  private(set) var state: UnsafeMutablePointer<State>
  private(set) var count = 0
  private var room: Int

  init(room: Int) {
    self.room = room
    tail = .allocate(capacity: room)
    head = .allocate(capacity: room)
    cost = .allocate(capacity: room)
    capacity = .allocate(capacity: room)
    state = .allocate(capacity: room)
  }

  func deallocate() {
    tail.deallocate()
    head.deallocate()
    cost.deallocate()
    capacity.deallocate()
    state.deallocate()
  }

  /// What a slot holds of an arc.
  struct Entry {
    var tail, head: Int32
    var capacity, cost: Number

    /// - Parameter mask: all ones, or zero to leave costs out.
    init(_ network: FlowNetwork, arc: Int, costMask mask: Int64 = -1) {
      tail = network.tail[arc]
      head = network.head[arc]
      capacity = ArcTable.capacity(lower: network.lower[arc], upper: network.upper[arc])
      cost = Number(truncatingIfNeeded: network.cost[arc] & mask)
    }
  }

  mutating func append(_ entry: Entry) {
    append(from: entry.tail, to: entry.head, capacity: entry.capacity, cost: entry.cost)
  }

  mutating func append(from tailNode: Int32, to headNode: Int32, capacity limit: Number, cost unitCost: Number) {
    if count == room { grow() }
    tail[count] = tailNode
    head[count] = headNode
    cost[count] = unitCost
    capacity[count] = limit
    state[count] = 1
    count += 1
  }

  private mutating func grow() {
    var larger = ArcTable(room: room + room / 2 + 16)
    larger.tail.update(from: tail, count: count)
    larger.head.update(from: head, count: count)
    larger.cost.update(from: cost, count: count)
    larger.capacity.update(from: capacity, count: count)
    larger.state.update(from: state, count: count)
    larger.count = count
    deallocate()
    self = larger
  }

  /// The capacity between two bounds, cut to what `Number` holds.
  static func capacity(lower: Int64, upper: Int64) -> Number {
    if upper == FlowNetwork.unlimited { return Number.capacityLimit }
    let (width, overflow) = upper.subtractingReportingOverflow(lower)
    return overflow ? Number.capacityLimit : Number(clamping: min(width, Int64(Number.capacityLimit)))
  }
}
