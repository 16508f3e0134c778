import FileFormats
import Formulations
import Logistics
import Planning
import Testing
import Verification

/// Random instances that are networks, planned natively and by GLPK: the same values level by level, and certificates that
/// prove them.
@Suite struct NetworkCampaign {
  @Test func bothEnginesReachTheSameValuesAndProveThem() throws {
    let count = Campaign.size(150)
    var (plans, noPlans, later) = (0, 0, 0)
    for seed in 1...UInt64(count) {
      var draw = NetworkDraw(seed: seed)
      let tables = seed % 3 == 0 ? draw.wholeOrders() : draw.flows()
      // Some draws are no instances; they are passed over, and the count below says that they are few.
      guard let instance = Planned.instanceIfSound(tables) else { continue }
      let answer = try plan(instance, .native, seed)
      switch (answer, try plan(instance, .glpk, seed)) {
      case (.plan(let ours), .plan(let theirs)):
        plans += 1
        later += ours.levels.count - 1
        compare(ours, theirs, seed)
      case (.noPlan(let ours), .noPlan(let theirs)):
        noPlans += 1
        #expect(ours.isCertified || !theirs.isCertified, "seed \(seed)")
      default: Issue.record("seed \(seed): one engine has a plan, the other none")
      }
    }
    print("\(plans) networks planned by both engines, \(noPlans) without a plan, \(later) later levels")
    #expect(plans > count / 2 && later > 0)
  }

  private func plan(_ instance: Instance, _ engine: PlanOptions.EngineChoice, _ seed: UInt64) throws -> VerifiedAnswer {
    var options = PlanOptions()
    options.engine = engine
    do {
      return try Planner(options).plan(instance)
    } catch {
      Issue.record("seed \(seed), \(engine.rawValue): \(error)")
      throw error
    }
  }

  private func compare(_ ours: VerifiedPlan, _ theirs: VerifiedPlan, _ seed: UInt64) {
    #expect(ours.run.engine == "native" && ours.run.stoppedBy == .proof, "seed \(seed): \(ours.run)")
    for (index, (level, other)) in zip(ours.levels, theirs.levels).enumerated() {
      let place = "seed \(seed), level \(index)"
      let (value, rival) = (level.value.approximate, other.value.approximate)
      // Never worse; better only where GLPK stopped at what its tolerance calls a whole number.
      let gain = level.isMaximized ? value - rival : rival - value
      #expect(gain >= -1e-9 * max(1, abs(value)), "\(place): native \(value), GLPK \(rival)")
      #expect(gain <= 1e-6 * max(1, abs(value)), "\(place): native \(value), GLPK \(rival)")
      #expect((level.gap ?? 1) <= 1e-9, "\(place): \(level)")
      #expect(level.boundBy == "native", "\(place)")
      // Limits and demand between two steps cost the certificate what less than a step is worth.
      #expect((level.certifiedGap ?? 1) <= 1e-3, "\(place): \(level)")
    }
  }

  /// In data that are multiples of the resolution, the certificate meets the value.
  @Test func theCertificateMeetsTheValueOfDataInSteps() throws {
    for seed in 1...UInt64(Campaign.size(50)) {
      var draw = NetworkDraw(seed: seed * 3)
      guard let instance = Planned.instanceIfSound(draw.wholeOrders()) else { continue }
      guard case .plan(let plan) = try plan(instance, .native, seed) else { continue }
      for level in plan.levels { #expect((level.certifiedGap ?? 1) <= 1e-9, "seed \(seed): \(level)") }
    }
  }
}
