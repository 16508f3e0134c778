/// The row that open capacity covers the weight of all items, as a continuous knapsack over the sites.
struct SiteCover {
  private let capacity: UnsafeMutablePointer<Double>
  private let leastWeight: Double
  private let hasCapacities: Bool
  private var order: [Int32] = []
  /// The row's best multiplier at the last values.
  private(set) var multiplier = 0.0
  /// What it would cost to open the site as a whole that is open in part.
  private(set) var roundingCost = 0.0

  init(_ table: SiteTable) {
    capacity = table.capacity
    leastWeight = table.leastWeight
    hasCapacities = (0..<table.siteCount).contains { table.capacity[$0].isFinite }
  }

  /// The least sum of the values of open sites that cover all weight; infinite where they cannot. `openness` becomes
  /// how far each site is open.
  mutating func least(
    _ values: UnsafeMutablePointer<Double>, _ states: [SiteState], openness: UnsafeMutablePointer<Double>
  ) -> Double {
    var (sum, need) = (0.0, hasCapacities ? leastWeight : 0)
    multiplier = 0
    roundingCost = 0
    order.removeAll(keepingCapacity: true)
    for site in states.indices {
      let isChosen = states[site] == .open || states[site] == .undecided && values[site] <= 0
      openness[site] = isChosen ? 1 : 0
      if isChosen {
        sum += values[site]
        need -= capacity[site]
      } else if states[site] == .undecided {
        // One site without a capacity covers everything.
        if !capacity[site].isFinite { need = 0 }
        order.append(Int32(site))
      }
    }
    return need > leastWeight * 1e-12 ? cover(need, sum, values, openness) : sum
  }

  private mutating func cover(
    _ missing: Double, _ start: Double, _ values: UnsafeMutablePointer<Double>, _ openness: UnsafeMutablePointer<Double>
  ) -> Double {
    var (sum, need) = (start, missing)
    let capacity = capacity
    order.sort { values[Int($0)] * capacity[Int($1)] < values[Int($1)] * capacity[Int($0)] }
    for index in order {
      let site = Int(index)
      guard capacity[site] > 0 else { continue }
      let share = min(1, need / capacity[site])
      openness[site] = share
      sum += share * values[site]
      need -= share * capacity[site]
      if share < 1 || need <= 0 {
        multiplier = values[site] / capacity[site]
        roundingCost = (1 - share) * values[site]
        return sum
      }
    }
    return need > leastWeight * 1e-12 ? .infinity : sum
  }
}
