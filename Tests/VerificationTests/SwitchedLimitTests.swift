import Logistics
import Testing
import Verification

/// Limits of a site that may be closed are nothing where it is closed: a house may open for 20 and lets 10 through, a shop asks for
/// 6 at 1 a unit. At a price of 3 where it is asked for and of 2 for each unit let through, the flow and the house both cost nothing,
/// which leaves 3 × 6; a limit that holds whether the house is open or not would be paid for, 2 × 10.
@Suite struct SwitchedLimitTests {
  private var tiny = TinyInstance(decimals: 3)
  private let house: SiteID
  private let tea: ProductID
  private let row: DemandID

  init() {
    tea = tiny.product("tea")
    house = tiny.site("house") {
      $0.status = .consider
      $0.operatingCost = Rational(20)
    }
    let shop = tiny.customer("shop")
    row = tiny.demand(shop, tea, Rational(6))
    tiny.way(house, .customer(shop), cost: .one)
  }

  private func bound(_ limit: Rule) -> ProvenBound {
    let vector = MultiplierVector([.init(.demand(row), Rational(3)), .init(limit, Rational(-2))])
    let certificate = LevelCertificate(countsObjective: true, vectors: [vector], nodes: [.leaf(vector: 0)])
    return CertificateCheck(RuleBook(tiny.frozen()), values: [Rational(26)]).bound(certificate, level: 0)
  }

  /// All that leaves the house, or enters a site.
  private func leaving(_ sites: [SiteID]) -> FlowFilter {
    var filter = FlowFilter()
    filter.origins = sites
    return filter
  }

  @Test mutating func supplyOfOneSite() {
    let supply = tiny.supply([house], [tea], most: Rational(10))
    #expect(bound(.supplyMaximum(supply)) == .bound(Rational(18)))
  }

  @Test mutating func supplyOfTwoSitesHoldsWhicheverIsOpen() {
    let other = tiny.site("other") { $0.status = .consider }
    let supply = tiny.supply([house, other], [tea], most: Rational(10))
    #expect(bound(.supplyMaximum(supply)) == .bound(Rational(-2)))
  }

  /// What arrives is taken off what originates, so that more may leave than the limit: the 6 that may arrive are worth 2 each.
  @Test mutating func supplyOfASiteThatIsSuppliedToo() {
    let plant = tiny.site("plant")
    let supply = tiny.supply([house], [tea], most: Rational(10))
    tiny.supply([plant], [tea])
    tiny.way(plant, .site(house))
    #expect(bound(.supplyMaximum(supply)) == .bound(Rational(-14)))
  }

  @Test mutating func aLimitOnWhatLeavesOneSite() {
    tiny.supply([house], [tea])
    let limit = tiny.constraint(.flow, .max, Rational(10), filter: leaving([house]))
    #expect(bound(.constraintMost(limit)) == .bound(Rational(18)))
  }

  @Test mutating func aLimitOnWhatLeavesAnyOfTwoSites() {
    let other = tiny.site("other") { $0.status = .consider }
    tiny.supply([house, other], [tea])
    tiny.way(other, .customer(CustomerID(0)), cost: Rational(9))
    let limit = tiny.constraint(.flow, .max, Rational(10), filter: leaving([house, other]))
    #expect(bound(.constraintMost(limit)) == .bound(Rational(-2)))
  }

  /// A limit that may be exceeded at a price is none that a closed site keeps.
  @Test mutating func aSoftLimit() {
    tiny.supply([house], [tea])
    let limit = tiny.constraint(.flow, .max, Rational(10), filter: leaving([house]), penalty: Rational(100))
    #expect(bound(.constraintMost(limit)) == .bound(Rational(-2)))
  }

  @Test mutating func whatPassesASiteOfAProduct() {
    let milk = tiny.product("milk")
    let throughput = tiny.limit(Rational(40))
    tiny.change { [house] in $0.sites[house.index].throughputMax = throughput }
    var ofTea = leaving([house])
    ofTea.products = [tea]
    tiny.constraint(.flow, .max, Rational(7), filter: ofTea)
    tiny.constraint(.flow, .max, Rational(9), filter: ofTea)
    tiny.constraint(.flow, .max, Rational(3), filter: ofTea, penalty: .one)
    var toShop = ofTea
    toShop.destinations = [.customer(CustomerID(0))]
    tiny.constraint(.flow, .max, Rational(2), filter: toShop)
    let limits = SiteLimits(tiny.frozen())
    #expect(limits.most(tea, through: house) == Rational(7) && limits.most(milk, through: house) == Rational(40))
    tiny.constraint(.flow, .max, Rational(5), filter: leaving([house]))
    let all = SiteLimits(tiny.frozen())
    #expect(all.most(tea, through: house) == Rational(5) && all.most(milk, through: house) == Rational(5))
  }
}
