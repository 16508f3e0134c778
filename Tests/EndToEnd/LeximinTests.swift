import BruteForce
import FileFormats
import Logistics
import Planning
import Testing
import Verification

/// `max_min` and `quota` against every allocation there is: two plants, three or four customers, whole units. No enumerator of the house is
/// asked; this one knows transport from nothing but the cuts of Gale's theorem.
@Suite struct LeximinTests {
  private struct Small {
    var stock: [Int]
    var asked: [Int]
    /// By plant and customer: what the lane takes at most.
    var lanes: [[Int]]
    /// By customer: what a rate is a percentage of.
    var weights: [Int]
    var isQuota: Bool

    init(_ random: inout SplitMix64) {
      func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
      func chance(_ percent: Int) -> Bool { pick(1...100) <= percent }
      let count = pick(3...4)
      isQuota = chance(40)
      stock = (0..<2).map { _ in pick(0...6) }
      asked = (0..<count).map { _ in pick(1...5) }
      lanes = (0..<2).map { _ in (0..<count).map { _ in chance(30) ? 0 : chance(30) ? pick(1...2) : 9 } }
      weights = asked
      if isQuota { weights = (0..<count).map { _ in pick(1...6) * 10 } }
    }

    /// Whether the plants can bring just so much to each: no set of customers wants more than can come to it.
    func canServe(_ served: [Int]) -> Bool {
      (1..<(1 << served.count)).allSatisfy { set in
        let members = served.indices.filter { set >> $0 & 1 == 1 }
        let room = stock.indices.reduce(0) { sum, plant in
          sum + min(stock[plant], members.reduce(0) { $0 + lanes[plant][$1] })
        }
        return members.reduce(0) { $0 + served[$1] } <= room
      }
    }

    var tables: [String: String] {
      var demand = "customer,product,quantity\n"
      for (customer, quantity) in asked.enumerated() { demand += "C\(customer),Tea,\(quantity)\n" }
      var rows = "origin,destination,unit_cost,capacity_max\n"
      for (plant, capacities) in lanes.enumerated() {
        for (customer, capacity) in capacities.enumerated() where capacity > 0 {
          rows += "P\(plant),C\(customer),\(plant + customer + 1),\(capacity)\n"
        }
      }
      var policies = "scope,allocation_rule,quota\n"
      if isQuota {
        for (customer, weight) in weights.enumerated() { policies += "C\(customer),quota,\(weight)\n" }
      } else {
        policies += "ALL,max_min,\n"
      }
      return [
        "settings": "key,value\nquantity_decimals,0\ndefault_penalty_cost,0\n", "sites": "site\nP0\nP1\n",
        "supply": "site,product,supply_max\nP0,Tea,\(stock[0])\nP1,Tea,\(stock[1])\n", "demand": demand, "lanes": rows,
        "policies": policies,
      ]
    }

    /// The rates in ascending order, exactly.
    func rates(_ served: [Int]) -> [Logistics.Rational] {
      zip(served, weights).map { Logistics.Rational(Int128($0), over: Int128($1)) ?? .zero }.sorted()
    }

    /// The best of all allocations, by its sorted rates.
    var best: [Logistics.Rational] {
      var best: [Logistics.Rational] = []
      var served = [Int](repeating: 0, count: asked.count)
      func visit(_ customer: Int) {
        guard customer < asked.count else {
          guard canServe(served) else { return }
          let rates = rates(served)
          if best.isEmpty || best.lexicographicallyPrecedes(rates) { best = rates }
          return
        }
        for units in 0...asked[customer] {
          served[customer] = units
          visit(customer + 1)
        }
      }
      visit(0)
      return best
    }
  }

  @Test func theSortedRatesAreTheBestOfAll() throws {
    var random = SplitMix64(seed: 20_26)
    var scarce = 0
    for number in 0..<Campaign.size(200) {
      let small = Small(&random)
      guard case .plan(let plan) = try Planned.answer(small.tables) else { throw Planned.Missing.plan }
      let served = plan.evaluation.served.map { Int($0.steps) }
      #expect(small.rates(served) == small.best, "case \(number): \(small), served \(served)")
      if served != small.asked { scarce += 1 }
    }
    // Where everybody gets everything nothing is shared.
    #expect(scarce * 2 > Campaign.size(200))
  }
}
