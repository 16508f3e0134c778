import MathProgram

/// Rows over sites alone, as a relaxation prices them: their multipliers follow those of the items in every vector.
///
/// A row is counted in units of its own, so that its multiplier moves about as fast as the items' do.
struct SiteCounts {
  /// Weights and limits a unit.
  let rows: [SwitchCount]
  /// What a unit of each row is.
  private let unit: [Double]
  private let itemCount: Int

  init(_ counts: [SwitchCount], itemCount items: Int, siteCount: Int) {
    itemCount = items
    // An item's multiplier is what it costs to serve, a row's what a site costs that serves so many.
    let itemsPerSite = max(1, Double(items) / Double(max(1, siteCount)))
    unit = counts.map { count in
      let size = count.terms.reduce(0) { $0 + abs($1.weight) } / Double(max(1, count.terms.count))
      return (size > 0 ? size : 1) / itemsPerSite
    }
    rows = zip(counts, unit).map { count, unit in
      SwitchCount(
        terms: count.terms.map { .init(index: $0.index, weight: $0.weight / unit) }, lower: count.lower / unit,
        upper: count.upper / unit)
    }
  }

  var count: Int { rows.count }
  var isEmpty: Bool { rows.isEmpty }

  // MARK: Prices

  /// What each site costs beside its contents, paid less for what it counts; and what the limits are worth together.
  ///
  /// - Parameter charges: by site, its fixed cost at first.
  func pay(_ charges: UnsafeMutablePointer<Double>, at multipliers: [Double]) -> Double {
    var worth = 0.0
    for (row, count) in rows.enumerated() {
      let price = multipliers[itemCount + row]
      guard price != 0 else { continue }
      worth += price * (price > 0 ? count.lower : count.upper)
      for term in count.terms { charges[term.index] -= price * term.weight }
    }
    return worth
  }

  /// By how much a rise of each multiplier raises the bound; 0 where that would be away from what its limits allow.
  func slope(_ openness: UnsafeMutablePointer<Double>, at multipliers: [Double], into gradient: inout [Double]) {
    for (row, count) in rows.enumerated() {
      let price = multipliers[itemCount + row]
      let use = count.terms.reduce(0) { $0 + openness[$1.index] * $1.weight }
      gradient[itemCount + row] = price > 0 ? count.lower - use : price < 0 ? count.upper - use : count.missed(use)
    }
  }

  /// Takes back multipliers whose limit is none.
  func restrict(_ multipliers: inout [Double]) {
    for (row, count) in rows.enumerated() {
      let price = multipliers[itemCount + row]
      if price > 0 && count.lower == -.infinity || price < 0 && count.upper == .infinity { multipliers[itemCount + row] = 0 }
    }
  }

  /// The multipliers as they are of the network's own rows.
  func told(_ prices: [[Double]]) -> [[Double]] {
    isEmpty ? prices : prices.map { vector in
      vector.prefix(itemCount) + zip(vector.dropFirst(itemCount), unit).map { $0 / $1 }
    }
  }

  // MARK: What rows decide

  /// Multipliers that lift the bound by one at least wherever the sites are decided like this, because a row cannot be kept then, or
  /// capacity is too little.
  struct Closing: Hashable {
    /// nil where no row over sites is needed.
    var row: Int?
    var price: Double
    var cover = 0.0

    /// As many times as makes the size of one of the two a power of two: many nodes are closed alike then.
    var risen: Closing {
      let size = cover > 0 ? cover : abs(price)
      let factor = (size == size.binade ? size : 2 * size.binade) / size
      return Closing(row: row, price: factor * price, cover: cover > 0 ? cover * factor : 0)
    }
  }

  /// nil where every row can still be kept.
  func closing(_ states: [SiteState]) -> Closing? {
    for (row, count) in rows.enumerated() {
      let range = range(of: count, states)
      let (short, over) = (count.missed(range.most), count.missed(range.least))
      if short > 0 { return Closing(row: row, price: 1 / short) }
      if over < 0 { return Closing(row: row, price: 1 / over) }
    }
    return nil
  }

  /// What a row may still come to.
  private func range(of count: SwitchCount, _ states: [SiteState]) -> (least: Double, most: Double) {
    count.terms.reduce((0.0, 0.0)) { sum, term in
      switch states[term.index] {
      case .closed: sum
      case .open: (sum.0 + term.weight, sum.1 + term.weight)
      case .undecided: (sum.0 + min(0, term.weight), sum.1 + max(0, term.weight))
      }
    }
  }

  /// An undecided site that a row leaves one decision, and what closes the other; nil where there is none.
  func forced(_ states: [SiteState]) -> (site: Int, isOpen: Bool, closing: Closing)? {
    for (row, count) in rows.enumerated() {
      let range = range(of: count, states)
      for term in count.terms where states[term.index] == .undecided {
        // Decided against its sign a site narrows the range by its weight.
        let size = abs(term.weight)
        let short = count.missed(range.most - size)
        if short > 0 { return (term.index, term.weight > 0, Closing(row: row, price: 1 / short)) }
        let over = count.missed(range.least + size)
        if over < 0 { return (term.index, term.weight < 0, Closing(row: row, price: 1 / over)) }
      }
    }
    return nil
  }

  /// Where the sites that an upper limit allows hold less than all weight; nil where they may suffice.
  func shortage(_ states: [SiteState], _ table: SiteTable) -> Closing? {
    let isUnlimited = states.indices.contains { states[$0] != .closed && !table.capacity[$0].isFinite }
    guard !isUnlimited else { return nil }
    for (row, count) in rows.enumerated() where count.upper.isFinite {
      var weights = [Double](repeating: 0, count: states.count)
      for term in count.terms { weights[term.index] += term.weight }
      if let found = shortage(weights, count.upper, states, table) {
        return Closing(row: row, price: -found.ratio / found.missing, cover: 1 / found.missing)
      }
    }
    return nil
  }

  /// The continuous knapsack that holds most: what it lacks, and the capacity that a unit of the limit is worth there.
  private func shortage(
    _ weights: [Double], _ limit: Double, _ states: [SiteState], _ table: SiteTable
  ) -> (missing: Double, ratio: Double)? {
    var (missing, room) = (table.leastWeight, limit)
    var choices: [Int] = []
    for site in states.indices where states[site] != .closed {
      if states[site] == .undecided && weights[site] > 0 {
        choices.append(site)
      } else {
        missing -= table.capacity[site]
        room -= weights[site]
      }
    }
    choices.sort { table.capacity[$0] * weights[$1] > table.capacity[$1] * weights[$0] }
    // Where nothing more fits, no choice is worth more than the limit.
    var ratio = room <= 0 ? choices.first.map { table.capacity[$0] / weights[$0] } ?? 0 : 0
    for site in choices {
      if room <= 0 { break }
      missing -= table.capacity[site] * min(1, room / weights[site])
      room -= weights[site]
      if room <= 0 { ratio = table.capacity[site] / weights[site] }
    }
    return missing > 1e-9 * table.leastWeight ? (missing, ratio) : nil
  }

  /// A vector of multipliers that closes.
  ///
  /// - Parameter size: what it has to lift a bound by.
  func multipliers(_ closing: Closing, size: Double) -> [Double] {
    var multipliers = [Double](repeating: 0, count: itemCount + count)
    if let row = closing.row { multipliers[itemCount + row] = closing.price * size }
    return multipliers
  }
}
