import Logistics
import Planning
import Testing
import Verification

/// A network so large that its check is prepared while it is planned.
@Suite struct LargeNetworkTests {
  private static let (sites, customers) = (110, 190)

  /// 20,900 links, no two of the same cost; there is more stock than demand.
  private static var tables: [String: String] {
    var lanes = "origin,destination,unit_cost\n"
    for site in 0..<sites {
      for customer in 0..<customers { lanes += "W\(site),C\(customer),\(1 + (site * 7919 + customer * 104_729) % 20_903)\n" }
    }
    return [
      "settings": "key,value\nquantity_decimals,0\n",
      "sites": "site\n" + (0..<sites).map { "W\($0)\n" }.joined(),
      "supply": "site,product,supply_max\n" + (0..<sites).map { "W\($0),Tea,\(20 + $0 % 7)\n" }.joined(),
      "demand": "customer,product,quantity\n" + (0..<customers).map { "C\($0),Tea,\(5 + $0 % 11)\n" }.joined(),
      "lanes": lanes,
    ]
  }

  @Test func aCheckPreparedBesideThePlanSaysTheSameAsOneMadeAfterIt() throws {
    let instance = try Planned.instance(Self.tables)
    #expect(instance.links.count > 20_000)
    guard case .plan(let plan) = try Planner().plan(instance) else { throw Planned.Missing.plan }
    #expect(plan.status == .optimal)
    let claim = PlanClaim(
      plan: plan.plan, levels: plan.levels.map { LevelClaim(bound: $0.value.approximate, boundBy: $0.boundBy) },
      certificate: plan.certificate, run: plan.run)
    guard case .success(.plan(let again)) = Verifier.verify(.plan(claim), of: instance) else { throw Planned.Missing.plan }
    #expect(again.levels.map(\.certifiedBound) == plan.levels.map(\.certifiedBound))
    #expect(again.levels.map(\.value) == plan.levels.map(\.value))
    #expect(plan.levels.allSatisfy { $0.certifiedBound == $0.value })
  }

  /// What no plan proves goes through the prepared check too.
  @Test func aShortageOfALargeNetworkIsCertified() throws {
    var tables = Self.tables
    tables["supply"] = "site,product,supply_max\n" + (0..<Self.sites).map { "W\($0),Tea,\($0 % 3)\n" }.joined()
    guard case .noPlan(let noPlan) = try Planned.answer(tables) else { throw Planned.Missing.plan }
    #expect(noPlan.isCertified)
  }
}
