import Foundation
import Testing

/// The commands that write instances and programs: `new`, `import`, `export`.
@Suite struct WritingTests {
  let folder: Workspace

  init() throws { folder = try Workspace() }

  @Test func aNewInstancePlansAsItStands() throws {
    let new = try Program.lanewise.run("new", "mine", in: folder)
    #expect(new.code == 0 && new.err.isEmpty)
    #expect(new.text == "written to mine\nnext: lanewise plan mine -o mine-plan\n")
    let plan = try Program.lanewise.run("plan", "mine", "-o", "mine-plan", in: folder)
    #expect(plan.code == 0 && plan.err.isEmpty)
    #expect(try Program.lanewise.run("verify", "mine", "mine-plan", in: folder).code == 0)
  }

  @Test func anInstanceThatWasEditedIsNotStartedOver() throws {
    #expect(try Program.lanewise.run("new", "mine", in: folder).code == 0)
    try folder.write("site\nPlant\n", to: "mine/sites.csv")
    #expect(try Program.lanewise.run("new", "mine", in: folder).code == 73)
    #expect(try folder.text("mine/sites.csv") == "site\nPlant\n")
  }

  @Test func programsAreNamedByObjectiveAndReplacedWhole() throws {
    for (format, start) in [("mps", "NAME"), ("lp", "Minimize")] {
      let run = try Program.lanewise.run("export", Program.quickstart, "-o", "out", "--format", format, in: folder)
      #expect(run.code == 0 && run.err.isEmpty)
      #expect(run.text == "out/1-total_cost.\(format)\n")
      #expect(folder.names("out") == ["1-total_cost.\(format)", "manifest.json"])
      #expect(try folder.text("out/1-total_cost.\(format)").contains("\n\(start)"))
      let solved = try Program.lanewise.run("solve", "out/1-total_cost.\(format)", in: folder)
      #expect(solved.code == 0)
      #expect(solved.text.hasPrefix("optimal, objective 55223"), "\(solved.text)")
    }
  }

  @Test func anImportOfAMissingFolderIsMissingInput() throws {
    let run = try Program.lanewise.run("import", "brunel", "nowhere", "-o", "x", in: folder)
    #expect(run.code == 66)
    #expect(run.out.isEmpty)
    #expect(run.err == "error: `nowhere` has no file `OrderList.csv`\n")
    #expect(folder.names().isEmpty)
  }

  @Test func aClassicFileBecomesAnInstanceThatPlans() throws {
    try folder.write("2 2\n9 5\ncapacity 20\n4\n8 16\n5\n5 10\n", to: "cap.txt")
    let run = try Program.lanewise.run(
      "import", "orlib-cap", "cap.txt", "-o", "cap", "--capacity", "9", in: folder)
    #expect(run.code == 0 && run.err.isEmpty)
    #expect(run.text.hasSuffix("\nwritten to cap\n"))
    #expect(
      folder.names("cap") == [
        "_import.md", "demand.csv", "lanes.csv", "manifest.json", "settings.csv", "sites.csv", "supply.csv",
      ])
    // One warehouse holds all: 5 + 8 + 5.
    let plan = try Program.lanewise.run("plan", "cap", "-o", "plan", "--json", in: folder)
    #expect(plan.code == 0)
    #expect(try Workspace.json(plan.out)["total_cost"] as? String == "18")
  }

  @Test func whatCannotBeImportedEndsWithItsExitCode() throws {
    try folder.write("2 2\n9 5\n9 nothing\n", to: "bad.txt")
    try folder.write("p min 1\n", to: "bad.min")
    for (arguments, code, words) in [
      (["orlib-cap", "nowhere.txt"], 66, "there is no file `nowhere.txt`"),
      (["orlib-cap", "bad.txt"], 65, "bad.txt:3:3: `nothing`"),
      (["dimacs-min", "bad.min"], 65, "bad.min:1:1: "), (["tscflp", "bad.txt", "--capacity", "9"], 64, "orlib-cap"),
      (["orlib", "bad.txt"], 64, "orlib"),
    ] {
      let run = try Program.lanewise.run(["import"] + arguments + ["-o", "x"], in: folder)
      #expect(run.code == code, "\(arguments)")
      #expect(run.out.isEmpty && run.err.contains(words), "\(arguments): \(run.err)")
    }
    #expect(folder.names() == ["bad.min", "bad.txt"])
  }
}
