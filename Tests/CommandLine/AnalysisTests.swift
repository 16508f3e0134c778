import Foundation
import Testing

/// `lanewise explain`, `tradeoff` and `stress`: what they say and write, and how they end.
@Suite struct AnalysisTests {
  let folder: Workspace

  init() throws { folder = try Workspace() }

  @Test func aConflictIsNamedAndItsRepairPlanned() throws {
    try folder.infeasibleInstance("short")
    let run = try Program.lanewise.run("explain", "short", "--write-scenarios", "-o", "why", in: folder)
    #expect(run.code == 3)
    #expect(run.err.isEmpty)
    #expect(run.text.contains("`Plant` supplies at most 7 unit of `Goods` (supply.csv:2:13)"))
    #expect(run.text.contains("repair-1"))
    #expect(
      folder.names("why") == ["conflict.csv", "explanation.json", "manifest.json", "repairs.csv", "report.html"])
    let planned = try Program.lanewise.run(
      "plan", "short", "--scenario", "repair-1", "-o", "plan", in: folder)
    #expect(planned.code == 0)
    let verified = try Program.lanewise.run("verify", "short", "plan", in: folder)
    #expect(verified.code == 0)
  }

  @Test func scenariosOfTheUsersOwnStay() throws {
    try folder.infeasibleInstance("short")
    let own = "scenario,item,table,where,column,action,value\nless,1,demand,,quantity,set,5\n"
    try folder.write(own, to: "short/scenarios.csv")
    #expect(try Program.lanewise.run("explain", "short", "--write-scenarios", in: folder).code == 3)
    #expect(try folder.text("short/scenarios.csv").hasPrefix(own + "repair-1,1,"))
    let again = try Program.lanewise.run("explain", "short", "--write-scenarios", in: folder)
    #expect(again.text.contains("repair-3"))
  }

  @Test func aPlanIsExplainedInSentences() throws {
    let run = try Program.lanewise.run(
      "explain", Program.quickstart, "--customer", "Berlin Systems", "--site", "Lyon", "--provider", "EuroRail",
      in: folder)
    #expect(run.code == 0)
    #expect(run.err.isEmpty)
    #expect(run.text.contains("one more unit would cost"))
    #expect(run.text.contains("doing without it would cost"))
    let unknown = try Program.lanewise.run("explain", Program.quickstart, "--site", "Lyom", in: folder)
    #expect(unknown.code == 64)
    #expect(unknown.err == "error: there is no site `Lyom`\n\nhint: did you mean `Lyon`?\n")
    let nothing = try Program.lanewise.run("explain", Program.quickstart, in: folder)
    #expect(nothing.code == 64)
  }

  @Test func aFrontierIsWrittenWithItsPlans() throws {
    let run = try Program.lanewise.run(
      "tradeoff", Program.quickstart, "--between", "total_cost", "sites_open", "-o", "out", "--write-plans", "point",
      in: folder)
    #expect(run.code == 0)
    #expect(run.err.isEmpty)
    #expect(
      folder.names("out") == [
        "frontier.csv", "frontier.json", "frontier_edges.csv", "manifest.json", "report.html",
      ])
    let points = (try folder.json("out/frontier.json")["points"] as? [[String: Any]])?.count ?? 0
    #expect(points > 0)
    for point in 1...points {
      #expect(try Program.lanewise.run("verify", Program.quickstart, "point-\(point)", in: folder).code == 0)
    }
    let same = try Program.lanewise.run(
      "tradeoff", Program.quickstart, "--between", "co2", "co2", in: folder)
    #expect(same.code == 64)
  }

  @Test func lossesAreRanked() throws {
    let run = try Program.lanewise.run(
      "stress", Program.quickstart, "--pairs", "3", "--back-ups", "-o", "out", "--jobs", "2", in: folder)
    #expect(run.code == 0)
    #expect(run.err.isEmpty)
    #expect(run.text.contains("Worst single losses"))
    #expect(run.text.contains("3 awards beside the plan's own"))
    #expect(folder.names("out") == ["back_ups.csv", "losses.csv", "manifest.json", "report.html", "stress.json"])
    #expect(try folder.text("out/back_ups.csv").contains("Leipzig,Madrid Online,Baltic Haul,,,,0,"))
    #expect(try folder.text("out/losses.csv").contains("1,site,Gdansk,,"))
  }
}
