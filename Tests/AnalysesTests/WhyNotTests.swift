import Analyses
import Logistics
import Planning
import Synchronization
import Testing
import Verification

/// What each loser of a tender would have to offer.
@Suite struct WhyNotTests {
  /// Lanes that go whole, every provider on every lane, prices that fall with all that a provider carries.
  private static func tables(_ seed: UInt64, lanes: Int = 6, providers: Int = 3) -> [String: String] {
    var dice = Dice(seed)
    let quantities = (0..<lanes).map { _ in dice.roll(2...20) }
    let total = quantities.reduce(0, +)
    var tables = [
      "sites": "site\nPlant\n", "supply": "site,product\nPlant,freight\n",
      "providers": "provider,engagement_cost\n", "demand": "customer,product,quantity\n",
      "rates": "rate,charge,break_from,basis,structure,break_scope,cost\n",
      "lanes": "origin,destination,provider,unit_cost,rate,award\n",
      "constraints": "constraint,type,sense,value\nmost,provider_count,max,2\n",
    ]
    for provider in 0..<providers {
      tables["providers"]? += "V\(provider),\(dice.roll(0...30))\n"
      for (place, from) in [0, total / 3, total / 2].enumerated() {
        tables["rates"]? += "R\(provider),haul,\(from),unit,all_unit,provider,\(30 - dice.roll(1...5) * place)\n"
      }
    }
    for lane in 0..<lanes {
      tables["demand"]? += "C\(lane),freight,\(quantities[lane])\n"
      for provider in 0..<providers {
        tables["lanes"]? += "Plant,C\(lane),V\(provider),\(dice.roll(5...40)),R\(provider),single\n"
      }
    }
    return tables
  }

  private static func whyNot(_ tables: [String: String], _ options: PlanOptions, _ question: WhyNot.Question = .init())
    throws -> WhyNot?
  {
    let session = try Tables.session(tables, options)
    guard case .plan(let plan) = try session.replan() else { return nil }
    return WhyNot(session, plan, question)
  }

  @Test func oneWarmPlanALoserTellsWhatManyFromNothingDo() throws {
    var (wins, never) = (0, 0)
    for seed in 0..<UInt64(Tables.size(8)) {
      var cold = PlanOptions()
      cold.engine = .glpk
      let warm = try #require(try Self.whyNot(Self.tables(seed), PlanOptions()))
      let slow = try #require(try Self.whyNot(Self.tables(seed), cold))
      #expect(warm.plan.levels[0].value == slow.plan.levels[0].value, "seed \(seed)")
      let known = Dictionary(uniqueKeysWithValues: slow.losers.map { ($0.lane, $0) })
      // Of equally good plans each may have found another.
      guard Set(warm.losers.map(\.lane)) == Set(known.keys) else { continue }
      for loser in warm.losers {
        let other = try #require(known[loser.lane])
        #expect(loser.forcedCost == other.forcedCost, "seed \(seed), \(loser.lane)")
        #expect(loser.fall == other.fall, "seed \(seed), \(loser.lane)")
        if loser.fall == nil { never += 1 } else { wins += 1 }
        let least = try #require(loser.forcedAtLeast, "seed \(seed), \(loser.lane)")
        let cost = try #require(loser.forcedCost).rational
        #expect(least <= cost && cost - least <= Rational(mantissa: 1, decimals: 2), "seed \(seed): \(least) for \(cost)")
      }
    }
    #expect(wins > 10 && never > 10, "\(wins) losers with a price, \(never) without")
  }

  @Test func atItsBreakEvenPriceALoserIsInAPlanAsGood() throws {
    let tables = Self.tables(3)
    let session = try Tables.session(tables)
    guard case .plan(let plan) = try session.replan() else { return }
    let sheet = WhyNot(session, plan)
    var told = 0
    for loser in sheet.losers {
      guard let fall = loser.fall else { continue }
      var changed = plan.instance
      let own = changed.lanes.unitCost[loser.lane.index]
      // A little below it the best plan is better than the present one, a little above it is not.
      for (offset, isBetter) in [(Rational(mantissa: 1, decimals: 3), true), (Rational(mantissa: -1, decimals: 3), false)] {
        guard let price = own?.cost, price - fall - offset >= .zero else { continue }
        changed.lanes.unitCost[loser.lane.index] = UnitCost(cost: price - fall - offset, basis: .unit)
        guard case .plan(let best) = try session.plan(changed) else { continue }
        #expect((best.evaluation.totalCost < plan.evaluation.totalCost) == isBetter, "\(loser.lane) at \(price - fall - offset)")
        told += 1
      }
    }
    #expect(told > 4)
  }

  @Test func oneProviderOrLaneMayBeAskedForAndJobsChangeNothing() throws {
    var question = WhyNot.Question()
    question.provider = ProviderID(1)
    question.jobs = 2
    let all = try #require(try Self.whyNot(Self.tables(1), PlanOptions()))
    let some = try #require(try Self.whyNot(Self.tables(1), PlanOptions(), question))
    let instance = all.plan.instance
    let own = all.losers.filter { loser in
      instance.lanes.links(of: loser.lane).contains { instance.links.provider[$0.index] == ProviderID(1) }
    }
    #expect(!own.isEmpty && some.losers.map(\.lane) == own.map(\.lane))
    #expect(some.losers.map(\.forcedCost) == own.map(\.forcedCost))
    #expect(some.rules.isEmpty)
    // Without the limit of two providers nothing is cheaper, or something is: either way it is priced.
    #expect(all.rules.count == 1 && all.rules[0].saving != nil)
  }

  /// What a progress bar shows: never more done than there is to do, and in the end all of it.
  @Test(arguments: [PlanOptions.EngineChoice.auto, .glpk]) func theProgressBarCountsEveryPlan(_ engine: PlanOptions.EngineChoice) throws {
    let shown = Mutex<[(done: Int, of: Int)]>([])
    let progress = AnalysisProgress { done, of in shown.withLock { $0.append((done, of)) } }
    var options = PlanOptions()
    options.engine = engine
    let session = try Tables.session(Self.tables(2, lanes: 4), options)
    guard case .plan(let plan) = try session.replan() else { return }
    var question = WhyNot.Question()
    question.jobs = 2
    let sheet = WhyNot(session, plan, question, progress: progress)
    let counts = shown.withLock { $0 }
    #expect(sheet.losers.count == 8 && sheet.rules.count == 1)
    #expect(counts.allSatisfy { $0.done <= $0.of } && zip(counts, counts.dropFirst()).allSatisfy { $0.done <= $1.done && $0.of <= $1.of })
    let end = try #require(counts.last)
    #expect(end.done == end.of && end.done >= sheet.losers.count + sheet.rules.count, "\(counts)")
  }

  /// Swift at 10, with 10 % back from 8 units and 30 % from 12; Steady at 9.5. Ten units: Swift for 90, else Steady for 95; the
  /// second tier is out of reach and worth nothing. With twelve Swift costs 84, without that tier 108 and without the first one
  /// still 84.
  @Test func everyTierOfARebateHasItsPrice() throws {
    func prices(_ quantity: Int) throws -> [String] {
      let session = try Tables.session([
        "sites": "site\nPlant\n", "supply": "site,product\nPlant,tea\n", "demand": "customer,product,quantity\nShop,tea,\(quantity)\n",
        "providers": "provider\nSwift\nSteady\n",
        "lanes": "origin,destination,provider,unit_cost\nPlant,Shop,Swift,10\nPlant,Shop,Steady,9.5\n",
        "contracts": "contract,line,party,term,value,threshold\nK,1,Swift,rebate,10,8\nK,2,Swift,rebate,30,12\n",
      ])
      guard case .plan(let plan) = try session.replan() else { return [] }
      return WhyNot(session, plan).rules.map { "\($0.name): \($0.saving?.description ?? "none")" }
    }
    #expect(try prices(10) == ["K rebate from 8: -5", "K rebate from 12: 0"])
    #expect(try prices(12) == ["K rebate from 8: 0", "K rebate from 12: -24"])
  }
}
