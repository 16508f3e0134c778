// The primal method from a feasible basis: reference weights, and the ratio test of Harris.

extension BoundedSimplex {
  func primal() -> Ending {
    var reference = [Double](repeating: 1, count: value.count)
    let most = iterations + 50_000 + 50 * (rowCount + columnCount)
    var banned: Set<Int> = []
    while iterations < most {
      if iterations % 16 == 0, mustStop() { return .stopped }
      if isWorn { refreshed() }
      guard let entering = best(reference, banned) else {
        if banned.isEmpty { return .optimal }
        if factor.updateCount == 0 { return .failed("no pivot is large enough") }
        banned = []
        refreshed()
        continue
      }
      computeDirection(entering)
      let sign: Double = reduced[entering] < 0 ? 1 : -1
      let own = upper[entering] - lower[entering]
      guard let (leaving, step) = blocking(sign, own) else {
        if factor.updateCount > 0 {
          refreshed()
          continue
        }
        keepDirectionAsRay(entering, sign)
        return .unbounded
      }
      if leaving < 0 {
        move(entering, sign * own)
        value[entering] = sign > 0 ? upper[entering] : lower[entering]
        iterations += 1
        continue
      }
      guard abs(direction[leaving]) >= Self.leastPivot else {
        if factor.updateCount > 0 { refreshed() } else { banned.insert(entering) }
        continue
      }
      banned = []
      pivotPrimal(leaving, entering, sign * step, &reference)
    }
    return .failed("too many iterations of the primal method")
  }

  private func best(_ reference: [Double], _ banned: Set<Int>) -> Int? {
    var best: (column: Int, score: Double)?
    for column in reduced.indices {
      let gain = gain(column)
      guard gain > 0, banned.isEmpty || !banned.contains(column) else { continue }
      let score = gain * gain / reference[column]
      if best.map({ score > $0.score }) ?? true { best = (column, score) }
    }
    return best?.column
  }

  /// Which place blocks, −1 for the column's own other bound, and how far it may go; nil: nothing blocks.
  private func blocking(_ sign: Double, _ own: Double) -> (index: Int, step: Double)? {
    var end = Double.infinity
    for index in basis.indices {
      let rate = sign * direction[index]
      guard abs(rate) > 1e-9 else { continue }
      let column = Int(basis[index])
      let bound = rate > 0 ? lower[column] : upper[column]
      guard bound.isFinite else { continue }
      let room = max(0, rate > 0 ? value[column] - bound : bound - value[column])
      end = min(end, (room + Self.primalTolerance * max(1, abs(bound))) / abs(rate))
    }
    if own <= end { return own.isFinite ? (-1, own) : nil }
    var choice: (index: Int, step: Double, size: Double)?
    for index in basis.indices {
      let rate = sign * direction[index]
      guard abs(rate) > 1e-9 else { continue }
      let column = Int(basis[index])
      let bound = rate > 0 ? lower[column] : upper[column]
      guard bound.isFinite else { continue }
      let step = max(0, rate > 0 ? value[column] - bound : bound - value[column]) / abs(rate)
      guard step <= end, choice.map({ abs(rate) > $0.size }) ?? true else { continue }
      choice = (index, step, abs(rate))
    }
    return choice.map { ($0.index, $0.step) }
  }

  private func move(_ entering: Int, _ step: Double) {
    guard step != 0 else { return }
    for index in basis.indices where direction[index] != 0 { value[Int(basis[index])] -= step * direction[index] }
    value[entering] += step
  }

  private func pivotPrimal(_ leaving: Int, _ entering: Int, _ step: Double, _ reference: inout [Double]) {
    let column = Int(basis[leaving])
    let isDown = step == 0 ? (reduced[entering] < 0 ? 1 : -1) * direction[leaving] > 0 : step * direction[leaving] > 0
    move(entering, step)
    value[column] = isDown ? lower[column] : upper[column]
    computeRow(leaving)
    let pivot = along[entering]
    let ratio = reduced[entering] / pivot
    let own = reference[entering]
    for touched in touched {
      let other = Int(touched)
      reduced[other] -= ratio * along[other]
      let share = along[other] / pivot
      reference[other] = max(reference[other], share * share * own)
    }
    reduced[entering] = 0
    reduced[column] = -ratio
    reference[column] = max(own / (pivot * pivot), 1)
    exchange(leaving, entering)
    // The dual method's weights do not follow.
    weight.fill(1)
  }
}
