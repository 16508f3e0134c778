import Analyses
import FileFormats
import Logistics
import Planning
import Testing
import Verification

/// Each kind of input that may give way: what the cheapest repair makes of its cell.
@Suite struct RepairTests {
  struct Case: Sendable, CustomStringConvertible {
    var name: String
    /// Beside and instead of the tables below.
    var tables: [String: String]
    /// The changes of the repair that is asked for.
    var changes: [String]
    var price: String

    var description: String { name }

    init(_ name: String, _ tables: [String: String], _ changes: [String], price: String) {
      self.name = name
      self.tables = tables
      self.changes = changes
      self.price = price
    }
  }

  /// Ten for Ada and ten for Bob; demand is dear to let go, so that the planted rule gives way.
  private static let base = [
    "settings": "key,value\ndefault_relax_cost,1\n", "sites": "site\nPlant\nDepot\n",
    "supply": "site,product,supply_max,relax_cost\nPlant,Goods,100,1000\nDepot,Goods,100,1000\n",
    "customers": "customer,channel,partner,territory\nAda,,,North\nBob,,,North\n",
    "demand": "customer,product,quantity,unit_price,relax_cost\nAda,Goods,10,100,1000\nBob,Goods,10,100,1000\n",
    "lanes": "origin,destination,unit_cost\nPlant,Ada,1\nPlant,Bob,1\n",
  ]

  private static let sharing: [Case] = [
    Case(
      "min_fill_rate of a scope",
      [
        "settings": "key,value\ndefault_penalty_cost,5\n", "supply": "site,product,supply_max,relax_cost\nPlant,Goods,14,1000\n",
        "policies": "scope,min_fill_rate\nALL,90\n",
      ], ["policies: set min_fill_rate to 70 where scope = ALL"], price: "4"),
    Case(
      "min_fill_rate of a demand row",
      [
        "supply": "site,product,supply_max,relax_cost\nPlant,Goods,14,1000\n",
        "demand": "customer,product,quantity,penalty_cost,min_fill_rate,relax_cost\nAda,Goods,10,5,80,1\nBob,Goods,10,5,80,3\n",
      ], ["demand: set min_fill_rate to 60 where customer = Ada and product = Goods"], price: "2"),
    Case(
      "max_splits",
      [
        "policies": "scope,max_splits\nAda,1\n",
        "lanes": "origin,destination,unit_cost,capacity_max,relax_cost\nPlant,Ada,1,6,1000\nDepot,Ada,1,6,1000\nPlant,Bob,1,,\n",
      ], ["policies: set max_splits to 2 where scope = Ada"], price: "1"),
    Case(
      "max_sources",
      [
        "customers": "customer,max_sources\nAda,1\nBob,\n",
        "lanes": "origin,destination,unit_cost,capacity_max,relax_cost\nPlant,Ada,1,6,1000\nDepot,Ada,1,6,1000\nPlant,Bob,1,,\n",
      ], ["customers: set max_sources to 2 where customer = Ada"], price: "1"),
    Case(
      "allocation_rule",
      [
        "settings": "key,value\ndefault_penalty_cost,5\ndefault_relax_cost,1\n",
        "supply": "site,product,supply_max,relax_cost\nPlant,Goods,14,1000\n",
        "policies": "scope,allocation_rule\nALL,equal_fill\n",
        "constraints": "constraint,type,destination,sense,value,relax_cost\nbob,flow,Bob,min,9,1000\n",
      ], ["policies: set allocation_rule to optimize where scope = ALL"], price: "3.998"),
    Case(
      "ship_policy in_ratio",
      [
        "settings": "key,value\ndefault_penalty_cost,5\ndefault_relax_cost,1\n",
        "demand": "customer,product,order,quantity,ship_policy\nAda,Goods,O,10,in_ratio\nAda,More,O,10,in_ratio\n",
        "supply": "site,product,supply_max,relax_cost\nPlant,Goods,100,1000\nPlant,More,4,1000\n",
        "constraints": "constraint,type,product,sense,value,relax_cost\nall,flow,Goods,min,10,1000\n",
      ],
      [
        "demand: set ship_policy to independent where customer = Ada and product = Goods and order = O",
        "demand: set ship_policy to independent where customer = Ada and product = More and order = O",
      ], price: "5.998"),
  ]

  private static let sellers = [
    "channels": "channel,share_min,share_max,share_of\nShop,,,\nWeb,,,\n",
    "partners": "partner,credit_limit,margin_min\nDealer,,\nAgent,,\n",
    "lanes": """
    origin,destination,channel,partner,unit_cost,capacity_max,relax_cost
    Plant,Ada,Shop,Dealer,1,,1000
    Plant,Ada,Web,,1,3,1000
    Plant,Bob,Shop,Agent,1,,1000
    Plant,Bob,Web,,1,5,1000

    """,
  ]

  private static func selling(_ name: String, _ tables: [String: String], _ changes: [String], price: String) -> Case {
    Case(name, sellers.merging(tables) { $1 }, changes, price: price)
  }

  private static let sales: [Case] = [
    selling(
      "share_min of a channel", ["channels": "channel,share_min,share_max,share_of\nWeb,60,,\nShop,,,\n"],
      ["channels: set share_min to 40 where channel = Web"], price: "4"),
    selling(
      "share_max of a channel", ["channels": "channel,share_min,share_max,share_of\nShop,,45,revenue\nWeb,,,\n"],
      ["channels: set share_max to 60 where channel = Shop"], price: "300"),
    selling(
      "share_min of demand", ["channels": "channel,share_min,share_max,share_of\nWeb,50,,demand\nShop,,,\n"],
      ["channels: set share_min to 40 where channel = Web"], price: "2"),
    selling(
      "credit_limit", ["partners": "partner,credit_limit,margin_min\nDealer,650,\nAgent,,\n"],
      ["partners: set credit_limit to 700 where partner = Dealer"], price: "50"),
    selling(
      "margin_min",
      [
        "partners": "partner,credit_limit,margin_min,commission\nDealer,,20,15\nAgent,,,\n",
        "constraints": "constraint,type,partner,sense,value,relax_cost\nkeep,flow,Dealer,min,10,1000\n",
      ],
      // 15 of 100 less 1 for the lane.
      ["partners: set margin_min to 14 where partner = Dealer"], price: "60"),
    selling(
      "margin_min below nothing",
      [
        "partners": "partner,credit_limit,margin_min\nDealer,,20\nAgent,,\n",
        "constraints": "constraint,type,partner,sense,value,relax_cost\nkeep,flow,Dealer,min,10,1000\n",
      ],
      ["partners: set margin_min to blank where partner = Dealer"], price: "210"),
    selling(
      "share_min of a territory",
      [
        "territories": "territory,partner,product,share_min\nNorth,Dealer,Goods,80\n",
      ], ["territories: set share_min to 50 where territory = North and partner = Dealer and product = Goods"], price: "6"),
    selling(
      "share_max of a territory",
      [
        "territories": "territory,partner,product,share_max\nNorth,Dealer,,20\n",
      ], ["territories: set share_max to 35 where territory = North and partner = Dealer and product = ''"], price: "3"),
    selling(
      "exclusive territory",
      [
        "territories": "territory,partner,product,exclusive\nNorth,Dealer,Goods,yes\n",
      ], ["territories: set exclusive to no where territory = North and partner = Dealer and product = Goods"], price: "10"),
  ]

  private static let carriers = [
    "providers": "provider,on_time_rate\nFast,90\nSlow,70\n",
    "lanes": """
    origin,destination,provider,unit_cost,transit_time,capacity_max,relax_cost
    Plant,Ada,Fast,2,1,,1000
    Plant,Bob,Fast,2,2,6,1000
    Plant,Bob,Slow,1,4,,1000

    """,
  ]

  private static func agreed(_ name: String, _ line: String, _ change: String, price: String) -> Case {
    let party = line.hasPrefix("exclusive") ? "Slow" : line.contains("share_max") ? "Slow" : "Fast"
    let tables = ["contracts": "contract,line,party,term,value,relax_cost\nframe,1,\(party),\(line),1\n"]
    return Case(
      name, carriers.merging(tables) { $1 }, ["contracts: \(change) where contract = frame and line = 1"], price: price)
  }

  private static func ruled(_ name: String, _ row: String, _ change: String, price: String) -> Case {
    let tables = [
      "constraints": "constraint,type,provider,measure,sense,value,unit,within,relax_cost\nall,flow,,,max,1000,,,\n\(row),1\n"
    ]
    return Case(name, carriers.merging(tables) { $1 }, ["constraints: \(change)"], price: price)
  }

  private static let terms: [Case] = [
    agreed("share_min of a contract", "share_min,90", "set value to 80", price: "2"),
    agreed("share_max of a contract", "share_max,10", "set value to 20", price: "2"),
    agreed("exclusive line", "exclusive,", "exclude the rows", price: "10"),
    // Fast brings Ada's ten, Slow all of Bob's.
    agreed("on_time_min of a contract with one carrier", "on_time_min,95", "set value to 90", price: "0.5"),
    ruled(
      "average score", "punctual,score,,on_time_rate,min,88,,", "set value to 86 where constraint = punctual", price: "0.4"),
    ruled(
      "each score", "punctual,score,,on_time_rate,min,88,each,", "set value to 70 where constraint = punctual", price: "4"),
    ruled("average time", "soon,transit,,,max,1.5,,", "set value to 1.9 where constraint = soon", price: "8"),
    ruled("each time", "soon,transit,,,max,3,each,", "set value to 4 where constraint = soon", price: "4"),
    ruled("share within", "most,flow,Slow,,max,10,%,all", "set value to 20 where constraint = most", price: "2"),
    Case(
      "max_transit_time with a price",
      carriers.merging([
        "demand":
          "customer,product,quantity,max_transit_time,relax_cost\nAda,Goods,10,,1000\nBob,Goods,10,2.5,1000\n"
      ]) { $1 }, ["demand: set max_transit_time to 4 where customer = Bob and product = Goods"], price: "6"),
  ]

  @Test(arguments: sharing + sales + terms) func theCheapestRepairSaysWhatTheCellMustBe(_ planted: Case) throws {
    let tables = Self.base.merging(planted.tables) { $1 }
    let session = try Tables.session(tables)
    let analysis = try #require(try NoPlanAnalysis(session), "it has a plan")
    let first = try #require(analysis.repairs.first)
    #expect(first.changes.map(\.description) == planted.changes)
    #expect(first.price.description == planted.price)
    #expect(!first.breaksUnpricedRules)
    let input = try #require(first.items.first?.input)
    #expect(analysis.conflict.contains { $0.mark == input.mark }, "\(analysis.conflict)")
    try Self.expectToPlan(analysis, session)
  }

  /// Every repair, written as a scenario and read again, has a plan.
  static func expectToPlan(_ analysis: NoPlanAnalysis, _ session: PlanningSession, _ label: Comment? = nil) throws {
    let repairs = analysis.repairs.enumerated().map { ("repair-\($0 + 1)", nil as String?, $1.changes, "found") }
    let bytes = try ScenarioText(repairs).appended(to: session.draft)
    let (read, faults) = InstanceReader.read(name: "scenarios", files: [("scenarios.csv", bytes)])
    #expect(faults.filter { $0.severity == .error }.isEmpty, label)
    for (name, _, changes, _) in repairs {
      let (written, more) = read.changes(ofScenario: name)
      #expect(more.isEmpty, label)
      #expect(written?.map(\.description) == changes.map(\.description), label)
      let answer = try session.replan(with: try #require(written))
      guard case .plan = answer else {
        Issue.record("\(name) has no plan: \(changes.map(\.description))")
        continue
      }
    }
  }
}
