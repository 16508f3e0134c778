import Foundation
import Testing

/// `lanewise verify` and `lanewise-verify`, which say the same.
@Suite struct VerifyTests {
  let folder: Workspace

  init() throws {
    folder = try Workspace()
    _ = try Program.lanewise.run("plan", Program.quickstart, "-o", "plan", in: folder)
  }

  /// Both programs on the same files; what the first said.
  private func verify(_ instance: String, _ plan: String) throws -> Program.Run {
    let run = try Program.lanewise.run("verify", instance, plan, in: folder)
    let alone = try Program.verifier.run(instance, plan, in: folder)
    #expect(run.code == alone.code)
    #expect(run.text == alone.text)
    #expect(run.err == alone.err)
    return run
  }

  @Test(arguments: ["plan", "plan/plan.json"]) func aPlanAsItWasWrittenHolds(path: String) throws {
    let run = try verify(Program.quickstart, path)
    #expect(run.code == 0)
    #expect(run.err.isEmpty)
    #expect(run.text.hasPrefix("verified: every rule holds, and 13 charge lines add up to 55223\ntotal_cost = 55223"))
  }

  @Test func theCertifiedBoundIsTheOneOfThePlan() throws {
    let bound = try #require(folder.json("plan/plan.json")["certified_bound"] as? String)
    #expect(try verify(Program.quickstart, "plan").text.hasSuffix("certified bound \(bound)\n"))
  }

  @Test func aTamperedQuantityBreaksItsRule() throws {
    try folder.edit("plan/plan.json", "\"quantity\": \"350\"", "\"quantity\": \"360\"")
    let run = try verify(Program.quickstart, "plan")
    #expect(run.code == 1)
    #expect(run.text == "refused: 1 rule broken\n")
    #expect(run.err.contains("rule: balance"))
    #expect(run.err.contains("sites.csv:3: error: at `Leipzig`"))
  }

  @Test func aTamperedTotalIsRefused() throws {
    try folder.edit("plan/plan.json", "\"total_cost\": \"55223\"", "\"total_cost\": \"55222\"")
    let run = try verify(Program.quickstart, "plan")
    #expect(run.code == 1)
    #expect(run.err.contains("says `55222` at `total_cost`, where the instance gives `55223`"))
  }

  @Test func aTamperedTableIsRefused() throws {
    let table = try folder.text("plan/cost_to_serve.csv")
    let line = try #require(table.split(separator: "\n").dropFirst(2).first.map { String($0) })
    try folder.edit("plan/cost_to_serve.csv", line, line.replacingOccurrences(of: "demand,", with: "demand,x"))
    let run = try verify(Program.quickstart, "plan")
    #expect(run.code == 1)
    #expect(run.text == "refused: the files state what does not follow\n")
    #expect(run.err.contains("`cost_to_serve.csv` says"))
    #expect(run.err.contains("in line 3, where the instance gives"))
    // `plan.json` alone still holds.
    #expect(try verify(Program.quickstart, "plan/plan.json").code == 0)
    try FileManager.default.removeItem(at: folder.url.appending(path: "plan/cost_to_serve.csv"))
    #expect(try verify(Program.quickstart, "plan").code == 0)
  }

  @Test func aPlanThatIsNoJSONIsRefused() throws {
    try folder.write("{", to: "plan/plan.json")
    let run = try verify(Program.quickstart, "plan")
    #expect(run.code == 1)
    #expect(run.err.contains("`plan.json` is not JSON"))
  }

  @Test func aVerdictWithoutItsCertificateDoesNotHold() throws {
    try folder.infeasibleInstance("short")
    #expect(try Program.lanewise.run("plan", "short", "-o", "verdict", in: folder).code == 3)
    try FileManager.default.removeItem(at: folder.url.appending(path: "verdict/certificate.json"))
    #expect(try verify("short", "verdict").code == 1)
    try folder.edit("verdict/plan.json", "\"certified\": true", "\"certified\": false")
    let run = try verify("short", "verdict")
    #expect(run.code == 1)
    #expect(run.text == "no certificate proves that no plan exists\n")
  }

  @Test func whatIsMissingIsNamed() throws {
    let plan = try verify(Program.quickstart, "nowhere")
    #expect(plan.code == 66)
    #expect(plan.err == "error: there is no `nowhere`\n")
    let instance = try verify("nowhere", "plan")
    #expect(instance.code == 66)
    #expect(instance.err == "error: there is no instance folder `nowhere`\n")
  }
}
