import MathProgram

/// Weighted sums over switches that have limits, and a price: how many of a group are on, which a tree limits, and what a row
/// over switches alone counts.
///
/// A switch is paid for by the price of each sum that it stands in, by its weight there.
struct ChargeSums {
  struct Term {
    /// The switch.
    let index: Int
    let weight: Double
  }

  /// By sum; the groups' sums come first.
  let terms: [[Term]]
  let groupCount: Int
  /// By sum: its row of the program; −1 of a group.
  let row: [Int]
  /// By sum, of the root.
  let limits: [SumLimits]
  /// By sum: the mean capacity, a unit of which a price is for, so that it is of the size of a row's.
  let unit: [Double]
  /// Switches that stand in some sum and own nothing.
  let pricing: [Int]

  var count: Int { terms.count }

  static let none = ChargeSums(terms: [], groupCount: 0, row: [], limits: [], unit: [], pricing: [])

  private init(
    terms: [[Term]], groupCount: Int, row: [Int], limits: [SumLimits], unit: [Double], pricing: [Int]
  ) {
    (self.terms, self.groupCount, self.row) = (terms, groupCount, row)
    (self.limits, self.unit, self.pricing) = (limits, unit, pricing)
  }

  init(_ table: ChargeTable) {
    let groups = ChargeGroups(table).members
    let counts = table.source.counts.map(\.sum)
    terms = groups.map { $0.map { Term(index: $0, weight: 1) } }
      + counts.map { $0.terms.map { Term(index: $0.index, weight: $0.weight) } }
    groupCount = groups.count
    row = groups.map { _ in -1 } + table.source.counts.map(\.row)
    limits = groups.map { _ in SumLimits() } + counts.map { SumLimits(least: $0.lower, most: $0.upper) }
    unit = terms.map { terms in
      let loads = terms.filter { !table.members(of: $0.index).isEmpty }.map { table.fullLoad(of: $0.index) }
      return max(1e-9, loads.reduce(0, +) / Double(max(1, loads.count)))
    }
    pricing = Set(counts.flatMap { $0.terms.map(\.index) }).filter { !table.isOwner[$0] }.sorted()
  }

  /// What is paid for each switch at these prices of rows and sums.
  func paid(_ prices: [Double], switchCount: Int) -> [Double] {
    var paid = [Double](repeating: 0, count: switchCount)
    for (sum, price) in prices.suffix(count).enumerated() where price != 0 {
      for term in terms[sum] { paid[term.index] += price * unit[sum] * term.weight }
    }
    return paid
  }

  func meanCost(_ sum: Int, _ table: ChargeTable) -> Double {
    terms[sum].reduce(0) { $0 + abs(table.fixedCost[$1.index]) } / Double(max(1, terms[sum].count))
  }

  /// Prices of rows and sums that show that a sum cannot come to what it must, whatever is still undecided; nil where each can.
  func shortfall(_ state: ChargeState, rowCount: Int) -> [Double]? {
    for (sum, limits) in state.limits.enumerated() where limits.isFinite {
      var (least, most) = (0.0, 0.0)
      for term in terms[sum] {
        let own = state.switches[term.index]
        if own == .on || own == .undecided && term.weight < 0 { least += term.weight }
        if own == .on || own == .undecided && term.weight > 0 { most += term.weight }
      }
      let slack = 1e-9 * (1 + abs(least) + abs(most))
      guard least > limits.most + slack || most < limits.least - slack else { continue }
      var prices = [Double](repeating: 0, count: rowCount + count)
      prices[rowCount + sum] = least > limits.most ? -1 : 1
      return prices
    }
    return nil
  }
}
