import Analyses
import BruteForce
import FileFormats
import Logistics
import Planning
import Testing
import Verification

/// Of all plans that the enumerator finds equally good the one is taken that differs least from the base plan.
@Suite struct NearestCampaign {
  /// What moves by whom from where to where, and the sites under consideration that are open.
  private struct Shape {
    var flows: [[String]: Logistics.Rational] = [:]
    var open: Set<String> = []
  }

  @Test func whatDiffersHadToDiffer() throws {
    let size = Tables.size(60)
    var (checked, decided, tied) = (0, 0, 0)
    var seed: UInt64 = 0
    while checked < size {
      seed += 1
      try #require(seed < 40 * UInt64(size) + 100)
      var draw = AnalysisDraw(seed: seed)
      let tiny = draw.instance(lanesOffered: 60, prices: 1...2)
      guard let changed = Self.changed(tiny, seed), let search = try? BruteForce(changed.tiny, leafLimit: 50_000),
        let plans = try? search.plans(limit: 1_000_000), let least = plans.map(\.totalCost).min()
      else { continue }
      var asked = tiny
      asked["scenarios"] = changed.scenario
      let session = PlanningSession(InstanceReader.read(name: "tiny", files: asked.files).draft)
      let comparison = try Comparison(session, Comparison.Question(scenarios: ["other"]))
      guard let base = comparison.base.plan, let plan = comparison.scenarios[0].plan else { continue }
      checked += 1
      let cost = Logistics.Rational(least.numerator, over: least.denominator)
      #expect(plan.evaluation.totalCost.rational == cost, "seed \(seed)")
      let best = plans.filter { $0.totalCost == least }
      let considered = Set(tiny["sites"].map { sites in
        sites.rows.indices.filter { sites.cell($0, "status") == "consider" }.map { sites.cell($0, "site") }
      } ?? [])
      let home = Self.shape(base, considered)
      let demand = plan.instance.demand.reduce(Logistics.Rational.zero) { $0 + $1.quantity }
      let distances = best.map { Self.distance(Self.shape($0, considered), home, demand) }
      let own = Self.distance(Self.shape(plan, considered), home, demand)
      #expect(own == distances.min(), "seed \(seed)")
      if Set(distances).count > 1 { decided += 1 }
      // A tie is said only where there is one.
      if comparison.scenarios[0].isTied {
        tied += 1
        #expect(best.count > 1, "seed \(seed)")
      }
    }
    print("\(checked) scenarios planned nearest to their base, of plans at different distances in \(decided); \(tied) marked as tied")
    #expect(decided * 5 >= checked)
  }

  /// A scenario, and the instance that it comes to.
  private static func changed(_ tiny: TinyInstance, _ seed: UInt64) -> (tiny: TinyInstance, scenario: TinyTable)? {
    var changed = tiny
    var scenario = TinyTable("scenarios", ["scenario", "item", "table", "where", "column", "action", "value"])
    if seed % 2 == 0 {
      guard var demand = tiny["demand"], let quantity = Int(demand.cell(0, "quantity")) else { return nil }
      demand.set(0, "quantity", "\(quantity + 1)")
      changed["demand"] = demand
      scenario.append([
        "scenario": "other", "item": "1", "table": "demand", "where": "customer = Ada", "column": "quantity", "action": "add",
        "value": "1",
      ])
    } else {
      guard var lanes = tiny["lanes"] else { return nil }
      let rows = lanes.rows.indices.filter { lanes.cell($0, "provider") == "V" }
      guard !rows.isEmpty else { return nil }
      for row in rows { lanes.set(row, "unit_cost", "2") }
      changed["lanes"] = lanes
      scenario.append([
        "scenario": "other", "item": "1", "table": "lanes", "where": "provider = V", "column": "unit_cost", "action": "set",
        "value": "2",
      ])
    }
    return (changed, scenario)
  }

  private static func shape(_ plan: VerifiedPlan, _ considered: Set<String>) -> Shape {
    let (instance, links) = (plan.instance, plan.instance.links)
    var shape = Shape()
    for flow in plan.plan.flows {
      let link = flow.key.link.index
      let key = [
        instance[links.origin[link]].name, instance.name(of: links.destination[link]),
        links.provider[link].map { instance[$0].name } ?? "",
      ]
      shape.flows[key, default: .zero] += instance.settings.resolution.rational(flow.quantity)
    }
    let open = instance.sites.indices.filter { plan.plan.openSites[0][$0] }.map { instance.sites[$0].name }
    shape.open = considered.intersection(open)
    return shape
  }

  private static func shape(_ plan: TinyPlan, _ considered: Set<String>) -> Shape {
    var shape = Shape()
    for flow in plan.flows {
      let units = Logistics.Rational(flow.quantity.numerator, over: flow.quantity.denominator) ?? .zero
      shape.flows[[flow.origin, flow.destination, flow.provider ?? ""], default: .zero] += units
    }
    shape.open = considered.intersection(plan.openSites)
    return shape
  }

  /// What moves otherwise, in units, and all demand for each site that is open in one alone.
  private static func distance(_ a: Shape, _ b: Shape, _ demand: Logistics.Rational) -> Logistics.Rational {
    let moved = Set(a.flows.keys).union(b.flows.keys).reduce(Logistics.Rational.zero) {
      $0 + ((a.flows[$1] ?? .zero) - (b.flows[$1] ?? .zero)).magnitude
    }
    return moved + demand * Logistics.Rational(a.open.symmetricDifference(b.open).count)
  }
}
