import Logistics
import Planning
import Testing
import Verification

/// Providers that no table tells apart: plans that differ by their names alone are looked at once, and the proof holds for all.
@Suite struct TwinTests {
  /// Lanes that go whole, three carriers at the same terms and prices, each with a rate of its own, and one that is dearer on some lanes.
  private static func tables(_ seed: UInt64, lanes: Int = 5, isTold: Bool = false) -> [String: String] {
    var state = seed &* 2_654_435_761 &+ 99
    func number(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int((state >> 33) % UInt64(range.count))
    }
    let quantities = (0..<lanes).map { _ in number(2...12) }
    let total = quantities.reduce(0, +)
    let award = number(0...1) == 0 ? "single" : ""
    let (engagement, most, fall) = (number(5...30), number(2...lanes), number(1...4))
    let hasLaneLimit = number(0...1) == 0
    var tables = [
      "settings": "key,value\nquantity_decimals,0\n", "sites": "site\nPlant\n", "supply": "site,product\nPlant,tea\n",
      "providers": "provider,engagement_cost,max_lanes,reputation\n", "demand": "customer,product,quantity\n",
      "rates": "rate,charge,break_from,basis,structure,break_scope,cost\n",
      "lanes": "origin,destination,provider,unit_cost,rate,award\n",
      "constraints": "constraint,type,sense,value\nmost,provider_count,max,3\n",
    ]
    for (place, name) in ["A", "B", "C", "Other"].enumerated() {
      // A score that nothing asks about tells them apart.
      tables["providers"]? += "\(name),\(place == 3 ? engagement + 4 : engagement),\(hasLaneLimit ? "\(most)" : ""),\(isTold ? "\(50 + place)" : "")\n"
      for (step, from) in [0, total / 3, total / 2].enumerated() {
        tables["rates"]? += "R\(name),haul,\(from),unit,all_unit,provider,\((place == 3 ? 21 : 20) - fall * step)\n"
      }
    }
    for lane in 0..<lanes {
      tables["demand"]? += "C\(lane),tea,\(quantities[lane])\n"
      let (own, others) = (number(2...9), number(2...9))
      for name in ["A", "B", "C", "Other"] {
        tables["lanes"]? += "Plant,C\(lane),\(name),\(name == "Other" ? others : own),R\(name),\(award)\n"
      }
    }
    return tables
  }

  private static func twinRows(_ tables: [String: String]) throws -> Int {
    RuleBook(try Planned.instance(tables)).rows.count { $0.rule.isOfTwins }
  }

  @Test func whatTellsThemApartEndsIt() throws {
    let tables = Self.tables(1)
    // A and B, B and C: two rules each.
    #expect(try Self.twinRows(tables) == 4)
    #expect(try Self.twinRows(Self.tables(1, isTold: true)) == 0)
    func rows(_ table: String, _ old: String, _ new: String) throws -> Int {
      var changed = tables
      #expect(changed[table]?.contains(old) == true, "\(table) holds no `\(old)`")
      changed[table] = changed[table]?.replacing(old, with: new, maxReplacements: 1)
      return try Self.twinRows(changed)
    }
    // B differs: A and C are left, and are neighbours then.
    #expect(try rows("lanes", "Plant,C2,B,", "Plant,C2,B,1") == 2)
    #expect(try rows("rates", "RB,haul,0,unit,all_unit,provider,20", "RB,haul,0,unit,all_unit,provider,19") == 2)
    #expect(try rows("providers", "\nB,", "\nB,1") == 2)
    // Rows of two twins that share a rate count together only with each other.
    #expect(try rows("lanes", "RB,", "RA,") == 2)
    func rows(adding table: String, _ text: String) throws -> Int {
      var changed = tables
      changed[table] = (changed[table] ?? "") + text
      return try Self.twinRows(changed)
    }
    let constraints = "constraint,type,sense,value,provider\nmost,provider_count,max,3,\n"
    #expect(try rows(adding: "surcharges", "applies_to,name,basis,value\nB,fuel,percent,5\n") == 2)
    #expect(try rows(adding: "contracts", "contract,line,party,term,value\nK,1,B,volume_max,99\n") == 2)
    #expect(try rows(adding: "contracts", "contract,line,party,term,value,threshold\nK,1,B,rebate,5,3\n") == 2)
    var named = tables
    named["constraints"] = constraints + "few,flow,max,99,B\n"
    #expect(try Self.twinRows(named) == 2)
    named["constraints"] = constraints + "few,flow,max,99,Other\n"
    #expect(try Self.twinRows(named) == 4)
    named["sites"] = "site,operator\nPlant,\nDepot,B\n"
    #expect(try Self.twinRows(named) == 2)
    // Nothing decides whether they are engaged.
    var free = tables
    free["constraints"] = nil
    free["providers"] = "provider\nA\nB\nC\nOther\n"
    #expect(try Self.twinRows(free) == 0)
  }

  @Test func anInstanceWithLinksTakenAwayHasNone() throws {
    var instance = try Planned.instance(Self.tables(1))
    instance.links.withdrawn = [LinkID(0)]
    #expect(!RuleBook(instance).rows.contains { $0.rule.isOfTwins })
  }

  /// The premise, plan by plan: under some names every legal plan keeps the order, is as legal, and costs the same.
  @Test func everyPlanKeepsTheOrderUnderSomeNames() throws {
    var checked = 0
    for seed in 0..<UInt64(Campaign.size(12)) {
      let instance = try Planned.instance(Self.tables(seed, lanes: 3))
      let book = RuleBook(instance)
      let twins = ["A", "B", "C"].compactMap { name in instance.providers.firstIndex { $0.name == name }.map { ProviderID($0) } }
      let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
      // Each customer's goods whole by one of the four.
      for choice in 0..<64 {
        let carriers = [choice % 4, choice / 4 % 4, choice / 16].map { ProviderID($0) }
        func plan(_ order: [Int]) -> Plan {
          let flows = instance.demand.indices.map { row -> PlannedFlow in
            let carrier = twins.firstIndex(of: carriers[row]).map { twins[order[$0]] } ?? carriers[row]
            let link = instance.links.origin.indices.map(LinkID.init).first {
              instance.links.provider[$0.index] == carrier && instance.links.destination[$0.index] == .customer(instance.demand[row].customer)
            }
            return PlannedFlow(FlowKey(link ?? LinkID(0), PeriodID(0), .row(DemandID(row))), instance.demand[row].mostServed)
          }
          return Plan(flows: flows.sorted { $0.key.link.index < $1.key.link.index }, openSites: [[true]])
        }
        let found = orders.map { PlanCheck.evaluate(plan($0), of: instance) }
        guard found[0].1.isEmpty else {
          #expect(found.allSatisfy { !$0.1.isEmpty }, "seed \(seed), \(choice)")
          continue
        }
        #expect(found.allSatisfy { $0.1.isEmpty && $0.0.totalCost == found[0].0.totalCost }, "seed \(seed), \(choice)")
        let keeps = try orders.contains { order in
          let values = try #require(book.values(of: plan(order)))
          return zip(book.rows, book.leftSides(values)).allSatisfy { row, left in
            row.sense == .equal ? left == row.rightSide : row.sense == .atLeast ? left >= row.rightSide : left <= row.rightSide
          }
        }
        #expect(keeps, "seed \(seed), \(choice)")
        checked += 1
      }
    }
    #expect(checked > 100)
  }

  @Test(arguments: [PlanOptions.EngineChoice.auto, .glpk, .native])
  func theOptimumIsTheSameAsWithoutTheOrder(_ engine: PlanOptions.EngineChoice) throws {
    var certified = 0
    let seeds = UInt64(Campaign.size(12))
    for seed in 0..<seeds {
      var options = PlanOptions()
      options.engine = engine
      guard case .plan(let ordered) = try Planned.answer(Self.tables(seed), options),
        case .plan(let told) = try Planned.answer(Self.tables(seed, isTold: true), options)
      else {
        Issue.record("seed \(seed): no plan")
        continue
      }
      #expect(ordered.levels[0].value == told.levels[0].value && ordered.status == .optimal, "seed \(seed)")
      if let bound = ordered.levels[0].certifiedBound { #expect(bound <= told.levels[0].value, "seed \(seed)") }
      if (ordered.levels[0].certifiedGap ?? 1) <= VerifiedPlan.closedGap { certified += 1 }
    }
    #expect(certified * 3 >= Int(seeds) * 2, "\(engine): \(certified)")
  }

  /// A certificate that names the order of providers which are no twins proves nothing.
  @Test func theOrderOfOthersIsNoRule() throws {
    let instance = try Planned.instance(Self.tables(1, isTold: true))
    let vector = MultiplierVector([.init(.tender(.twinVolumes(ProviderID(0), ProviderID(1))), .one)])
    let certificate = LevelCertificate(countsObjective: true, vectors: [vector], nodes: [.leaf(vector: 0)], blocks: [])
    guard case .nothing = CertificateCheck(RuleBook(instance), values: [.zero]).bound(certificate, level: 0) else {
      Issue.record("it was taken for a rule")
      return
    }
  }
}
