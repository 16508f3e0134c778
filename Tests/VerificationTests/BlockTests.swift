import Logistics
import Testing
import Verification

/// Blocks of a certificate: a site of capacity 10 that may open for 40, two shops that ask 4 and 4 at a cost of 1 and
/// 2 a unit, and a dear site that is always open, at 9 a unit.
@Suite struct BlockTests {
  private struct Case {
    let tiny: TinyInstance
    let house: SiteID
    let rows: [DemandID]

    init() {
      var tiny = TinyInstance()
      let product = tiny.product("tea")
      let limit = tiny.limit(Rational(10))
      let house = tiny.site("house") {
        $0.status = .consider
        $0.operatingCost = Rational(40)
        $0.throughputMax = limit
      }
      let dear = tiny.site("dear")
      tiny.supply([house, dear], [product])
      let shops = [tiny.customer("near"), tiny.customer("far")]
      rows = shops.map { [product] shop in tiny.demand(shop, product, Rational(4)) }
      for (index, shop) in shops.enumerated() {
        tiny.way(house, .customer(shop), cost: Rational(index + 1))
        tiny.way(dear, .customer(shop), cost: Rational(9))
      }
      (self.tiny, self.house) = (tiny, house)
    }

    var open: Decision { .siteOpen(house, PeriodID(0)) }
    var capacity: Rule { .throughputMaximum(house, PeriodID(0)) }

    func bound(_ multipliers: [Int], blocks: [CertificateBlock]) -> ProvenBound {
      let entries = zip(rows, multipliers).map { MultiplierVector.Entry(.demand($0), Rational($1)) }
      let certificate = LevelCertificate(
        countsObjective: true, vectors: [MultiplierVector(entries)], nodes: [.leaf(vector: 0)], blocks: blocks)
      return CertificateCheck(RuleBook(tiny.frozen()), values: [Rational(52)]).bound(certificate, level: 0)
    }
  }

  /// Open it costs 40 + 4 + 8 = 52, closed 72.
  @Test func aBlockProvesWhatBoxesCannot() {
    let sites = Case()
    let block = CertificateBlock(opening: sites.open, capacity: sites.capacity)
    // At prices 6 and 7 a full house earns 4 × 5 + 4 × 5 = 40: just its fixed cost.
    #expect(sites.bound([6, 7], blocks: [block]) == .bound(Rational(52)))
    #expect(sites.bound([6, 7], blocks: []) == .bound(Rational(12)))
  }

  @Test func aBlockOfAnOpeningAloneTakesWhatTheOpeningSwitches() {
    let sites = Case()
    #expect(
      sites.bound([6, 7], blocks: [CertificateBlock(opening: sites.open, capacity: nil)]) == .bound(Rational(52)))
  }

  @Test func noPricesProveMoreThanTheOptimum() {
    let sites = Case()
    let block = CertificateBlock(opening: sites.open, capacity: sites.capacity)
    for first in -2...14 {
      for second in -2...14 {
        guard case .bound(let bound) = sites.bound([first, second], blocks: [block]) else {
          Issue.record("no bound at \(first) and \(second)")
          continue
        }
        #expect(bound <= Rational(52), "at \(first) and \(second)")
      }
    }
  }

  @Test func blocksThatAreNoneOfTheInstanceProveNothing() {
    let sites = Case()
    let good = CertificateBlock(opening: sites.open, capacity: sites.capacity)
    let wrong: [[CertificateBlock]] = [
      // Two blocks of one site share its flows.
      [good, good],
      // A demand is no limit.
      [CertificateBlock(opening: nil, capacity: .demand(sites.rows[0]))],
      // A site that is always open is no decision.
      [CertificateBlock(opening: .siteOpen(SiteID(1), PeriodID(0)), capacity: nil)],
    ]
    for blocks in wrong {
      guard case .nothing = sites.bound([6, 7], blocks: blocks) else {
        Issue.record("\(blocks) was taken")
        continue
      }
    }
  }
}
