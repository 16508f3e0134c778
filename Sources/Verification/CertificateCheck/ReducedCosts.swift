import Logistics

/// What a vector of multipliers makes of an instance: the bound over the whole box, and each decision's reduced cost.
struct ReducedCosts<Arithmetic: BoundArithmetic> {
  private let book: RuleBook
  private let numbers: BoundNumbers<Arithmetic>
  /// None is above the exact one; every decision is at least 0, so that no product with one is either. Those of decisions that
  /// open a block stand in `openings`.
  private var reduced: [Arithmetic.Number]
  private let blocks: Blocks
  /// By block: the least of its members' reduced costs together, where it is open; and its opening's.
  private var contents: [Arithmetic.Number]
  private var openings: [Arithmetic.Number]
  /// Over the boxes as the instance gives them, costs' constants left out.
  private(set) var root: Arithmetic.Number

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
    guard let reduced = Self.reduce(numbers, byRow, kept) else { return nil }
    self.reduced = reduced
    for column in blocks.freeColumns(of: book.decisions.count) {
      guard let least = Self.least(reduced[column], numbers.lowers[column], numbers.uppers[column]),
        let next = Arithmetic.add(total, least)
      else { return nil }
      total = next
    }
    (contents, openings) = ([], [])
    for block in blocks.all {
      guard let value = Self.value(block, reduced) else { return nil }
      contents.append(value)
      openings.append(block.opening.map { reduced[$0] } ?? Arithmetic.zero)
    }
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
    var reduced = numbers.costs
    for column in reduced.indices {
      var value = reduced[column]
      if !kept.isEmpty {
        let earlier = kept.reduce(Rational.zero) { $0 - $1.value * $1.row.coefficients[column] }
        guard let part = Arithmetic.below(earlier), let sum = Arithmetic.add(value, part) else { return nil }
        value = sum
      }
      for entry in Int(numbers.starts[column])..<Int(numbers.starts[column + 1]) {
        let multiplier = byRow[Int(numbers.rows[entry])]
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
      reduced[column] = value
    }
    return reduced
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
    var isOpeningTouched = isTouched
    for (column, taken) in direction.columns {
      guard let part = Arithmetic.below(-(factor * taken)) else { return nil }
      if let block = blocks.block(of: column) {
        if blocks.all[block].opening == column {
          guard let cost = Arithmetic.add(openings[block], part) else { return nil }
          shifted.openings[block] = cost
          isOpeningTouched[block] = true
          continue
        }
        isTouched[block] = true
      }
      guard let cost = Arithmetic.add(reduced[column], part) else { return nil }
      shifted.reduced[column] = cost
      if blocks.contains(column) { continue }
      guard let before = Self.least(reduced[column], numbers.lowers[column], numbers.uppers[column]),
        let after = Self.least(cost, numbers.lowers[column], numbers.uppers[column]),
        let next = Self.exchange(shifted.root, before, after)
      else { return nil }
      shifted.root = next
    }
    for block in blocks.all.indices where isTouched[block] || isOpeningTouched[block] {
      if isTouched[block] {
        guard let value = Self.value(blocks.all[block], shifted.reduced) else { return nil }
        shifted.contents[block] = value
      }
      guard let before = least(ofBlock: block), let after = shifted.least(ofBlock: block),
        let next = Self.exchange(shifted.root, before, after)
      else { return nil }
      shifted.root = next
    }
    return shifted
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
      let isAsTheVectorLeavesIt = boxes.isFixed.isEmpty && sums.isEmpty
      let inside = isAsTheVectorLeavesIt ? contents[block] : Self.value(blocks.all[block], own, boxes.isFixed)
      guard let inside, let opening = openingCost(of: block, own), let open = Arithmetic.add(opening, inside),
        let before = least(ofBlock: block), let next = Self.exchange(total, before, Self.blockLeast(open, boxes))
      else { return nil }
      total = next
    }
    return total
  }

  /// What opening a block costs where rows of sums left `own` of the reduced costs.
  private func openingCost(of block: Int, _ own: [Arithmetic.Number]) -> Arithmetic.Number? {
    guard let column = blocks.all[block].opening, own[column] != reduced[column] else { return openings[block] }
    return Self.exchange(openings[block], reduced[column], own[column])
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

  /// In the box that the instance gives.
  private func least(ofBlock block: Int) -> Arithmetic.Number? {
    Arithmetic.add(openings[block], contents[block]).map { Self.blockLeast($0, BlockBoxes(self, block)) }
  }
}
