import Foundation
import Testing

/// `lanewise check`, and the command itself.
@Suite struct CheckTests {
  let folder: Workspace
  private let faulty = Program.root.appending(path: "Instances/malformed/decimal-comma").path

  init() throws { folder = try Workspace() }

  @Test func aSoundInstanceIsMeasured() throws {
    let run = try Program.lanewise.run("check", Program.quickstart, in: folder)
    #expect(run.code == 0)
    #expect(run.text.hasPrefix("quickstart: 2 products, 3 sites, 4 customers, 8 demand rows, 4 providers, 10 lane"))
    #expect(run.err.contains("note: defaults used: "))
  }

  @Test func aFaultIsShownAtItsPlace() throws {
    let run = try Program.lanewise.run("check", faulty, in: folder)
    #expect(run.code == 65)
    #expect(run.out.isEmpty)
    #expect(run.err.hasPrefix("supply.csv:2:20: error: `21,50` has a decimal comma\n  2 | Leipzig;router;500;21,50\n"))
    #expect(run.err.contains("  rule: decimal-comma\n  hint: write `21.50`\n"))
  }

  @Test func faultsAreObjectsALineWhereAskedFor() throws {
    let run = try Program.lanewise.run("check", faulty, "--format", "json", in: folder)
    #expect(run.code == 65)
    #expect(run.err.isEmpty)
    let faults = try run.text.split(separator: "\n").map { try Workspace.json(Data($0.utf8)) }
    let errors = faults.filter { $0["severity"] as? String == "error" }
    #expect(errors.count == 1)
    #expect(errors.first?["file"] as? String == "supply.csv")
    #expect(errors.first?["line"] as? Int == 2)
    #expect(errors.first?["column"] as? Int == 20)
    #expect(errors.first?["rule"] as? String == "decimal-comma")
  }

  @Test func aFaultyInstanceIsNotPlanned() throws {
    for command in ["plan", "export"] {
      let run = try Program.lanewise.run(command, faulty, "-o", "x", in: folder)
      #expect(run.code == 65)
      #expect(run.out.isEmpty)
      #expect(run.err.contains("supply.csv:2:20: error: "))
    }
    #expect(folder.names().isEmpty)
  }

  @Test func helpAndVersionAreAnswers() throws {
    for arguments in [[], ["--help"], ["plan", "--help"], ["--version"]] {
      let run = try Program.lanewise.run(arguments, in: folder)
      #expect(run.code == 0 && run.err.isEmpty && !run.out.isEmpty)
    }
    #expect(try Program.lanewise.run("dance", in: folder).code == 64)
  }
}
