import Logistics
import Testing
import Verification

/// Plans that sell against a term are refused by its name.
@Suite struct SaleRuleTests {
  /// One plant; A in the shop, B in trade by Acme: 4 of tea each, at a price of 10.
  struct Shop {
    var tiny = TinyInstance()
    let product: ProductID
    let customers: [CustomerID]
    let rows: [DemandID]
    let links: [LinkID]
    let mark: SourceMark

    init() {
      product = tiny.product("tea") { $0.unitPrice = Rational(10) }
      let plant = tiny.site("P")
      customers = [tiny.customer("A"), tiny.customer("B")]
      tiny.supply([plant], [product], most: Rational(10))
      var rows: [DemandID] = []
      for customer in customers { rows.append(tiny.demand(customer, product, Rational(4)) { $0.mayFallShort = true }) }
      self.rows = rows
      var links: [LinkID] = []
      for customer in customers { links.append(tiny.way(plant, .customer(customer), cost: .one)) }
      self.links = links
      mark = tiny.mark()
      tiny.change { instance in
        instance.sales.channels = [Channel(name: "shop"), Channel(name: "trade")]
        instance.sales.partners = [Partner(name: "Acme")]
        instance.customers[0].channel = ChannelID(0)
        instance.customers[1].channel = ChannelID(1)
        instance.customers[1].partner = PartnerID(0)
        for customer in instance.customers.indices { instance.customers[customer].territory = "north" }
      }
    }

    mutating func sell(_ change: (inout Sales) -> Void) { tiny.change { change(&$0.sales) } }

    func kinds(_ a: Int64, _ b: Int64) -> Set<String> {
      let instance = tiny.frozen()
      let flows = [(links[0], Commodity.row(rows[0]), a), (links[1], .row(rows[1]), b)].filter { $0.2 > 0 }
      return VerificationTests.kinds(plan(flows, of: instance), instance)
    }

    func price(partnerPrice: Int? = nil, commission: Int = 0) -> SalePrice {
      SalePrice(
        channel: nil, partner: PartnerID(0), product: product, unitPrice: nil,
        partnerPrice: partnerPrice.map { Rational($0) }, commission: Rational(commission), mark: mark)
    }
  }

  @Test func aChannelOutsideItsBandIsRefused() {
    for base in Channel.ShareBase.allCases {
      var shop = Shop()
      shop.sell {
        $0.channels[0].shareMin = Rational(25)
        $0.channels[1].shareMax = Rational(50)
        $0.channels[0].shareBase = base
        $0.channels[1].shareBase = base
      }
      #expect(shop.kinds(4, 4) == [])
      #expect(shop.kinds(1, 4).contains("channel_share_min"))
      if base != .demand { #expect(shop.kinds(3, 4).contains("channel_share_max")) }
    }
    var empty = Shop()
    empty.sell { $0.channels[0].shareMin = Rational(25) }
    #expect(empty.kinds(0, 0) == [])
  }

  @Test func aTerritorysShareOutsideItsBandIsRefused() {
    var shop = Shop()
    let row = TerritoryRow(
      territory: "north", partner: PartnerID(0), product: shop.product, isExclusive: false, shareMin: Rational(20),
      shareMax: Rational(50), mark: shop.mark)
    shop.sell { $0.territories = [row] }
    #expect(shop.kinds(4, 4) == [])
    #expect(shop.kinds(4, 0) == ["territory_share_min"])
    #expect(shop.kinds(1, 4) == ["territory_share_max"])
  }

  @Test func whoeverIsNotExclusiveMayNotSell() {
    var shop = Shop()
    let row = TerritoryRow(
      territory: "north", partner: PartnerID(0), product: shop.product, isExclusive: true, shareMin: nil, shareMax: nil,
      mark: shop.mark)
    shop.sell { $0.territories = [row] }
    #expect(shop.kinds(0, 4) == [])
    #expect(shop.kinds(1, 4) == ["exclusive_territory"])
  }

  @Test func aCreditLimitIsOfOurRevenue() {
    var shop = Shop()
    let price = shop.price(partnerPrice: 6)
    shop.sell {
      $0.partners[0].creditLimit = Rational(18)
      $0.prices = [price]
    }
    #expect(shop.kinds(4, 3) == [])
    #expect(shop.kinds(4, 4) == ["credit_limit"])
  }

  @Test func aMarginBelowTheLeastIsRefused() {
    var shop = Shop()
    let price = shop.price(partnerPrice: 9)
    shop.sell {
      $0.partners[0].marginMin = Rational(15)
      $0.prices = [price]
    }
    #expect(shop.kinds(4, 0) == [])
    #expect(shop.kinds(4, 2) == ["partner_margin"])
  }

  @Test func whatHasNoPriceIsNotOffered() {
    var shop = Shop()
    let other = shop.tiny.product("milk")
    let price = SalePrice(
      channel: nil, partner: PartnerID(0), product: other, unitPrice: nil, partnerPrice: nil, commission: .zero,
      mark: shop.mark)
    shop.sell { $0.prices = [price] }
    #expect(shop.kinds(4, 0) == [])
    #expect(shop.kinds(4, 1) == ["offering"])
  }

  @Test func anotherChannelsLaneIsRefused() {
    var shop = Shop()
    shop.tiny.change { $0.links.sellers = [Seller(channel: ChannelID(1)), Seller()] }
    #expect(shop.kinds(0, 4) == [])
    #expect(shop.kinds(1, 4) == ["channel"])
  }

  /// 10 % to the channel, 20 % to Acme, 5 % by its price, and 1 a unit: 4 × (3.5 + 1).
  @Test func allCommissionsArePaid() {
    var shop = Shop()
    let price = shop.price(commission: 5)
    shop.sell {
      $0.channels[1].commission = Rational(10)
      $0.channels[1].sellingCost = .one
      $0.partners[0].commission = Rational(20)
      $0.partners[0].engagementCost = Rational(7)
      $0.prices = [price]
    }
    let instance = shop.tiny.frozen()
    let planned = plan([(shop.links[1], .row(shop.rows[1]), 4)], of: instance)
    let evaluation = PlanCheck.evaluate(planned, of: instance).0
    func amount(_ kind: CostKind) -> String? { evaluation.costs.first { $0.kind == kind }?.amount.description }
    #expect(amount(.commission) == "14")
    #expect(amount(.selling) == "4")
    #expect(amount(.engagement) == "7")
    #expect(evaluation.revenue?.description == "40")
  }
}
