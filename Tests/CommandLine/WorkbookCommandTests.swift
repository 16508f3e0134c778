import Foundation
import Testing

/// Every command takes a folder with a workbook as it takes one with tables.
@Suite struct WorkbookCommandTests {
  let folder: Workspace
  private static let instances = URL(filePath: Program.quickstart).deletingLastPathComponent()
  /// A spreadsheet program's own file, packed; a cell in it is a sum of binary numbers.
  private static let sums = instances.appending(path: "malformed/workbook-of-sums").path

  init() throws { folder = try Workspace() }

  @Test func aWorkbookIsCheckedPlannedVerifiedAndExported() throws {
    let check = try Program.lanewise.run("check", Self.sums, in: folder)
    #expect(check.code == 0)
    #expect(check.err.contains("instance.xlsx:lanes:2:5: note: the number is read to 15 digits, as it is shown"))
    let plan = try Program.lanewise.run("plan", Self.sums, "-o", "plan", in: folder)
    #expect(plan.code == 0, "\(plan.err)")
    let inputs = try #require(folder.json("plan/manifest.json")["inputs"] as? [[String: Any]])
    #expect(inputs.map { $0["file"] as? String } == ["instance.xlsx"])
    let size = try Data(contentsOf: URL(filePath: Self.sums + "/instance.xlsx")).count
    #expect(inputs[0]["bytes"] as? Int == size)
    let flows = try #require(folder.json("plan/plan.json")["flows"] as? [[String: Any]])
    #expect(flows.first?["source"] as? String == "instance.xlsx:lanes:2")
    #expect(try Program.lanewise.run("verify", Self.sums, "plan", in: folder).code == 0)
    #expect(try Program.verifier.run(Self.sums, "plan", in: folder).code == 0)
    #expect(try Program.lanewise.run("export", Self.sums, "-o", "programs", in: folder).code == 0)
    #expect(try Program.lanewise.run("explain", Self.sums, "--customer", "Bern", in: folder).code == 0)
  }

  @Test func aFaultInAWorkbookIsNamedByItsSheetRowAndColumn() throws {
    let faulty = Self.instances.appending(path: "malformed/workbook").path
    let run = try Program.lanewise.run("plan", faulty, "-o", "plan", in: folder)
    #expect(run.code == 65)
    #expect(run.err.hasPrefix("instance.xlsx:lanes:3:5: error: `2.10 EUR` names a currency"))
    #expect(folder.names() == [])
  }
}
