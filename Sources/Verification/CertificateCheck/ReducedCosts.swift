import Logistics

/// What a vector of multipliers makes of an instance: the bound over the whole box, and each decision's reduced cost.
struct ReducedCosts<Arithmetic: BoundArithmetic> {
  private let book: RuleBook
  private let numbers: BoundNumbers<Arithmetic>
  /// None is above the exact one; every decision is at least 0, so that no product with one is either.
  private let reduced: [Arithmetic.Number]
  private let blocks: Blocks
  /// By block: the least of its members' reduced costs together with its opening's, where it is open.
  private let openBlocks: [Arithmetic.Number]
  /// Over the boxes as the instance gives them, costs' constants left out.
  let root: Arithmetic.Number

  /// nil where the numbers cannot be held.
  init?(
    _ book: RuleBook, _ numbers: BoundNumbers<Arithmetic>, _ multipliers: [Multiplier], _ kept: [KeptMultiplier],
    _ blocks: Blocks
  ) {
    self.book = book
    self.numbers = numbers
    self.blocks = blocks
    var byRow = [Arithmetic.Number](repeating: Arithmetic.zero, count: book.rows.count)
    var total = Arithmetic.zero
    for item in multipliers {
      guard let value = Arithmetic.multiplier(item.value), let sum = Arithmetic.add(byRow[item.row], value),
        let right = Arithmetic.product(value, by: book.rows[item.row].rightSide),
        let next = Arithmetic.add(total, right)
      else { return nil }
      byRow[item.row] = sum
      total = next
    }
    for item in kept {
      guard let right = Arithmetic.below(item.value * item.row.rightSide), let next = Arithmetic.add(total, right)
      else {
        return nil
      }
      total = next
    }
    guard let reduced = Self.reduce(book, numbers, byRow, kept) else { return nil }
    self.reduced = reduced
    for column in book.decisions.indices where !blocks.contains(column) {
      guard let least = Self.least(reduced[column], numbers.lowers[column], numbers.uppers[column]),
        let next = Arithmetic.add(total, least)
      else { return nil }
      total = next
    }
    var open: [Arithmetic.Number] = []
    for block in blocks.all {
      guard let value = Self.openValue(block, reduced) else { return nil }
      open.append(value)
      let opening = block.opening.map { book.decisions[$0] }
      let mayClose = opening?.lower.isZero ?? false
      let mayOpen = opening?.upper.isPositive ?? true
      let least = !mayOpen ? Arithmetic.zero : mayClose ? min(Arithmetic.zero, value) : value
      guard let next = Arithmetic.add(total, least) else { return nil }
      total = next
    }
    openBlocks = open
    root = total
  }

  /// costs − multipliers × rows, decision by decision.
  private static func reduce(
    _ book: RuleBook, _ numbers: BoundNumbers<Arithmetic>, _ byRow: [Arithmetic.Number], _ kept: [KeptMultiplier]
  ) -> [Arithmetic.Number]? {
    var reduced: [Arithmetic.Number] = []
    reduced.reserveCapacity(book.decisions.count)
    for column in book.decisions.indices {
      var value = numbers.costs[column]
      if !kept.isEmpty {
        let earlier = kept.reduce(Rational.zero) { $0 - $1.value * $1.row.coefficients[column] }
        guard let part = Arithmetic.below(earlier), let sum = Arithmetic.add(value, part) else { return nil }
        value = sum
      }
      for entry in book.columnStarts[column]..<book.columnStarts[column + 1] {
        let multiplier = byRow[Int(book.entries[entry].row)]
        guard multiplier != Arithmetic.zero else { continue }
        // Not above −(multiplier × coefficient).
        guard let part = Arithmetic.product(multiplier, numbers.negated[entry]), let sum = Arithmetic.add(value, part)
        else {
          return nil
        }
        value = sum
      }
      reduced.append(value)
    }
    return reduced
  }

  /// Not above reduced × z for any z from lower to upper.
  private static func least(
    _ reduced: Arithmetic.Number, _ lower: Arithmetic.Factor, _ upper: Arithmetic.Factor
  ) -> Arithmetic.Number? {
    if reduced == Arithmetic.zero { return Arithmetic.zero }
    return Arithmetic.product(reduced, reduced < Arithmetic.zero ? upper : lower)
  }

  /// The bound where some decisions have smaller boxes, and sums of decisions a row each with a multiplier.
  ///
  /// - Parameter boxes: one of each decision that a sum counts is among them.
  func bound(
    _ boxes: [(column: Int, lower: Rational, upper: Rational)], _ sums: [SumRows.Term] = []
  ) -> Arithmetic.Number? {
    guard let (own, right) = priced(sums), var total = Arithmetic.add(root, right) else { return nil }
    var touched: [Int: BlockBoxes] = [:]
    for box in boxes {
      if let block = blocks.block(of: box.column) {
        touched[block, default: BlockBoxes(self, block)].narrow(box, isOpening: blocks.all[block].opening == box.column)
        continue
      }
      let column = box.column
      guard let before = Self.least(reduced[column], numbers.lowers[column], numbers.uppers[column]),
        let lower = Arithmetic.factor(box.lower), let upper = Arithmetic.factor(box.upper),
        let after = Self.least(own[column], lower, upper),
        let next = Self.exchange(total, before, after)
      else { return nil }
      total = next
    }
    // Each block is exchanged for itself, so that the order does not show.
    for (block, boxes) in touched {
      let before = Self.blockLeast(openBlocks[block], BlockBoxes(self, block))
      let open =
        boxes.isFixed.isEmpty && sums.isEmpty
        ? openBlocks[block] : Self.openValue(blocks.all[block], own, boxes.isFixed)
      guard let open, let next = Self.exchange(total, before, Self.blockLeast(open, boxes)) else { return nil }
      total = next
    }
    return total
  }

  /// The reduced costs less what rows of sums take off them, and Σ multiplier × right side.
  private func priced(_ sums: [SumRows.Term]) -> (reduced: [Arithmetic.Number], right: Arithmetic.Number)? {
    var (own, right) = (reduced, Arithmetic.zero)
    for sum in sums {
      guard let multiplier = Arithmetic.multiplier(sum.multiplier),
        let part = Arithmetic.product(multiplier, by: sum.rightSide), let total = Arithmetic.add(right, part)
      else { return nil }
      right = total
      for column in sum.columns {
        guard let rest = Arithmetic.subtract(own[column], multiplier) else { return nil }
        own[column] = rest
      }
    }
    return (own, right)
  }

  private static func exchange(_ total: Arithmetic.Number, _ before: Arithmetic.Number, _ after: Arithmetic.Number)
    -> Arithmetic.Number?
  {
    Arithmetic.subtract(total, before).flatMap { Arithmetic.add($0, after) }
  }

  /// What a leaf leaves of a block: whether it may be closed or open, and members that are fixed at 0 or at 1.
  private struct BlockBoxes {
    var mayClose = false
    var mayOpen = true
    var isFixed: [Int: Bool] = [:]

    init(_ costs: ReducedCosts, _ block: Int) {
      guard let opening = costs.blocks.all[block].opening else { return }
      mayClose = costs.book.decisions[opening].lower.isZero
      mayOpen = costs.book.decisions[opening].upper.isPositive
    }

    /// Other boxes of members than 0 or 1 are not used: the block's bound holds without them.
    mutating func narrow(_ box: (column: Int, lower: Rational, upper: Rational), isOpening: Bool) {
      if isOpening {
        mayClose = mayClose && box.lower.isZero
        mayOpen = mayOpen && box.upper.isPositive
      } else if box.upper.isZero {
        isFixed[box.column] = false
      } else if box.lower == .one && box.upper == .one {
        isFixed[box.column] = true
        mayClose = false
      }
    }
  }

  // MARK: Blocks

  /// A closed block is worth nothing.
  private static func blockLeast(_ open: Arithmetic.Number, _ boxes: BlockBoxes) -> Arithmetic.Number {
    if !boxes.mayOpen { return Arithmetic.zero }
    return boxes.mayClose ? min(Arithmetic.zero, open) : open
  }

  private static func openValue(
    _ block: Blocks.Block, _ reduced: [Arithmetic.Number], _ isFixed: [Int: Bool] = [:]
  ) -> Arithmetic.Number? {
    let value = block.tariff.map { tariffValue($0, reduced, isFixed) } ?? contents(block, reduced, isFixed)
    guard let contents = value else { return nil }
    guard let opening = block.opening else { return contents }
    return Arithmetic.add(reduced[opening], contents)
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
      guard isFixed.isEmpty else {
        var most = block.parcels[place].most
        for column in block.parcels[place].columns where isFixed[column] == true {
          guard let sum = Arithmetic.add(total, reduced[column]) else { return nil }
          total = sum
          capacity = capacity.map { $0 - block.parcels[place].weight }
          most = most - .one
        }
        if most.isPositive, let value = cheapest(block.parcels[place].columns, reduced, isFixed), value < Arithmetic.zero {
          paying.append(Paying(value: value, place: place, most: most))
        }
        continue
      }
      guard let value = cheapest(block.parcels[place].columns, reduced, [:]), value < Arithmetic.zero else { continue }
      paying.append(Paying(value: value, place: place, most: block.parcels[place].most))
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

  /// The least of what its free columns cost; nil where none is free.
  private static func cheapest(
    _ columns: ShortList<Int>, _ reduced: [Arithmetic.Number], _ isFixed: [Int: Bool]
  ) -> Arithmetic.Number? {
    var least: Arithmetic.Number?
    columns.forEach { column in
      guard isFixed.isEmpty || isFixed[column] == nil else { return }
      least = least.map { min($0, reduced[column]) } ?? reduced[column]
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
      if left < 0 { return Arithmetic.below(decimal(offer.saving)) }
    }
    return Arithmetic.zero
  }

  private static func decimal(_ price: Double) -> Rational {
    let scaled = (price * 1e12).rounded()
    guard scaled > 0, scaled < 1e30, let mantissa = Int128(exactly: scaled) else { return .zero }
    return Rational(mantissa: mantissa, decimals: 12)
  }
}
