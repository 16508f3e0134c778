import Logistics
import Verification

/// A site of some capacity that may open for 40, two shops that ask 4 and 4 at a cost of 1 and 2 a unit, and a dear site that is
/// always open, at 9 a unit.
struct TwoSites {
  let tiny: TinyInstance
  let house: SiteID
  let rows: [DemandID]

  init(room: Int) {
    var tiny = TinyInstance()
    let product = tiny.product("tea")
    let limit = tiny.limit(Rational(room))
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

  /// - Parameter value: what the level's plan attains.
  func bound(_ certificate: LevelCertificate, value: Rational) -> ProvenBound {
    CertificateCheck(RuleBook(tiny.frozen()), values: [value]).bound(certificate, level: 0)
  }
}
