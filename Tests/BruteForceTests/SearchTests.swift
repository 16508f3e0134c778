import BruteForce
import Foundation
import Testing

@Suite struct SearchTests {
  @Test func leavingABranchEarlyLosesNoPlan() throws {
    for seed in 0..<UInt64(60) {
      let instance = TinyInstance.random(seed: seed)
      let early = try BruteForce(instance).answer()
      let late = try BruteForce(instance, stopsEarly: false).answer()
      #expect(early.planCount == late.planCount, "seed \(seed)")
      #expect(early.optimalPlans == late.optimalPlans, "seed \(seed)")
    }
  }

  @Test func aSeedAlwaysGivesTheSameTables() {
    for seed in 0..<UInt64(10) {
      #expect(TinyInstance.draw(seed: seed).description == TinyInstance.random(seed: seed).description)
    }
  }

  @Test func plansAreCappedAndBalanced() throws {
    for seed in 0..<UInt64(40) {
      let instance = TinyInstance.random(seed: seed)
      let plans = try BruteForce(instance).plans(limit: 20)
      #expect(plans.count <= 20)
      #expect(Set(plans).count == plans.count, "seed \(seed)")
      for plan in plans { expectBalance(plan, seed) }
    }
  }

  /// What arrives at or is supplied to a site leaves it, order by order.
  private func expectBalance(_ plan: TinyPlan, _ seed: UInt64) {
    var stock: [[String?]: Rational] = [:]
    for flow in plan.flows {
      stock[[flow.origin, flow.product, flow.customer, flow.order], default: .zero] += -flow.quantity
      stock[[flow.destination, flow.product, flow.customer, flow.order], default: .zero] += flow.quantity
    }
    for supplied in plan.supplied {
      stock[[supplied.site, supplied.product, supplied.customer, supplied.order], default: .zero] += supplied.quantity
    }
    for served in plan.served {
      let customer = served.order == nil ? nil : served.customer
      stock[[served.customer, served.product, customer, served.order], default: .zero] += -served.quantity
    }
    #expect(stock.values.allSatisfy { $0 == .zero }, "seed \(seed)")
  }

  @Test func anInstanceIsWrittenAsOneFileATable() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "brute-force-\(UInt64.random(in: 0...(.max)))")
    defer { try? FileManager.default.removeItem(at: folder) }
    try TinyInstance.single.write(to: folder.path)
    let lanes = try String(contentsOf: folder.appending(path: "lanes.csv"), encoding: .utf8)
    #expect(lanes == "origin,destination,unit_cost,distance\nP1,C1,2,10\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 6)
  }

  @Test func aTableQuotesWhatNeedsIt() {
    #expect(TinyTable("t", ["a", "b"], [["x,y", "say \"no\""]]).csv == "a,b\n\"x,y\",\"say \"\"no\"\"\"\n")
  }
}
