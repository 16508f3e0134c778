import Logistics
import Planning
import Testing
import Verification

/// Shops that take all their products from one source, of warehouses that may open: a shop is one item, of the weight of all its
/// products.
@Suite struct SingleSourceProductsTests {
  private struct Case {
    var opening: [Int] = []
    var throughput: [Int] = []
    /// By shop, by product.
    var sizes: [[Int]] = []
    /// By house, by shop, by product.
    var costs: [[[Int]]] = []

    init(seed: UInt64, houses: Int, shops: Int, products: Int) {
      var draw = TableDraw(seed: seed)
      for _ in 0..<shops { sizes.append((0..<products).map { _ in draw(3...20) }) }
      let size = sizes.joined().reduce(0, +)
      for _ in 0..<houses {
        opening.append(draw(100...400))
        throughput.append(draw(2 * size / 5...3 * size / 5))
        costs.append((0..<shops).map { _ in (0..<products).map { _ in draw(1...20) } })
      }
    }

    var tables: [String: String] {
      var sites = "site,status,fixed_operating_cost,throughput_max\n"
      var supply = "site,product\n"
      var customers = "customer,single_source\n"
      var demand = "customer,product,quantity\n"
      var lanes = "origin,destination,product,unit_cost\n"
      for house in opening.indices {
        sites += "House \(house),consider,\(opening[house]),\(throughput[house])\n"
        for product in sizes[0].indices { supply += "House \(house),Product \(product)\n" }
      }
      for shop in sizes.indices {
        customers += "Shop \(shop),yes\n"
        for product in sizes[shop].indices {
          demand += "Shop \(shop),Product \(product),\(sizes[shop][product])\n"
          for house in opening.indices {
            lanes += "House \(house),Shop \(shop),Product \(product),\(costs[house][shop][product])\n"
          }
        }
      }
      // In whole units, so that the check knows as the engine does that costs are whole.
      let settings = "key,value\nquantity_decimals,0\n"
      return [
        "settings": settings, "sites": sites, "supply": supply, "customers": customers, "demand": demand, "lanes": lanes,
      ]
    }

    /// The least of all ways to give every shop a house; nil where none fits.
    var optimum: Int? { least(shop: 0, throughput, cost: 0, opened: Set()) }

    private func least(shop: Int, _ room: [Int], cost: Int, opened: Set<Int>) -> Int? {
      guard shop < sizes.count else { return cost }
      let weight = sizes[shop].reduce(0, +)
      return room.indices.filter { room[$0] >= weight }.compactMap { house in
        var left = room
        left[house] -= weight
        let served = zip(sizes[shop], costs[house][shop]).reduce(0) { $0 + $1.0 * $1.1 }
        let opens = opened.contains(house) ? 0 : opening[house]
        return least(shop: shop + 1, left, cost: cost + served + opens, opened: opened.union([house]))
      }.min()
    }
  }

  @Test func theCheckProvesTheOptimumOfAllWays() throws {
    for seed in UInt64(1)...10 {
      let drawn = Case(seed: seed, houses: 3, shops: 6, products: 2)
      guard let optimum = drawn.optimum else { continue }
      let instance = try Planned.instance(drawn.tables)
      guard case .plan(let plan) = try Planner().plan(instance) else { throw Planned.Missing.plan }
      let level = plan.levels[0]
      #expect(level.value == Rational(optimum), "seed \(seed)")
      #expect(level.certifiedBound.map { $0 <= Rational(optimum) } ?? false, "seed \(seed)")
      #expect((level.certifiedGap ?? 1) <= 1e-9, "seed \(seed): \(level.certifiedBound.map { "\($0)" } ?? "none")")
    }
  }

  @Test(arguments: [1, 2, 3])
  func theCheckProvesWhatTheEngineProves(products: Int) throws {
    for seed in UInt64(1)...6 {
      let drawn = Case(seed: seed, houses: 7, shops: 16, products: products)
      let instance = try Planned.instance(drawn.tables)
      guard case .plan(let plan) = try Planner().plan(instance) else { throw Planned.Missing.plan }
      let level = plan.levels[0]
      let words = "\(products) products, seed \(seed)"
      #expect(plan.run.engine == "native", "\(words)")
      #expect(level.bound == level.value, "\(words)")
      #expect((level.certifiedGap ?? 1) <= 1e-9, "\(words): \(level.certifiedBound.map { "\($0)" } ?? "none")")
      #expect(!plan.run.attempts.contains { $0.engine == "glpk" }, "\(words)")
    }
  }

  @Test func noCertificateProvesMoreThanTheOptimum() throws {
    for seed in UInt64(1)...4 {
      let instance = try Planned.instance(Case(seed: seed, houses: 4, shops: 8, products: 2).tables)
      guard case .plan(let plan) = try Planner().plan(instance) else { throw Planned.Missing.plan }
      expectPlantedMultipliersProveNoMore(plan, instance, "seed \(seed)")
    }
  }
}
