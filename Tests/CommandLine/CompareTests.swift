import Foundation
import Testing

/// `lanewise compare`: plans side by side, a bridge that adds up, and the files.
@Suite struct CompareTests {
  let folder: Workspace

  init() throws {
    folder = try Workspace()
    try folder.instance(
      "net",
      [
        "sites": "site\nNorth\nSouth\n",
        "supply": "site,product,supply_max,unit_cost\nNorth,Goods,30,1\nSouth,Goods,30,2\n",
        "demand": "customer,product,quantity\nAda,Goods,10\nBob,Goods,10\n",
        "lanes": "origin,destination,unit_cost\nNorth,Ada,1\nNorth,Bob,1\nSouth,Ada,1\nSouth,Bob,1\n",
        "scenarios": """
        scenario,item,table,where,column,action,value
        growth,1,demand,customer = Ada,quantity,scale,1.5
        growth,2,supply,site = North,unit_cost,add,0.25
        flood,1,demand,,quantity,scale,10

        """,
      ])
  }

  @Test func theSummaryHoldsThePlansAndTheBridge() throws {
    let run = try Program.lanewise.run("compare", "net", "--all", in: folder)
    #expect(run.code == 0)
    #expect(run.err.isEmpty)
    for line in ["answer", "total cost", "demand: scale quantity by 1.5 where customer = Ada", "no plan exists"] {
      #expect(run.text.contains(line), "\(line)")
    }
    #expect(run.text.contains("+10.00"))
    #expect(run.text.contains("+6.25"))
  }

  @Test func theFilesAreWrittenWithTheirManifest() throws {
    let run = try Program.lanewise.run(
      "compare", "net", "--scenario", "growth", "--bridge", "shapley", "-o", "out", "--jobs", "2", in: folder)
    #expect(run.code == 0)
    #expect(
      folder.names("out") == [
        "comparison.csv", "comparison.json", "cost_bridge.csv", "flow_changes.csv", "manifest.json", "report.html",
      ])
    #expect(try folder.text("out/cost_bridge.csv").contains("growth,shapley,1,"))
    let document = try folder.json("out/comparison.json")
    #expect((document["plans"] as? [[String: Any]])?.map { $0["total_cost"] as? String } == ["40", "56.25"])
  }

  @Test func whatIsAskedMustBeSaid() throws {
    let nothing = try Program.lanewise.run("compare", "net", in: folder)
    #expect(nothing.code == 64)
    #expect(nothing.err.contains("name scenarios with --scenario, or ask for --all"))
    let unknown = try Program.lanewise.run("compare", "net", "--scenario", "growht", in: folder)
    #expect(unknown.code == 65)
    #expect(unknown.err.contains("there is no scenario `growht`"))
  }
}
