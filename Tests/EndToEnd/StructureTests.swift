import Formulations
import GLPKEngine
import Logistics
import MathProgram
import NativeEngines
import Planning
import Testing
import Verification

/// What an instance is, and why it is no more than that.
@Suite struct StructureTests {
  private static let base = [
    "sites": "site,throughput_max\nPlant,\nHub,80\n",
    "supply": "site,product,supply_max\nPlant,Goods,100\n",
    "demand": "customer,product,quantity,penalty_cost\nShop,Goods,30,50\nMart,Goods,40.5,50\n",
    "lanes": """
    origin,destination,product,unit_cost,capacity_max
    Plant,Hub,Goods,1,90
    Hub,Shop,Goods,2,
    Hub,Mart,Goods,1.5,25
    Plant,Mart,Goods,4,

    """,
  ]

  private func structure(_ changes: [String: String] = [:], level: Int = 0) throws -> InstanceStructure {
    let instance = try Planned.instance(Self.base.merging(changes) { $1 })
    let source = InstanceProgram(instance)
    var program = source.program
    let objective = source.objective(instance.objectives[level])
    for (column, cost) in objective.costs.enumerated() { program.setObjective(cost, column: column) }
    return source.structure(of: program)
  }

  private func reason(_ changes: [String: String]) throws -> String? {
    if case .general(let reason) = try structure(changes) { return reason }
    return nil
  }

  @Test func capacitiesWithinThroughputWithinBalancesAreANetwork() throws {
    guard case .network(let network) = try structure() else {
      Issue.record("no network")
      return
    }
    #expect(!network.isRounded)
  }

  @Test func wholeOrdersToSitesThatCountOrdersAreATransportationProblem() throws {
    let changes = [
      "sites": "site,throughput_max [order]\nPlant,1\nHub,2\n",
      "supply": "site,product\nPlant,Goods\nHub,Goods\n",
      "demand": "customer,product,quantity,ship_policy\nShop,Goods,30,complete\nMart,Goods,40.5,complete\n",
      "lanes": "origin,destination,unit_cost\nPlant,Shop,1\nPlant,Mart,2\nHub,Shop,3\nHub,Mart,1\n",
    ]
    guard case .network(let network) = try structure(changes) else {
      Issue.record("no network")
      return
    }
    // Two plants, two orders and the ground.
    #expect(network.network.nodeCount == 5)
  }

  @Test(arguments: [
    (["sites": "site,status\nPlant,include\nHub,consider\n"], "site `Hub` is under consideration"),
    (
      ["lanes": "origin,destination,unit_cost,fixed_cost\nPlant,Shop,1,10\nPlant,Mart,1,\n"],
      "the lane at lanes.csv:2 has a fixed cost, or a minimum if it is used"
    ),
    (
      [
        "providers": "provider,engagement_cost\nFast,10\n",
        "lanes": "origin,destination,provider,unit_cost\nPlant,Shop,Fast,1\nPlant,Mart,,1\n",
      ], "provider `Fast` is engaged or not, and that counts"
    ),
    (
      ["customers": "customer,single_source\nShop,no\nMart,yes\n"], "customer `Mart` has a single source"
    ),
    (
      ["objectives": "priority,objective\n1,unmet_orders\n"],
      "unmet orders are counted, and an order of `Shop` may be served in part"
    ),
  ])
  func whatIsTakenAsAWholeIsNamed(changes: [String: String], expected: String) throws {
    #expect(try reason(changes) == expected)
  }

  @Test func aLimitOverProductsOnSharedLanesIsNamed() throws {
    let reason = try reason([
      "sites": "site,throughput_max\nPlant,\nHub,50\n",
      "supply": "site,product,supply_max\nPlant,Goods,100\nPlant,Parts,100\n",
      "demand": "customer,product,quantity\nShop,Goods,30\nMart,Parts,10\n",
      "lanes": "origin,destination,unit_cost\nPlant,Hub,1\nHub,Shop,2\nHub,Mart,2\nPlant,Shop,4\nPlant,Mart,4\n",
    ])
    #expect(reason?.contains("none lies within another") == true && reason?.contains("throughput of `Hub`") == true)
  }

  @Test func aLimitInWeightOverProductsThatDifferIsNamed() throws {
    let reason = try reason([
      "products": "product,unit_weight\nGoods,2\nParts,3\n",
      "supply": "site,product,supply_max\nPlant,Goods,100\nPlant,Parts,100\n",
      "demand": "customer,product,quantity\nShop,Goods,30\nShop,Parts,10\n",
      "lanes": "origin,destination,unit_cost,capacity_max [kg]\nPlant,Shop,1,80\n",
    ])
    #expect(reason == "the capacity of the lane at lanes.csv:2 counts what differs in size")
  }

  @Test func aProductWithoutSharedLimitsIsANetworkOfItsOwn() throws {
    let changes = [
      "supply": "site,product,supply_max\nPlant,Goods,100\nPlant,Parts,100\n",
      "demand": "customer,product,quantity\nShop,Goods,30\nShop,Parts,10\n",
      "sites": "site\nPlant\n",
      "lanes": "origin,destination,product,unit_cost,fixed_cost\nPlant,Shop,Goods,1,\nPlant,Shop,Parts,2,30\n",
    ]
    guard case .separable(let parts, let reason) = try structure(changes) else {
      Issue.record("not separable")
      return
    }
    #expect(parts.partCount == 2 && parts.networkCount == 1)
    #expect(reason.hasPrefix("the lane at lanes.csv:3 has a fixed cost"))
    let instance = try Planned.instance(Self.base.merging(changes) { $1 })
    let engines: [any Engine] = [NativeFlowEngine(), GLPKSolver()]
    guard case .plan(let plan) = try Planner(PlanOptions(), engines: engines).plan(instance) else {
      throw Planned.Missing.plan
    }
    #expect(plan.status == .optimal && plan.run.engine == "native+glpk" && plan.levels[0].boundBy == "native+glpk")
    #expect(plan.evaluation.totalCost.description == "80")
    #expect(plan.run.attempts.contains { $0.engine == "native" && $0.method.contains("1 of 2 parts") })
  }

  @Test func theEngineOfNetworksRefusesWhatIsNoneByName() throws {
    let instance = try Planned.instance(
      Self.base.merging(["sites": "site,status\nPlant,include\nHub,consider\n"]) { $1 })
    #expect {
      try Planner(PlanOptions(), engines: [NativeFlowEngine()]).plan(instance)
    } throws: { error in
      guard case .unsupported(let engine, let reason)? = error as? PlanFailure else { return false }
      return engine == "native" && reason == "site `Hub` is under consideration"
    }
  }

  @Test func theNextEngineTakesOverWhereOneFails() throws {
    let instance = try Planned.instance(Self.base)
    let networksFail = BrokenEngine(takesLinearPrograms: false)
    guard case .plan(let plan) = try Planner(PlanOptions(), engines: [networksFail, GLPKSolver()]).plan(instance) else {
      throw Planned.Missing.plan
    }
    #expect(plan.run.engine == "glpk" && plan.status == .optimal)
    #expect(plan.run.attempts.contains { $0.engine == "broken" && $0.result.contains("out of order") })
    let linearFails = BrokenEngine(takesLinearPrograms: true)
    guard case .plan(let other) = try Planner(PlanOptions(), engines: [linearFails, NativeFlowEngine()]).plan(instance)
    else { throw Planned.Missing.plan }
    #expect(other.run.engine == "native" && other.levels[0].value == plan.levels[0].value)
  }

  @Test func whereEveryEngineFailsNothingIsKnown() throws {
    let broken: [any Engine] = [BrokenEngine(takesLinearPrograms: false), BrokenEngine(takesLinearPrograms: true)]
    let instance = try Planned.instance(Self.base)
    #expect {
      try Planner(PlanOptions(), engines: broken).plan(instance)
    } throws: { error in
      guard case .stopped(let run, let message)? = error as? PlanFailure else { return false }
      return run.stoppedBy == .engineFault && message.hasPrefix("engine_fault: ") && message.contains("out of order")
        && run.attempts.count >= 2
    }
    let answer = try BareProgram(.linear(InstanceProgram(instance).program), engines: broken).solve(PlanOptions())
    #expect(answer.outcome.status() == .unknown && answer.outcome.solution == nil)
    guard case .engineFault(let message) = answer.outcome.stoppedBy else {
      Issue.record("stopped by \(answer.outcome.stoppedBy)")
      return
    }
    #expect(message == "out of order" && answer.outcome.attempts.count == 2)
  }
}

/// Takes programs and then opens none.
private struct BrokenEngine: Engine {
  var takesLinearPrograms: Bool
  var name: String { "broken" }

  var capabilities: EngineCapabilities {
    EngineCapabilities(linearPrograms: takesLinearPrograms, integers: true, flowNetworks: true, warmStarts: false)
  }

  func open(_ program: Program) throws(EngineError) -> any Session {
    throw .fault(engine: name, message: "out of order")
  }
}
