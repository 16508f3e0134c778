import Foundation
import Testing

/// `lanewise plan`: what it writes, what it says, and how it ends.
@Suite struct PlanTests {
  let folder: Workspace

  init() throws { folder = try Workspace() }

  @Test func theQuickstartIsPlannedAndWritten() throws {
    let run = try Program.lanewise.run("plan", Program.quickstart, "-o", "plan", in: folder)
    #expect(run.code == 0)
    #expect(run.err.isEmpty)
    #expect(run.text.hasPrefix("quickstart: optimal plan"))
    #expect(run.text.hasSuffix("written to plan\n"))
    #expect(
      folder.names("plan") == [
        "certificate.json", "constraint_summary.csv", "cost_to_serve.csv", "demand_summary.csv", "flow_summary.csv",
        "invoice_lines.csv", "manifest.json",
        "plan.json", "provider_summary.csv", "report.html", "site_summary.csv",
      ])
    let plan = try folder.json("plan/plan.json")
    #expect(plan["status"] as? String == "optimal")
    #expect(plan["total_cost"] as? String == "55223")
    #expect(plan["verified"] as? Bool == true)
  }

  @Test func standardOutputIsThePlanThatIsWrittenButForSeconds() throws {
    let run = try Program.lanewise.run("plan", Program.quickstart, "-o", "plan", "--json", in: folder)
    #expect(run.code == 0 && run.err.isEmpty)
    #expect(try withoutSeconds(run.text) == withoutSeconds(folder.text("plan/plan.json")))
    let alone = try Program.lanewise.run("plan", Program.quickstart, "--json", in: folder)
    #expect(alone.code == 0)
    #expect(try withoutSeconds(alone.text) == withoutSeconds(run.text))
    #expect(folder.names() == ["plan"])
  }

  @Test func theSameInputGivesTheSameBytesButForSeconds() throws {
    for name in ["one", "two"] {
      #expect(try Program.lanewise.run("plan", Program.quickstart, "-o", name, in: folder).code == 0)
    }
    #expect(folder.names("one") == folder.names("two"))
    for name in folder.names("one") where name != "manifest.json" {
      #expect(try withoutSeconds(folder.text("one/\(name)")) == withoutSeconds(folder.text("two/\(name)")), "\(name)")
    }
  }

  @Test func aFormerPlanIsReplacedWhole() throws {
    for _ in 1...2 { #expect(try Program.lanewise.run("plan", Program.quickstart, "-o", "plan", in: folder).code == 0) }
    #expect(folder.names() == ["plan"])
  }

  @Test func aFormerPlanThatWasChangedIsKept() throws {
    #expect(try Program.lanewise.run("plan", Program.quickstart, "-o", "plan", in: folder).code == 0)
    try folder.write("mine\n", to: "plan/flow_summary.csv")
    let run = try Program.lanewise.run("plan", Program.quickstart, "-o", "plan", in: folder)
    #expect(run.code == 73)
    #expect(run.err.contains("`flow_summary.csv` in `plan` was changed since it was written"))
    #expect(try folder.text("plan/flow_summary.csv") == "mine\n")
  }

  @Test func thatNoPlanExistsIsWrittenWithItsCause() throws {
    try folder.infeasibleInstance("short")
    let run = try Program.lanewise.run("plan", "short", "-o", "plan", in: folder)
    #expect(run.code == 3)
    #expect(run.err.isEmpty)
    #expect(run.text.contains("`Plant` supplies at most 7 unit of `Goods` (supply.csv:2)"))
    let plan = try folder.json("plan/plan.json")
    #expect(plan["status"] as? String == "infeasible")
    #expect(plan["certified"] as? Bool == true)
    let cause = plan["cause"] as? [String: Any]
    let shortfall = (cause?["shortfalls"] as? [[String: Any]])?.first
    #expect(shortfall?["customer"] as? String == "Shop")
    #expect(shortfall?["short"] as? String == "3")
    let verified = try Program.lanewise.run("verify", "short", "plan", in: folder)
    #expect(verified.code == 0)
    #expect(verified.text == "verified: the certificate proves that no plan exists\n")
  }

  @Test(arguments: [
    (["-o", "x", "--bogus"], "--bogus"),
    (["-o", "x", "--time-limit", "0"], "--time-limit is above 0"),
    (["-o", "x", "--time-limit", "soon"], "soon"),
    (["-o", "x", "--work-limit", "0"], "--work-limit is above 0"),
    (["-o", "x", "--threads", "0"], "--threads is from 1 to 256"),
    (["-o", "x", "--gap", "nan"], "--gap is between 0 and 1"),
    (["-o", "x", "--engine", "magic"], "magic"),
    ([], "name a folder with -o, or ask for --json"),
  ])
  func badOptionsAreUsageErrors(options: [String], words: String) throws {
    let run = try Program.lanewise.run(["plan", Program.quickstart] + options, in: folder)
    #expect(run.code == 64)
    #expect(run.out.isEmpty)
    #expect(run.err.contains(words))
    #expect(run.err.contains("Usage: lanewise plan"))
    #expect(folder.names().isEmpty)
  }

  @Test func aMissingFolderIsMissingInput() throws {
    for arguments in [["plan", "nowhere", "-o", "x"], ["check", "nowhere"], ["export", "nowhere", "-o", "x"]] {
      let run = try Program.lanewise.run(arguments, in: folder)
      #expect(run.code == 66)
      #expect(run.out.isEmpty)
      #expect(run.err == "error: there is no instance folder `nowhere`\n")
    }
    #expect(folder.names().isEmpty)
  }

  @Test func anUnknownScenarioIsBadData() throws {
    let run = try Program.lanewise.run("plan", Program.quickstart, "-o", "x", "--scenario", "storm", in: folder)
    #expect(run.code == 65)
    #expect(run.err.contains("error: there is no scenario `storm`"))
    #expect(folder.names().isEmpty)
  }

  @Test func aForeignFolderIsLeftAlone() throws {
    try folder.write("mine\n", to: "notes/list.txt")
    let run = try Program.lanewise.run("plan", Program.quickstart, "-o", "notes", in: folder)
    #expect(run.code == 73)
    #expect(run.err.contains("`notes` holds `list.txt`"))
    #expect(run.err.contains("\nhint: "))
    #expect(folder.names("notes") == ["list.txt"])
  }

  @Test(arguments: ["short", "short/plan", "."])
  func thePlanNeverTouchesItsInstance(output: String) throws {
    try folder.infeasibleInstance("short")
    let before = folder.names("short")
    let run = try Program.lanewise.run("plan", "short", "-o", output, in: folder)
    #expect(run.code == 73)
    #expect(run.err.contains("name a folder outside the instance"))
    #expect(folder.names("short") == before)
  }

  @Test func aFullDiskBehindStandardOutputIsAWriteError() throws {
    let run = try Program.shell("exec \"$0\" plan \"$1\" --json > /dev/full", Program.quickstart, in: folder)
    #expect(run.code == 74)
    #expect(run.err == "error: cannot write to standard output\n")
  }

  private func withoutSeconds(_ text: String) throws -> String {
    guard text.hasPrefix("{"), let start = text.range(of: "\"seconds\": {") else { return text }
    guard let end = text.range(of: "}", range: start.upperBound..<text.endIndex) else { return text }
    return text.replacingCharacters(in: start.lowerBound..<end.upperBound, with: "")
  }
}
