import MathProgram

/// Rows over switches alone, for plans: whether switches keep them, and what to turn on or off so that they do.
struct SwitchCounts {
  private let rows: [SwitchCount]
  private let mayBeOn: [Bool]
  private let mustBeOn: [Bool]
  /// Which let nothing through: they may be on whatever flows.
  private let isBare: [Bool]

  var isEmpty: Bool { rows.isEmpty }

  init(_ counts: [SwitchCount], mustBeOn must: [Bool]) {
    rows = counts
    mustBeOn = must
    mayBeOn = must.map { _ in true }
    isBare = must.map { _ in false }
  }

  init(_ table: ChargeTable) {
    rows = table.source.counts.map(\.sum)
    mayBeOn = (0..<table.switchCount).map { table.mayBeOn($0) }
    mustBeOn = (0..<table.switchCount).map { table.mustBeOn($0) }
    isBare = (0..<table.switchCount).map { table.members(of: $0).isEmpty }
  }

  func hold(_ isOn: [Bool]) -> Bool { rows.allSatisfy { $0.missed(isOn) == 0 } }

  /// Turns on, beside what is used, what rows ask for and what earns; all that are open where that is cheaper, or alone keeps the rows.
  ///
  /// - Returns: whether all rows are kept then.
  func choose(_ isOn: inout [Bool], among isOpen: [Bool], costs: [Double]) -> Bool {
    let earning = costs.indices.filter { !isOn[$0] && isOpen[$0] && mayBeOn[$0] && costs[$0] < 0 }
    if rows.isEmpty {
      for index in earning { isOn[index] = true }
      return true
    }
    let all = isOpen.indices.map { isOn[$0] || isOpen[$0] && mayBeOn[$0] }
    let isKept = complete(&isOn, costs: costs.indices.map { isOpen[$0] || isBare[$0] ? costs[$0] : .infinity })
    for index in earning.sorted(by: { (costs[$0], $0) < (costs[$1], $1) }) where isKept && !isOn[index] {
      isOn[index] = true
      if !hold(isOn) { isOn[index] = false }
    }
    func cost(_ isOn: [Bool]) -> Double { costs.indices.reduce(0) { isOn[$1] ? $0 + costs[$1] : $0 } }
    guard hold(all), !isKept || cost(all) < cost(isOn) else { return isKept }
    isOn = all
    return true
  }

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
      let wanted = row.missed(isOn) * (isTurnedOn ? 1 : -1)
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
}
