// The dual method: steepest edge, bounds flipped on the way, costs shifted where they would stand in the way.

extension BoundedSimplex {
  /// Goes on until the basis is primal feasible, or shows that nothing is.
  func dual() -> Ending {
    makeDualFeasible()
    var degenerate = 0
    let most = iterations + 50_000 + 50 * (rowCount + columnCount)
    var rejected: Int?
    while iterations < most {
      if iterations % 16 == 0, mustStop() { return .stopped }
      if isWorn {
        refactor()
        computeValues()
        computeReduced()
        repairDual()
      }
      guard let leaving = mostViolated(except: rejected) else {
        if rejected == nil { return .optimal }
        rejected = nil
        if factor.updateCount == 0 { return .failed("no pivot is large enough") }
        refactor()
        computeValues()
        computeReduced()
        repairDual()
        continue
      }
      let column = Int(basis[leaving])
      let sign: Double = violation(column) < 0 ? -1 : 1
      computeRow(leaving)
      guard let entering = enteringColumn(sign, abs(violation(column))) else {
        if factor.updateCount > 0 {
          refactor()
          computeValues()
          computeReduced()
          repairDual()
          continue
        }
        keepRowAsRay(sign)
        return .infeasible
      }
      computeDirection(entering)
      let pivot = direction[leaving]
      let isOff = abs(pivot - along[entering]) > 1e-7 * (1 + abs(pivot))
      if isOff || abs(pivot) < Self.leastPivot {
        if factor.updateCount > 0 {
          refactor()
          computeValues()
          computeReduced()
          repairDual()
        } else {
          rejected = leaving
        }
        continue
      }
      rejected = nil
      let step = pivotDual(leaving, entering, sign)
      degenerate = step == 0 ? degenerate + 1 : 0
      if degenerate == 50 { perturb() }
    }
    return .failed("too many iterations of the dual method")
  }

  private func mostViolated(except rejected: Int?) -> Int? {
    var best: (index: Int, score: Double)?
    for index in basis.indices {
      let violation = violation(Int(basis[index]))
      guard violation != 0, index != rejected else { continue }
      let score = violation * violation / weight[index]
      if best.map({ score > $0.score }) ?? true { best = (index, score) }
    }
    return best?.index
  }

  /// What has a bound on the better side goes there; the costs of the rest are shifted.
  private func makeDualFeasible() {
    var hasMoved = false
    for column in reduced.indices where gain(column) > 0 {
      if lower[column].isFinite && upper[column].isFinite {
        value[column] = reduced[column] < 0 ? upper[column] : lower[column]
        hasMoved = true
      } else {
        shift(column, by: -reduced[column])
      }
    }
    if hasMoved { computeValues() }
  }

  private func repairDual() { makeDualFeasible() }

  /// Costs a little off, each by another amount, so that ties end.
  private func perturb() {
    var seed: UInt64 = 0x9e37_79b9_7f4a_7c15
    for column in reduced.indices where place[column] < 0 && lower[column] < upper[column] {
      seed ^= seed << 13
      seed ^= seed >> 7
      seed ^= seed << 17
      let amount = (1 + Double(seed >> 11) / Double(UInt64(1) << 53)) * 1e-7 * (1 + abs(cost[column]))
      if value[column] == lower[column] {
        shift(column, by: amount)
      } else if value[column] == upper[column] {
        shift(column, by: -amount)
      }
    }
  }

  // MARK: The ratio test

  private struct Candidate {
    var column: Int
    var size: Double
    var ratio: Double
    var loosened: Double
  }

  /// The column that enters: the largest pivot among those that block first, beyond all whose bounds can be flipped instead.
  private func enteringColumn(_ sign: Double, _ violation: Double) -> Int? {
    var candidates: [Candidate] = []
    for touched in touched {
      let column = Int(touched)
      let slope = sign * along[column]
      guard lower[column] < upper[column], abs(slope) > 1e-9 else { continue }
      let isAtLower = value[column] == lower[column]
      let isAtUpper = value[column] == upper[column]
      let isFree = !isAtLower && !isAtUpper
      guard isFree || (isAtLower && slope > 0) || (isAtUpper && slope < 0) else { continue }
      let price = slope > 0 ? reduced[column] : -reduced[column]
      let size = abs(slope)
      let tolerance = Self.dualTolerance * (1 + abs(cost[column]))
      candidates.append(
        Candidate(column: column, size: size, ratio: max(0, price) / size, loosened: (max(0, price) + tolerance) / size))
    }
    guard !candidates.isEmpty else { return nil }
    var slope = violation
    flipped.removeAll(keepingCapacity: true)
    while true {
      let end = candidates.reduce(Double.infinity) { min($0, $1.loosened) }
      let split = candidates.partition { $0.ratio <= end }
      let group = candidates[split...]
      let left = group.reduce(slope) { $0 - $1.size * (upper[$1.column] - lower[$1.column]) }
      if left > 0, split > 0 {
        slope = left
        flipped += group.map(\.column)
        candidates.removeSubrange(split...)
        continue
      }
      return group.max { ($0.size, -$0.column) < ($1.size, -$1.column) }?.column
    }
  }

  // MARK: One step

  private func pivotDual(_ leaving: Int, _ entering: Int, _ sign: Double) -> Double {
    flip()
    let column = Int(basis[leaving])
    let bound = sign < 0 ? lower[column] : upper[column]
    var step = reduced[entering] / along[entering]
    // A price on the wrong side would lead back: it is taken as 0.
    if step * sign < 0 {
      shift(entering, by: -reduced[entering])
      step = 0
    }
    for touched in touched {
      let other = Int(touched)
      reduced[other] -= step * along[other]
      let tolerance = Self.dualTolerance * (1 + abs(cost[other]))
      guard other != entering, lower[other] < upper[other] else { continue }
      if value[other] == lower[other], value[other] != upper[other] {
        if reduced[other] < -tolerance { shift(other, by: -reduced[other]) }
      } else if value[other] == upper[other] {
        if reduced[other] > tolerance { shift(other, by: -reduced[other]) }
      } else if abs(reduced[other]) > tolerance {
        shift(other, by: -reduced[other])
      }
    }
    reduced[entering] = 0
    reduced[column] = -step
    let move = (value[column] - bound) / direction[leaving]
    for index in basis.indices where direction[index] != 0 { value[Int(basis[index])] -= move * direction[index] }
    value[entering] += move
    value[column] = bound
    updateWeights(leaving)
    exchange(leaving, entering)
    return step
  }

  private func flip() {
    guard !flipped.isEmpty else { return }
    rowWork.fill(0)
    for column in flipped {
      let other = value[column] == lower[column] ? upper[column] : lower[column]
      let change = other - value[column]
      value[column] = other
      forEachEntry(column) { rowWork[$0] -= $1 * change }
    }
    factor.forward(rowWork, placeWork)
    for index in basis.indices { value[Int(basis[index])] += placeWork[index] }
    flipped.removeAll(keepingCapacity: true)
  }

  private func updateWeights(_ leaving: Int) {
    rowWork.copy(inverseRow)
    factor.forward(rowWork, placeWork)
    let own = max(weight[leaving], 1e-8)
    let pivot = direction[leaving]
    for index in basis.indices where index != leaving && direction[index] != 0 {
      let ratio = direction[index] / pivot
      weight[index] = max(weight[index] - 2 * ratio * placeWork[index] + ratio * ratio * own, 1e-6)
    }
    weight[leaving] = max(own / (pivot * pivot), 1e-6)
  }
}
