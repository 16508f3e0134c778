import Analyses
import ArgumentParser
import FileFormats
import Logistics
import Planning
import Reports
import Verification

/// Says why a plan is as it is, or why there is none and what would give one.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say why the plan is as it is about a customer, site, provider, lane or contract; or why there is none.",
    discussion: """
      Where a plan exists every worth is the difference of two checked plans. Where none exists: the smallest conflict, \
      and the cheapest repairs at the relax_cost prices, each planned and checked.
      """)

  @Argument(help: "The instance folder.")
  var instance: String

  @Option(help: "A customer.")
  var customer: [String] = []

  @Option(help: "A site.")
  var site: [String] = []

  @Option(help: "A provider.")
  var provider: [String] = []

  @Option(help: "A contract.")
  var contract: [String] = []

  @Option(help: "A lane, as ORIGIN:DESTINATION.")
  var lane: [String] = []

  @Flag(help: "Every lane row that carries nothing: its break-even price; of one --lane or --provider alone where named.")
  var whyNot = false

  @Option(help: "Explain it as this scenario changes it.")
  var scenario: String?

  @Flag(help: "Where no plan exists: append the repairs to the instance's scenarios.csv, so that each can be planned.")
  var writeScenarios = false

  @OptionGroup var analysis: AnalysisOptions

  func run() throws {
    let run = try AnalysisRun(instance, analysis, scenario: scenario)
    let subjects = try self.subjects(run)
    let found = try run.shown { progress in try answer(run, subjects, progress) }
    switch found {
    case .noPlan(let analysis): try explain(analysis, run)
    case .plan(let explanations): try explain(explanations, run)
    case .losers(let whyNot): try explain(whyNot, run)
    }
  }

  private enum Found {
    case noPlan(NoPlanAnalysis)
    case plan([Explanation])
    case losers(WhyNot)
  }

  private func answer(_ run: AnalysisRun, _ subjects: [ExplainedSubject], _ progress: AnalysisProgress) throws -> Found
  {
    let answer: VerifiedAnswer
    do throws(ReplanFailure) {
      answer = try run.session.replan()
    } catch {
      throw run.exit(for: error)
    }
    switch answer {
    case .noPlan(let noPlan):
      return .noPlan(NoPlanAnalysis(noPlan, run.session, jobs: analysis.jobs, progress: progress))
    case .plan(let plan) where whyNot:
      return .losers(WhyNot(run.session, plan, question(subjects), progress: progress))
    case .plan(let plan):
      guard !subjects.isEmpty else {
        throw Terminal.stop(
          .usage, "`\(instance)` has a plan", hint: "ask about it with `--customer`, `--site`, `--provider`, `--lane` or `--contract`"
        )
      }
      return .plan(Explainer(run.session, plan, progress: progress).explain(subjects, jobs: analysis.jobs))
    }
  }

  private func question(_ subjects: [ExplainedSubject]) -> WhyNot.Question {
    var question = WhyNot.Question()
    question.jobs = analysis.jobs
    for subject in subjects {
      if case .provider(let provider) = subject { question.provider = provider }
      if case .lane(let origin, let end) = subject { question.lane = (origin, end) }
    }
    return question
  }

  // MARK: What is asked about

  private func subjects(_ run: AnalysisRun) throws -> [ExplainedSubject] {
    let (instance, draft) = (run.input.instance, run.session.draft)
    var subjects: [ExplainedSubject] = []
    for name in customer {
      subjects.append(.customer(CustomerID(try index(name, "customer", instance.customers.map(\.name)))))
    }
    for name in site { subjects.append(.site(SiteID(try index(name, "site", instance.sites.map(\.name))))) }
    for name in provider {
      subjects.append(.provider(ProviderID(try index(name, "provider", instance.providers.map(\.name)))))
    }
    for name in lane { subjects.append(try lane(name, instance)) }
    if !contract.isEmpty {
      let known = draft.table("contracts").map { table in
        (0..<table.rowCount).compactMap { draft.string(table.cell($0, "contract")) }
      }
      for name in contract {
        _ = try index(name, "contract", known ?? [])
        subjects.append(.contract(name))
      }
    }
    return subjects
  }

  private func lane(_ text: String, _ instance: Instance) throws -> ExplainedSubject {
    let ends = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard ends.count == 2 else { throw Terminal.stop(.usage, "`\(text)` is no lane", hint: "write ORIGIN:DESTINATION") }
    let origin = SiteID(try index(ends[0], "site", instance.sites.map(\.name)))
    if let customer = instance.customers.firstIndex(where: { $0.name == ends[1] }) {
      return .lane(origin, .customer(CustomerID(customer)))
    }
    return .lane(origin, .site(SiteID(try index(ends[1], "site or customer", instance.sites.map(\.name)))))
  }

  private func index(_ name: String, _ kind: String, _ known: [String]) throws -> Int {
    if let place = known.firstIndex(of: name) { return place }
    throw Terminal.stop(.usage, "there is no \(kind) `\(name)`", hint: Spelling.hint(for: name, among: known))
  }

  // MARK: Answers

  private var manifestOptions: [Manifest.Option] { scenario.map { [.init(name: "scenario", value: $0)] } ?? [] }

  private func explain(_ explanations: [Explanation], _ run: AnalysisRun) throws {
    try run.write(
      ExplanationSummary.files(explanations), command: "explain", options: manifestOptions,
      document: ExplanationSummary.document(explanations),
      summary: ExplanationSummary.text(explanations, width: Terminal.width, color: Terminal.usesColor))
  }

  private func explain(_ whyNot: WhyNot, _ run: AnalysisRun) throws {
    let summary = WhyNotSummary(whyNot)
    try run.write(
      summary.files, command: "explain", options: manifestOptions + [.init(name: "why_not", value: "yes")],
      document: summary.document, summary: summary.text(width: Terminal.width, color: Terminal.usesColor))
  }

  private func explain(_ found: NoPlanAnalysis, _ run: AnalysisRun) throws {
    let words = RepairWords(found, run.session.draft, scenario: scenario)
    let files = NoPlanAnalysisFiles(words)
    try run.write(
      files.files, command: "explain", options: manifestOptions, document: files.document,
      summary: NoPlanAnalysisSummary.text(words, width: Terminal.width, color: Terminal.usesColor))
    if !found.repairs.isEmpty { try offer(words, run) }
    throw Exit.noPlan.exitCode
  }

  /// Writes the scenarios where that is asked for; else says how.
  private func offer(_ words: RepairWords, _ run: AnalysisRun) throws {
    guard writeScenarios else {
      if !analysis.json { print("\n`--write-scenarios` appends them to \(instance)/\(ScenarioText.fileName)") }
      return
    }
    let bytes: [UInt8]
    do throws(Fault) {
      bytes = try words.scenarios.appended(to: run.session.draft)
    } catch {
      throw Terminal.stop(.badInstance, error.message, hint: "add the column, or write a folder with `-o`")
    }
    do throws(OutputFault) {
      try OutputFile(name: "\(instance)/\(ScenarioText.fileName)", bytes: bytes).write()
    } catch {
      throw Terminal.stop(.readOrWrite, error.message)
    }
    guard !analysis.json, let first = words.names.first else { return }
    print(
      "\nappended to \(instance)/\(ScenarioText.fileName)\nnext: lanewise plan \(instance) --scenario \(first) -o plan")
  }
}
