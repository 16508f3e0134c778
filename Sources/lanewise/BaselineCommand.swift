import Analyses
import ArgumentParser
import FileFormats
import Logistics
import Planning
import Reports

/// Prices today's operation and compares it with the plan.
struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Price what is shipped today by the same tariffs, name the rules that it breaks, and what the plan saves."
  )

  @Argument(help: "The instance folder, with a table `baseline`.")
  var instance: String

  @Option(help: "Review it as this scenario changes it.")
  var scenario: String?

  @Option(help: "How many changes of carriers the savings go up to.")
  var changes = 10

  @OptionGroup var analysis: AnalysisOptions

  func validate() throws {
    if !(0...1000).contains(changes) { throw ValidationError("--changes is from 0 to 1000") }
  }

  func run() throws {
    let run = try AnalysisRun(instance, analysis, scenario: scenario)
    let found = try run.shown { progress in try review(run, progress) }
    let summary = BaselineSummary(found)
    try run.write(
      summary.files, command: "baseline", options: scenario.map { [.init(name: "scenario", value: $0)] } ?? [],
      document: summary.document, summary: summary.text(width: Terminal.width, color: Terminal.usesColor))
  }

  private func review(_ run: AnalysisRun, _ progress: AnalysisProgress) throws -> BaselineReview {
    do throws(BaselineReview.Failure) {
      return try BaselineReview(run.session, mostChanges: changes, jobs: analysis.jobs, progress: progress)
    } catch {
      switch error {
      case .noRows: throw Terminal.stop(.badInstance, "`\(instance)` has no table `baseline`")
      case .replanning(let failure): throw run.exit(for: failure)
      }
    }
  }
}
