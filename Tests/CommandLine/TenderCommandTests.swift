import Foundation
import Testing

/// What a tender's planner sees: breaks worth reaching, and why losers did not win.
@Suite struct TenderCommandTests {
  let folder: Workspace

  init() throws { folder = try Workspace() }

  @Test func aBreakThatIsWorthReachingIsFlagged() throws {
    try folder.instance(
      "tea",
      [
        "sites": "site\nPlant\n", "supply": "site,product\nPlant,tea\n", "demand": "customer,product,quantity\nShop,tea,70\n",
        // 70 at 10 cost 700, 100 at 4.9 would cost 490.
        "rates": "rate,charge,break_from,basis,structure,cost\nR,haul,0,unit,all_unit,10\nR,haul,100,unit,all_unit,4.9\n",
        "lanes": "origin,destination,provider,rate\nPlant,Shop,Carrier,R\n",
      ])
    let run = try Program.lanewise.run("plan", "tea", "-o", "plan", in: folder)
    #expect(run.code == 0 && run.text.contains("ship 30 unit more to pay 210 less"), "\(run.text)")
    let advice = try #require(try folder.json("plan/plan.json")["advice"] as? [[String: Any]])
    #expect(advice.count == 1 && advice[0]["more"] as? String == "30" && advice[0]["saving"] as? String == "210")
  }

  @Test func aSheetSaysWhatLosersAndContractLinesCost() throws {
    try folder.instance(
      "bids",
      [
        "sites": "site\nPlant\n", "supply": "site,product\nPlant,tea\n",
        "demand": "customer,product,quantity\nAda,tea,10\nBob,tea,20\n", "providers": "provider\nCheap\nDear\n",
        "lanes": """
        origin,destination,provider,unit_cost,award
        Plant,Ada,Cheap,3,single
        Plant,Ada,Dear,5,single
        Plant,Bob,Cheap,4,single
        Plant,Bob,Dear,4.5,single

        """,
        "contracts": "contract,line,party,term,value\nK,volume,Dear,commitment_min,0\n",
      ])
    let run = try Program.lanewise.run("explain", "bids", "--why-not", "-o", "sheet", in: folder)
    #expect(run.code == 0, "\(run.err)")
    // Bob's lane is dearer by 0.5 × 20, Ada's by 2 × 10.
    let rows = try folder.text("sheet/why_not.csv").split(separator: "\n").map(String.init)
    #expect(rows.count == 3 && rows[1].contains("Plant → Bob by Dear,4.5,unit,4,0.5") && rows[2].contains("Plant → Ada by Dear,5,unit,3,2"))
    #expect(rows[1].contains(",10,") && rows[2].contains(",20,"))
    #expect(try folder.text("sheet/constraint_prices.csv").contains("K volume,yes,0,contracts.csv:2"))
    let one = try Program.lanewise.run("explain", "bids", "--why-not", "--lane", "Plant:Ada", "-o", "one", in: folder)
    #expect(one.code == 0)
    #expect(try folder.text("one/why_not.csv").split(separator: "\n").count == 2)
  }
}
