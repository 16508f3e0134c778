import Analyses
import ArgumentParser
import FileFormats
import Logistics
import Planning
import Reports

/// Takes away each provider, site and lane in turn.
struct StressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stress",
    abstract: "Take away each provider, site and lane once, plan the rest anew, and rank what is lost.")

  enum Kind: String, ExpressibleByArgument, CaseIterable { case providers, sites, lanes }

  @Argument(help: "The instance folder.")
  var instance: String

  @Option(parsing: .upToNextOption, help: "What fails: providers, sites, lanes; all three by default.")
  var of: [Kind] = Kind.allCases

  @Option(help: "Also try every pair among so many of the worst single losses.")
  var pairs = 0

  @Flag(help: "Also find the cheapest awards beside the plan's own with which every single loss is survived.")
  var backUps = false

  @Option(help: "Stress the instance as this scenario changes it.")
  var scenario: String?

  @Flag(help: "Plan every case from nothing instead of from the case before.")
  var cold = false

  @OptionGroup var analysis: AnalysisOptions

  func validate() throws {
    if !(0...200).contains(pairs) { throw ValidationError("--pairs is from 0 to 200") }
    if of.isEmpty { throw ValidationError("--of names providers, sites or lanes") }
  }

  func run() throws {
    let run = try AnalysisRun(instance, analysis, scenario: scenario)
    var question = Stress.Question()
    question.providers = of.contains(.providers)
    question.sites = of.contains(.sites)
    question.lanes = of.contains(.lanes)
    question.pairsAmong = pairs
    question.jobs = analysis.jobs
    question.isWarm = !cold
    question.backUps = backUps
    let asked = question
    let stress = try run.shown { progress in try losses(run, asked, progress) }
    let files = StressFiles(stress)
    try run.write(
      files.files, command: "stress",
      options: [
        .init(name: "of", value: of.map(\.rawValue).joined(separator: ",")), .init(name: "pairs", value: "\(pairs)"),
        .init(name: "back_ups", value: backUps ? "yes" : "no"),
      ], document: files.document,
      summary: StressSummary.text(stress, width: Terminal.width, color: Terminal.usesColor))
  }

  private func losses(_ run: AnalysisRun, _ question: Stress.Question, _ progress: AnalysisProgress) throws -> Stress {
    do throws(Stress.Failure) {
      return try Stress(run.session, question, progress: progress)
    } catch {
      switch error {
      case .replanning(let failure): throw run.exit(for: failure)
      case .noPlan:
        throw Terminal.stop(.noPlan, "no plan exists", hint: "`lanewise explain \(instance)` says why")
      }
    }
  }
}
