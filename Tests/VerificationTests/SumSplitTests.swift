import Logistics
import Testing
import Verification

/// Trees that split how many of some whole decisions are taken: three houses of capacity 10 that may open for 20, and a shop
/// that asks for 15, at 1 a unit. One house is too small, two cost 40; the relaxation opens one and a half.
@Suite struct SumSplitTests {
  private struct Case {
    let tiny: TinyInstance
    let houses: [SiteID]
    let row: DemandID
    let link: LinkID

    init() {
      var tiny = TinyInstance(decimals: 3)
      let product = tiny.product("tea")
      let limit = tiny.limit(Rational(10))
      houses = (0..<3).map { index in
        tiny.site("house \(index)") {
          $0.status = .consider
          $0.operatingCost = Rational(20)
          $0.throughputMax = limit
        }
      }
      tiny.supply(houses, [product])
      let shop = tiny.customer("shop")
      row = tiny.demand(shop, product, Rational(15))
      let links = houses.map { tiny.way($0, .customer(shop), cost: .one) }
      link = links[0]
      self.tiny = tiny
    }

    var open: [Decision] { houses.map { .siteOpen($0, PeriodID(0)) } }
    var flow: Decision { .flow(FlowKey(link, PeriodID(0), .row(row))) }

    func vector(demand: Int, capacity: Int) -> MultiplierVector {
      MultiplierVector(
        [.init(.demand(row), Rational(demand))]
          + houses.map { .init(.throughputMaximum($0, PeriodID(0)), Rational(-capacity)) })
    }

    func proven(
      _ nodes: [CertificateNode], sums: [[Decision]]? = nil, blocks: [CertificateBlock] = [], vectors: [MultiplierVector]? = nil
    ) -> ProvenBound {
      let certificate = LevelCertificate(
        countsObjective: true, vectors: vectors ?? [vector(demand: 1, capacity: 1), MultiplierVector([])], nodes: nodes,
        blocks: blocks, sums: sums ?? [open])
      return CertificateCheck(RuleBook(tiny.frozen()), values: [Rational(55)]).bound(certificate, level: 0)
    }
  }

  private func sum(_ multiplier: Int, of sum: Int = 0) -> [SumMultiplier] { [SumMultiplier(sum: sum, Rational(multiplier))] }

  /// At most one open: 15 asked for, 10 let through. At least two: 20 each.
  private func tree(
    low: [SumMultiplier], high: [SumMultiplier], at: Int64 = 1, sum: Int = 0, isSwapped: Bool = false
  ) -> [CertificateNode] {
    [
      .leaf(vector: 0, sums: low), .leaf(vector: 1, sums: high),
      .splitSum(sum: sum, at: at, low: isSwapped ? 1 : 0, high: isSwapped ? 0 : 1),
    ]
  }

  @Test func howManyAreOpenProvesWhatSingleBoxesCannot() {
    let houses = Case()
    #expect(houses.proven([.leaf(vector: 0)], vectors: [houses.vector(demand: 2, capacity: 2)]) == .bound(Rational(30)))
    #expect(houses.proven(tree(low: sum(-10), high: sum(20))) == .bound(Rational(40)))
    // Without the row the leaf of few is empty no more, and that of many costs nothing.
    #expect(houses.proven(tree(low: [], high: sum(20))) == .bound(Rational(15)))
    #expect(houses.proven(tree(low: sum(-10), high: [])) == .bound(.zero))
  }

  @Test func aSumIsPricedInBlocksToo() {
    let houses = Case()
    let blocks = houses.houses.map {
      CertificateBlock(opening: .siteOpen($0, PeriodID(0)), capacity: .throughputMaximum($0, PeriodID(0)))
    }
    let prices = [houses.vector(demand: 1, capacity: 0), MultiplierVector([])]
    // A house that lets 10 through earns 10 at a price of 1, and is charged 10 for being one of at most one.
    #expect(houses.proven(tree(low: sum(-10), high: sum(20)), blocks: blocks, vectors: prices) == .bound(Rational(40)))
    #expect(houses.proven(tree(low: sum(-10), high: sum(15)), blocks: blocks, vectors: prices) == .bound(Rational(30)))
  }

  /// Nested splits: the largest lower limit and the smallest upper one are the rows.
  @Test func theTightestLimitOnThePathIsTheRow() {
    let houses = Case()
    let nodes: [CertificateNode] = [
      .leaf(vector: 0, sums: sum(-10)), .leaf(vector: 1, sums: sum(20)), .splitSum(sum: 0, at: 1, low: 0, high: 1),
      .leaf(vector: 1, sums: sum(20)), .splitSum(sum: 0, at: 2, low: 2, high: 3),
    ]
    #expect(houses.proven(nodes) == .bound(Rational(40)))
    // Σ ≥ 3 and Σ ≤ 1: nothing is there, though the leaf says nothing.
    let withNone = nodes.prefix(3) + [
      .leaf(vector: 1), .leaf(vector: 1, sums: sum(20)), .splitSum(sum: 0, at: 1, low: 3, high: 4),
      .splitSum(sum: 0, at: 2, low: 2, high: 5),
    ]
    #expect(houses.proven(Array(withNone)) == .bound(Rational(40)))
  }

  @Test func noMultiplierProvesMoreThanTheOptimum() {
    let houses = Case()
    let block = CertificateBlock(opening: houses.open[0], capacity: .throughputMaximum(houses.houses[0], PeriodID(0)))
    for blocks in [[], [block]] {
      for at in Int64(-1)...3 {
        for low in stride(from: -40, through: 0, by: 5) {
          for high in stride(from: 0, through: 60, by: 5) {
            for sums in [houses.open, Array(houses.open.prefix(2))] {
              let proven = houses.proven(tree(low: sum(low), high: sum(high), at: at), sums: [sums], blocks: blocks)
              guard case .bound(let bound) = proven else {
                Issue.record("\(proven) at \(at), \(low), \(high)")
                continue
              }
              #expect(bound <= Rational(55), "at \(at), \(low), \(high)")
            }
          }
        }
      }
    }
  }

  @Test func plantedFaultsProveNothing() {
    let houses = Case()
    func refused(_ nodes: [CertificateNode], sums: [[Decision]]? = nil) -> Bool {
      guard case .nothing = houses.proven(nodes, sums: sums) else { return false }
      return true
    }
    let good = tree(low: sum(-10), high: sum(20))
    #expect(!refused(good))
    // Signs that the path gives no limit for.
    #expect(refused(tree(low: sum(10), high: sum(20))))
    #expect(refused(tree(low: sum(-10), high: sum(-20))))
    #expect(refused(tree(low: sum(-10), high: sum(20), isSwapped: true)))
    // Multipliers of sums that are not on the path, or are none.
    #expect(refused([.leaf(vector: 1, sums: sum(20))]))
    #expect(refused(tree(low: sum(-10), high: sum(20, of: 1)), sums: [houses.open, houses.open]))
    #expect(refused(tree(low: sum(-10), high: sum(20, of: 1))))
    #expect(refused(tree(low: sum(-10), high: sum(20, of: -1))))
    // Splits of sums that are none.
    for index in [1, -1] { #expect(refused(tree(low: sum(-10), high: sum(20), sum: index))) }
    #expect(refused(good, sums: []))
    // What is not whole, unknown, or counted twice.
    #expect(refused(good, sums: [houses.open + [houses.flow]]))
    #expect(refused(good, sums: [houses.open + [.unmet(houses.row)]]))
    #expect(refused(good, sums: [[.siteOpen(SiteID(9), PeriodID(0))]]))
    #expect(refused(good, sums: [houses.open + [houses.open[0]]]))
    // Nodes that are no tree.
    #expect(refused([.leaf(vector: 0), .splitSum(sum: 0, at: 1, low: 0, high: 0)]))
    #expect(refused([.leaf(vector: 0), .leaf(vector: 1), .splitSum(sum: 0, at: 1, low: 0, high: 2)]))
  }

  @Test func aSplitBesideTheOneThatHoldsProvesTooLittle() {
    let houses = Case()
    #expect(houses.proven(tree(low: sum(-10), high: sum(20), at: 2)) != .bound(Rational(40)))
    #expect(houses.proven(tree(low: sum(-10), high: sum(20), at: 0)) == .bound(Rational(20)))
    // At the ends of what a number can be.
    #expect(houses.proven(tree(low: [], high: [], at: .max)) == .bound(Rational(15)))
    #expect(houses.proven(tree(low: [], high: sum(20), at: .min)) != .noPlan)
  }
}
