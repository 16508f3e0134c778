import FileFormats
import Logistics
import Verification

/// What an answer amounts to, in sentences that claim no more than was proven.
struct AnswerWords {
  let plan: VerifiedPlan
  let numbers: ReportNumbers
  let levels: [LevelSummary]

  init(_ plan: VerifiedPlan) {
    self.plan = plan
    numbers = ReportNumbers(plan.instance)
    levels = LevelSummary.all(plan)
  }

  enum Grade { case proven, bestByWord, open }

  var grade: Grade {
    guard levels.allSatisfy(\.isOptimal) else { return .open }
    return levels.allSatisfy(isProven) ? .proven : .bestByWord
  }

  /// Whether the certificate alone closes the gap.
  func isProven(_ level: LevelSummary) -> Bool {
    level.level.certifiedGap.map { $0 <= VerifiedPlan.closedGap } ?? false
  }

  /// `optimal plan`.
  var title: String { grade == .open ? "valid plan" : "optimal plan" }

  /// One sentence on how good the plan is.
  var verdict: String {
    switch grade {
    case .proven: "no better plan exists: proven, and the proof was checked against the tables alone"
    case .bestByWord: "no better plan exists by the word of `\(plan.run.engine)`; \(certifiedPart)"
    case .open: "\(openPart); stopped by \(stop)"
    }
  }

  private var certifiedPart: String {
    guard let level = levels.first(where: { !isProven($0) }), let gap = level.level.certifiedGap else {
      return "there is no certificate for it"
    }
    return "the certificate alone proves `\(level.name)` to within \(numbers.gap(gap))"
  }

  private var openPart: String {
    guard let level = levels.first(where: { !$0.isOptimal }) else { return "how far it is from the best is not known" }
    guard let gap = level.level.gap else { return "how far `\(level.name)` is from the best is not known" }
    return "`\(level.name)` is at most \(numbers.gap(gap)) from the best possible"
  }

  var stop: String {
    switch plan.run.stoppedBy {
    case .proof: "proof"
    case .gap: "the gap asked for"
    case .workLimit: "the work limit"
    case .timeLimit: "the time limit"
    case .interrupt: "an interrupt"
    case .engineFault: "a fault of the engine"
    }
  }

  /// What proves a level's bound.
  func boundWords(_ level: LevelSummary) -> String {
    guard level.bound != nil else { return "none" }
    if level.boundIsCertified { return "certified" }
    return level.level.certifiedBound == nil
      ? "by \(level.level.boundBy)" : "by \(level.level.boundBy), partly certified"
  }

  func objective(_ index: Int) -> Objective? {
    let objectives = plan.instance.objectives
    guard objectives.indices.contains(index), objectives[index].terms.count == 1,
      let term = objectives[index].terms.first, term.weight == .one
    else { return nil }
    return term.objective
  }

  /// `7 of 10 unit served, 70 %`.
  var service: String {
    let facts = plan.evaluation
    return "\(numbers.quantity(facts.servedTotal)) of \(numbers.quantityWithUnit(facts.demandedTotal)) served "
      + "(\(numbers.percent(facts.fillRate))), "
      + "\(numbers.count(facts.ordersServed)) of \(numbers.count(facts.ordersAsked, "order")) in full"
  }
}

extension CostKind {
  /// As a planner calls it.
  var words: String {
    switch self {
    case .transport: "transport"
    case .laneFixed: "lane fixed costs"
    case .minimumCharge: "minimum charges"
    case .surcharge: "surcharges"
    case .duty: "duty"
    case .rebate: "rebates"
    case .switching: "leaving incumbents"
    case .supply: "supply"
    case .inboundHandling: "inbound handling"
    case .outboundHandling: "outbound handling"
    case .siteStartup: "opening sites"
    case .siteClosing: "closing sites"
    case .siteOperating: "operating sites"
    case .commission: "commissions"
    case .selling: "selling costs"
    case .splits: "serving from several sites"
    case .engagement: "engaging providers"
    case .unmetPenalty: "penalties for unmet demand"
    case .constraintPenalty: "penalties of constraints"
    }
  }
}
