/// A 0-1 knapsack in whole numbers: how much the items that fit a room, each taken whole or not at all, are worth at most.
///
/// Dynamic programming over the states that no other beats in weight and worth both (Nemhauser and Ullmann 1969), items by falling
/// worth a unit of weight; a state goes once a continuous knapsack of the items that are left shows that it leads to nothing
/// better.
struct IntegerKnapsack {
  struct Item {
    /// Above 0; of all items together below 2^62.
    let worth: Int64
    /// At least 0; of all items together below 2^62.
    let weight: Int64
  }

  /// What is taken of the items looked at so far.
  private struct State {
    var weight: Int64
    var worth: Int64
  }

  private let items: [Item]
  private let room: Int64
  /// Of the first so many items together.
  private var weights: [Int64] = [0]
  private var worths: [Int64] = [0]

  /// - Parameter room: at least 0.
  init(_ all: [Item], room most: Int64) {
    room = most
    items = all.filter { $0.weight <= most }.sorted { IntegerKnapsack.comes($0, before: $1) }
    weights.reserveCapacity(items.count + 1)
    worths.reserveCapacity(items.count + 1)
    for (index, item) in items.enumerated() {
      weights.append(weights[index] + item.weight)
      worths.append(worths[index] + item.worth)
    }
  }

  /// Exactly, because the continuous knapsack bounds only in this order.
  private static func comes(_ one: Item, before other: Item) -> Bool {
    let (first, second) = (
      one.worth.multipliedFullWidth(by: other.weight), other.worth.multipliedFullWidth(by: one.weight)
    )
    return (first.high, first.low) > (second.high, second.low)
  }

  /// What the best contents are worth; nil where more than `stateLimit` states had to be looked at.
  func most(stateLimit: Int) -> Int64? {
    var best: Int64 = 0
    guard let start = worthwhile(State(weight: 0, worth: 0), 0, &best) else { return best }
    var (states, seen) = ([start], 0)
    for index in items.indices where !states.isEmpty {
      states = advanced(states, by: index, &best)
      seen += states.count
      if seen > stateLimit { return nil }
    }
    return best
  }

  /// The states once an item is taken or left: two lists by rising weight are merged to one.
  private func advanced(_ states: [State], by index: Int, _ best: inout Int64) -> [State] {
    let item = items[index]
    var next: [State] = []
    next.reserveCapacity(2 * states.count)
    var (left, taken) = (0, 0)
    while left < states.count || taken < states.count {
      var state: State
      if taken == states.count || left < states.count && states[left].weight <= states[taken].weight + item.weight {
        state = states[left]
        left += 1
      } else {
        state = states[taken]
        state.weight += item.weight
        state.worth += item.worth
        taken += 1
      }
      if let last = next.last, last.worth >= state.worth { continue }
      guard state.weight <= room, let kept = worthwhile(state, index + 1, &best) else { continue }
      if let last = next.last, last.weight == kept.weight { next.removeLast() }
      next.append(kept)
    }
    return next
  }

  /// The state where it may lead to something better than `best` by items from `start` on; raises `best` to what it leads to when
  /// they are taken in their order until one does not fit.
  private func worthwhile(_ state: State, _ start: Int, _ best: inout Int64) -> State? {
    let reach = weights[start] + (room - state.weight)
    let full = lastFitting(reach, from: start)
    let whole = state.worth + worths[full] - worths[start]
    best = max(best, whole)
    guard full < items.count else { return nil }
    return whole + part(of: items[full], reach - weights[full]) > best ? state : nil
  }

  /// What a part of an item is worth, rounded down: less than all of it fits.
  private func part(of item: Item, _ left: Int64) -> Int64 {
    let product = item.worth.magnitude.multipliedFullWidth(by: left.magnitude)
    return Int64(item.weight.magnitude.dividingFullWidth(product).quotient)
  }

  /// How many of the first items together weigh no more than `reach`: at least `start`.
  private func lastFitting(_ reach: Int64, from start: Int) -> Int {
    var (low, high) = (start, items.count)
    while low < high {
      let middle = (low + high + 1) / 2
      if weights[middle] <= reach { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
