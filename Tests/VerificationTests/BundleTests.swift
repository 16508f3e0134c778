import Logistics
import Testing
import Verification

/// Blocks whose members go whole by their customer's one source: a house of some capacity that may open, shops that take two
/// products from one source, and a dear site that is always open, at 9 a unit.
@Suite struct BundleTests {
  private struct Shop {
    /// By product: units, and the cost of one from the house.
    let sizes: [Int]
    let costs: [Int]
    var size: Int { sizes.reduce(0, +) }
    var fromHouse: Int { zip(sizes, costs).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  private struct Case {
    let tiny: TinyInstance
    let house: SiteID
    let opening: Int
    let room: Int
    let shops: [Shop]
    let customers: [CustomerID]
    /// By shop, by product.
    let rows: [[DemandID]]

    init(
      opening: Int, room: Int, _ shops: [Shop], singleSource: Bool = true,
      _ change: (inout TinyInstance.DemandOptions) -> Void = { _ in }
    ) {
      var tiny = TinyInstance()
      let products = [tiny.product("tea"), tiny.product("oil")]
      let limit = tiny.limit(Rational(room))
      let house = tiny.site("house") {
        $0.status = .consider
        $0.operatingCost = Rational(opening)
        $0.throughputMax = limit
      }
      let dear = tiny.site("dear")
      tiny.supply([house, dear], products)
      var (customers, rows): ([CustomerID], [[DemandID]]) = ([], [])
      for (index, shop) in shops.enumerated() {
        let customer = tiny.customer("shop \(index)", singleSource: singleSource)
        customers.append(customer)
        rows.append(zip(products, shop.sizes).map { tiny.demand(customer, $0, Rational($1), change) })
        let link = tiny.link(house, .customer(customer))
        for (product, cost) in zip(products, shop.costs) { tiny.lane([link], .one(product), cost: Rational(cost)) }
        tiny.way(dear, .customer(customer), cost: Rational(9))
      }
      (self.tiny, self.house, self.opening, self.room, self.shops) = (tiny, house, opening, room, shops)
      (self.customers, self.rows) = (customers, rows)
    }

    var open: Decision { .siteOpen(house, PeriodID(0)) }
    var block: CertificateBlock { CertificateBlock(opening: open, capacity: .throughputMaximum(house, PeriodID(0))) }
    func source(_ shop: Int) -> Decision { .customerSource(customers[shop], house) }

    /// - Parameter prices: by shop, by product, of a unit; the second vector is without any multipliers.
    func bound(_ prices: [[Rational]], _ nodes: [CertificateNode] = [.leaf(vector: 0)]) -> ProvenBound {
      let entries = zip(rows.joined(), prices.joined()).map { MultiplierVector.Entry(.demand($0), $1) }
      let certificate = LevelCertificate(
        countsObjective: true, vectors: [MultiplierVector(entries), MultiplierVector([])], nodes: nodes, blocks: [block])
      return CertificateCheck(RuleBook(tiny.frozen()), values: [.zero]).bound(certificate, level: 0)
    }

    /// The least over all sets of shops that fit the house.
    private func least(_ cost: ([Int]) -> Rational) -> Rational {
      leastOfSubsets(shops.map(\.size), within: room, cost)
    }

    var optimum: Rational {
      least { chosen in
        shops.indices.reduce(Rational(chosen.isEmpty ? 0 : opening)) { sum, shop in
          sum + Rational(chosen.contains(shop) ? shops[shop].fromHouse : 9 * shops[shop].size)
        }
      }
    }

    private func worth(_ shop: Int, _ prices: [[Rational]]) -> Rational {
      zip(shops[shop].sizes, prices[shop]).reduce(.zero) { $0 + Rational($1.0) * $1.1 }
    }

    /// The Lagrangian bound at prices of the rows, the house's contents by a 0-1 knapsack over shops.
    func lagrangian(_ prices: [[Rational]]) -> Rational {
      let contents = least { $0.reduce(Rational(opening)) { $0 + Rational(shops[$1].fromHouse) - worth($1, prices) } }
      return shops.indices.reduce(min(.zero, contents)) { sum, shop in
        zip(shops[shop].sizes, prices[shop]).reduce(sum + worth(shop, prices)) { sum, row in
          sum + Rational(row.0) * min(.zero, Rational(9) - row.1)
        }
      }
    }
  }

  /// Two shops of 6 of which the house takes one: with the first 40 + 6 + 54.
  private func two(room: Int, singleSource: Bool = true, _ change: (inout TinyInstance.DemandOptions) -> Void = { _ in }) -> Case {
    let shops = [Shop(sizes: [4, 2], costs: [1, 1]), Shop(sizes: [1, 5], costs: [2, 2])]
    return Case(opening: 40, room: room, shops, singleSource: singleSource, change)
  }
  private let prices = [[Rational(9), Rational(9)], [Rational(9), Rational(9)]]

  @Test func aShopWithOneSourceIsNotServedInPart() {
    #expect(two(room: 10).bound(prices) == .bound(Rational(100)))
    #expect(two(room: 12).bound(prices) == .bound(Rational(58)))
    // Two thirds of the second shop beside the first.
    #expect(two(room: 10, singleSource: false).bound(prices) == .bound(Rational(72)))
  }

  @Test func whatMayBeLeftUnservedIsTakenInPart() {
    // At 9 for a unit that is not served: as with several sources.
    let item = two(room: 10) { $0.penalty = Rational(9) }
    #expect(item.bound(prices) == .bound(Rational(72)))
  }

  @Test func theBoundIsThatOfAllSubsetsAtAnyPrices() {
    for seed in 0..<UInt64(150 * testScale) {
      var dice = Dice(seed)
      // The first shop costs 1 a unit, so that costs have no more than that in common.
      var shops = [Shop(sizes: [1, 1], costs: [1, 1])]
      for _ in 0..<dice.draw(1...6) {
        shops.append(
          Shop(sizes: [dice.draw(1...8), dice.draw(1...8)], costs: [dice.draw(1...8), dice.draw(1...8)]))
      }
      let item = Case(opening: dice.draw(0...60), room: dice.draw(1...40), shops)
      let optimum = item.optimum
      for _ in 0..<4 {
        let bottom = dice.draw(1...7)
        let prices = shops.map { shop in
          shop.sizes.map { _ in Rational(Int128(dice.draw(0...(10 * bottom))), over: Int128(bottom)) ?? .zero }
        }
        guard case .bound(let bound) = item.bound(prices) else {
          Issue.record("seed \(seed): no bound")
          continue
        }
        // Costs are whole, so that a bound between two whole numbers proves the higher one; prices are rounded in the 18th place,
        // which may tell more than a whole number that they prove without.
        let expected = item.lagrangian(prices)
        #expect(expected.ceiling <= bound && bound <= expected.floor + .one, "seed \(seed): \(bound) at \(prices)")
        #expect(bound <= optimum, "seed \(seed): \(bound) at \(prices)")
      }
    }
  }

  @Test func aLeafThatFixesMoreSourcesThanFitIsEmpty() {
    // Both at 1 in node 0, without any multipliers; only the first in node 1; without the first in node 3.
    func tree(_ item: Case) -> [CertificateNode] {
      [
        .leaf(vector: 1), .leaf(vector: 0), .split(decision: item.source(1), at: 0, low: 1, high: 0), .leaf(vector: 0),
        .split(decision: item.source(0), at: 0, low: 3, high: 2),
      ]
    }
    let small = two(room: 10)
    #expect(small.bound(prices, tree(small)) == .bound(Rational(100)))
    let large = two(room: 12)
    #expect(large.bound(prices, tree(large)) == .bound(Rational(58)))
  }

  @Test func aSourceThatIsNoneLeavesItsShopOut() {
    let item = two(room: 12)
    // The second shop is served from the house in node 0, at no multipliers for 40 and 12; not in node 1: 40 and 6 and 54.
    let tree: [CertificateNode] = [
      .leaf(vector: 1), .leaf(vector: 0), .split(decision: item.source(1), at: 0, low: 1, high: 0),
    ]
    #expect(item.bound(prices, tree) == .bound(Rational(52)))
    let without: [CertificateNode] = [
      .leaf(vector: 0), .leaf(vector: 0), .split(decision: item.source(1), at: 0, low: 1, high: 0),
    ]
    #expect(item.bound(prices, without) == .bound(Rational(58)))
  }

  @Test func aLeafThatIsServedFromAClosedHouseIsEmpty() {
    let item = two(room: 10)
    let tree: [CertificateNode] = [
      .leaf(vector: 1), .leaf(vector: 0), .split(decision: item.source(0), at: 0, low: 1, high: 0), .leaf(vector: 0),
      .split(decision: item.open, at: 0, low: 2, high: 3),
    ]
    #expect(item.bound(prices, tree) == .bound(Rational(100)))
  }
}
