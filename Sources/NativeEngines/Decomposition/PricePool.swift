/// Vectors of the items' multipliers found somewhere in the tree, with the sites' values at them: what one of them bounds at any
/// other node is then a continuous knapsack over the sites, and takes no look at any arc.
struct PricePool {
  private let table: SiteTable
  /// By vector: what each site costs with its contents, nothing being decided.
  private var values: [Double] = []
  /// By vector: the sites in the order in which they cover weight, the cheapest for it first.
  private var order: [Int32] = []
  /// By vector: of the items' multipliers.
  private var sums: [Double] = []
  private var multipliers: [[Double]] = []
  /// By vector: its number in the proof; −1 where it has none.
  private var numbers: [Int32] = []
  /// Vectors added so far.
  private(set) var count = 0
  private(set) var newest = -1
  /// The place of the next vector once all are taken: that of the oldest.
  private var oldest = 0
  /// Vectors that are kept.
  static let most = 64

  /// What a vector bounds at a node.
  struct Bound {
    var place: Int
    /// Infinite where the sites cannot cover all weight.
    var value: Double
    /// The best multiplier of the covering row.
    var cover: Double
  }

  init(_ table: SiteTable) { self.table = table }

  /// Keeps a vector; where it stands.
  ///
  /// - Parameters:
  ///   - relaxation: evaluated last at these multipliers with no site closed.
  ///   - number: in the proof; −1 where it has none.
  @discardableResult
  mutating func add(_ prices: [Double], _ relaxation: SiteRelaxation, number: Int32) -> Int {
    count += 1
    let (value, capacity) = (relaxation.values, table.capacity)
    let own = (0..<table.siteCount).map { value[$0] }
    let sorted = own.indices.sorted { own[$0] * capacity[$1] < own[$1] * capacity[$0] }.map { Int32($0) }
    let place = nextPlace()
    let range = place * table.siteCount..<(place + 1) * table.siteCount
    values.replaceSubrange(range, with: own)
    order.replaceSubrange(range, with: sorted)
    (sums[place], multipliers[place], numbers[place]) = (relaxation.multiplierSum, prices, number)
    newest = place
    return place
  }

  /// A new place, or once there are enough that of the oldest vector.
  private mutating func nextPlace() -> Int {
    guard sums.count < Self.most else {
      defer { oldest = (oldest + 1) % Self.most }
      return oldest
    }
    values += [Double](repeating: 0, count: table.siteCount)
    order += [Int32](repeating: 0, count: table.siteCount)
    sums.append(0)
    multipliers.append([])
    numbers.append(-1)
    return sums.count - 1
  }

  /// The vectors that bound a node best, at most so many.
  func nearest(_ states: [SiteState], most: Int) -> [Int] {
    let bounds = sums.indices.map { bound($0, states) }
    return bounds.sorted { ($0.value, $1.place) > ($1.value, $0.place) }.prefix(most).map(\.place)
  }

  /// What the best of some vectors bounds.
  func best(_ places: [Int], _ states: [SiteState]) -> Bound {
    var best = Bound(place: -1, value: -.infinity, cover: 0)
    for place in places {
      let found = bound(place, states)
      if found.value > best.value { best = found }
    }
    return best
  }

  private func bound(_ place: Int, _ states: [SiteState]) -> Bound {
    let first = place * table.siteCount
    let capacity = table.capacity
    return values.withUnsafeBufferPointer { values in
      var (sum, need) = (sums[place], table.leastWeight)
      for site in states.indices {
        let value = values[first + site]
        guard states[site] == .open || states[site] == .undecided && value <= 0 else { continue }
        sum += value
        need -= capacity[site]
      }
      let negligible = table.leastWeight * 1e-12
      if need <= negligible { return Bound(place: place, value: sum, cover: 0) }
      for rank in first..<(first + states.count) {
        let site = Int(order[rank])
        let value = values[first + site]
        guard states[site] == .undecided, value > 0, capacity[site] > 0 else { continue }
        let share = min(1, need / capacity[site])
        sum += share * value
        need -= capacity[site]
        if need <= negligible { return Bound(place: place, value: sum, cover: value / capacity[site]) }
      }
      return Bound(place: place, value: .infinity, cover: 0)
    }
  }

  /// The undecided site that a vector decides least; nil where none is undecided.
  func leastDecidedSite(_ bound: Bound, _ states: [SiteState]) -> (site: Int, isOpen: Bool)? {
    var best: (site: Int, penalty: Double)?
    for site in states.indices where states[site] == .undecided {
      let burden = bound.cover == 0 ? 0 : bound.cover * table.capacity[site]
      let penalty = values[bound.place * table.siteCount + site] - burden
      if best.map({ abs(penalty) < abs($0.penalty) }) ?? true { best = (site, penalty) }
    }
    return best.map { ($0.site, $0.penalty <= 0) }
  }

  func multipliers(_ bound: Bound) -> [Double] { multipliers[bound.place] }
  func number(_ bound: Bound) -> Int32 { numbers[bound.place] }
}
