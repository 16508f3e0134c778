import Formulations
import Logistics
import MathProgram
import NativeEngines
import Planning
import Testing
import Verification

/// Scarce goods of different weights through warehouses that are limited in weight: stock by product and throughput over all
/// products lie across one another, so that the whole is no network and its relaxation no plan.
@Suite struct CrossingLimitsTests {
  private static let products = 12
  private static let customers = 60

  /// 360 demand rows at four warehouses; every number from a fixed pattern.
  private static var tables: [String: String] {
    let weights = ["0.5", "1", "2", "4", "5"]
    var demand = "customer,product,quantity,penalty_cost\n"
    var lanes = "origin,destination,unit_cost\n"
    var supply = "site,product,supply_max\n"
    for customer in 0..<customers {
      for step in 0..<6 {
        let product = (customer * 5 + step * 7) % products
        let quantity = 5 + (customer * 31 + product * 17) % 53
        demand += "C\(customer),P\(product),\(quantity),\(200 + (customer * 13 + product * 29) % 97)\n"
      }
      for warehouse in 0..<4 { lanes += "W\(warehouse),C\(customer),\(3 + (customer * 7 + warehouse * 11) % 23)\n" }
    }
    for warehouse in 0..<4 {
      for product in 0..<products { supply += "W\(warehouse),P\(product),\(150 + (warehouse * 37 + product * 41) % 140)\n" }
    }
    return [
      "settings": "key,value\nquantity_decimals,0\n",
      "products": "product,unit_weight\n" + (0..<products).map { "P\($0),\(weights[$0 % 5])\n" }.joined(),
      "sites": "site,throughput_max [kg]\n" + (0..<4).map { "W\($0),\(4_001 + 130 * $0)\n" }.joined(),
      "supply": supply, "demand": demand, "lanes": lanes,
    ]
  }

  /// What lies between multiples is a few flows, and only they, and what they fall short of, are asked again.
  @Test func roundingAsksAgainForNothingButWhatLiesBetweenMultiples() throws {
    let source = InstanceProgram(try Planned.instance(Self.tables))
    let objective = source.objective(source.instance.objectives[0])
    var program = source.program
    for (column, cost) in objective.costs.enumerated() { program.setObjective(cost, column: column) }
    let outcome = try NativeLinearEngine().solve(.linear(program.relaxation), SolveControl())
    guard case .columns(let values)? = outcome.solution else { throw Planned.Missing.plan }
    #expect(!source.isPlan(values), "the relaxation is a plan already: the case shows nothing")
    let stepped = SteppedProgram(source, program, near: values, room: 0)
    #expect(stepped.program.columnCount > 0)
    #expect(stepped.program.columnCount * 4 < program.columnCount, "\(stepped.program.columnCount) of \(program.columnCount)")
    #expect(stepped.program.rowCount * 2 < program.rowCount, "\(stepped.program.rowCount) of \(program.rowCount)")
    let rounded = try NativeLinearEngine().solve(.linear(stepped.program), SolveControl())
    guard case .columns(let answer)? = rounded.solution else { throw Planned.Missing.plan }
    let plan = try #require(source.plan(from: stepped.sourceValues(answer)))
    #expect(PlanCheck.evaluate(plan, of: source.instance).1.isEmpty)
  }

  @Test(arguments: [PlanOptions.EngineChoice.auto, .native])
  func theyArePlannedWithAProvenGap(engine: PlanOptions.EngineChoice) throws {
    var options = PlanOptions()
    options.engine = engine
    options.workLimit = 20_000
    guard case .plan(let plan) = try Planned.answer(Self.tables, options) else { throw Planned.Missing.plan }
    #expect((plan.levels[0].certifiedGap ?? 1) <= 0.001, "\(plan.levels)")
  }
}
