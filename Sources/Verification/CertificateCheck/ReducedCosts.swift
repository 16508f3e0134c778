import Logistics

/// What a vector of multipliers makes of an instance: the bound over the whole box, and each decision's reduced cost.
struct ReducedCosts<Arithmetic: BoundArithmetic> {
  private let book: RuleBook
  private let numbers: BoundNumbers<Arithmetic>
  /// None is above the exact one; every decision is at least 0, so that no product with one is either. Those of decisions that
  /// open a block stand in `openings`.
  private var reduced: [Arithmetic.Number]
  private let blocks: Blocks
  private let blockNumbers: [BlockNumbers<Arithmetic>]
  private let boxes: BlockBoxes
  /// By block: the least of its members' reduced costs together, where it is open; and its opening's.
  private var contents: BlockContents<Arithmetic>
  private var openings: [Arithmetic.Number]
  /// Over the boxes as the instance gives them, costs' constants left out.
  private(set) var root: Arithmetic.Number

  /// nil where the numbers cannot be held.
  init?(
    _ book: RuleBook, _ numbers: BoundNumbers<Arithmetic>, _ multipliers: [Multiplier], _ kept: [KeptMultiplier],
    _ blocks: Blocks, _ blockNumbers: [BlockNumbers<Arithmetic>], _ boxes: BlockBoxes
  ) {
    self.book = book
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
    if isTouched.contains(true) { shifted.contents = contents.without(isTouched) }
    for block in blocks.all.indices where isTouched[block] || isOpeningTouched[block] {
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

  private static func exchange(_ total: Arithmetic.Number, _ before: Arithmetic.Number, _ after: Arithmetic.Number)
    -> Arithmetic.Number?
  {
    Arithmetic.subtract(total, before).flatMap { Arithmetic.add($0, after) }
  }
}

// MARK: - Leaves

extension ReducedCosts {
  /// The bound where some decisions have smaller boxes, and sums of decisions a row each with a multiplier.
  func bound(_ path: LeafPath, _ sums: [SumRows.Term] = []) -> LeastValue<Arithmetic.Number>? {
    guard let (own, right) = priced(sums), var total = Arithmetic.add(root, right) else { return nil }
    boxes.reset()
    for entry in path.fixed {
      if let block = blocks.block(of: entry.column) {
        note(entry, in: block, own)
      } else {
        guard let before = least(entry.column),
          let next = Self.exchange(total, before, entry.isOne ? own[entry.column] : Arithmetic.zero)
        else { return nil }
        total = next
      }
    }
    for box in path.boxes {
      if let block = blocks.block(of: box.column) {
        note(box, in: block, own)
      } else {
        guard let before = least(box.column), let lower = Arithmetic.factor(box.lower),
          let upper = Arithmetic.factor(box.upper), let after = Self.least(own[box.column], lower, upper),
          let next = Self.exchange(total, before, after)
        else { return nil }
        total = next
      }
    }
    for block in boxes.touched {
      guard let before = least(ofBlock: block) else { return nil }
      switch leastInLeaf(ofBlock: block, own) {
      case nil: return nil
      case .noPlan?: return .noPlan
      case .atLeast(let after)?:
        guard let next = Self.exchange(total, before, after) else { return nil }
        total = next
      }
    }
    return .atLeast(total)
  }

  /// Of a decision in no block, in the box that the instance gives.
  private func least(_ column: Int) -> Arithmetic.Number? {
    Self.least(reduced[column], numbers.lowers[column], numbers.uppers[column])
  }

  /// A member that does not pay is left out anyway.
  private func note(_ entry: (column: Int, isOne: Bool), in block: Int, _ own: [Arithmetic.Number]) {
    let column = entry.column
    let isIdle = !entry.isOne && reduced[column] >= Arithmetic.zero && own[column] == reduced[column]
    if blocks.all[block].opening == column {
      boxes.narrowOpening(of: block, mayBeZero: !entry.isOne, mayBeOne: entry.isOne)
    } else if !isIdle || blocks.all[block].tariff != nil {
      boxes.fix(column, in: block, isOne: entry.isOne)
    }
  }

  /// Other boxes of members than 0 or 1 are not used: the block's bound holds without them.
  private func note(
    _ box: (column: Int, lower: Rational, upper: Rational), in block: Int, _ own: [Arithmetic.Number]
  ) {
    let isPriced = own[box.column] != reduced[box.column]
    if blocks.all[block].opening == box.column {
      boxes.narrowOpening(of: block, mayBeZero: box.lower.isZero, mayBeOne: box.upper.isPositive)
    } else if box.upper.isZero {
      boxes.fix(box.column, in: block, isOne: false)
    } else if box.lower == .one && box.upper == .one {
      boxes.fix(box.column, in: block, isOne: true)
    } else if isPriced {
      boxes.change(block)
    }
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

  // MARK: Blocks

  /// In the box that the instance gives.
  private func least(ofBlock block: Int) -> Arithmetic.Number? {
    let state = boxes.ofInstance[block]
    if !state.mayOpen { return Arithmetic.zero }
    guard let inside = contents(of: block, openings[block], state), let open = Arithmetic.add(openings[block], inside)
    else { return nil }
    return state.mayClose ? min(Arithmetic.zero, open) : open
  }

  /// In the boxes that a leaf leaves. A closed block is worth nothing.
  private func leastInLeaf(ofBlock block: Int, _ own: [Arithmetic.Number]) -> LeastValue<Arithmetic.Number>? {
    let state = boxes.states[block]
    if !state.mayOpen { return state.mayClose ? .atLeast(Arithmetic.zero) : .noPlan }
    guard let opening = openingCost(of: block, own) else { return nil }
    let inside =
      state.isChanged
      ? Self.value(blocks.all[block], blockNumbers[block], own, boxes.fixed, enough: enough(opening, state))
      : contents(of: block, opening, state).map { .atLeast($0) }
    switch inside {
    case nil: return nil
    case .noPlan?: return state.mayClose ? .atLeast(Arithmetic.zero) : .noPlan
    case .atLeast(let inside)?:
      guard let open = Arithmetic.add(opening, inside) else { return nil }
      return .atLeast(state.mayClose ? min(Arithmetic.zero, open) : open)
    }
  }

  /// As the vector leaves them, computed when they are first asked for, and again where more is to be known of them.
  private func contents(
    of block: Int, _ opening: Arithmetic.Number, _ state: BlockBoxes.State
  ) -> Arithmetic.Number? {
    let enough = enough(opening, state)
    if let known = contents.value(of: block, enough: enough) { return known }
    guard case .atLeast(let value)? = Self.value(blocks.all[block], blockNumbers[block], reduced, [], enough: enough)
    else { return nil }
    contents.set(value, of: block, enough: enough)
    return value
  }

  /// Contents that make a block that may be closed worth nothing.
  private func enough(_ opening: Arithmetic.Number, _ state: BlockBoxes.State) -> Arithmetic.Number? {
    state.mayClose ? Arithmetic.subtract(Arithmetic.zero, opening) : nil
  }

  /// What opening a block costs where rows of sums left `own` of the reduced costs.
  private func openingCost(of block: Int, _ own: [Arithmetic.Number]) -> Arithmetic.Number? {
    guard let column = blocks.all[block].opening, own[column] != reduced[column] else { return openings[block] }
    return Self.exchange(openings[block], reduced[column], own[column])
  }
}
