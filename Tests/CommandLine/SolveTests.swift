import Foundation
import Testing

/// `lanewise solve` on bare programs.
@Suite struct SolveTests {
  let folder: Workspace

  static let lp = "Minimize\n obj: 2 x + 3 y\nSubject To\n c1: x + y >= 4\n c2: x <= 3\nEnd\n"
  static let mps = """
    NAME t
    ROWS
     N obj
     G c1
    COLUMNS
     x obj 2 c1 1
     y obj 3 c1 1
    RHS
     RHS c1 4
    BOUNDS
     UP BND x 3
    ENDATA

    """
  static let network = "c t\np min 3 3\nn 1 4\nn 3 -4\na 1 2 0 4 1\na 2 3 0 3 1\na 1 3 0 2 5\n"

  init() throws { folder = try Workspace() }

  @Test(arguments: [
    ("a.lp", lp, "optimal, objective 9.0, bound 9.0 (native, stopped by proof)\n"),
    ("a.mps", mps, "optimal, objective 9.0, bound 9.0 (native, stopped by proof)\n"),
    ("a.min", network, "optimal, objective 11.0, bound 11.0 (native, stopped by proof)\n"),
  ])
  func anOptimumIsFoundAndProven(file: String, text: String, answer: String) throws {
    try folder.write(text, to: file)
    let run = try Program.lanewise.run("solve", file, in: folder)
    #expect(run.code == 0 && run.err.isEmpty)
    #expect(run.text == answer)
  }

  @Test(arguments: [
    ("a.lp", lp.replacing("y >=", with: "0 y >=")), ("a.mps", mps.replacing("y obj 3 c1 1", with: "y obj 3 c1 0")),
    ("a.min", network.replacing("2 3 0 3 1", with: "2 3 0 1 1")),
  ])
  func thatThereIsNoneIsAnAnswer(file: String, text: String) throws {
    try folder.write(text, to: file)
    let run = try Program.lanewise.run("solve", file, in: folder)
    #expect(run.code == 3 && run.err.isEmpty)
    #expect(run.text.hasPrefix("infeasible ("))
  }

  @Test(arguments: [
    ("a.lp", lp.replacing(">= 4", with: ">= four"), "error: a.lp:4:15: "),
    ("a.mps", mps.replacing("x 3", with: "x three"), "error: a.mps:11:11: "),
    ("a.min", network.replacing("0 4 1", with: "0 four 1"), "error: a.min:5:9: "),
  ])
  func whatIsMalformedIsShownAtItsPlace(file: String, text: String, start: String) throws {
    try folder.write(text, to: file)
    let run = try Program.lanewise.run("solve", file, in: folder)
    #expect(run.code == 65)
    #expect(run.out.isEmpty)
    #expect(run.err.hasPrefix(start), "\(run.err)")
  }

  @Test(arguments: ["nowhere.lp", "nowhere.mps", "nowhere.min", "nowhere"])
  func aMissingFileIsMissingInput(file: String) throws {
    let run = try Program.lanewise.run("solve", file, in: folder)
    #expect(run.code == 66)
    #expect(run.out.isEmpty)
    #expect(run.err == "error: there is no file `\(file)`\n")
  }

  @Test func anUnboundedProgramIsBadData() throws {
    try folder.write("Maximize\n obj: x\nSubject To\n c1: x - y <= 1\nEnd\n", to: "a.lp")
    let run = try Program.lanewise.run("solve", "a.lp", in: folder)
    #expect(run.code == 65)
    #expect(run.text.hasPrefix("unbounded"))
  }

  @Test func theSolutionIsWrittenAndTheResultIsJSON() throws {
    try folder.write(SolveTests.lp, to: "a.lp")
    let run = try Program.lanewise.run("solve", "a.lp", "-o", "a.sol", "--json", in: folder)
    #expect(run.code == 0 && run.err.isEmpty)
    #expect(try folder.text("a.sol") == "# status optimal\n# objective 9.0\nx 3.0\ny 1.0\n")
    let result = try Workspace.json(run.out)
    #expect(result["status"] as? String == "optimal" && result["stopped_by"] as? String == "proof")
    #expect(result["objective"] as? Double == 9 && result["bound"] as? Double == 9)
    #expect(result["engine"] as? String == "native")
    #expect((result["attempts"] as? [[String: Any]])?.isEmpty == false)
    let seconds = try #require(result["seconds"] as? [String: Double])
    #expect(Set(seconds.keys) == ["read", "solve"] && seconds.values.allSatisfy { $0 >= 0 })
  }

  /// 2 agents, 3 jobs: the first agent has room for one job, the second for two.
  static let gap = "2 3\n1 2 5\n4 6 1\n2 2 2\n2 2 2\n3 4\n"

  @Test(arguments: [("a.lp", lp), ("a.mps", mps), ("a.min", network), ("a.gap", gap)])
  func packedFilesAreRead(file: String, text: String) throws {
    try folder.write(text, to: file)
    let options = file == "a.gap" ? ["--format", "gap"] : []
    let plain = try Program.lanewise.run(["solve", file] + options, in: folder)
    #expect(plain.code == 0)
    #expect(try Program.shell("gzip -k $1", file, in: folder).code == 0)
    let packed = try Program.lanewise.run(["solve", file + ".gz"] + options, in: folder)
    #expect(packed.code == 0 && packed.text == plain.text && plain.text.hasPrefix("optimal, objective "))
  }

  @Test func anAssignmentIsReadBothWays() throws {
    try folder.write(SolveTests.gap, to: "a.gap")
    let least = try Program.lanewise.run("solve", "a.gap", "--format", "gap", in: folder)
    #expect(least.text.hasPrefix("optimal, objective 7.0, bound 7.0"), "\(least.text)")
    let most = try Program.lanewise.run("solve", "a.gap", "--format", "gap", "--maximize", in: folder)
    #expect(most.text.hasPrefix("optimal, objective 15.0, bound 15.0"), "\(most.text)")
  }

  @Test func theSolutionNeverReplacesTheProgram() throws {
    try folder.write(SolveTests.lp, to: "a.lp")
    let run = try Program.lanewise.run("solve", "a.lp", "-o", "./a.lp", in: folder)
    #expect(run.code == 64 && run.err.contains("would replace"))
    #expect(try folder.text("a.lp") == SolveTests.lp)
  }

  @Test func aConventionThatDecidedTheReadingIsNoted() throws {
    try folder.write(SolveTests.mps.replacing("UP BND x 3", with: "UP BND x -3"), to: "a.mps")
    let run = try Program.lanewise.run("solve", "a.mps", in: folder)
    #expect(run.err.hasPrefix("note: a.mps:11:"), "\(run.err)")
  }

  @Test func optionsThatMakeNoSenseAreUsageErrors() throws {
    try folder.write(SolveTests.lp, to: "a.lp")
    for options in [["--time-limit", "0"], ["--work-limit", "0"], ["--gap", "2"], ["--format", "xls"], ["--bogus"]] {
      #expect(try Program.lanewise.run(["solve", "a.lp"] + options, in: folder).code == 64)
    }
  }
}
