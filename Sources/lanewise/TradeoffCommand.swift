import Analyses
import ArgumentParser
import FileFormats
import Logistics
import Planning
import Reports
import Verification

/// Finds the frontier between two objectives.
struct TradeoffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tradeoff",
    abstract:
      "Find every plan between two objectives that no other beats in both, with the proof of what lies between.",
    discussion: """
      Linear instances: every breakpoint. Instances with whole decisions: every point where one objective counts something, \
      else points as far apart as --resolution says.
      """)

  @Argument(help: "The instance folder.")
  var instance: String

  @Option(
    parsing: .upToNextOption,
    help: "Two objectives, such as total_cost fill_rate, or co2, lead_time, providers_used, sites_open.")
  var between: [Objective]

  @Option(help: "Trade off the instance as this scenario changes it.")
  var scenario: String?

  @Option(help: "Percent of the second objective's range that two points differ by at least.")
  var resolution = 2.0

  @Option(help: "Write each point's plan into a folder of its own: NAME-1, NAME-2, …. One that the instance's own objectives would not allow is left out, and said.")
  var writePlans: String?

  @OptionGroup var analysis: AnalysisOptions

  func validate() throws {
    guard between.count == 2, between[0] != between[1] else { throw ValidationError("name two different objectives") }
    if !(resolution >= 0.001 && resolution <= 100) { throw ValidationError("--resolution is from 0.001 to 100") }
  }

  func run() throws {
    let run = try AnalysisRun(instance, analysis, scenario: scenario)
    var question = Tradeoff.Question(between[0], between[1])
    question.resolution = Rational(mantissa: Int128((resolution * 1000).rounded()), decimals: 3)
    question.jobs = analysis.jobs
    let frontier = try run.shown { progress in try find(run, question, progress) }
    let files = FrontierFiles(frontier, of: run.input.instance)
    if let writePlans { try write(frontier, writePlans, run) }
    try run.write(
      files.files, command: "tradeoff", options: manifestOptions, document: files.document,
      summary: FrontierSummary.text(
        frontier, of: run.input.instance, width: Terminal.width, color: Terminal.usesColor))
  }

  private var manifestOptions: [Manifest.Option] {
    [
      .init(name: "between", value: between.map(\.rawValue).joined(separator: ",")),
      .init(name: "resolution", value: "\(resolution)"),
    ] + (scenario.map { [.init(name: "scenario", value: $0)] } ?? [])
  }

  private func find(
    _ run: AnalysisRun, _ question: Tradeoff.Question, _ progress: AnalysisProgress
  ) throws -> Frontier {
    do throws(Tradeoff.Failure) {
      return try Tradeoff.frontier(run.session, question, progress: progress)
    } catch {
      switch error {
      case .oneObjective: throw Terminal.stop(.usage, "name two different objectives")
      case .replanning(let failure): throw run.exit(for: failure)
      case .noPlan:
        throw Terminal.stop(.noPlan, "no plan exists", hint: "`lanewise explain \(instance)` says why")
      }
    }
  }

  /// Demand may fall short where an objective of the trade-off counts that, and must not where none of the instance's does.
  private static func warning(_ point: Int, _ refusal: Refusal) -> String {
    let why = refusal.violations.first.map { ": \($0.message)" } ?? ""
    return "warning: point \(point) is not written: by the instance's own objectives it breaks a rule\(why)"
  }

  /// Each plan once more as an answer to the instance's own objectives, so that `lanewise verify` takes it.
  private func write(_ frontier: Frontier, _ folder: String, _ run: AnalysisRun) throws {
    for (index, point) in frontier.points.enumerated() {
      let path = "\(folder)-\(index + 1)"
      try OutputTarget.check(path, instance: instance)
      let claim = PlanClaim(
        plan: point.plan.plan, levels: [], certificate: Certificate(levels: []), run: point.plan.run)
      let answer: VerifiedAnswer
      switch Verifier.verify(.plan(claim), of: run.input.instance) {
      case .success(let verified): answer = verified
      case .failure(let refusal):
        Terminal.say(TradeoffCommand.warning(index + 1, refusal))
        continue
      }
      let files = PlanFolder.files(
        answer, PlanContext(scenario: scenario), report: HTMLReport.bytes(answer, scenario: scenario),
        command: "tradeoff", options: manifestOptions, inputs: run.input.loaded.draft.inputFiles)
      try OutputTarget.write(files, to: path, instance: instance)
    }
  }
}
