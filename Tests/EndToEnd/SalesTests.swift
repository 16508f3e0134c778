import FileFormats
import Logistics
import Planning
import Testing
import Verification

/// Channels and partners on cases worked out on paper: one plant with 10 of tea at a cost of 1, lanes at 1, a price of 10.
@Suite struct SalesTests {
  private static func tables(_ more: [String: String]) -> [String: String] {
    let base = [
      "settings": "key,value\nquantity_decimals,0\ndefault_penalty_cost,0\n",
      "products": "product,unit_price\nTea,10\n", "sites": "site\nPlant\n",
      "supply": "site,product,supply_max,unit_cost\nPlant,Tea,10,1\n",
      "customers": "customer,channel,partner,territory\nA,shop,,north\nB,trade,Acme,north\nC,trade,Bell,south\n",
      "demand": "customer,product,quantity\nA,Tea,4\nB,Tea,6\nC,Tea,6\n",
      "lanes": "origin,destination,unit_cost\nPlant,CUSTOMERS,1\n",
    ]
    return base.merging(more) { $1 }
  }

  private static func plan(_ more: [String: String]) throws -> VerifiedPlan {
    guard case .plan(let plan) = try Planned.answer(tables(more)) else { throw Planned.Missing.plan }
    return plan
  }

  private static func served(_ more: [String: String]) throws -> [Int64] {
    try plan(more).evaluation.served.map(\.steps)
  }

  /// Of a unit 8 are left; the shop's commission of 10 % and 2 of selling cost leave 5 in it, Acme's 40 % leaves 4 with it,
  /// and Bell pays 7 for what it sells at 10: 5. So A and C are served: 4 × 5 + 6 × 5.
  @Test func profitCountsCommissionsSellingCostsAndPartnerPrices() throws {
    let plan = try Self.plan([
      "channels": "channel,commission,selling_cost\nshop,10,2\ntrade,,\n",
      "partners": "partner,commission\nAcme,40\nBell,\n",
      "prices": "partner,product,partner_price\nBell,Tea,7\n",
    ])
    #expect(plan.evaluation.served.map(\.steps) == [4, 0, 6])
    #expect(plan.evaluation.profit?.description == "50")
    #expect(plan.evaluation.revenue?.description == "82")
    #expect(plan.evaluation.costs.first { $0.kind == .commission }?.amount.description == "4")
    #expect(plan.evaluation.costs.first { $0.kind == .selling }?.amount.description == "8")
    // Bell keeps 3 of 10 a unit.
    #expect(plan.evaluation.partnerSales[1].margin == Rational(30))
  }

  /// Everybody is worth the same, and 30 % of what is sold must be in the shop: 3 of 10; at most 40 % of what is asked for in
  /// trade is 6 of 16.
  @Test func sharesOfChannelsHold() throws {
    let commissions = "partner,commission\nAcme,\nBell,10\n"
    let least = try Self.served([
      "channels": "channel,share_min,commission\nshop,30,20\ntrade,,\n", "partners": commissions,
    ])
    #expect(least == [3, 6, 1])
    let most = try Self.served([
      "channels": "channel,share_max,share_of\nshop,,\ntrade,37.5,demand\n", "partners": commissions,
    ])
    #expect(most == [4, 6, 0])
  }

  /// Acme may owe 25, and pays 5 a unit: 5 units. Bell pays 9.
  @Test func aCreditLimitEndsWhatAPartnerSells() throws {
    let served = try Self.served([
      "channels": "channel,commission\nshop,90\ntrade,\n",
      "partners": "partner,credit_limit\nAcme,25\nBell,27\n",
      "prices": "partner,product,partner_price\nAcme,Tea,5\nBell,Tea,9\n",
    ])
    #expect(served == [0, 5, 3])
  }

  /// Acme keeps 2 of 10 and runs a store that costs 3: without a margin nothing goes there, two units cover the cost, and of
  /// 15 % are left only if it sells 6, since 2 × 6 − 3 = 9.
  @Test func aMarginIsWhatIsLeftAfterAPartnersOwnCosts() throws {
    func served(_ margin: String) throws -> [Int64] {
      try Self.served([
        "sites": "site,operator,fixed_operating_cost\nPlant,,\nStore,Acme,3\n",
        "lanes": "origin,destination,unit_cost\nPlant,Store,0\nStore,B,1\nPlant,A,1\nPlant,C,0\n",
        "partners": "partner,commission,margin_min\nAcme,20,\(margin)\nBell,,\n",
        "channels": "channel\nshop\ntrade\n",
      ])
    }
    // C is worth 9 a unit, A 8, B 6.
    #expect(try served("") == [4, 0, 6])
    #expect(try served("0") == [2, 2, 6])
    #expect(try served("15") == [0, 6, 4])
  }

  /// Bell alone sells in the south, and has no prices but for coffee: nothing reaches C.
  @Test func territoriesAndOfferingsSayWhoMaySell() throws {
    let channels = "channel\nshop\ntrade\n"
    let partners = "partner\nAcme\nBell\n"
    let exclusive = try Self.served([
      "channels": channels, "partners": partners, "territories": "territory,partner,exclusive\nsouth,Acme,yes\n",
    ])
    #expect(exclusive == [4, 6, 0])
    let offering = try Self.served([
      "products": "product,unit_price\nTea,10\nCoffee,10\n", "channels": channels, "partners": partners,
      "prices": "partner,product,unit_price\nAcme,Coffee,10\n",
    ])
    #expect(offering == [4, 0, 6])
  }

  /// In the north Acme's share is at most half: 4 of A allow 4 of B.
  @Test func aTerritorysShareIsOfWhatIsSoldThere() throws {
    let served = try Self.served([
      "channels": "channel\nshop\ntrade\n", "partners": "partner\nAcme\nBell\n",
      "territories": "territory,partner,share_max\nnorth,Acme,50\n",
      "supply": "site,product,supply_max,unit_cost\nPlant,Tea,99,1\n",
    ])
    #expect(served == [4, 4, 6])
  }

  /// Two lanes to C: Acme's costs nothing to move, but sells in its own channel, which C is not of.
  @Test func aCustomerOfAChannelTakesNoOthersLanes() throws {
    let plan = try Self.plan([
      "channels": "channel\nshop\ntrade\n", "partners": "partner,channel\nAcme,shop\nBell,\n",
      "lanes": "origin,destination,channel,partner,unit_cost\nPlant,C,shop,Acme,0\nPlant,C,,,3\n",
    ])
    #expect(plan.evaluation.served.map(\.steps) == [0, 0, 6])
    #expect(plan.evaluation.costs.first { $0.kind == .transport }?.amount.description == "18")
  }

  @Test func aPartnerIsEngagedOnce() throws {
    let plan = try Self.plan([
      "channels": "channel\nshop\ntrade\n", "partners": "partner,engagement_cost\nAcme,40\nBell,50\n",
    ])
    // A earns 32, Acme's six 48 − 40, Bell's six 48 − 50.
    #expect(plan.evaluation.served.map(\.steps) == [4, 6, 0])
    #expect(plan.evaluation.profit?.description == "40")
  }
}
