import Analyses
import ArgumentParser
import FileFormats
import Logistics
import MathProgram
import Planning

/// The options that every command which makes many plans has.
struct AnalysisOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The folder to write, replaced whole or not at all.")
  var output: String?

  @Flag(help: "Write the result as JSON to standard output instead of the summary.")
  var json = false

  @Option(name: .customLong("jobs"), help: "Plans that are made at a time; by default as many as there are cores.")
  var askedJobs: Int?

  /// Plans that are made at a time.
  var jobs: Int { askedJobs ?? Cores.count }

  @Option(help: "Seconds for each plan; the best one so far is taken when they are over.")
  var timeLimit: Double?

  @Option(help: "Engine work for each plan; the same result on every machine.")
  var workLimit: Int?

  @Option(help: "A relative gap that is good enough for each plan.")
  var gap = 0.0

  func validate() throws {
    if let askedJobs, !(1...256).contains(askedJobs) { throw ValidationError("--jobs is from 1 to 256") }
    if let timeLimit, !(timeLimit > 0 && timeLimit <= 1e7) { throw ValidationError("--time-limit is above 0") }
    if let workLimit, workLimit <= 0 { throw ValidationError("--work-limit is above 0") }
    if !(gap >= 0 && gap <= 1) { throw ValidationError("--gap is between 0 and 1") }
  }

  func planOptions(_ cancel: CancelFlag) -> PlanOptions {
    var options = PlanOptions()
    options.timeLimit = timeLimit.map { .milliseconds(Int64($0 * 1000)) }
    options.workLimit = workLimit
    options.gap = gap
    options.cancel = cancel
    return options
  }

  var manifestOptions: [Manifest.Option] {
    var options: [Manifest.Option] = []
    if let timeLimit { options.append(.init(name: "time_limit", value: "\(timeLimit)")) }
    if let workLimit { options.append(.init(name: "work_limit", value: "\(workLimit)")) }
    if gap > 0 { options.append(.init(name: "gap", value: "\(gap)")) }
    return options
  }
}

/// A run of a command that makes many plans: its instance, its session, its progress bar, and what it writes.
struct AnalysisRun {
  let input: InstanceInput
  let session: PlanningSession
  private let folder: String
  private let options: AnalysisOptions
  private let interrupts: Interrupts

  init(_ folder: String, _ options: AnalysisOptions, scenario: String? = nil) throws {
    if let output = options.output { try OutputTarget.check(output, instance: folder) }
    input = try InstanceInput(folder, scenario: scenario)
    let cancel = CancelFlag()
    interrupts = Interrupts(cancel)
    session = PlanningSession(input.loaded.draft, options.planOptions(cancel))
    self.folder = folder
    self.options = options
  }

  /// Runs an analysis under the one progress bar; an interrupt ends the command.
  func shown<Result>(_ analysis: (AnalysisProgress) throws -> Result) throws -> Result {
    let bar = Terminal.talkIsTerminal ? ProgressBar() : nil
    defer { bar?.clear() }
    let result = try analysis(AnalysisProgress { done, of in bar?.show(done, of: of) })
    if let exit = interrupts.exit {
      bar?.clear()
      throw Terminal.stop(exit, "interrupted; nothing was written")
    }
    return result
  }

  /// How a command ends where an instance could not be planned.
  func exit(for failure: ReplanFailure) -> ExitCode {
    switch failure {
    case .faults(let faults):
      Terminal.say(FaultText(files: session.draft.files).report(faults))
      return Exit.badInstance.exitCode
    case .planning(.stopped):
      return Terminal.stop(interrupts.exit ?? .stoppedBeforePlan, failure.message)
    case .planning(.unsupported): return Terminal.stop(.badInstance, failure.message)
    case .planning(.unbounded): return Terminal.stop(.badInstance, failure.message)
    case .planning(.refused): return Terminal.stop(.internalFault, failure.message)
    }
  }

  /// Writes the folder where one is asked for, and says the result.
  func write(
    _ files: [OutputFile], command: String, options more: [Manifest.Option], document: [UInt8], summary: String
  ) throws {
    if let output = options.output {
      let sealed = Manifest.sealing(
        files, command: command, options: more + options.manifestOptions, inputs: input.loaded.draft.inputFiles)
      try OutputTarget.write(sealed, to: output, instance: folder)
    }
    if options.json {
      try Terminal.write(document)
    } else {
      print(summary, terminator: "")
      if let output = options.output { print("\nwritten to \(output)") }
    }
  }
}
