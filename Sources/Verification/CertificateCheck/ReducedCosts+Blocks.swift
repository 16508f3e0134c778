import Logistics

// The contents of blocks at a vector's reduced costs.
extension ReducedCosts {
  /// What the members together cost at least where the block is open.
  static func value(
    _ block: Blocks.Block, _ reduced: [Arithmetic.Number], _ isFixed: [Int: Bool] = [:]
  ) -> Arithmetic.Number? {
    block.tariff.map { tariffValue($0, reduced, isFixed) } ?? contents(block, reduced, isFixed)
  }

  /// Not above what the cheapest contents of the block's capacity cost: for any price ρ ≥ 0 of a unit of it, that is
  /// Σ most × min(0, reduced + ρ × weight) − ρ × capacity, and the best price makes it exact.
  private static func contents(
    _ block: Blocks.Block, _ reduced: [Arithmetic.Number], _ isFixed: [Int: Bool]
  ) -> Arithmetic.Number? {
    var paying: [Paying] = []
    var total = Arithmetic.zero
    var capacity = block.capacity
    for place in block.parcels.indices {
      if isFixed.isEmpty {
        guard let value = cheapest(block, place, reduced), value < Arithmetic.zero else { continue }
        paying.append(Paying(value: value, place: place, most: block.parcels[place].most))
        continue
      }
      var most = block.parcels[place].most
      let columns = block.columns(of: place)
      for column in columns where isFixed[Int(column)] == true {
        guard let sum = Arithmetic.add(total, reduced[Int(column)]) else { return nil }
        total = sum
        capacity = capacity.map { $0 - block.parcels[place].weight }
        most = most - .one
      }
      if most.isPositive, let value = cheapestFree(columns, reduced, isFixed), value < Arithmetic.zero {
        paying.append(Paying(value: value, place: place, most: most))
      }
    }
    guard let price = capacity.map({ knapsackPrice(paying, block, $0) }) ?? Arithmetic.zero else { return nil }
    if let capacity, price != Arithmetic.zero {
      guard let spent = Arithmetic.product(price, by: -capacity), let sum = Arithmetic.add(total, spent) else { return nil }
      total = sum
    }
    for item in paying {
      var priced = item.value
      if price != Arithmetic.zero {
        guard let burden = Arithmetic.product(price, by: block.parcels[item.place].weight),
          let sum = Arithmetic.add(priced, burden)
        else { return nil }
        priced = sum
      }
      guard priced < Arithmetic.zero else { continue }
      guard let part = Arithmetic.product(priced, by: item.most), let next = Arithmetic.add(total, part) else {
        return nil
      }
      total = next
    }
    return total
  }

  /// A parcel that lowers the cost, with how much of it there may be.
  private struct Paying {
    let value: Arithmetic.Number
    let place: Int
    let most: Rational
  }

  /// The least of what a parcel's columns cost; nil where there is none.
  @inline(__always)
  private static func cheapest(_ block: Blocks.Block, _ place: Int, _ reduced: [Arithmetic.Number]) -> Arithmetic.Number? {
    var (index, end) = (Int(block.starts[place]), Int(block.starts[place + 1]))
    guard index < end else { return nil }
    var least = reduced[Int(block.members[index])]
    index += 1
    while index < end {
      least = min(least, reduced[Int(block.members[index])])
      index += 1
    }
    return least
  }

  /// The least of what the free columns cost; nil where none is free.
  private static func cheapestFree(
    _ columns: ArraySlice<Int32>, _ reduced: [Arithmetic.Number], _ isFixed: [Int: Bool]
  ) -> Arithmetic.Number? {
    var least: Arithmetic.Number?
    for column in columns where isFixed[Int(column)] == nil {
      least = least.map { min($0, reduced[Int(column)]) } ?? reduced[Int(column)]
    }
    return least
  }

  /// The price of a unit of capacity at which a continuous knapsack is best bounded: what the last parcel taken saves.
  ///
  /// Found in doubles, because any price bounds, so long as it is one and the same: only how well depends on it.
  private static func knapsackPrice(
    _ paying: [Paying], _ block: Blocks.Block, _ capacity: Rational
  ) -> Arithmetic.Number? {
    var offers: [(saving: Double, takes: Double)] = []
    offers.reserveCapacity(paying.count)
    for item in paying {
      guard block.parcels[item.place].weighs else { continue }
      let weight = block.parcels[item.place].approximateWeight
      offers.append((-Arithmetic.approximate(item.value) / weight, weight * item.most.approximate))
    }
    offers.sort { $0.saving > $1.saving }
    var left = capacity.approximate
    for offer in offers {
      left -= offer.takes
      if left < 0 { return Arithmetic.near(offer.saving) ?? Arithmetic.zero }
    }
    return Arithmetic.zero
  }
}
