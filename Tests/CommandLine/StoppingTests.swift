import Foundation
import Testing

/// Runs that would take hours end when they are told to.
@Suite(.serialized) struct StoppingTests {
  let folder: Workspace
  /// For starting, reading and writing on a machine that does other work too.
  private let slack = 10.0

  init() throws {
    folder = try Workspace()
    try folder.hardInstance("hard")
  }

  @Test func anInterruptedPlanEndsWithTheBestSoFar() throws {
    let run = try Program.lanewise.run("plan", "hard", "-o", "plan", in: folder, interruptAfter: 4)
    #expect(run.code == 130 && !run.crashed)
    #expect(run.seconds < 2 + slack)
    guard !folder.names("plan").isEmpty else {
      #expect(run.err.contains("stopped before any plan was found: interrupt"))
      return
    }
    #expect(try folder.json("plan/plan.json")["stopped_by"] as? String == "interrupt")
    #expect(try Program.lanewise.run("verify", "hard", "plan", in: folder).code == 0)
  }

  @Test func anInterruptedProgramEnds() throws {
    #expect(try Program.lanewise.run("export", "hard", "-o", "out", in: folder).code == 0)
    let run = try Program.lanewise.run("solve", "out/1-total_cost.mps", in: folder, interruptAfter: 4)
    #expect(run.code == 130 && !run.crashed)
    #expect(run.seconds < 2 + slack)
    #expect(run.text.contains("stopped by interrupt"))
  }

  @Test func aPlanThatIsToldToEndSaysSo() throws {
    let run = try Program.lanewise.run(["plan", "hard", "-o", "plan"], in: folder, interruptAfter: 4, signal: SIGTERM)
    #expect(run.code == 143 && !run.crashed)
    #expect(run.seconds < 2 + slack)
  }

  @Test func thatNothingIsKnownIsADocumentToo() throws {
    let run = try Program.lanewise.run("plan", "hard", "--engine", "glpk", "--json", "--work-limit", "1", in: folder)
    #expect(run.code == 4)
    #expect(run.err.contains("stopped before any plan was found: work_limit"))
    let document = try Workspace.json(run.out)
    #expect(document["status"] as? String == "unknown" && document["stopped_by"] as? String == "work_limit")
    #expect(document["verified"] as? Bool == false)
    #expect((document["attempts"] as? [[String: Any]])?.isEmpty == false)
  }

  /// `script` gives the command a terminal of its own.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func aTerminalSeesWhatIsGoingOn() throws {
    let line = "script -qec \"$0 plan hard -o plan --time-limit 4\" /dev/null"
    let run = try Program.shell(line, "", in: folder)
    #expect(run.text.contains("\r\u{1B}[K") && run.text.contains(/\ · [1-9][0-9]* s/), "\(run.text)")
    // In a pipe there is none of it.
    let plain = try Program.lanewise.run("plan", "hard", "-o", "plan", "--time-limit", "2", in: folder)
    #expect(!plain.text.contains("\r") && !plain.err.contains("\r"))
  }

  @Test func theTimeLimitEndsAPlan() throws {
    let run = try Program.lanewise.run("plan", "hard", "-o", "plan", "--time-limit", "1", in: folder)
    #expect(run.seconds < 1 + 0.5 + slack)
    guard run.code != 4 else {
      #expect(run.err.contains("stopped before any plan was found: time_limit"))
      #expect(folder.names() == ["hard"])
      return
    }
    #expect(run.code == 0)
    let plan = try folder.json("plan/plan.json")
    #expect(plan["status"] as? String == "feasible")
    #expect(plan["stopped_by"] as? String == "time_limit")
    #expect(try Program.lanewise.run("verify", "hard", "plan", in: folder).code == 0)
  }

  @Test func theTimeLimitEndsAProgram() throws {
    #expect(try Program.lanewise.run("export", "hard", "-o", "out", in: folder).code == 0)
    let run = try Program.lanewise.run("solve", "out/1-total_cost.mps", "--time-limit", "1", in: folder)
    #expect(run.code == 0 || run.code == 4)
    #expect(run.text.contains("stopped by time_limit"))
    #expect(run.seconds < 1 + 0.5 + slack)
  }
}
