internal import MathProgram

/// The Lagrangian relaxation over the rows of items: every provider by itself chooses a tier and the cheapest contents in parts
/// whose amount lies in it, and the best providers are engaged.
///
/// Each provider's contents are a continuous knapsack with a least and a most amount, so that the bound is that of the linear
/// program in which awards are told apart by tier (Geoffrion, Mathematical Programming Study 2, 1974).
final class AwardRelaxation {
  let table: AwardTable
  /// By provider: the option that the last answer engages it in; −1: none.
  private(set) var chosen: [Int]
  /// The cap's multiplier in the last answer.
  private(set) var cap = 0.0
  /// Slots looked at so far.
  private(set) var work = 0

  // By slot: the share that the provider's best option takes.
  private let share: UnsafeMutablePointer<Double>
  private let trial: UnsafeMutablePointer<Double>
  private let keys: UnsafeMutablePointer<Key>
  private var values: [Double]
  private var best: [Int]

  private struct Key {
    var ratio: Double
    var slot: Int32
  }

  init(_ table: AwardTable) {
    self.table = table
    chosen = [Int](repeating: -1, count: table.providerCount)
    values = [Double](repeating: 0, count: table.providerCount)
    best = chosen
    share = .allocate(capacity: max(1, table.slotCount))
    trial = .allocate(capacity: max(1, table.slotCount))
    keys = .allocate(capacity: max(1, table.slotCount))
    share.initialize(repeating: 0, count: table.slotCount)
    trial.initialize(repeating: 0, count: table.slotCount)
  }

  deinit {
    share.deallocate()
    trial.deallocate()
    keys.deallocate()
  }

  /// The bound at multipliers; infinite where the node holds nothing.
  func evaluate(_ multipliers: [Double], _ node: AwardNode) -> Double {
    var total = 0.0
    for item in 0..<table.itemCount where !isTaken(item, node) { total += multipliers[item] }
    for provider in 0..<table.providerCount { choose(provider, multipliers, node) }
    return engage(node).map { total + $0 } ?? .infinity
  }

  /// What a proof's vector shows of a node; infinite where the node holds nothing.
  func bound(at vector: AwardProof.Vector, _ node: AwardNode) -> Double {
    var total = -vector.cap * Double(table.mostEngaged)
    for item in 0..<table.itemCount where !isTaken(item, node) { total += vector.items[item] }
    for provider in 0..<table.providerCount {
      choose(provider, vector.items, node)
      let value = values[provider] + vector.cap
      total += node.mayStayOut[provider] ? min(0, value) : value
    }
    return total
  }

  private func isTaken(_ item: Int, _ node: AwardNode) -> Bool {
    table.slotsOfItem[item].contains { node.settled[$0] == 1 }
  }

  /// Engages those that have to be, and the best of the others.
  private func engage(_ node: AwardNode) -> Double? {
    var sum = 0.0
    var left = table.mostEngaged
    var optional: [Int] = []
    for provider in 0..<table.providerCount {
      chosen[provider] = -1
      if node.mayStayOut[provider] {
        if values[provider] < 0 { optional.append(provider) }
        continue
      }
      guard values[provider].isFinite else { return nil }
      sum += values[provider]
      chosen[provider] = best[provider]
      left -= 1
    }
    guard left >= 0 else { return nil }
    optional.sort { (values[$0], $0) < (values[$1], $1) }
    for provider in optional.prefix(left) {
      sum += values[provider]
      chosen[provider] = best[provider]
    }
    cap = optional.count > left ? -values[optional[left]] : 0
    return sum
  }

  /// The best option of a provider, and its contents.
  private func choose(_ provider: Int, _ multipliers: [Double], _ node: AwardNode) {
    let slots = table.starts[provider]..<table.starts[provider + 1]
    values[provider] = .infinity
    best[provider] = -1
    for option in table.optionStarts[provider]..<table.optionStarts[provider + 1] where node.isAllowed[option] {
      work += slots.count
      let value = contents(option, slots, multipliers, node, limit: values[provider])
      guard value < values[provider] else { continue }
      values[provider] = value
      best[provider] = option
      for slot in slots { share[slot] = trial[slot] }
    }
    guard !node.mayStayOut[provider], node.mayIdle[provider] else { return }
    let idle = table.program.fixedCost[provider]
    guard idle < values[provider] else { return }
    values[provider] = idle
    best[provider] = -1
  }

  /// The least value of an option, its shares in `trial`; infinite where it cannot be reached or is not below the limit.
  private func contents(
    _ option: Int, _ slots: Range<Int>, _ multipliers: [Double], _ node: AwardNode, limit: Double
  ) -> Double {
    let data = table.options[option]
    var value = data.fixedCost
    var amount = 0.0
    let base = data.start - slots.lowerBound
    let (trial, keys) = (self.trial, self.keys)
    var waiting = 0
    table.priced.withUnsafeBufferPointer { priced in
      table.weight.withUnsafeBufferPointer { weight in
        table.item.withUnsafeBufferPointer { item in
          multipliers.withUnsafeBufferPointer { multipliers in
            node.settled.withUnsafeBufferPointer { settled in
              for slot in slots {
                trial[slot] = 0
                if settled[slot] < 0 { continue }
                let cost = priced[base + slot]
                let reduced = settled[slot] > 0 ? cost : cost - multipliers[Int(item[slot])]
                if settled[slot] > 0 || reduced < 0 {
                  value += reduced
                  amount += weight[slot]
                  trial[slot] = 1
                }
                if settled[slot] == 0 {
                  keys[waiting] = Key(ratio: reduced, slot: Int32(truncatingIfNeeded: slot))
                  waiting += 1
                }
              }
            }
          }
        }
      }
    }
    guard value < limit else { return .infinity }
    if amount > data.to { return trimmed(value, amount - data.to, waiting) }
    if amount < data.from { return filled(value, data.from - amount, waiting, limit) }
    return value
  }

  /// Leaves out what saves least for its weight until the excess is gone.
  private func trimmed(_ start: Double, _ excess: Double, _ waiting: Int) -> Double {
    changed(start, by: excess, waiting, isFilling: false, limit: .infinity)
  }

  /// Takes besides what costs least for its weight until the amount is enough.
  private func filled(_ start: Double, _ missing: Double, _ waiting: Int, _ limit: Double) -> Double {
    changed(start, by: missing, waiting, isFilling: true, limit: limit)
  }

  /// Takes besides, or leaves out, slots in the order of what that costs for their weight; few of them, mostly, so that they
  /// are drawn from a heap instead of sorted.
  private func changed(_ start: Double, by amount: Double, _ waiting: Int, isFilling: Bool, limit: Double) -> Double {
    var (value, left) = (start, amount)
    var count = heap(waiting, isFilling: isFilling)
    while count > 0 {
      let key = keys[0]
      let weight = table.weight[Int(key.slot)]
      let part = min(1, left / weight)
      value += key.ratio * weight * part
      trial[Int(key.slot)] = isFilling ? part : 1 - part
      left -= weight * part
      if left <= 1e-9 { return value }
      if value >= limit { return .infinity }
      count -= 1
      keys[0] = keys[count]
      sink(0, count)
    }
    return .infinity
  }

  /// Keeps the keys of slots that weigh something and are out, or in, as what changing that costs for their weight; the least
  /// first in a binary heap.
  private func heap(_ waiting: Int, isFilling: Bool) -> Int {
    var count = 0
    for place in 0..<waiting {
      var key = keys[place]
      let weight = table.weight[Int(key.slot)]
      guard (key.ratio >= 0) == isFilling, weight > 0 else { continue }
      key.ratio = abs(key.ratio) / weight
      keys[count] = key
      count += 1
    }
    for place in (0..<count / 2).reversed() { sink(place, count) }
    work += 2 * count
    return count
  }

  private func sink(_ start: Int, _ count: Int) {
    var place = start
    let key = keys[start]
    while 2 * place + 1 < count {
      var child = 2 * place + 1
      if child + 1 < count, isBefore(keys[child + 1], keys[child]) { child += 1 }
      guard isBefore(keys[child], key) else { break }
      keys[place] = keys[child]
      place = child
    }
    if count > 0 { keys[place] = key }
  }

  private func isBefore(_ a: Key, _ b: Key) -> Bool { a.ratio < b.ratio || a.ratio == b.ratio && a.slot < b.slot }

  /// Every share of the last answer that is not 0.
  func forEachShare(_ body: (_ slot: Int, _ share: Double) -> Void) {
    for provider in 0..<table.providerCount where chosen[provider] >= 0 {
      for slot in table.starts[provider]..<table.starts[provider + 1] where share[slot] > 0 { body(slot, share[slot]) }
    }
  }

  /// What each item is served more or less than once, turned: the direction in which the bound rises.
  func slope(into slope: inout [Double], _ node: AwardNode) {
    for item in 0..<table.itemCount { slope[item] = isTaken(item, node) ? 0 : 1 }
    slope.withUnsafeMutableBufferPointer { slope in
      forEachShare { slot, share in
        if node.settled[slot] == 0 { slope[Int(table.item[slot])] -= share }
      }
    }
  }
}
