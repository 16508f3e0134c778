import Analyses
import BruteForce
import FileFormats
import Logistics
import Planning
import Testing
import Verification

/// Tiny random instances, each asked for a frontier, its baseline and its losses: equal to the enumerator in all of them; and
/// each thing that is asked stands in enough of them and decides enough of them.
@Suite struct AnalysisCampaign {
  @Test func everyAnalysisIsTheEnumerators() throws {
    let size = Tables.size(200)
    var counts = AnalysisCounts()
    var seed: UInt64 = 0
    while counts.instances < size {
      seed += 1
      try #require(seed < 20 * UInt64(size) + 100, "hardly any instance has a plan")
      var draw = AnalysisDraw(seed: seed)
      let tiny = draw.instance(lanesOffered: 60)
      guard let best = try? BruteForce(tiny, leafLimit: 100_000).answer(), best.plan != nil else { continue }
      counts.instances += 1
      let subject = AnalysisSubject(tiny, seed, best)
      try subject.askForFrontier(&counts)
      try subject.askForBaseline(&counts)
      try subject.askForLosses(&counts)
    }
    print("seeds 1 to \(seed)\n\(counts)")
    guard Tables.size(100) >= 100 else { return }
    for feature in AnalysisCounts.features {
      #expect(counts.present[feature, default: 0] * 5 >= size, "\(feature) is too rare")
      #expect(counts.decisive[feature, default: 0] * 20 >= size, "\(feature) decides too seldom")
    }
  }
}

/// In how many instances each feature of the analyses stands, and in how many it decides something.
struct AnalysisCounts: CustomStringConvertible {
  static let features =
    FrontierCampaign.objectives.map { "trade-off with \($0)" }
    + [
      "baseline priced", "baseline at most 0 changes", "baseline at most 1 change", "baseline rule broken",
      "loss of a provider", "loss of a site", "loss of a lane",
    ]

  var instances = 0
  private(set) var present: [String: Int] = [:]
  private(set) var decisive: [String: Int] = [:]

  mutating func note(_ feature: String, decides: Bool) {
    present[feature, default: 0] += 1
    if decides { decisive[feature, default: 0] += 1 }
  }

  var description: String {
    Self.features.map { "\($0): present \(present[$0, default: 0]), decides \(decisive[$0, default: 0])" }
      .joined(separator: "\n")
  }
}

/// One tiny instance, asked by the product and by the enumerator.
private struct AnalysisSubject {
  private let tiny: TinyInstance
  private let seed: UInt64
  /// Exact, of the cheapest plan.
  private let bestCost: Logistics.Rational

  init(_ tiny: TinyInstance, _ seed: UInt64, _ best: BruteForceAnswer) {
    self.tiny = tiny
    self.seed = seed
    bestCost = Self.first(best) ?? .zero
  }

  private var label: Comment { "seed \(seed)" }

  private func session(_ tiny: TinyInstance) -> PlanningSession {
    PlanningSession(InstanceReader.read(name: "tiny-\(seed)", files: tiny.files).draft)
  }

  private static func exact(_ numerator: Int128, over denominator: Int128) -> Logistics.Rational {
    Logistics.Rational(numerator, over: denominator) ?? .zero
  }

  private static func first(_ answer: BruteForceAnswer) -> Logistics.Rational? {
    answer.plan == nil ? nil : answer.levels.first.map { exact($0.best.numerator, over: $0.best.denominator) }
  }

  /// The best of the first objective, or of the total cost; nil where there is no plan.
  private func best(_ tiny: TinyInstance) throws -> Logistics.Rational? {
    Self.first(try BruteForce(tiny, leafLimit: 200_000).answer())
  }

  // MARK: Frontiers

  func askForFrontier(_ counts: inout AnalysisCounts) throws {
    let pair = FrontierCampaign.pairs[Int(seed) % FrontierCampaign.pairs.count]
    let found = try FrontierComparison(tiny, pair, "seed \(seed), \(pair)")
    for objective in pair { counts.note("trade-off with \(objective)", decides: found != nil) }
  }

  // MARK: Baselines

  /// Limits that today's operation may break.
  private static let limits = [("lanes", "capacity_max"), ("sites", "throughput_max"), ("providers", "volume_max")]

  /// Today is one of the plans that there were without the limits.
  func askForBaseline(_ counts: inout AnalysisCounts) throws {
    let free = Self.limits.reduce(tiny) { $0.without($1.0, $1.1) }
    let plans = try BruteForce(free, leafLimit: 200_000).plans(limit: 60).filter { plan in
      // An open site that nothing leaves is not told by what was shipped.
      plan.openSites.allSatisfy { site in isAlwaysOpen(site) || plan.flows.contains { $0.origin == site || $0.destination == site } }
    }
    guard !plans.isEmpty else { return }
    let today = plans[Int(seed) % plans.count]
    var asked = tiny
    var rows = TinyTable("baseline", ["origin", "destination", "provider", "product", "quantity"])
    for flow in today.flows {
      rows.append([
        "origin": flow.origin, "destination": flow.destination, "provider": flow.provider ?? "", "product": flow.product,
        "quantity": flow.quantity.description,
      ])
    }
    asked["baseline"] = rows
    let review = try BaselineReview(session(asked), mostChanges: 2)
    #expect(review.baseline.unmatched.isEmpty, label)
    let cost = Self.exact(today.totalCost.numerator, over: today.totalCost.denominator)
    #expect(review.evaluation.totalCost.rational == cost, label)
    #expect(review.best?.evaluation.totalCost.rational == bestCost, label)
    counts.note("baseline priced", decides: cost != bestCost)
    try expectSteps(review, today, &counts)
    try expectWorths(review, &counts)
  }

  private func isAlwaysOpen(_ site: String) -> Bool {
    guard let sites = tiny["sites"] else { return false }
    return sites.rows.indices.contains { sites.cell($0, "site") == site && sites.cell($0, "status").isEmpty }
  }

  /// The best with so many changes: those who carry today are the incumbents, and a rule says the most.
  private func expectSteps(_ review: BaselineReview, _ today: TinyPlan, _ counts: inout AnalysisCounts) throws {
    var known = tiny.without("lanes", "incumbent")
    guard var lanes = known["lanes"] else { return }
    for row in lanes.rows.indices {
      let own = ["origin", "destination", "provider"].map { lanes.cell(row, $0) }
      if today.flows.contains(where: { [$0.origin, $0.destination, $0.provider ?? ""] == own }) {
        lanes.set(row, "incumbent", "yes")
      }
    }
    known["lanes"] = lanes
    for (changes, words) in [(0, "0 changes"), (1, "1 change")] {
      let expected = try best(known.limiting(["constraint": "few", "type": "changes", "sense": "max", "value": "\(changes)"]))
      let step = review.steps.first { $0.changes == changes }
      // Once nothing more is saved there are no further steps.
      let isOver = review.steps.last.map { $0.changes < changes && $0.cost.rational == bestCost } ?? false
      if isOver {
        #expect(expected == bestCost, label)
      } else {
        #expect(step?.cost.rational == expected, label)
        #expect(step.map(\.isProven) ?? true, label)
      }
      counts.note("baseline at most \(words)", decides: expected != bestCost)
    }
  }

  /// A broken rule is worth what is saved without its one cell.
  private func expectWorths(_ review: BaselineReview, _ counts: inout AnalysisCounts) throws {
    let draft = session(tiny).draft
    let places = DraftPlaces(draft)
    var decides = false
    for rule in review.broken {
      let place = try #require(rule.violation.mark.flatMap(places.place), label)
      let table = draft.tables[place.table].name
      let column = try #require(Self.limits.first { $0.0 == table }?.1, "seed \(seed): \(rule.violation.message)")
      let expected = try best(tiny.without(table, column, row: place.row))
      #expect(rule.costWithout?.rational == expected, "seed \(seed): \(rule.violation.message)")
      decides = decides || expected != bestCost
    }
    if !review.broken.isEmpty { counts.note("baseline rule broken", decides: decides) }
  }

  // MARK: Losses

  func askForLosses(_ counts: inout AnalysisCounts) throws {
    var question = Stress.Question()
    (question.providers, question.sites, question.lanes) = (seed % 3 == 0, seed % 3 == 1, seed % 3 == 2)
    let stress = try Stress(session(tiny), question)
    let serving = tiny.asking(["unmet_demand", "total_cost"])
    let before = try BruteForce(serving, leafLimit: 200_000).answer()
    var (isPresent, decides) = (false, false)
    for loss in stress.losses.prefix(2) {
      let after = try BruteForce(without(loss.subjects[0], stress.instance, serving), leafLimit: 200_000).answer()
      guard after.plan != nil else {
        #expect(loss.lostUnits == nil, label)
        continue
      }
      let values = zip(before.levels, after.levels).map { before, after in
        Self.exact(after.best.numerator, over: after.best.denominator)
          - Self.exact(before.best.numerator, over: before.best.denominator)
      }
      #expect(loss.lostUnits == values[0], "seed \(seed): \(loss.subjects)")
      #expect(loss.addedCost?.rational == values[1], "seed \(seed): \(loss.subjects)")
      isPresent = true
      decides = decides || values.contains { !$0.isZero }
    }
    let kind = ["provider", "site", "lane"][Int(seed % 3)]
    if isPresent { counts.note("loss of a \(kind)", decides: decides) }
  }

  /// Nothing moves by the provider, through the site, on the lane.
  private func without(_ subject: Stress.Subject, _ instance: Instance, _ tiny: TinyInstance) -> TinyInstance {
    switch subject {
    case .provider(let id):
      return tiny.limiting(["constraint": "lost", "type": "flow", "sense": "max", "value": "0", "provider": instance[id].name])
    case .site(let id):
      return tiny.limiting(["constraint": "out", "type": "flow", "sense": "max", "value": "0", "origin": instance[id].name])
        .limiting(["constraint": "in", "type": "flow", "sense": "max", "value": "0", "destination": instance[id].name])
    case .lane(let origin, let end):
      return tiny.limiting([
        "constraint": "lost", "type": "flow", "sense": "max", "value": "0", "origin": instance[origin].name,
        "destination": instance.name(of: end),
      ])
    }
  }
}
