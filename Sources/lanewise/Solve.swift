import ArgumentParser
import FileFormats
import MathProgram
import Planning

/// Solves a bare program.
struct Solve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Solve a bare program: MPS (fixed or free), LP, DIMACS .min, or generalized assignment, each also .gz.")

  @Argument(help: "The file.")
  var file: String

  @Option(help: "mps, mps-fixed, mps-free, lp, dimacs-min or gap; by default told from the file's name.")
  var format: ProgramFormat?

  @Option(help: "auto: the most special engine that takes the program; glpk: GLPK alone; native: our own alone, for networks and sites.")
  var engine = PlanOptions.EngineChoice.auto

  @Flag(help: "Read a generalized assignment problem as maximisation.")
  var maximize = false

  @Option(help: "Seconds.")
  var timeLimit: Double?

  @Option(help: "Engine work (pivots, nodes).")
  var workLimit: Int?

  @Option(help: "A relative gap that is good enough.")
  var gap = 0.0

  @OptionGroup var threads: ThreadOptions

  @Option(name: .shortAndLong, help: "The file for the solution: one line a nonzero column or arc.")
  var output: String?

  @Flag(help: "Write the result as JSON.")
  var json = false

  func validate() throws {
    if let timeLimit, !(timeLimit > 0 && timeLimit <= 1e7) { throw ValidationError("--time-limit is above 0") }
    if let workLimit, workLimit <= 0 { throw ValidationError("--work-limit is above 0") }
    if !(gap >= 0 && gap <= 1) { throw ValidationError("--gap is between 0 and 1") }
  }

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let program = try read()
    let isRead = clock.now
    let cancel = CancelFlag()
    let interrupts = Interrupts(cancel)
    let answer = try solve(program, cancel)
    let isSolved = clock.now
    let document = SolutionDocument(answer.outcome, engine: answer.engine, of: program)
    if let output { try write(document.solution, to: output) }
    if json {
      try Terminal.write(
        document.json(readSeconds: (isRead - start).inSeconds, solveSeconds: (isSolved - isRead).inSeconds))
    } else {
      let objective = answer.outcome.objective.map { ", objective \($0)" } ?? ""
      let bound = answer.outcome.proof.bound.map { ", bound \($0)" } ?? ""
      print("\(document.status)\(objective)\(bound) (\(answer.engine), stopped by \(document.stoppedBy))")
    }
    if let exit = exit(answer.outcome, interrupts) { throw exit.exitCode }
  }

  private func read() throws -> Program {
    if let output, Terminal.isSameFile(output, file) {
      throw Terminal.stop(.usage, "the solution would replace the program `\(file)`", hint: "name another file with `-o`")
    }
    guard !Terminal.isMissing(file) else { throw Terminal.stop(.inputMissing, "there is no file `\(file)`") }
    do throws(ProgramFormatFaults) {
      var options = ProgramReadingOptions(format: format)
      options.assignmentDirection = maximize ? .maximize : .minimize
      let read = try ProgramFile.read(path: file, options: options)
      for note in read.notes { Terminal.say("note: \(note)") }
      return read.program
    } catch {
      throw Terminal.stop(.badInstance, "\(error)")
    }
  }

  private func solve(_ program: Program, _ cancel: CancelFlag) throws -> BareProgram.Answer {
    var options = PlanOptions()
    options.engine = engine
    options.timeLimit = timeLimit.map { .milliseconds(Int64($0 * 1000)) }
    options.workLimit = workLimit
    options.gap = gap
    options.threads = threads.count
    options.cancel = cancel
    do throws(EngineError) {
      return try BareProgram(program).solve(options)
    } catch {
      if case .faultyProgram(let faults) = error {
        throw Terminal.stop(.badInstance, faults.map(\.description).joined(separator: "; "))
      }
      if case .unsupported(let engine, let reason) = error {
        throw Terminal.stop(
          .badInstance, "engine `\(engine)` does not take this program: \(reason)",
          hint: "`--engine auto` lets the next engine take over")
      }
      throw Terminal.stop(.internalFault, "\(error)")
    }
  }

  private func exit(_ outcome: Outcome, _ interrupts: Interrupts) -> Exit? {
    if let exit = interrupts.exit { return exit }
    switch outcome.status() {
    case .optimal, .feasible: return nil
    case .infeasible: return .noPlan
    case .unbounded: return .badInstance
    case .unknown: return .stoppedBeforePlan
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    do throws(OutputFault) {
      try OutputFile(name: path, bytes: bytes).write()
    } catch {
      throw Terminal.stop(error.isReadOrWriteError ? .readOrWrite : .cannotCreate, error.message, hint: error.hint)
    }
  }
}
