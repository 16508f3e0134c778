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

  /// Ten that must be served, six at a low price: between cost and fill rate most points serve less.
  @Test func aPointThatTheInstancesOwnObjectivesForbidIsSaidNotToBeWritten() throws {
    try folder.instance(
      "net",
      [
        "sites": "site\nPlant\n", "supply": "site,product\nPlant,Goods\n",
        "demand": "customer,product,quantity\nShop,Goods,10\n",
        "lanes": "origin,destination,provider,unit_cost,capacity_max\nPlant,Shop,Cheap,1,6\nPlant,Shop,Dear,5,\n",
      ])
    let run = try Program.lanewise.run(
      "tradeoff", "net", "--between", "total_cost", "fill_rate", "--write-plans", "point", in: folder)
    #expect(run.code == 0)
    let said = run.err.split(separator: "\n").map(String.init)
    #expect(said.count == 2, "\(run.err)")
    for (line, point) in zip(said, 1...2) {
      #expect(line.hasPrefix("warning: point \(point) is not written: by the instance's own objectives it breaks a rule: "))
      #expect(line.contains("`Shop`"), "\(line)")
    }
    #expect(folder.names() == ["net", "point-3"])
    #expect(try Program.lanewise.run("verify", "net", "point-3", in: folder).code == 0)
  }

  /// `script` gives the command a terminal of its own.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func jobsShareOneProgressBar() throws {
    try folder.hardInstance("hard")
    let scenarios = (1...3).map { "s\($0),1,demand,,quantity,scale,0.\(9 - $0)\n" }.joined()
    try folder.write("scenario,item,table,where,column,action,value\n" + scenarios, to: "hard/scenarios.csv")
    let line = "script -qec \"$0 compare hard --all --jobs 2 --time-limit 2\" /dev/null"
    let run = try Program.shell(line, "", in: folder)
    #expect(run.code == 0)
    let bars = run.text.matches(of: /\r\x1B\[K([━─]+) ([0-9]+) of ([0-9]+) plans/)
    #expect(!bars.isEmpty, "\(run.text)")
    #expect(bars.allSatisfy { $0.output.3 == "4" && $0.output.1.count == 30 })
    let done = bars.compactMap { Int($0.output.2) }
    #expect(done == done.sorted() && done.allSatisfy { $0 <= 4 }, "\(done)")
    // The one line is rewritten in place, and gone when the answer comes.
    let begin = try #require(bars.first).range.lowerBound
    let end = try #require(bars.last).range.upperBound
    #expect(!run.text[begin..<end].contains("\n"))
    #expect(run.text[end...].contains("\r\u{1B}[K"))
  }

  @Test func aContractIsExplained() throws {
    try folder.instance(
      "net",
      [
        "sites": "site\nPlant\n", "supply": "site,product\nPlant,Goods\n",
        "demand": "customer,product,quantity\nAda,Goods,6\nBob,Goods,4\n",
        "lanes": "origin,destination,provider,unit_cost\nPlant,Ada,First,10\nPlant,Bob,First,20\nPlant,Ada,Other,1\n",
        "contracts": """
        contract,line,party,destination,term,value,threshold
        frame,1,First,,commitment_min,10,
        frame,2,First,Ada,rebate,10,5
        frame,3,First,Bob,rebate,20,4

        """,
      ])
    let run = try Program.lanewise.run("explain", "net", "--contract", "frame", in: folder)
    #expect(run.code == 0)
    for told in ["contract frame", "would\n    cost 48.00 less", "gives back 6.00 (10 % from 5 unit)", "gives back 16.00 (20 % from 4 unit)"] {
      #expect(run.text.contains(told), "\(run.text)")
    }
    let unknown = try Program.lanewise.run("explain", "net", "--contract", "fram", in: folder)
    #expect(unknown.code == 64 && unknown.err.contains("there is no contract `fram`"))
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
