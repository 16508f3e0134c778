import Logistics

// The contents of blocks at a vector's reduced costs.
extension ReducedCosts {
  /// What the members together cost at least where the block is open, and whether no more can be known of it.
  ///
  /// - Parameters:
  ///   - fixed: by decision; empty where none is fixed.
  ///   - enough: a value above which nothing depends on it; nil where all does.
  static func value(
    _ block: Blocks.Block, _ numbers: BlockNumbers<Arithmetic>, _ reduced: [Arithmetic.Number],
    _ fixed: [BlockBoxes.Fixing], enough: Arithmetic.Number?
  ) -> (value: LeastValue<Arithmetic.Number>, isBest: Bool)? {
    if let tariff = block.tariff { return tariffValue(tariff, reduced, fixed).map { ($0, true) } }
    switch offers(block, numbers, reduced, fixed) {
    case nil: return nil
    case .noPlan?: return (.noPlan, true)
    case .some(.atLeast(let offers)):
      guard let value = continuous(offers, block, numbers) else { return nil }
      if block.whole == nil { return (.atLeast(value), true) }
      if let enough, value >= enough { return (.atLeast(value), false) }
      return (.atLeast(whole(offers, block).map { max($0, value) } ?? value), true)
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

  /// A parcel that lowers the cost.
  struct Paying {
    let value: Arithmetic.Number
    /// The same as a double.
    let approximate: Double
    let place: Int32
    /// How many of it are fixed at 1.
    let taken: Int32

    init(_ cost: Arithmetic.Number, of parcel: Int, taken count: Int32 = 0) {
      (value, approximate) = (cost, Arithmetic.approximate(cost))
      (place, taken) = (Int32(truncatingIfNeeded: parcel), count)
    }

    /// Whether doubles alone tell that it does not pay at a price of a unit of capacity: they differ from what they stand for by
    /// less than 10^−14 and its 10^−15th part.
    @inline(__always)
    func isTooDear(at price: Double, weighing weight: Double) -> Bool {
      approximate + price * weight * (1 - 1e-9) > 1e-9
    }
  }

  private static func offers(
    _ block: Blocks.Block, _ numbers: BlockNumbers<Arithmetic>, _ reduced: [Arithmetic.Number],
    _ fixed: [BlockBoxes.Fixing]
  ) -> LeastValue<Offers>? {
    if fixed.isEmpty {
      var paying = paying(block, reduced)
      for (place, bundle) in block.bundles.enumerated() {
        guard let cost = bundle.cost(reduced, numbers.amounts[place], Arithmetic.self) else { return nil }
        if cost < Arithmetic.zero { paying.append(Paying(cost, of: block.plainParcels.count + place)) }
      }
      return .atLeast(Offers(capacity: block.capacity, room: block.whole?.capacity ?? 0, paying: paying))
    }
    return leafOffers(block, numbers, reduced, fixed)
  }

  /// Of all parcels that are no bundles, where no member is fixed.
  private static func paying(_ block: Blocks.Block, _ reduced: [Arithmetic.Number]) -> [Paying] {
    var paying: [Paying] = []
    paying.reserveCapacity(block.parcels.count)
    if block.members.count == block.plainParcels.count {
      for (place, column) in block.members.enumerated() where reduced[Int(column)] < Arithmetic.zero {
        paying.append(Paying(reduced[Int(column)], of: place))
      }
      return paying
    }
    for place in block.plainParcels {
      var (index, end) = (Int(block.starts[place]), Int(block.starts[place + 1]))
      guard index < end else { continue }
      var least = reduced[Int(block.members[index])]
      index += 1
      while index < end {
        least = min(least, reduced[Int(block.members[index])])
        index += 1
      }
      if least < Arithmetic.zero { paying.append(Paying(least, of: place)) }
    }
    return paying
  }

  private static func leafOffers(
    _ block: Blocks.Block, _ numbers: BlockNumbers<Arithmetic>, _ reduced: [Arithmetic.Number],
    _ fixed: [BlockBoxes.Fixing]
  ) -> LeastValue<Offers>? {
    var offers = Offers(capacity: block.capacity, room: block.whole?.capacity ?? 0)
    var hasTaken = false
    for place in block.plainParcels {
      var (taken, least) = (Int32(0), Arithmetic.Number?.none)
      for index in Int(block.starts[place])..<Int(block.starts[place + 1]) {
        let column = Int(block.members[index])
        switch fixed[column] {
        case .atZero: break
        case .free: if least.map({ reduced[column] < $0 }) ?? true { least = reduced[column] }
        case .atOne:
          guard let sum = Arithmetic.add(offers.total, reduced[column]) else { return nil }
          (offers.total, taken) = (sum, taken + 1)
        }
      }
      if taken > 0 {
        hasTaken = true
        let (count, parcel) = (Rational(Int(taken)), block.parcels[place])
        if parcel.most < count { return .noPlan }
        offers.capacity = offers.capacity.map { $0 - count * parcel.weight }
        if let whole = block.whole { offers.room -= whole.weights[place] * Int64(taken) }
        if parcel.most == count { continue }
      }
      guard let least, least < Arithmetic.zero else { continue }
      offers.paying.append(Paying(least, of: place, taken: taken))
    }
    for place in block.bundles.indices {
      let isTaken = fixed[block.bundles[place].source] == .atOne
      guard addBundle(place, isTaken: isTaken, block, numbers, reduced, fixed, to: &offers) else { return nil }
      hasTaken = hasTaken || isTaken
    }
    return hasTaken && offers.capacity?.isNegative == true ? .noPlan : .atLeast(offers)
  }

  /// False where the numbers cannot be held. That some of the bundle's flows are fixed is not used: its bound holds without that.
  private static func addBundle(
    _ number: Int, isTaken: Bool, _ block: Blocks.Block, _ numbers: BlockNumbers<Arithmetic>,
    _ reduced: [Arithmetic.Number], _ fixed: [BlockBoxes.Fixing], to offers: inout Offers
  ) -> Bool {
    let (bundle, place) = (block.bundles[number], block.plainParcels.count + number)
    if fixed[bundle.source] == .atZero { return true }
    guard let cost = bundle.cost(reduced, numbers.amounts[number], Arithmetic.self) else { return false }
    guard isTaken else {
      if cost < Arithmetic.zero { offers.paying.append(Paying(cost, of: place)) }
      return true
    }
    guard let sum = Arithmetic.add(offers.total, cost) else { return false }
    offers.total = sum
    offers.capacity = offers.capacity.map { $0 - block.parcels[place].weight }
    if let whole = block.whole { offers.room -= whole.weights[place] }
    return true
  }

  /// Not above what the cheapest contents of the block's capacity cost: for any price ρ ≥ 0 of a unit of it, that is
  /// Σ most × min(0, reduced + ρ × weight) − ρ × capacity, and the best price makes it exact.
  private static func continuous(
    _ offers: Offers, _ block: Blocks.Block, _ numbers: BlockNumbers<Arithmetic>
  ) -> Arithmetic.Number? {
    var total = offers.total
    guard let price = offers.capacity.map({ knapsackPrice(offers.paying, block, numbers, $0) }) ?? Arithmetic.zero
    else { return nil }
    if let capacity = offers.capacity, price != Arithmetic.zero {
      guard let spent = Arithmetic.product(price, by: -capacity), let sum = Arithmetic.add(total, spent) else { return nil }
      total = sum
    }
    let approximatePrice = Arithmetic.approximate(price)
    for item in offers.paying {
      var priced = item.value
      if price != Arithmetic.zero {
        if item.isTooDear(at: approximatePrice, weighing: numbers.weight(of: item.place).approximate) { continue }
        guard let burden = Arithmetic.product(price, numbers.weight(of: item.place).factor),
          let sum = Arithmetic.add(priced, burden)
        else { return nil }
        priced = sum
      }
      guard priced < Arithmetic.zero else { continue }
      guard let part = part(priced, of: item, block, numbers), let next = Arithmetic.add(total, part) else { return nil }
      total = next
    }
    return total
  }

  /// All that there may be of a parcel, at a price.
  @inline(__always)
  private static func part(
    _ price: Arithmetic.Number, of item: Paying, _ block: Blocks.Block, _ numbers: BlockNumbers<Arithmetic>
  ) -> Arithmetic.Number? {
    if item.taken == 0 { return Arithmetic.product(price, numbers.most(of: item.place).factor) }
    return Arithmetic.product(price, by: block.parcels[Int(item.place)].most - Rational(Int(item.taken)))
  }

  /// The price of a unit of capacity at which a continuous knapsack is best bounded: what the last parcel taken saves.
  ///
  /// Found in doubles, because any price bounds, so long as it is one and the same: only how well depends on it.
  private static func knapsackPrice(
    _ paying: [Paying], _ block: Blocks.Block, _ numbers: BlockNumbers<Arithmetic>, _ capacity: Rational
  ) -> Arithmetic.Number? {
    var offers: [SavingSearch.Offer] = []
    offers.reserveCapacity(paying.count)
    for item in paying {
      let (weight, most) = (numbers.weight(of: item.place).approximate, numbers.most(of: item.place).approximate)
      guard weight > 0 else { continue }
      offers.append(
        .init(saving: -item.approximate / weight, takes: weight * (most - Double(item.taken))))
    }
    guard let saving = SavingSearch.lastTaken(&offers, capacity.approximate) else { return Arithmetic.zero }
    return Arithmetic.near(saving) ?? Arithmetic.zero
  }
}
