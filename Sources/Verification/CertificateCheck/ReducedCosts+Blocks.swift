import Logistics

// The contents of blocks at a vector's reduced costs.
extension ReducedCosts {
  /// What the members together cost at least where the block is open.
  ///
  /// - Parameters:
  ///   - fixed: by decision; empty where none is fixed.
  ///   - enough: a value above which nothing depends on it; nil where all does.
  static func value(
    _ block: Blocks.Block, _ numbers: BlockNumbers<Arithmetic>, _ reduced: [Arithmetic.Number],
    _ fixed: [BlockBoxes.Fixing], enough: Arithmetic.Number?
  ) -> LeastValue<Arithmetic.Number>? {
    if let tariff = block.tariff { return tariffValue(tariff, reduced, fixed) }
    switch offers(block, numbers, reduced, fixed) {
    case nil: return nil
    case .noPlan?: return .noPlan
    case .some(.atLeast(let offers)):
      guard let value = continuous(offers, block, numbers) else { return nil }
      if let enough, value >= enough { return .atLeast(value) }
      return .atLeast(whole(offers, block).map { max($0, value) } ?? value)
    }
  }

  /// What may be put into a block.
  struct Offers {
    /// What members that are fixed at 1 cost.
    var total = Arithmetic.zero
    /// What they leave of the capacity; nil where there is none.
    var capacity: Rational?
    /// The same in the whole numbers of `WholeWeights`.
    var room: Int64
    var paying: [Paying] = []
  }

  /// A parcel that lowers the cost, with how much of it there may be.
  struct Paying {
    let value: Arithmetic.Number
    let place: Int
    let most: Arithmetic.Factor
    let approximateMost: Double
  }

  private static func offers(
    _ block: Blocks.Block, _ numbers: BlockNumbers<Arithmetic>, _ reduced: [Arithmetic.Number],
    _ fixed: [BlockBoxes.Fixing]
  ) -> LeastValue<Offers>? {
    var offers = Offers(capacity: block.capacity, room: block.whole?.capacity ?? 0)
    offers.paying.reserveCapacity(block.parcels.count)
    var hasTaken = false
    for place in block.parcels.indices {
      if fixed.isEmpty {
        guard let value = cheapest(block, place, reduced), value < Arithmetic.zero else { continue }
        offers.paying.append(
          Paying(value: value, place: place, most: numbers.mosts[place], approximateMost: numbers.approximateMosts[place]))
        continue
      }
      let columns = block.columns(of: place)
      var taken = 0
      for column in columns where fixed[Int(column)] == .atOne {
        guard let sum = Arithmetic.add(offers.total, reduced[Int(column)]) else { return nil }
        offers.total = sum
        taken += 1
      }
      if taken == 0 {
        guard let value = cheapestFree(columns, reduced, fixed), value < Arithmetic.zero else { continue }
        offers.paying.append(
          Paying(value: value, place: place, most: numbers.mosts[place], approximateMost: numbers.approximateMosts[place]))
        continue
      }
      hasTaken = true
      let most = block.parcels[place].most - Rational(taken)
      if most.isNegative { return .noPlan }
      offers.capacity = offers.capacity.map { $0 - Rational(taken) * block.parcels[place].weight }
      if let whole = block.whole { offers.room -= whole.weights[place] * Int64(taken) }
      guard most.isPositive, let value = cheapestFree(columns, reduced, fixed), value < Arithmetic.zero else { continue }
      guard let factor = Arithmetic.factor(most) else { return nil }
      offers.paying.append(Paying(value: value, place: place, most: factor, approximateMost: most.approximate))
    }
    return hasTaken && offers.capacity?.isNegative == true ? .noPlan : .atLeast(offers)
  }

  /// Not above what the cheapest contents of the block's capacity cost: for any price ρ ≥ 0 of a unit of it, that is
  /// Σ most × min(0, reduced + ρ × weight) − ρ × capacity, and the best price makes it exact.
  private static func continuous(
    _ offers: Offers, _ block: Blocks.Block, _ numbers: BlockNumbers<Arithmetic>
  ) -> Arithmetic.Number? {
    var total = offers.total
    guard let price = offers.capacity.map({ knapsackPrice(offers.paying, block, $0) }) ?? Arithmetic.zero else {
      return nil
    }
    if let capacity = offers.capacity, price != Arithmetic.zero {
      guard let spent = Arithmetic.product(price, by: -capacity), let sum = Arithmetic.add(total, spent) else { return nil }
      total = sum
    }
    for item in offers.paying {
      var priced = item.value
      if price != Arithmetic.zero {
        guard let burden = Arithmetic.product(price, numbers.weights[item.place]),
          let sum = Arithmetic.add(priced, burden)
        else { return nil }
        priced = sum
      }
      guard priced < Arithmetic.zero else { continue }
      guard let part = Arithmetic.product(priced, item.most), let next = Arithmetic.add(total, part) else { return nil }
      total = next
    }
    return total
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
  @inline(__always)
  private static func cheapestFree(
    _ columns: ArraySlice<Int32>, _ reduced: [Arithmetic.Number], _ fixed: [BlockBoxes.Fixing]
  ) -> Arithmetic.Number? {
    var least: Arithmetic.Number?
    for column in columns where fixed[Int(column)] == .free {
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
    var offers: [SavingSearch.Offer] = []
    offers.reserveCapacity(paying.count)
    for item in paying where block.parcels[item.place].weighs {
      let weight = block.parcels[item.place].approximateWeight
      offers.append(.init(saving: -Arithmetic.approximate(item.value) / weight, takes: weight * item.approximateMost))
    }
    guard let saving = SavingSearch.lastTaken(&offers, capacity.approximate) else { return Arithmetic.zero }
    return Arithmetic.near(saving) ?? Arithmetic.zero
  }
}
