import BruteForce
import Testing

/// Answers worked out on paper for the little network: 4 units, 2 each by the warehouse, 5 each directly.
@Suite struct SiteTests {
  private func sites(_ header: String, _ plant: String, _ warehouse: String, more: String = "") throws -> [String] {
    try TinyInstance.network.with(
      """
      sites
      site,type,status,\(header)
      P1,plant,,\(plant)
      W1,warehouse,\(warehouse)
      \(more)
      """
    ).best
  }

  /// All by the warehouse: 4 × 2.
  @Test func aConsideredSiteOpensWhereItPays() throws {
    #expect(try TinyInstance.network.best == ["8"])
  }

  /// All directly: 4 × 5 = 20 beats 8 + 13, not 8 + 11.
  @Test func aConsideredSiteIsStartedUp() throws {
    #expect(try sites("fixed_startup_cost", "", "consider,13") == ["20"])
    #expect(try sites("fixed_startup_cost", "", "consider,11") == ["19"])
  }

  /// What exists is not started up, and costs 4 to close; at 13 a period it is closed all the same: 20 + 0.5.
  @Test func anExistingSiteIsClosedAtItsCost() throws {
    let header = "initial_state,fixed_startup_cost,fixed_closing_cost,fixed_operating_cost"
    #expect(try sites(header, ",,,", "consider,existing,99,4,13") == ["21"])
    #expect(try sites(header, ",,,", "consider,existing,99,0.5,13") == ["20.5"])
  }

  /// An included site that does not exist yet is started up in any case: 8 + 13 beats 20 + 13.
  @Test func anIncludedSiteIsOpen() throws {
    #expect(try sites("initial_state,fixed_startup_cost", ",", ",potential,13") == ["21"])
  }

  @Test func anExcludedSiteIsNotThere() throws {
    #expect(try sites("fixed_closing_cost", "", "exclude,50") == ["20"])
  }

  /// Three of four units fit: 3 × 2 + 5; in kg 5 are two of A, 8 are three of A and the B less; in orders
  /// two of the three demand rows without an order.
  @Test func throughputLimitsWhatLeaves() throws {
    #expect(try sites("throughput_max", "", "consider,3") == ["11"])
    #expect(try sites("throughput_max [kg/period]", "", "consider,5") == ["11"])
    #expect(try sites("throughput_max [kg/week]", "", "consider,28") == ["14"])
    #expect(try sites("throughput_max [pallet]", "", "consider,0.5") == ["17"])
    #expect(try sites("throughput_max [m3]", "", "consider,1") == ["14"])
    #expect(try sites("throughput_max [order]", "", "consider,2") == ["11"])
    #expect(try sites("throughput_max [order]", "", "consider,1") == ["14"])
  }

  /// With 5 units or more to leave the open warehouse nothing but closing it is left.
  @Test func throughputMinBindsWhileOpen() throws {
    #expect(try sites("throughput_min", "", "consider,5") == ["20"])
    #expect(try sites("throughput_min", "", ",5") == ["infeasible"])
  }

  /// Inbound 1 and outbound 2 on 4 units by the warehouse; outbound 2 of the plant on every unit.
  @Test func handlingIsPaidOnWhatArrivesAndLeaves() throws {
    let header = "inbound_handling_cost,outbound_handling_cost"
    #expect(try sites(header, "9,", "consider,1,1") == ["16"])
    #expect(try sites(header, ",2", "consider,1,1.5") == ["26"])
  }

  /// The operator costs 10 once: 8 + 10; V2's 3 besides would be 4 × 5 + 3.
  @Test func anOperatorIsEngagedWhileItsSiteIsOpen() throws {
    let instance = TinyInstance.network.with(
      """
      providers
      provider,engagement_cost
      V1,1
      V2,3
      V3,10
      """)
    #expect(try instance.best == ["9"])
    let operated = instance.with(
      """
      sites
      site,type,status,operator
      P1,plant,,
      W1,warehouse,consider,V3
      """)
    #expect(try operated.best == ["19"])
  }

  /// Supply: 1 a unit; at most 3 of A in all leave nothing short; at most 2 do.
  @Test func supplyHasACostAndLimits() throws {
    func supply(_ rows: String) throws -> [String] {
      try TinyInstance.network.with("supply\nsite,product,supply_min,supply_max,unit_cost\n\(rows)").best
    }
    #expect(try supply("P1,A,,3,1\nP1,B,,,2") == ["13"])
    #expect(try supply("P1,A,,2,1\nP1,B,,,2") == ["infeasible"])
    #expect(try supply("P1,A,4,,1\nP1,B,,,2") == ["infeasible"])
    // One of A must come from the plant, 1 + 2, two leave the warehouse at 0.5 + 1; B is 2 + 2.
    #expect(try supply("P1,A,1,,1\nP1,B,,,2\nW1,A,,,0.5") == ["10"])
  }

  /// Supply at a considered warehouse must flow only while it is open: closed costs 20.
  @Test func supplyMinBindsWhileOpen() throws {
    let supply = "supply\nsite,product,supply_min\nP1,A,\nP1,B,\nW1,B,2"
    #expect(try TinyInstance.network.with(supply).best == ["20"])
  }

  /// A plant's row replaces the row for all plants cell by cell: cost 7 is inherited, the limit is its own.
  @Test func aNearerRowReplacesCellByCell() throws {
    let supply = "supply\nsite,product,supply_max,unit_cost\ntype:plant,ALL,1,7\nP1,A,3,"
    #expect(try TinyInstance.network.with(supply).best == ["36"])
  }
}
