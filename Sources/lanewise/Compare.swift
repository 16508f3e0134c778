import Analyses
import ArgumentParser
import FileFormats
import Logistics
import MathProgram
import Planning
import Reports

/// Plans scenarios side by side and says where the difference in cost comes from.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plan scenarios side by side, and split the difference in cost over their items.",
    discussion: """
      Of equally good plans of a scenario the one nearest to the base plan is taken, so that what differs had to differ. \
      The bridge adds up exactly.
      """)

  @Argument(help: "The instance folder.")
  var instance: String

  @Option(help: "The scenarios to compare, separated by commas; with --allocation the one under which rules are compared.")
  var scenario: String?

  @Flag(help: "Compare every scenario of the instance.")
  var all = false

  @Flag(help: "Compare the rules by which scarce goods are shared: fill rates, cost, profit, the price of fairness.")
  var allocation = false

  @Option(help: "order: each item as it applies; shapley: averaged over every order of the items (at most 6).")
  var bridge = CostBridge.Method.order

  @OptionGroup var analysis: AnalysisOptions

  func validate() throws {
    if all || !allocation, [all, scenario != nil, allocation].count(where: { $0 }) != 1 {
      throw ValidationError("name scenarios with --scenario, or ask for --all, or for --allocation")
    }
  }

  func run() throws {
    if allocation { return try compareRules(AnalysisRun(instance, analysis, scenario: scenario)) }
    let run = try AnalysisRun(instance, analysis)
    let draft = run.input.loaded.draft
    let names = scenario.map { $0.split(separator: ",").map(String.init) } ?? draft.scenarios().scenarios.map(\.name)
    guard !names.isEmpty else { throw Terminal.stop(.badInstance, "`\(instance)` has no scenarios") }
    var question = Comparison.Question(scenarios: names)
    question.bridge = bridge
    question.jobs = analysis.jobs
    let comparison = try run.shown { progress in try compare(run.session, question, progress) }
    let base = run.input.instance
    let files = ComparisonFiles(comparison, of: base)
    try run.write(
      files.files, command: "compare",
      options: [
        .init(name: "scenarios", value: names.joined(separator: ",")), .init(name: "bridge", value: bridge.rawValue),
      ],
      document: files.document,
      summary: ComparisonSummary.text(comparison, of: base, width: Terminal.width, color: Terminal.usesColor))
    if comparison.base.plan == nil { throw Exit.noPlan.exitCode }
  }

  private func compareRules(_ run: AnalysisRun) throws {
    let comparison = try run.shown { progress in try compareRules(run, progress) }
    let files = AllocationComparisonFiles(comparison, of: run.input.instance, scenario: scenario)
    let options = [Manifest.Option(name: "allocation", value: "yes")]
      + (scenario.map { [Manifest.Option(name: "scenario", value: $0)] } ?? [])
    try run.write(
      files.files, command: "compare", options: options, document: files.document,
      summary: files.text(width: Terminal.width, color: Terminal.usesColor))
    if comparison.variants.allSatisfy({ $0.plan == nil }) { throw Exit.noPlan.exitCode }
  }

  private func compareRules(_ run: AnalysisRun, _ progress: AnalysisProgress) throws -> AllocationComparison {
    do throws(ReplanFailure) {
      return try AllocationComparison(run.session, jobs: analysis.jobs, progress: progress)
    } catch {
      throw run.exit(for: error)
    }
  }

  private func compare(
    _ session: PlanningSession, _ question: Comparison.Question, _ progress: AnalysisProgress
  ) throws -> Comparison {
    do throws(Comparison.Failure) {
      return try Comparison(session, question, progress: progress)
    } catch {
      switch error {
      case .faults(let faults):
        Terminal.say(FaultText(files: session.draft.files).report(faults))
        throw Exit.badInstance.exitCode
      case .tooManyChanges(let scenario, let count):
        throw Terminal.stop(
          .usage, "`\(scenario)` has \(count) items, and averaging takes at most \(Comparison.mostAveragedChanges)",
          hint: "use `--bridge order`")
      }
    }
  }
}
