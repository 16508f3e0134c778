import Testing

@testable import Logistics

/// The tables about who sells.
@Suite struct SalesTests {
  private let texts = TableTexts.small
    .with("products", "product,unit_price\nLamp,9\nDesk,90\n")
    .with("customers", "customer,channel,partner,territory\nAnna,shop,,north\nBert,trade,Acme,south\n")
    .with("channels", "channel,commission\nshop,10\ntrade,\n")
    .with("partners", "partner,channel\nAcme,trade\nBell,\n")

  @Test func aSaleIsTheLanesElseTheOperatorsElseTheCustomers() throws {
    let lanes = "origin,destination,channel,partner,unit_cost\nNorth,Anna,,,1\nNorth,Bert,shop,Bell,1\nSouth,Bert,,,3\n"
    let sites = "site,region,operator\nNorth,EU,\nSouth,US,Bell\n"
    let instance = try #require(texts.with("lanes", lanes).with("sites", sites).freeze().instance)
    let sellers = instance.links.origin.indices.map { index -> String in
      guard case .customer(let customer) = instance.links.destination[index] else { return "" }
      let seller = instance.seller(LinkID(index), customer)
      return [seller.channel.map { instance[$0].name }, seller.partner.map { instance[$0].name }].compactMap { $0 }
        .joined(separator: " ")
    }
    #expect(sellers == ["shop", "shop Bell", "trade Bell"])
  }

  @Test func thePriceIsTheRowsElseTheSalesElseTheProducts() throws {
    let demand = "customer,product,quantity,unit_price\nAnna,Lamp,10,\nBert,Lamp,4,\nBert,Desk,4,70\n"
    let prices = "partner,product,unit_price\nAcme,ALL,8\nAcme,Desk,80\n"
    let instance = try #require(
      texts.with("demand", demand).with("prices", prices).with("lanes", "origin,destination,unit_cost\nNorth,CUSTOMERS,1\n")
        .freeze().instance)
    func price(_ row: Int, _ seller: Seller) -> Rational? { instance.unitPrice(of: DemandID(row), seller) }
    let acme = Seller(channel: ChannelID(1), partner: PartnerID(0))
    #expect(price(0, Seller(channel: ChannelID(0))) == Rational(9))
    #expect(price(1, acme) == Rational(8))
    #expect(price(2, acme) == Rational(70))
    #expect(instance.salePrice(acme, ProductID(1))?.unitPrice == Rational(80))
  }

  @Test func faultsOfSalesAreFound() {
    let twice = "territory,partner,exclusive\nnorth,Acme,yes\nnorth,Bell,yes\n"
    #expect(texts.with("territories", twice).errors == ["territories.csv:3 exclusive-twice"])
    #expect(texts.with("territories", "territory,partner\nnorth,Nobody\n").errors == ["territories.csv:2 unknown-name"])
    let prices = "partner,product,unit_price\nAcme,Lamp,8\nAcme,Lamp,7\n"
    #expect(texts.with("prices", prices).errors == ["prices.csv:3 duplicate-key"])
    let rates = texts.with("rates", "rate,charge,basis,cost\nR,f,value,2\n")
      .with("lanes", "origin,destination,rate\nNorth,Anna,R\nSouth,Bert,R\n")
      .with("prices", "partner,product,unit_price\nAcme,ALL,8\n")
    #expect(rates.errors == ["lanes.csv:2 value-of-sale"])
    #expect(texts.with("lanes", "origin,destination,partner,unit_cost\nNorth,Anna,ALL,1\n").errors == [
      "lanes.csv:2 single-name-wanted"
    ])
  }

  @Test func aPriceBelowWhatWasAgreedIsFound() {
    let prices = texts.with("prices", "partner,product,unit_price,partner_price\nAcme,Lamp,8,2\nBell,Lamp,1,\nAcme,Desk,90,\n,Desk,1,\n")
    func errors(_ lines: String) -> [String] {
      prices.with("contracts", "contract,line,party,term,value,product,unit,origin\n" + lines).errors
    }
    #expect(errors("K,1,Acme,price_floor,8,,,\n") == [])
    #expect(errors("K,1,Acme,price_floor,8.01,,,\n") == ["prices.csv:2 price-floor"])
    #expect(errors("K,1,Acme,price_floor,95,,,\n") == ["prices.csv:2 price-floor", "prices.csv:4 price-floor"])
    #expect(errors("K,1,Acme,price_floor,95,Desk,,\n") == ["prices.csv:4 price-floor"])
    #expect(errors("K,1,Acme,price_floor,,,,\n") == ["contracts.csv:2 required-cell"])
    #expect(errors("K,1,Nobody,price_floor,1,,,\n") == ["contracts.csv:2 unknown-name"])
    #expect(errors("K,1,Acme,price_floor,1,,kg,North\n") == ["contracts.csv:2 idle-cell", "contracts.csv:2 idle-cell"])
  }

  @Test func lanesThatDifferInTheirSellerAreDifferentWays() throws {
    let lanes = "origin,destination,partner,unit_cost\nNorth,Anna,,1\nNorth,Anna,Acme,1\nSouth,Bert,,3\n"
    let instance = try #require(texts.with("lanes", lanes).freeze().instance)
    #expect(instance.links.count == 3)
    #expect(instance.links.sellers.compactMap(\.partner) == [PartnerID(0)])
  }
}
