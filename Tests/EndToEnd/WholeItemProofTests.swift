import FileFormats
import Logistics
import Planning
import Testing
import Verification

/// Sites under consideration from which whole orders are served: what the engine proves by 0-1 knapsacks, the check proves from the
/// instance alone.
@Suite struct WholeItemProofTests {
  @Test func theCheckProvesWhatTheEngineProves() throws {
    for seed in UInt64(1)...12 {
      let instance = try Planned.instance(tables(seed: seed))
      guard case .plan(let plan) = try Planner().plan(instance) else { throw Planned.Missing.plan }
      let level = plan.levels[0]
      #expect(plan.run.engine == "native", "seed \(seed)")
      #expect(plan.status == .optimal, "seed \(seed)")
      #expect(level.bound == level.value, "seed \(seed)")
      #expect((level.certifiedGap ?? 1) <= 1e-9, "seed \(seed): \(level.certifiedBound.map { "\($0)" } ?? "none")")
      #expect(!plan.certificate.levels[0].blocks.isEmpty, "seed \(seed)")
      // No other engine was asked for a proof.
      #expect(!plan.run.attempts.contains { $0.engine == "glpk" }, "seed \(seed)")
    }
  }

  @Test func whatIsReadBackProvesTheSame() throws {
    let instance = try Planned.instance(tables(seed: 3))
    guard case .plan(let plan) = try Planner().plan(instance) else { throw Planned.Missing.plan }
    let reading = PlanReader.read(
      plan: PlanDocument(.plan(plan), PlanContext()).bytes,
      certificate: CertificateDocument(plan.certificate, instance).bytes, instance)
    guard case .plan(let claim) = reading.claim, case .success(.plan(let again)) = Verifier.verify(.plan(claim), of: instance)
    else {
      Issue.record("\(reading.faults.map(\.message))")
      return
    }
    #expect(again.levels[0].certifiedBound == plan.levels[0].certifiedBound)
  }

  @Test func noCertificateProvesMoreThanTheOptimum() throws {
    for seed in UInt64(1)...6 {
      let instance = try Planned.instance(tables(seed: seed))
      guard case .plan(let plan) = try Planner().plan(instance) else { throw Planned.Missing.plan }
      expectPlantedMultipliersProveNoMore(plan, instance, "seed \(seed)")
      // Children that change places are other boxes: a bound, of nothing that is claimed.
      let value = plan.levels[0].value
      var swapped = plan.certificate.levels[0]
      for index in swapped.nodes.indices {
        if case .split(let decision, let at, let low, let high) = swapped.nodes[index] {
          swapped.nodes[index] = .split(decision: decision, at: at, low: high, high: low)
        }
      }
      let check = CertificateCheck(RuleBook(instance), values: [value])
      if case .bound(let bound) = check.bound(swapped, level: 0) { #expect(bound <= value, "seed \(seed)") }
    }
  }

  /// Orders of five to 35 that go whole, warehouses that hold three to five of them.
  private func tables(seed: UInt64) -> [String: String] {
    WarehouseTables(shops: 14, houses: 7, throughput: 60...110, shipsComplete: true).drawn(seed: seed)
  }
}

/// Single-source instances of Yang, Chu and Chen (2012) and of Holmberg, Rönnqvist and Yuan (1999).
@Suite(.enabled(if: Campaign.data("sscflp") != nil), .serialized) struct SingleSourceProofTests {
  @Test(arguments: [("holmberg/p1", 8_848), ("holmberg/p13", 8_252), ("holmberg/p20", 10_486), ("yang/p3.gz", 28_131)])
  func aSingleSourceInstanceIsCertified(path: String, optimum: Int) throws {
    let folder = try #require(Campaign.data("sscflp"))
    let imported = try ImportedInstance.read(.singleSource, path: "\(folder)/\(path)")
    let files = imported.files.map { (name: $0.name, bytes: $0.bytes) }
    let instance = try #require(LoadedInstance.load(name: path, files: files).instance)
    guard case .plan(let plan) = try Planner().plan(instance) else { throw Planned.Missing.plan }
    #expect(plan.levels[0].value == Rational(optimum))
    #expect((plan.levels[0].certifiedGap ?? 1) <= 1e-9, "\(path)")
  }
}
