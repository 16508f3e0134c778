import Logistics

/// What a vector of multipliers makes of an instance: the bound over the whole box, and each decision's reduced cost.
struct ReducedCosts<Arithmetic: BoundArithmetic> {
  let numbers: BoundNumbers<Arithmetic>
  /// None is above the exact one; every decision is at least 0, so that no product with one is either. Those of decisions that
  /// open a block stand in `openings`.
  private(set) var reduced: [Arithmetic.Number]
  let blocks: Blocks
  let blockNumbers: [BlockNumbers<Arithmetic>]
  let boxes: BlockBoxes
  /// By block: the least of its members' reduced costs together, where it is open; and its opening's.
  private(set) var contents: BlockContents<Arithmetic>
  private(set) var openings: [Arithmetic.Number]
  /// Over the boxes as the instance gives them, costs' constants left out.
  private(set) var root: Arithmetic.Number

  /// nil where the numbers cannot be held.
  init?(
    _ book: RuleBook, _ numbers: BoundNumbers<Arithmetic>, _ multipliers: [Multiplier], _ kept: [KeptMultiplier],
    _ blocks: Blocks, _ blockNumbers: [BlockNumbers<Arithmetic>], _ boxes: BlockBoxes
  ) {
    self.numbers = numbers
    (self.blocks, self.blockNumbers, self.boxes) = (blocks, blockNumbers, boxes)
    contents = BlockContents(count: blocks.all.count)
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
    guard let reduced = Self.reduce(numbers, byRow, kept) else { return nil }
    self.reduced = reduced
    for column in blocks.freeColumns(of: book.decisions.count) {
      guard let least = Self.least(reduced[column], numbers.lowers[column], numbers.uppers[column]),
        let next = Arithmetic.add(total, least)
      else { return nil }
      total = next
    }
    openings = blocks.all.map { block in block.opening.map { reduced[$0] } ?? Arithmetic.zero }
    root = total
    for block in blocks.all.indices {
      guard let least = least(ofBlock: block), let next = Arithmetic.add(root, least) else { return nil }
      root = next
    }
  }

  /// costs − multipliers × rows, decision by decision.
  private static func reduce(
    _ numbers: BoundNumbers<Arithmetic>, _ byRow: [Arithmetic.Number], _ kept: [KeptMultiplier]
  ) -> [Arithmetic.Number]? {
    let count = numbers.costs.count
    let reduced = [Arithmetic.Number](unsafeUninitializedCapacity: count) { buffer, filled in
      for column in 0..<count {
        guard let value = reducedCost(numbers, byRow, kept, column) else { return }
        buffer.initializeElement(at: column, to: value)
        filled = column + 1
      }
    }
    return reduced.count == count ? reduced : nil
  }

  @inline(__always)
  private static func reducedCost(
    _ numbers: BoundNumbers<Arithmetic>, _ byRow: [Arithmetic.Number], _ kept: [KeptMultiplier], _ column: Int
  ) -> Arithmetic.Number? {
    var value = numbers.costs[column]
    if !kept.isEmpty {
      let earlier = kept.reduce(Rational.zero) { $0 - $1.value * $1.row.coefficients[column] }
      guard let part = Arithmetic.below(earlier), let sum = Arithmetic.add(value, part) else { return nil }
      value = sum
    }
    for entry in Int(numbers.starts[column])..<Int(numbers.starts[column + 1]) {
      let multiplier = byRow[Int(numbers.rows[entry])]
      if multiplier == Arithmetic.zero { continue }
      // Not above −(multiplier × coefficient).
      let next =
        switch numbers.signs[entry] {
        case 1: Arithmetic.add(value, multiplier)
        case -1: Arithmetic.subtract(value, multiplier)
        default: Arithmetic.product(multiplier, numbers.negated[entry]).flatMap { Arithmetic.add(value, $0) }
        }
      guard let next else { return nil }
      value = next
    }
    return value
  }

  /// The same at multipliers that differ by a multiple of a direction; nil where the numbers cannot be held.
  ///
  /// Blocks are looked at again only where the direction changes what a member costs.
  func shifted(by factor: Rational, along direction: CostDirection) -> ReducedCosts? {
    var shifted = self
    guard let right = Arithmetic.below(factor * direction.rightSide), let start = Arithmetic.add(root, right) else {
      return nil
    }
    shifted.root = start
    var isTouched = [Bool](repeating: false, count: blocks.all.count)
    // A path of its own, because whoever may write to the costs has all of them copied.
    if !direction.columns.isEmpty {
      guard shifted.shiftColumns(by: factor, direction.columns, &isTouched) else { return nil }
      if isTouched.contains(true) { shifted.contents = contents.without(isTouched) }
    }
    for (block, taken) in direction.openings {
      guard let part = Arithmetic.below(-(factor * taken)), let cost = Arithmetic.add(openings[block], part) else {
        return nil
      }
      shifted.openings[block] = cost
      isTouched[block] = true
    }
    for block in blocks.all.indices where isTouched[block] {
      guard let before = least(ofBlock: block), let after = shifted.least(ofBlock: block),
        let next = Self.exchange(shifted.root, before, after)
      else { return nil }
      shifted.root = next
    }
    return shifted
  }

  /// Of decisions that open no block; false where the numbers cannot be held.
  @inline(never)
  private mutating func shiftColumns(
    by factor: Rational, _ columns: [(column: Int, taken: Rational)], _ isTouched: inout [Bool]
  ) -> Bool {
    for (column, taken) in columns {
      let cost = reduced[column]
      guard let part = Arithmetic.below(-(factor * taken)), let shifted = Arithmetic.add(cost, part) else { return false }
      reduced[column] = shifted
      if let block = blocks.block(of: column) {
        isTouched[block] = true
        continue
      }
      guard let before = Self.least(cost, numbers.lowers[column], numbers.uppers[column]),
        let after = Self.least(shifted, numbers.lowers[column], numbers.uppers[column]),
        let next = Self.exchange(root, before, after)
      else { return false }
      root = next
    }
    return true
  }

  /// Not above reduced × z for any z from lower to upper.
  static func least(
    _ reduced: Arithmetic.Number, _ lower: Arithmetic.Factor, _ upper: Arithmetic.Factor
  ) -> Arithmetic.Number? {
    if reduced == Arithmetic.zero { return Arithmetic.zero }
    return Arithmetic.product(reduced, reduced < Arithmetic.zero ? upper : lower)
  }

  static func exchange(_ total: Arithmetic.Number, _ before: Arithmetic.Number, _ after: Arithmetic.Number)
    -> Arithmetic.Number?
  {
    Arithmetic.subtract(total, before).flatMap { Arithmetic.add($0, after) }
  }
}
