import ArgumentParser
import FileFormats
import Logistics
import MathProgram
import Planning
import Reports
import Verification

/// Plans an instance and writes the verified plan.
struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plan an instance; write the verified plan, its tables, its certificate and its report.")

  @Argument(help: "The instance folder.")
  var instance: String

  @Option(name: .shortAndLong, help: "The folder to write, replaced whole or not at all.")
  var output: String?

  @Option(help: "Plan it as this scenario changes it.")
  var scenario: String?

  @Option(help: "auto: the most special engine that takes the instance; glpk: GLPK alone; native: our own alone, for networks, sites and tenders.")
  var engine = PlanOptions.EngineChoice.auto

  @Option(help: "Seconds; the best plan so far is written when they are over.")
  var timeLimit: Double?

  @Option(help: "Engine work (pivots, nodes); the same plan on every machine.")
  var workLimit: Int?

  @Option(help: "A relative gap that is good enough, such as 0.01.")
  var gap = 0.0

  @OptionGroup var threads: ThreadOptions

  @Flag(help: "Write plan.json to standard output instead of the summary.")
  var json = false

  func validate() throws {
    if let timeLimit, !(timeLimit > 0 && timeLimit <= 1e7) { throw ValidationError("--time-limit is above 0") }
    if let workLimit, workLimit <= 0 { throw ValidationError("--work-limit is above 0") }
    if !(gap >= 0 && gap <= 1) { throw ValidationError("--gap is between 0 and 1") }
    if output == nil && !json { throw ValidationError("name a folder with -o, or ask for --json") }
  }

  func run() throws {
    let phases = PhaseClock()
    if let output { try OutputTarget.check(output, instance: instance) }
    let input = try InstanceInput(instance, scenario: scenario)
    let cancel = CancelFlag()
    let interrupts = Interrupts(cancel)
    let answer: VerifiedAnswer
    do throws(PlanFailure) {
      answer = try plan(input.instance, cancel, phases)
    } catch {
      if json, case .stopped(let run, _) = error {
        let context = PlanContext(scenario: scenario, phases: phases.ended())
        try Terminal.write(UnknownDocument(instance: input.instance.name, run: run, context).bytes)
      }
      throw exit(for: error, input.instance, interrupts)
    }
    try write(answer, input, PlanContext(scenario: scenario, phases: phases.ended()))
    if case .noPlan = answer { throw Exit.noPlan.exitCode }
    if let exit = interrupts.exit { throw exit.exitCode }
  }

  private func plan(_ instance: Instance, _ cancel: CancelFlag, _ phases: PhaseClock) throws(PlanFailure)
    -> VerifiedAnswer
  {
    var options = PlanOptions()
    options.engine = engine
    // Reading counts too; what is left of the limit is at least a moment.
    options.timeLimit = timeLimit.map { max(.milliseconds(1), .milliseconds(Int64($0 * 1000)) - (.now - phases.start)) }
    options.workLimit = workLimit
    options.gap = gap
    options.threads = threads.count
    options.cancel = cancel
    options.phaseBegan = { phases.begin($0.rawValue) }
    let line = Terminal.talkIsTerminal ? ProgressLine() : nil
    if let line { options.progress = { line.show($0) } }
    defer { line?.clear() }
    return try Planner(options).plan(instance)
  }

  private func exit(for failure: PlanFailure, _ instance: Instance, _ interrupts: Interrupts) -> ExitCode {
    switch failure {
    case .stopped(_, let message):
      return Terminal.stop(
        interrupts.exit ?? .stoppedBeforePlan, "stopped before any plan was found: \(message)",
        hint: "give it more time with `--time-limit`, or look at it with `lanewise check`")
    case .unsupported(let engine, let reason):
      return Terminal.stop(
        .badInstance, "engine `\(engine)` does not take this instance: \(reason)",
        hint: "`--engine auto` lets the next engine take over")
    case .unbounded(let level):
      let names = LevelSummary.name(instance.objectives[level])
      return Terminal.stop(
        .badInstance, "objective `\(names)` has no bound: some flow gains for ever",
        hint: "look for negative costs, and give the lanes or the supply a limit")
    case .refused(let message):
      return Terminal.stop(.internalFault, "the check refused the plan: \(message)", hint: "please report this instance")
    }
  }

  private func write(_ answer: VerifiedAnswer, _ input: InstanceInput, _ context: PlanContext) throws {
    if let output {
      let files = PlanFolder.files(
        answer, context, report: HTMLReport.bytes(answer, scenario: scenario), command: "plan", options: manifestOptions,
        inputs: input.loaded.draft.inputFiles)
      try OutputTarget.write(files, to: output, instance: instance)
    }
    if json {
      try Terminal.write(PlanDocument(answer, context).bytes)
    } else {
      print(PlanSummary.text(answer, width: Terminal.width, color: Terminal.usesColor), terminator: "")
      if let output { print("\nwritten to \(output)") }
      if case .noPlan = answer { print("\nnext: `lanewise explain \(instance)` names the smallest conflict and its repairs") }
    }
  }

  private var manifestOptions: [Manifest.Option] {
    var options = [Manifest.Option(name: "engine", value: engine.rawValue)]
    if let scenario { options.append(.init(name: "scenario", value: scenario)) }
    if let timeLimit { options.append(.init(name: "time_limit", value: "\(timeLimit)")) }
    if let workLimit { options.append(.init(name: "work_limit", value: "\(workLimit)")) }
    if gap > 0 { options.append(.init(name: "gap", value: "\(gap)")) }
    return options
  }
}
