import FileFormats
import Formulations
import Logistics
import MathProgram
import Planning
import Testing
import Verification

/// Tenders of lanes that go whole to one provider each: planned natively, by GLPK, and certified from the tables alone.
@Suite struct AwardTests {
  /// Lanes from one plant, every provider on every lane, breaks over all that a provider carries.
  private static func tables(_ seed: UInt64, lanes: Int = 7, providers: Int = 3) -> [String: String] {
    var state = seed &* 2_654_435_761 &+ 12_345
    func number(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int((state >> 33) % UInt64(range.count))
    }
    let quantities = (0..<lanes).map { _ in number(2...20) }
    let total = quantities.reduce(0, +)
    let structure = ["all_unit", "all_unit", "incremental", "stepwise"][number(0...3)]
    let basis = structure == "all_unit" ? ["unit", "unit_km"][number(0...1)] : "unit"
    var tables = [
      "settings": "key,value\nquantity_decimals,\(number(0...1) * 3)\n",
      "sites": "site\nPlant\n", "supply": "site,product\nPlant,freight\n",
      "providers": "provider,engagement_cost\n", "demand": "customer,product,quantity\n",
      "rates": "rate,charge,break_from,basis,structure,break_scope,cost\n",
      "lanes": "origin,destination,provider,unit_cost,rate,distance,award\n",
      "constraints": "constraint,type,sense,value\nmost,provider_count,max,\(number(1...2))\n",
    ]
    for provider in 0..<providers {
      tables["providers"]? += "V\(provider),\(number(0...30))\n"
      for (place, from) in [0, total / 3, total / 2].enumerated() {
        let cost = structure == "stepwise" ? 40 + 25 * place : 30 - number(1...5) * place
        tables["rates"]? += "R\(provider),haul,\(from),\(basis),\(structure),provider,\(cost)\n"
      }
    }
    for lane in 0..<lanes {
      tables["demand"]? += "C\(lane),freight,\(quantities[lane])\n"
      let distance = number(1...4)
      for provider in 0..<providers {
        tables["lanes"]? += "Plant,C\(lane),V\(provider),\(number(5...40)),R\(provider),\(distance),single\n"
      }
    }
    return tables
  }

  private func plan(_ tables: [String: String], _ engine: PlanOptions.EngineChoice) throws -> VerifiedPlan {
    var options = PlanOptions()
    options.engine = engine
    guard case .plan(let plan) = try Planned.answer(tables, options) else {
      throw AwardFault.noPlan
    }
    return plan
  }

  private enum AwardFault: Error { case noPlan }

  @Test func nativeAndGLPKAgreeAndTheNativeBoundIsCertified() throws {
    for seed in 0..<UInt64(Campaign.size(40)) {
      let tables = Self.tables(seed)
      let (native, glpk) = (try plan(tables, .native), try plan(tables, .glpk))
      #expect(native.levels[0].value == glpk.levels[0].value, "seed \(seed)")
      #expect(native.run.attempts.last?.method.hasPrefix("awards") == true, "seed \(seed)")
      // The certificate takes awards in parts, the search asks about them: both come to the value but for decimals.
      #expect(native.levels[0].certifiedGap ?? 1 <= 1e-6, "seed \(seed): \(native.levels[0])")
    }
  }

  @Test func aCertificateOfATenderIsReadBackAsItWasWritten() throws {
    let native = try plan(Self.tables(4), .native)
    let instance = try Planned.instance(Self.tables(4))
    let level = try #require(native.certificate.levels.first)
    #expect(level.blocks.contains { $0.schedule != nil })
    let book = RuleBook(instance)
    let bound = CertificateCheck(book, values: [native.levels[0].value]).bound(level, level: 0)
    #expect(bound == .bound(try #require(native.levels[0].certifiedBound)))
  }

  @Test func aLaneMayBeForcedOnAProviderThatWouldNotWinIt() throws {
    for seed in 0..<UInt64(Campaign.size(12)) {
      var tables = Self.tables(seed)
      tables["constraints"] = (tables["constraints"] ?? "").replacing("value\n", with: "value,destination,provider\n")
        .replacing(",max,1\n", with: ",max,1,,\n").replacing(",max,2\n", with: ",max,2,,\n") + "force,flow,min,1,C3,V2\n"
      let (native, glpk) = (try plan(tables, .native), try plan(tables, .glpk))
      #expect(native.levels[0].value == glpk.levels[0].value, "seed \(seed)")
      #expect(native.levels[0].certifiedGap ?? 1 <= 1e-6, "seed \(seed): \(native.levels[0])")
    }
  }

  @Test func whatIsNoSuchTenderSaysWhy() throws {
    func reason(_ change: (inout [String: String]) -> Void) throws -> String? {
      var tables = Self.tables(1)
      change(&tables)
      let instance = try Planned.instance(tables)
      let program = try #require(ExportedPrograms(instance).levels.first?.program)
      if case .failure(let obstacle) = InstanceProgram(instance).awards(of: program) { return obstacle.reason }
      return nil
    }
    #expect(try reason { _ in } == nil)
    #expect(try reason { $0["lanes"] = $0["lanes"]?.replacing(",single", with: ",split") }?.contains("whole") == true)
    #expect(
      try reason { $0["supply"] = "site,product,supply_max\nPlant,freight,900\n" }?.contains("more is limited") == true)
    #expect(try reason { $0["settings"]? += "default_penalty_cost,90\n" }?.contains("more is decided") == true)
    #expect(try reason { $0["providers"] = "provider,max_lanes\nV0,3\nV1,\nV2,\n" } != nil)
  }

  @Test func everyLegalAwardCostsAtLeastWhatAnyMultipliersProve() throws {
    for seed in 0..<UInt64(Campaign.size(10)) {
      let instance = try Planned.instance(Self.tables(seed))
      let best = try plan(Self.tables(seed), .glpk).levels[0].value
      let book = RuleBook(instance)
      let check = CertificateCheck(book, values: [best])
      let blocks = instance.providers.indices.map { index in
        CertificateBlock(
          opening: .providerEngaged(ProviderID(index)), capacity: nil,
          schedule: .provider(RateID(index), charge: 0, ProviderID(index)))
      }
      for scale in [0, 10, 35, 60, 90, 500] {
        let entries = instance.demand.indices.map { row in
          MultiplierVector.Entry(.demand(DemandID(row)), Rational(scale + row * (scale / 7)))
        }
        let certificate = LevelCertificate(
          countsObjective: true, vectors: [MultiplierVector(entries)], nodes: [.leaf(vector: 0)], blocks: blocks)
        guard case .bound(let bound) = check.bound(certificate, level: 0) else {
          Issue.record("seed \(seed): no bound at \(scale)")
          continue
        }
        #expect(bound <= best, "seed \(seed) at \(scale): \(bound)")
      }
    }
  }
}
