import BruteForce
import FileFormats
import Formulations
import Foundation
@testable import GLPKEngine
import Logistics
import MathProgram
import NativeEngines
import Planning
import Testing
import Verification

/// Without GLPK, and with a GLPK that fails: the plan still comes, checked, with a proven gap, and says what happened.
@Suite struct NativePathTests {
  private static func options() -> PlanOptions {
    var options = PlanOptions()
    options.engine = .native
    return options
  }

  /// The certificate's own gap at every level: what the check proves, not what an engine says.
  private static func provenGap(_ plan: VerifiedPlan) -> Double {
    plan.levels.map { $0.certifiedGap ?? 1 }.max() ?? 0
  }

  @Test func everyExampleIsPlannedWithoutGLPK() throws {
    let folder = URL(filePath: Campaign.instance(""))
    let classics = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "classic").path)
      .filter { $0 != "ANSWERS.tsv" }.map { "classic/\($0)" }
    let examples = ["quickstart", "air-sea-road", "technology-distribution"] + classics.sorted()
    for example in examples {
      switch try Planned.answer(Campaign.instance(example), Self.options()) {
      case .noPlan(let noPlan): #expect(noPlan.isCertified && example == "classic/demand-beyond-capacity", "\(example)")
      case .plan(let plan):
        #expect(plan.run.engine == "native", "\(example)")
        #expect(plan.status == .optimal, "\(example): \(plan.levels)")
        let isWhole = InstanceKinds.hasWholeDecisions(plan.instance)
        #expect(Self.provenGap(plan) <= (isWhole ? 0.02 : VerifiedPlan.closedGap), "\(example): \(plan.levels)")
      }
    }
  }

  /// Channels, partners, sharing and contracts, 200 of them: their optimum is the enumerator's, and 5 % at most are left unproved in
  /// the mean.
  @Test func randomInstancesArePlannedWithoutGLPK() throws {
    let themes: [Campaign.Theme] = [.allocation, .sales, .partnerTerms, .everything]
    var gaps: [Double] = []
    let size = Campaign.size(200)
    for number in 0..<size {
      let (theme, seed) = (themes[number % themes.count], UInt64(number / themes.count) + 1)
      let tiny = theme.instance(seed)
      guard let instance = Planned.loaded(tiny, "tiny-\(seed)").instance else { continue }
      let expected = try BruteForce(tiny).answer()
      switch try Planner(Self.options()).plan(instance) {
      case .noPlan: #expect(!expected.isFeasible, "\(theme) \(seed)")
      case .plan(let plan):
        #expect(expected.isFeasible, "\(theme) \(seed)")
        #expect(plan.run.engine == "native", "\(theme) \(seed)")
        gaps.append(Self.provenGap(plan))
      }
    }
    let mean = gaps.reduce(0, +) / Double(max(1, gaps.count))
    print("\(gaps.count) instances planned without GLPK, proven gap \(mean) in the mean, \(gaps.max() ?? 0) at most")
    #expect(gaps.count * 2 > size)
    #expect(mean <= 0.05)
  }

  /// A shortage shared by two partners, with a fixed cost, so that neither a network nor a relaxation answers.
  private static let tables = [
    "settings": "key,value\nquantity_decimals,0\ndefault_penalty_cost,20\n",
    "products": "product,unit_price\nTea,10\n", "sites": "site,status,fixed_operating_cost\nPlant,,\nStore,consider,7\n",
    "supply": "site,product,supply_max\nPlant,Tea,9\n",
    "customers": "customer,channel,partner\nA,shop,\nB,trade,Acme\nC,trade,Bell\n",
    "channels": "channel,share_max\nshop,60\ntrade,\n", "partners": "partner,commission\nAcme,10\nBell,20\n",
    "demand": "customer,product,quantity\nA,Tea,4\nB,Tea,6\nC,Tea,6\n",
    "lanes": "origin,destination,unit_cost\nPlant,Store,1\nPlant,CUSTOMERS,4\nStore,CUSTOMERS,1\n",
    "policies": "scope,allocation_rule\nALL,max_min\n",
  ]

  @Test(arguments: [
    FaultInjection.Fault.abort, .memory, .notANumber, .garbage, .wrongAnswer, .claimsInfeasible, .claimsUnbounded, .fails,
    .slow(milliseconds: 2), .hang,
  ])
  func aPlanComesWhateverGLPKDoes(_ fault: FaultInjection.Fault) throws {
    let instance = try Planned.instance(Self.tables)
    guard case .plan(let right) = try Planner(Self.options()).plan(instance) else { throw Planned.Missing.plan }
    var options = PlanOptions()
    // A call that never comes back can be ended by the clock alone.
    if fault == .hang { options.timeLimit = .seconds(4) }
    let broken = GLPKSolver(faults: .always(fault))
    guard case .plan(let plan) = try Planner(options, engines: [broken, NativeLinearEngine()]).plan(instance) else {
      throw Planned.Missing.plan
    }
    #expect(plan.evaluation.served == right.evaluation.served, "\(fault)")
    #expect(plan.levels.map(\.value) == right.levels.map(\.value), "\(fault)")
    if plan.run.engine == "native" { #expect(Self.provenGap(plan) <= VerifiedPlan.closedGap, "\(fault): \(plan.levels)") }
    let ofGLPK = plan.run.attempts.filter { $0.engine == "glpk" }
    #expect(!ofGLPK.isEmpty, "\(fault)")
    switch fault {
    case .slow: #expect(plan.run.engine == "glpk")
    case .wrongAnswer, .claimsInfeasible, .claimsUnbounded, .fails:
      // GLPK's other methods may come to the answer, where their word passes the check.
      #expect(ofGLPK.contains { $0.result != "optimal" }, "\(fault): \(ofGLPK)")
    default:
      #expect(plan.run.engine == "native", "\(fault): \(plan.run.attempts)")
      #expect(plan.run.attempts.contains { $0.engine == "native" })
      #expect(!ofGLPK.contains { $0.result == "optimal" }, "\(fault): \(ofGLPK)")
    }
  }
}

enum InstanceKinds {
  /// Whether a plan of the instance takes anything whole or not at all.
  static func hasWholeDecisions(_ instance: Instance) -> Bool {
    InstanceProgram(instance).program.hasIntegers
  }
}
