import FileFormats
import Logistics
import Planning
import Testing
import Verification

/// A hundred sites and a thousand customers: planned to a gap, and certified to it within the limits of a certificate.
@Suite struct SiteProofTests {
  @Test func aHundredSitesAreCertifiedInFull() throws {
    let instance = try Planned.instance(tables(sites: 100, customers: 1_000, seed: 1))
    var options = PlanOptions()
    options.gap = 1e-4
    guard case .plan(let plan) = try Planner(options).plan(instance) else { throw Planned.Missing.plan }
    #expect(plan.run.engine == "native")
    #expect(!plan.run.attempts.contains { $0.method == "certificate" })
    let certified = try #require(plan.levels[0].certifiedGap)
    #expect(certified <= 1e-4)
    let level = plan.certificate.levels[0]
    var leaves = 0
    for case .leaf in level.nodes { leaves += 1 }
    let priced = level.vectors.count { $0.entries.count > 500 }
    let certificate = CertificateDocument(plan.certificate, instance).bytes
    let size = PlanDocument(.plan(plan), PlanContext()).bytes
    print("\(leaves) leaves, \(priced) vectors of prices, \(certificate.count) bytes; plan.json \(size.count)")
    #expect(leaves >= 2 * priced)
    #expect(certificate.count <= max(50_000_000, 20 * size.count))
    // What is read back proves the same.
    let reading = PlanReader.read(plan: size, certificate: certificate, instance)
    guard case .plan(let claim) = reading.claim else {
      Issue.record("\(reading.faults.map(\.message))")
      return
    }
    guard case .success(.plan(let again)) = Verifier.verify(.plan(claim), of: instance) else {
      Issue.record("the plan that was read is refused")
      return
    }
    #expect(again.levels[0].certifiedBound == plan.levels[0].certifiedBound)
  }

  /// After Cornuejols, Sridharan and Thizy (1991): places in the unit square, capacities three times the demand.
  private func tables(sites siteCount: Int, customers: Int, seed: UInt64) -> [String: String] {
    var draw = TableDraw(seed: seed)
    func place() -> (x: Double, y: Double) { (Double(draw(0...1_000)), Double(draw(0...1_000))) }
    let shops = (0..<customers).map { _ in (place: place(), asks: draw(5...35)) }
    let houses = (0..<siteCount).map { _ in (place: place(), size: draw(10...160)) }
    let ratio = 3 * Double(shops.reduce(0) { $0 + $1.asks }) / Double(houses.reduce(0) { $0 + $1.size })
    var sites = "site,status,fixed_operating_cost,throughput_max\n"
    var supply = "site,product\n"
    var lanes = "origin,destination,unit_cost\n"
    var demand = "customer,product,quantity\n"
    for (index, shop) in shops.enumerated() { demand += "C\(index),Tea,\(shop.asks)\n" }
    for (index, house) in houses.enumerated() {
      let cost = draw(0...90) + Int(Double(draw(100...110)) * (ratio * Double(house.size)).squareRoot())
      sites += "S\(index),consider,\(cost),\(Int(ratio * Double(house.size)))\n"
      supply += "S\(index),Tea\n"
      for (customer, shop) in shops.enumerated() {
        let (x, y) = (shop.place.x - house.place.x, shop.place.y - house.place.y)
        let distance = Int((x * x + y * y).squareRoot())
        lanes += "S\(index),C\(customer),\(distance / 100).\(distance / 10 % 10)\(distance % 10)\n"
      }
    }
    return ["sites": sites, "supply": supply, "lanes": lanes, "demand": demand]
  }
}
