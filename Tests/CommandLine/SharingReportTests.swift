import Foundation
import Testing

/// The pages that say who gets what of scarce goods, by which rule, and what fairness costs.
@Suite struct SharingReportTests {
  private let folder: Workspace

  init() throws {
    folder = try Workspace()
    // 8 of tea for 14: left to the costs A, the dearest, gets 2 of 8; by one part 4, and B and C 2 each.
    try folder.instance(
      "net",
      [
        "settings": "key,value\nquantity_decimals,0\n", "sites": "site\nPlant\n",
        "supply": "site,product,supply_max\nPlant,Tea,14\n",
        "demand": "customer,product,quantity,penalty_cost\nA,Tea,8,9\nB,Tea,4,9\nC,Tea,2,9\n",
        "lanes": "origin,destination,unit_cost\nPlant,A,3\nPlant,B,2\nPlant,C,1\n",
        "policies": "scope,allocation_rule\nALL,proportional\n",
        "scenarios": "scenario,item,table,where,column,action,value\nshort,1,supply,,supply_max,set,8\n",
      ])
  }

  @Test func thePlansPageSaysWhoGetsWhatByWhichRule() throws {
    let run = try Program.lanewise.run("plan", "net", "--scenario", "short", "-o", "out", in: folder)
    #expect(run.code == 0, "\(run.err)")
    let page = try folder.text("out/report.html")
    for text in ["How scarce goods are shared", "proportional", "policies.csv:2", "Everybody gets"] {
      #expect(page.contains(text), "\(text)")
    }
    // Where nothing is short, nothing is said of sharing.
    _ = try Program.lanewise.run("plan", "net", "-o", "plenty", in: folder)
    #expect(try !folder.text("plenty/report.html").contains("How scarce goods are shared"))
  }

  /// The rules under a scenario: 8 are served by each; equal parts cost what A's lane is dearer.
  @Test func theRulesPageSaysWhatFairnessCosts() throws {
    let run = try Program.lanewise.run(
      "compare", "net", "--allocation", "--scenario", "short", "-o", "rules", in: folder)
    #expect(run.code == 0, "\(run.err)")
    #expect(run.text.contains("costs more than `optimize`"))
    #expect(
      folder.names("rules") == ["allocation_comparison.csv", "allocation_comparison.json", "manifest.json", "report.html"])
    let page = try folder.text("rules/report.html")
    for text in ["What fairness costs", "Left to the objectives", "price of fairness 0 %", "scenario short"] {
      #expect(page.contains(text), "\(text)")
    }
    let document = try folder.json("rules/allocation_comparison.json")
    let rules = try #require(document["rules"] as? [[String: Any]])
    let costs = Dictionary(uniqueKeysWithValues: rules.map { ($0["allocation_rule"] as? String ?? "", $0["total_cost"] as? String ?? "") })
    // 6 unserved cost 54; 2 + 4 + 2 are brought for 16. 4/7 of each is 4.57, 2.29, 1.14: 4 + 2 + 2 are brought for 18.
    #expect(costs["optimize"] == "70" && costs["proportional"] == "72")
    #expect(document["scenario"] as? String == "short")
  }
}
