import Logistics

// The bounds of leaves at a vector's reduced costs.
extension ReducedCosts {
  /// The bound where some decisions have smaller boxes, and sums of decisions a row each with a multiplier.
  func bound(_ path: LeafPath, _ sums: [SumRows.Term] = []) -> LeastValue<Arithmetic.Number>? {
    guard let (own, right) = priced(sums), var total = Arithmetic.add(root, right) else { return nil }
    boxes.reset()
    for entry in path.fixed {
      let role = blocks.role(of: entry.column)
      guard role == .inNone else {
        note(entry, role, own)
        continue
      }
      guard let before = least(entry.column),
        let next = Self.exchange(total, before, entry.isOne ? own[entry.column] : Arithmetic.zero)
      else { return nil }
      total = next
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
      switch leastInLeaf(ofBlock: block, own, isPriced: !sums.isEmpty) {
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

  /// A member that does not pay is left out anyway, but for one that is a bundle's or a tariff's: what is taken with it may pay.
  @inline(__always)
  private func note(_ entry: (column: Int, isOne: Bool), _ role: Blocks.Role, _ own: [Arithmetic.Number]) {
    let column = entry.column
    if role == .member, !entry.isOne, reduced[column] >= Arithmetic.zero, own[column] == reduced[column] { return }
    guard let block = blocks.block(of: column) else { return }
    if role == .opens {
      boxes.narrowOpening(of: block, mayBeZero: !entry.isOne, mayBeOne: entry.isOne)
    } else {
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
  func least(ofBlock block: Int) -> Arithmetic.Number? {
    let state = boxes.ofInstance[block]
    if !state.mayOpen { return Arithmetic.zero }
    guard let inside = contents(of: block, openings[block], state), let open = Arithmetic.add(openings[block], inside)
    else { return nil }
    return state.mayClose ? min(Arithmetic.zero, open) : open
  }

  /// In the boxes that a leaf leaves. A closed block is worth nothing.
  private func leastInLeaf(ofBlock block: Int, _ own: [Arithmetic.Number], isPriced: Bool) -> LeastValue<Arithmetic.Number>? {
    let state = boxes.states[block]
    if !state.mayOpen { return state.mayClose ? .atLeast(Arithmetic.zero) : .noPlan }
    guard let opening = openingCost(of: block, own) else { return nil }
    switch contentsInLeaf(of: block, opening, state, own, isPriced: isPriced) {
    case nil: return nil
    case .noPlan?: return state.mayClose ? .atLeast(Arithmetic.zero) : .noPlan
    case .atLeast(let inside)?:
      guard let open = Arithmetic.add(opening, inside) else { return nil }
      return .atLeast(state.mayClose ? min(Arithmetic.zero, open) : open)
    }
  }

  private func contentsInLeaf(
    of block: Int, _ opening: Arithmetic.Number, _ state: BlockBoxes.State, _ own: [Arithmetic.Number], isPriced: Bool
  ) -> LeastValue<Arithmetic.Number>? {
    guard state.isChanged else { return contents(of: block, opening, state).map { .atLeast($0) } }
    let (enough, fixed) = (enough(opening, state), boxes.fixedMembers[block])
    if !isPriced, let known = contents.value(of: block, fixed, enough: enough) { return known }
    guard let found = Self.value(blocks.all[block], blockNumbers[block], own, boxes.fixed, enough: enough) else { return nil }
    if !isPriced { contents.set(found.value, of: block, fixed, enough: found.isBest ? nil : enough) }
    return found.value
  }

  /// As the vector leaves them, computed when they are first asked for, and again where more is to be known of them.
  private func contents(
    of block: Int, _ opening: Arithmetic.Number, _ state: BlockBoxes.State
  ) -> Arithmetic.Number? {
    let enough = enough(opening, state)
    if let known = contents.value(of: block, enough: enough) { return known }
    guard let found = Self.value(blocks.all[block], blockNumbers[block], reduced, [], enough: enough),
      case .atLeast(let value) = found.value
    else { return nil }
    contents.set(value, of: block, enough: found.isBest ? nil : enough)
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
