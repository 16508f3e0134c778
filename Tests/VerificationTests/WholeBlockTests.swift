import Logistics
import Testing
import Verification

/// Blocks whose members go whole: a house of some capacity that may open, shops whose orders go whole, and a dear site that is
/// always open, at 9 a unit.
@Suite struct WholeBlockTests {
  private struct Case {
    let tiny: TinyInstance
    let house: SiteID
    let opening: Int
    let room: Int
    let orders: [OrderID]
    let sizes: [Int]
    /// Of a unit from the house.
    let costs: [Int]
    let legs: [Decision]

    init(opening: Int, room: Int, _ shops: [(size: Int, cost: Int)]) {
      var tiny = TinyInstance()
      let product = tiny.product("tea")
      let limit = tiny.limit(Rational(room))
      let house = tiny.site("house") {
        $0.status = .consider
        $0.operatingCost = Rational(opening)
        $0.throughputMax = limit
      }
      let dear = tiny.site("dear")
      tiny.supply([house, dear], [product])
      var (orders, legs): ([OrderID], [Decision]) = ([], [])
      for (index, shop) in shops.enumerated() {
        let customer = tiny.customer("shop \(index)")
        let order = tiny.order(nil, customer, isWhole: true)
        tiny.demand(customer, product, Rational(shop.size)) { $0.order = order }
        legs.append(.wholeLeg(order, tiny.way(house, .customer(customer), cost: Rational(shop.cost))))
        tiny.way(dear, .customer(customer), cost: Rational(9))
        orders.append(order)
      }
      (self.tiny, self.house, self.opening, self.room) = (tiny, house, opening, room)
      (self.orders, self.legs) = (orders, legs)
      (sizes, costs) = (shops.map(\.size), shops.map(\.cost))
    }

    var open: Decision { .siteOpen(house, PeriodID(0)) }
    var block: CertificateBlock { CertificateBlock(opening: open, capacity: .throughputMaximum(house, PeriodID(0))) }

    /// The second vector is without any multipliers.
    func bound(_ prices: [Rational], _ nodes: [CertificateNode] = [.leaf(vector: 0)]) -> ProvenBound {
      let entries = zip(orders, prices).map { MultiplierVector.Entry(.wholeOrder($0), $1) }
      let certificate = LevelCertificate(
        countsObjective: true, vectors: [MultiplierVector(entries), MultiplierVector([])], nodes: nodes, blocks: [block])
      return CertificateCheck(RuleBook(tiny.frozen()), values: [.zero]).bound(certificate, level: 0)
    }

    /// What the orders that fit the house cost from there, the rest, and the house: over all sets of orders, fixed ones in them.
    private func least(_ cost: ([Int]) -> Rational) -> Rational {
      leastOfSubsets(sizes, within: room, cost)
    }

    var optimum: Rational {
      least { chosen in
        sizes.indices.reduce(Rational(chosen.isEmpty ? 0 : opening)) { sum, shop in
          sum + Rational(sizes[shop] * (chosen.contains(shop) ? costs[shop] : 9))
        }
      }
    }

    /// The Lagrangian bound at prices of the orders, the house's contents by a 0-1 knapsack.
    func lagrangian(_ prices: [Rational]) -> Rational {
      let contents = least { $0.reduce(Rational(opening)) { $0 + Rational(sizes[$1] * costs[$1]) - prices[$1] } }
      return sizes.indices.reduce(min(.zero, contents)) { sum, shop in
        sum + prices[shop] + min(.zero, Rational(9 * sizes[shop]) - prices[shop])
      }
    }
  }

  /// Two orders of 6 of which the house takes one: with the first 40 + 6 + 54.
  private func two(room: Int) -> Case { Case(opening: 40, room: room, [(6, 1), (6, 2)]) }
  private let prices = [Rational(54), Rational(54)]

  @Test func aWholeOrderIsNotTakenInPart() {
    // Two thirds of the second order beside the first would prove 72.
    #expect(two(room: 10).bound(prices) == .bound(Rational(100)))
    #expect(two(room: 12).bound(prices) == .bound(Rational(58)))
  }

  @Test func theBoundIsThatOfAllSubsetsAtAnyPrices() {
    for seed in 0..<UInt64(150 * testScale) {
      var dice = Dice(seed)
      // The first shop's leg costs 1, so that costs have no more than that in common.
      let shops = [(1, 1)] + (0..<dice.draw(1...7)).map { _ in (dice.draw(1...12), dice.draw(1...8)) }
      let item = Case(opening: dice.draw(0...60), room: dice.draw(1...30), shops)
      let optimum = item.optimum
      for _ in 0..<4 {
        let bottom = dice.draw(1...7)
        let prices = item.sizes.map { size in
          Rational(Int128(dice.draw(0...(10 * size * bottom))), over: Int128(bottom)) ?? .zero
        }
        let expected = item.lagrangian(prices)
        guard case .bound(let bound) = item.bound(prices) else {
          Issue.record("seed \(seed): no bound")
          continue
        }
        // Costs are whole, so that a bound between two whole numbers proves the higher one.
        #expect(bound == expected.ceiling, "seed \(seed): \(bound) at \(prices)")
        #expect(bound <= optimum, "seed \(seed): \(bound) at \(prices)")
      }
    }
  }

  @Test func aLeafThatFixesMoreThanFitsIsEmpty() {
    // Both at 1 in node 0, without any multipliers; only the first in node 1; without the first in node 3.
    func tree(_ item: Case) -> [CertificateNode] {
      [
        .leaf(vector: 1), .leaf(vector: 0), .split(decision: item.legs[1], at: 0, low: 1, high: 0), .leaf(vector: 0),
        .split(decision: item.legs[0], at: 0, low: 3, high: 2),
      ]
    }
    let small = two(room: 10)
    #expect(small.bound(prices, tree(small)) == .bound(Rational(100)))
    let large = two(room: 12)
    #expect(large.bound(prices, tree(large)) == .bound(Rational(58)))
  }

  @Test func aLeafThatServesFromAClosedHouseIsEmpty() {
    let item = two(room: 10)
    let tree: [CertificateNode] = [
      .leaf(vector: 1), .leaf(vector: 0), .split(decision: item.legs[0], at: 0, low: 1, high: 0), .leaf(vector: 0),
      .split(decision: item.open, at: 0, low: 2, high: 3),
    ]
    #expect(item.bound(prices, tree) == .bound(Rational(100)))
  }

  @Test func whatALeafFixesIsInItsBound() {
    let item = two(room: 10)
    // Closed in node 0; open with the second order in node 1, without it in node 2.
    func tree(second: Int) -> [CertificateNode] {
      [
        .leaf(vector: 0), .leaf(vector: second), .leaf(vector: 0),
        .split(decision: item.legs[1], at: 0, low: 2, high: 1), .split(decision: item.open, at: 0, low: 0, high: 3),
      ]
    }
    #expect(item.bound(prices, tree(second: 0)) == .bound(Rational(100)))
    // Without multipliers node 1 costs what it fixes: 40 and 12.
    #expect(item.bound(prices, tree(second: 1)) == .bound(Rational(52)))
  }

  @Test func aSplitTwiceOnAPathCountsOnce() {
    let item = two(room: 10)
    // The first order is both served and not in node 1, which would prove nothing.
    let tree: [CertificateNode] = [
      .leaf(vector: 0), .leaf(vector: 1), .split(decision: item.legs[0], at: 0, low: 1, high: 0), .leaf(vector: 0),
      .split(decision: item.legs[0], at: 0, low: 3, high: 2),
    ]
    #expect(item.bound(prices, tree) == .bound(Rational(100)))
  }
}
