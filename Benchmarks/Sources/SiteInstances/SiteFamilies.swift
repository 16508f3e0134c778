import MathProgram

/// Networks with fixed charges as the literature draws them.
enum SiteFamilies {
  /// Cornuejols, Sridharan and Thizy (1991): places in the unit square, demands of 5 to 35, capacities of 10 to 160
  /// scaled so that together they are `ratio` times the demand, fixed costs U(0, 90) + U(100, 110) √capacity, 10 a
  /// distance and unit.
  static func cornuejols(
    sites: Int, items: Int, ratio: Double, seed: UInt64, sourcing: FixedChargeNetwork.Sourcing
  ) -> FixedChargeNetwork {
    var source = SplitMix64(seed: seed)
    var network = FixedChargeNetwork(itemCount: items, sourcing: sourcing)
    let houses = (0..<sites).map { _ in (x: source.unit(), y: source.unit()) }
    let shops = (0..<items).map { _ in (x: source.unit(), y: source.unit()) }
    let demand = (0..<items).map { _ in Double(source.whole(5...35)) }
    let drawn = (0..<sites).map { _ in Double(source.whole(10...160)) }
    let scale = ratio * demand.reduce(0, +) / drawn.reduce(0, +)
    for capacity in drawn.map({ ($0 * scale).rounded() }) {
      let fixedCost = Double(source.whole(0...90)) + Double(source.whole(100...110)) * capacity.squareRoot()
      network.addSite(fixedCost: fixedCost.rounded(), capacity: capacity)
    }
    for (site, house) in houses.enumerated() {
      for (item, shop) in shops.enumerated() {
        let (x, y) = (house.x - shop.x, house.y - shop.y)
        let cost = (1000 * (x * x + y * y).squareRoot() * demand[item]).rounded() / 100
        network.addArc(site: site, item: item, cost: cost, weight: demand[item])
      }
    }
    return network
  }
}

/// Seeded random numbers (Steele, Lea and Flood 2014).
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// From 0 up to 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func whole(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(unit() * Double(range.count)) }
}
