import Formulations
import Logistics
import MathProgram
import NativeEngines
import Planning
import Testing
import Verification

/// Tenders with terms that no engine of ours takes whole: their first plan is ours all the same.
@Suite struct TenderStartTests {
  /// Whole lanes, prices that fall with all that a provider carries, and limits on lanes and volumes besides.
  private static func tables(_ seed: UInt64, lanes: Int, providers: Int = 4) -> [String: String] {
    var state = seed &* 2_654_435_761 &+ 99
    func number(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int((state >> 33) % UInt64(range.count))
    }
    let quantities = (0..<lanes).map { _ in number(2...20) }
    let total = quantities.reduce(0, +)
    var tables = [
      "sites": "site\nPlant\n", "supply": "site,product\nPlant,freight\n",
      "providers": "provider,engagement_cost,volume_min,volume_max,max_lanes\n", "demand": "customer,product,quantity\n",
      "rates": "rate,charge,break_from,basis,structure,break_scope,cost\n",
      "lanes": "origin,destination,provider,unit_cost,rate,award\n",
      "constraints": "constraint,type,provider,destination,sense,value\nmost,provider_count,,,max,3\nno,flow,V0,C1,max,0\n",
      "contracts": "contract,line,party,term,value,threshold\nframe,bonus,V1,rebate,4,\(total / 3)\n",
    ]
    for provider in 0..<providers {
      tables["providers"]? += "V\(provider),\(number(0...30)),\(provider == 2 ? total / 5 : 0),\(total / 2),\(lanes / 2 + provider)\n"
      for (place, from) in [0, total / 3, total / 2].enumerated() {
        tables["rates"]? += "R\(provider),haul,\(from),unit,all_unit,provider,\(30 - number(1...5) * place)\n"
      }
    }
    for lane in 0..<lanes {
      tables["demand"]? += "C\(lane),freight,\(quantities[lane])\n"
      for provider in 0..<providers {
        tables["lanes"]? += "Plant,C\(lane),V\(provider),\(number(5...40)),R\(provider),single\n"
      }
    }
    return tables
  }

  private func plan(_ tables: [String: String], _ engine: PlanOptions.EngineChoice) throws -> VerifiedPlan? {
    var options = PlanOptions()
    options.engine = engine
    guard case .plan(let plan)? = try? Planned.answer(tables, options) else { return nil }
    return plan
  }

  @Test func aSketchKnowsTheTermsThatItCan() throws {
    let instance = try Planned.instance(Self.tables(1, lanes: 12))
    let linear = try #require(ExportedPrograms(instance).levels.first?.program)
    let sketch = try #require(InstanceProgram(instance).tenderSketch(of: linear))
    // Twelve lanes, four bids each, one of them forbidden.
    #expect(sketch.program.itemCount == 12 && sketch.program.awardCount == 47 && sketch.program.mostEngaged == 3)
    let total = instance.demand.reduce(Rational.zero) { $0 + $1.quantity }.approximate
    for (index, tiers) in sketch.program.tiers.enumerated() {
      #expect(!tiers.isEmpty && tiers.allSatisfy { $0.to <= total / 2 }, "provider \(index)")
    }
    #expect(sketch.program.tiers[2].allSatisfy { $0.from >= (total / 5).rounded(.down) })
  }

  @Test func theStartIsOursAndTheAnswerTheSame() throws {
    for seed in 0..<UInt64(Campaign.size(4)) {
      let tables = Self.tables(seed, lanes: 12)
      let (with, without) = (try #require(try plan(tables, .auto)), try #require(try plan(tables, .glpk)))
      #expect(with.levels[0].value == without.levels[0].value, "seed \(seed)")
      #expect(with.run.attempts.contains { $0.method.hasPrefix("first plan") }, "seed \(seed): \(with.run.attempts)")
      #expect(!without.run.attempts.contains { $0.method.hasPrefix("first plan") }, "seed \(seed)")
    }
  }

  /// What the award engine makes of a tender's sketch.
  private struct SketchedPlan {
    private let instance: Instance
    private let program: LinearProgram
    private let source: InstanceProgram
    private let sketch: TenderSketch
    private let awards: [Double]

    init(_ tables: [String: String]) throws {
      instance = try Planned.instance(tables)
      program = try #require(ExportedPrograms(instance).levels.first?.program)
      source = InstanceProgram(instance)
      sketch = try #require(source.tenderSketch(of: program))
      let outcome = try AwardEngine().solve(.award(sketch.program), SolveControl(workLimit: 40_000, gap: 1e-3))
      guard case .columns(let awards)? = outcome.solution else { throw Planned.Missing.plan }
      self.awards = awards
    }

    func checked(takesPackages: Bool) throws -> (PlanEvaluation, [Violation]) {
      var columns = program.columnLower
      for flow in sketch.flows(ofAwards: awards, takesPackages: takesPackages) { columns[flow.column] = flow.amount }
      return PlanCheck.evaluate(try #require(source.plan(from: columns)), of: instance)
    }
  }

  @Test func theFirstPlanKeepsEveryRuleAndIsNotFarFromTheBest() throws {
    for seed in 0..<UInt64(3) {
      let tables = Self.tables(seed, lanes: 40)
      let sketched = try SketchedPlan(tables)
      let (evaluation, violations) = try sketched.checked(takesPackages: true)
      #expect(violations.isEmpty, "seed \(seed): \(violations.map(\.message))")
      let best = try #require(try plan(tables, .glpk)).levels[0].value
      let cost = evaluation.totalCost.rational
      #expect(cost >= best && cost <= best * Rational(mantissa: 105, decimals: 2), "seed \(seed): \(cost), \(best)")
    }
  }

  /// A second tariff for V0, tenders of V1 with a rebate, and packages of two lanes each by V3.
  private static func further(_ seed: UInt64, lanes: Int) -> [String: String] {
    var tables = Self.tables(seed, lanes: lanes)
    let quantities = (tables["demand"] ?? "").split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").last.flatMap { Int($0) } }
    let total = quantities.reduce(0, +)
    // Four may be engaged, and none has limits of its volume: a start that packages push past them gives way to one without.
    tables["constraints"] = tables["constraints"]?.replacing(",max,3", with: ",max,4")
    tables["providers"] = tables["providers"]?.replacing(",\(total / 5),", with: ",0,").replacing(",\(total / 2),", with: ",,")
    tables["rates"]? += "R0,fuel,0,unit,all_unit,provider,3\nR0,fuel,\(total / 4),unit,all_unit,provider,1\n"
    tables["lanes"] = tables["lanes"]?.replacing(",single\n", with: ",single,,\n").replacing("rate,award\n", with: "rate,award,offer,capacity_min\n")
    for package in 0..<lanes / 4 {
      for lane in [2 * package, 2 * package + 1] {
        tables["lanes"]? += "Plant,C\(lane),V3,\(18 + package),,single,both\(package),\(quantities[lane])\n"
      }
    }
    return tables
  }

  @Test func aSketchKnowsPackagesSeveralTariffsAndRebates() throws {
    let tables = Self.further(1, lanes: 12)
    let instance = try Planned.instance(tables)
    let linear = try #require(ExportedPrograms(instance).levels.first?.program)
    let sketch = try #require(InstanceProgram(instance).tenderSketch(of: linear))
    #expect(sketch.packages.count == 3 && sketch.packages.allSatisfy { $0.members.count == 2 && $0.provider == 3 })
    // V0: breaks at a quarter, a third and a half, its second tariff on top: 30 and 3 below the first.
    let both = sketch.program.tiers[0]
    #expect(both.count >= 3 && both[0].countedPrice == 33, "\(both)")
    #expect(zip(both, both.dropFirst()).allSatisfy { $0.countedPrice > $1.countedPrice && $0.to < $1.from })
    // V1: from a third on 4 % of all charges come back, of what lanes cost by themselves too.
    let given = sketch.program.tiers[1]
    #expect(given.contains { $0.paidPrice == 0 } && given.contains { abs($0.paidPrice + 0.04) < 1e-12 }, "\(given)")
  }

  @Test func theStartTakesPackagesWhereTheySave() throws {
    var taken = 0
    for seed in 0..<UInt64(Campaign.size(4)) {
      let tables = Self.further(seed, lanes: 16)
      let sketched = try SketchedPlan(tables)
      func start(_ takesPackages: Bool) throws -> (cost: Rational, isLegal: Bool) {
        let (evaluation, violations) = try sketched.checked(takesPackages: takesPackages)
        return (evaluation.totalCost.rational, violations.isEmpty)
      }
      let (plain, packed) = (try start(false), try start(true))
      #expect(plain.isLegal, "seed \(seed)")
      #expect(packed.isLegal && packed.cost <= plain.cost, "seed \(seed): \(packed), \(plain)")
      if packed.cost < plain.cost { taken += 1 }
      let (with, without) = (try #require(try plan(tables, .auto)), try #require(try plan(tables, .glpk)))
      #expect(with.levels[0].value == without.levels[0].value, "seed \(seed)")
      let first = with.run.attempts.filter { $0.method.hasPrefix("first plan") }
      #expect(first.contains { $0.result.contains("optimal") || $0.result.contains("plan") }, "seed \(seed): \(with.run.attempts)")
      let best = with.levels[0].value
      #expect(packed.cost >= best, "seed \(seed): \(packed.cost), \(best)")
    }
    #expect(taken > 0)
  }
}
