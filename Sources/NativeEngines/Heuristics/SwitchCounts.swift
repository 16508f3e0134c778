import MathProgram

/// Rows over switches alone, for plans: whether switches keep them, and what to turn on or off so that they do.
struct SwitchCounts {
  private let rows: [FixedChargeFlow.Count]
  private let mayBeOn: [Bool]
  private let mustBeOn: [Bool]

  var isEmpty: Bool { rows.isEmpty }

  init(_ table: ChargeTable) {
    rows = table.source.counts
    mayBeOn = (0..<table.switchCount).map { table.mayBeOn($0) }
    mustBeOn = (0..<table.switchCount).map { table.mustBeOn($0) }
  }

  func hold(_ isOn: [Bool]) -> Bool { rows.allSatisfy { missed($0, isOn) == 0 } }

  /// Turns on what rows ask for, of what costs least for it, again and again.
  ///
  /// - Parameter costs: by switch; infinite where it may not be turned on.
  /// - Returns: whether all rows are kept then.
  func complete(_ isOn: inout [Bool], costs: [Double]) -> Bool {
    while let index = choice(isOn, isTurnedOn: true, { mayBeOn[$0] ? costs[$0] : .infinity }) { isOn[index] = true }
    return hold(isOn)
  }

  /// What to turn off, one after another, for rows that have no room for it, or ask for what it takes away: what is worth least first.
  ///
  /// - Parameter worths: by switch; infinite where it is to stay on.
  func surplus(of isOn: [Bool], worths: [Double]) -> [Int] {
    var (rest, surplus) = (isOn, [Int]())
    while let index = choice(rest, isTurnedOn: false, { mustBeOn[$0] ? .infinity : worths[$0] }) {
      rest[index] = false
      surplus.append(index)
    }
    return surplus
  }

  /// Turns off what rows have no room for, then on what they ask for.
  ///
  /// - Returns: whether all rows are kept then.
  func settle(_ isOn: inout [Bool], worths: [Double], costs: [Double]) -> Bool {
    for index in surplus(of: isOn, worths: worths) { isOn[index] = false }
    return complete(&isOn, costs: costs)
  }

  private func choice(_ isOn: [Bool], isTurnedOn: Bool, _ price: (Int) -> Double) -> Int? {
    for row in rows {
      let wanted = missed(row, isOn) * (isTurnedOn ? 1 : -1)
      if wanted == 0 { continue }
      var best: (index: Int, price: Double)?
      for term in row.terms where isOn[term.index] != isTurnedOn && term.weight * wanted > 0 {
        let own = price(term.index)
        if own < best?.price ?? .infinity { best = (term.index, own) }
      }
      if let best { return best.index }
    }
    return nil
  }

  /// By how much a row is not kept: above 0 where its switches come to too little.
  private func missed(_ row: FixedChargeFlow.Count, _ isOn: [Bool]) -> Double {
    let sum = row.terms.reduce(0) { isOn[$1.index] ? $0 + $1.weight : $0 }
    let slack = 1e-9 * (1 + abs(sum))
    if sum < row.lower - slack { return row.lower - sum }
    return sum > row.upper + slack ? row.upper - sum : 0
  }
}
