import Foundation
import Logistics
import Testing
import Verification

/// Every kind of rule is broken by some planted plan, and what refuses the plan names the rule.
@Suite struct PlantedPlanTests {
  @Test func everyKindOfRuleIsBrokenByAPlantedPlan() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    let expectations = try files.filter { $0.pathExtension == "swift" }
      .map { try String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
    for kind in Violation.Kind.allCases where kind != .inRatio && kind != .proportional {
      let isPlanted = expectations.contains("\"\(kind.rawValue)\"")
      #expect(isPlanted, "no plan is planted that breaks \(kind.rawValue)")
    }
    // Of these two one test plants both: `sharesOfNoCommonRateAreRefused`.
    let plantsBoth = expectations.contains("[kind.rawValue]")
    #expect(plantsBoth)
  }

  @Test func aPlanOfAnotherNumberOfPeriodsIsRefused() {
    var direct = PlanRuleTests.Direct()
    let row = direct.tiny.demand(direct.customer, direct.product, Rational(10))
    let link = direct.tiny.way(direct.plant, .customer(direct.customer))
    direct.tiny.change { $0.periods = ["1", "2"] }
    let instance = direct.tiny.frozen()
    #expect(kinds(plan([(link, .row(row), 10)], of: instance), instance).contains("periods"))
  }

  @Test func goodsOfAnotherPeriodMayNotMove() {
    var direct = PlanRuleTests.Direct()
    let row = direct.tiny.demand(direct.customer, direct.product, Rational(10)) { $0.penalty = .one }
    let link = direct.tiny.way(direct.plant, .customer(direct.customer))
    direct.tiny.change { $0.demand[row.index].period = PeriodID(1) }
    let instance = direct.tiny.frozen()
    #expect(kinds(plan([(link, .row(row), 10)], of: instance), instance).contains("wrong_period"))
  }

  @Test func nothingMayMoveWhereALinkWasTakenAway() {
    var direct = PlanRuleTests.Direct()
    let row = direct.tiny.demand(direct.customer, direct.product, Rational(10))
    let link = direct.tiny.way(direct.plant, .customer(direct.customer))
    direct.tiny.change { $0.links.withdrawn = [link] }
    let instance = direct.tiny.frozen()
    #expect(kinds(plan([(link, .row(row), 10)], of: instance), instance).contains("withdrawn"))
  }

  @Test func moneyBeyondWhatCanBeCountedIsRefused() {
    var direct = PlanRuleTests.Direct()
    let row = direct.tiny.demand(direct.customer, direct.product, Rational(100))
    let link = direct.tiny.way(
      direct.plant, .customer(direct.customer), cost: Rational(whole: Rational.powerOfTen(36)))
    let instance = direct.tiny.frozen()
    #expect(kinds(plan([(link, .row(row), 100)], of: instance), instance) == ["too_large"])
  }

  @Test func anObjectivePastItsLimitIsRefused() {
    var direct = PlanRuleTests.Direct()
    let row = direct.tiny.demand(direct.customer, direct.product, Rational(10)) { $0.penalty = .one }
    let link = direct.tiny.way(direct.plant, .customer(direct.customer), cost: Rational(2))
    direct.tiny.change { $0.objectives[0].limit = Rational(15) }
    let instance = direct.tiny.frozen()
    func refusal(_ amount: Int64) -> [Violation] {
      let claim = PlanClaim(
        plan: plan([(link, .row(row), amount)], of: instance), levels: [LevelClaim(bound: nil, boundBy: "test")],
        certificate: Certificate(levels: []), run: RunRecord(stoppedBy: .proof, engine: "test"))
      guard case .failure(let refusal) = Verifier.verify(.plan(claim), of: instance) else { return [] }
      return refusal.violations
    }
    // 5 moved and 5 short cost 15; 6 and 4 cost 16.
    #expect(refusal(5) == [])
    #expect(refusal(6).map(\.kind.rawValue) == ["objective_limit"])
    #expect(refusal(6).map(\.rule) == [.objectiveKept(0)])
  }
}

extension Violation {
  /// Whether the rule that it names is one of its kind; what a plan is made of has no rule in the instance.
  var namesItsRule: Bool {
    guard let rule else { return Self.withoutRule.contains(kind) }
    return Self.kinds(of: rule).contains(kind)
  }

  private static let withoutRule: Set<Kind> = [
    .periods, .unknownSite, .unknownFlow, .negativeFlow, .emptyFlow, .duplicateFlow, .tooLarge, .unknownMeasure,
    .wrongCommodity, .wrongPeriod, .notCarried, .service, .fromSite, .channel, .offering, .exclusiveTerritory,
    .maxTransitTime, .band, .withdrawn, .siteOpen, .moreThanDemanded,
  ]

  private static func kinds(of rule: Rule) -> Set<Kind> {
    switch rule {
    case .balance: [.balance]
    case .supplyMaximum: [.supplyMax]
    case .supplyMinimum: [.supplyMin]
    case .demand: [.demandMin, .demandMax]
    case .wholeOrder: [.wholeOrder]
    case .linking, .usage: [.siteClosed]
    case .throughputMaximum: [.throughputMax, .unknownMeasure]
    case .throughputMinimum: [.throughputMin, .unknownMeasure]
    case .capacityMaximum: [.capacityMax, .unknownMeasure]
    case .capacityMinimum: [.capacityMin, .unknownMeasure]
    case .minimumIfUsed: [.minimumIfUsed, .unknownMeasure]
    case .singleAward: [.singleAward]
    case .singleSource: [.singleSource]
    case .oneOfferALeg: [.oneOfferALeg]
    case .constraintLeast: [.constraintMin]
    case .constraintMost: [.constraintMax, .unknownMeasure]
    case .fillFloor: [.fillFloor]
    case .shareLeast, .shareMost, .shareFloor: [.proportional, .inRatio, .equalFill]
    case .productSources: [.maxSources]
    case .creditLimit: [.creditLimit]
    case .partnerMargin: [.partnerMargin]
    case .channelShareLeast: [.channelShareMin]
    case .channelShareMost: [.channelShareMax]
    case .territoryShareLeast: [.territoryShareMin]
    case .territoryShareMost: [.territoryShareMax]
    case .objectiveKept: [.objectiveLimit]
    case .tender(let rule): kinds(of: rule)
    default: []
    }
  }

  private static func kinds(of rule: TenderRule) -> Set<Kind> {
    switch rule {
    case .volumeLeast: [.providerVolumeMin]
    case .volumeMost: [.providerVolumeMax]
    case .laneCount: [.providerMaxLanes]
    case .siteCount: [.providerMaxSites]
    case .oneBreak: [.noBreak]
    default: []
    }
  }
}
