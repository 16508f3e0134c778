import Logistics
import Testing
import Verification

@Suite struct VerifierTests {
  private let transport = CertificateTests.transport
  private let run = RunRecord(stoppedBy: .proof, engine: "test")

  private func claim(_ amounts: [[Int64]], bound: Double?, certificate: Certificate = Certificate(levels: [])) -> Claim
  {
    let instance = transport.tiny.frozen()
    var flows: [(LinkID, Commodity, Int64)] = []
    for (links, row) in zip(transport.links, amounts) {
      for (column, amount) in row.enumerated() { flows.append((links[column], .row(transport.rows[column]), amount)) }
    }
    return .plan(
      PlanClaim(
        plan: plan(flows, of: instance), levels: [LevelClaim(bound: bound, boundBy: "test")], certificate: certificate,
        run: run))
  }

  private func verified(_ claim: Claim) -> VerifiedPlan? {
    guard case .success(.plan(let plan)) = Verifier.verify(claim, of: transport.tiny.frozen()) else { return nil }
    return plan
  }

  private let best: [[Int64]] = [[0, 6], [5, 0]]
  private let good: [[Int64]] = [[1, 5], [4, 1]]
  private var proof: Certificate {
    Certificate(levels: [
      LevelCertificate(countsObjective: true, transport.vector(demand: ["2", "8"], supply: ["-5", "0"]))
    ])
  }

  @Test func aPlanAtItsBoundIsOptimalAndOneAwayFromItFeasible() {
    #expect(verified(claim(best, bound: 28))?.status == .optimal)
    #expect(verified(claim(good, bound: 28))?.status == .feasible)
    #expect(verified(claim(best, bound: nil))?.status == .feasible)
    #expect(verified(claim(best, bound: .nan))?.status == .feasible)
    #expect(verified(claim(best, bound: .infinity))?.status == .feasible)
    #expect(verified(claim(best, bound: -.greatestFiniteMagnitude))?.status == .feasible)
  }

  @Test func aCertificateProvesTheOptimumWithoutAnyonesWord() {
    let plan = verified(claim(best, bound: nil, certificate: proof))
    #expect(plan?.status == .optimal)
    #expect(plan?.levels.first?.certifiedBound == Rational(28))
    #expect(plan?.levels.first?.certifiedGap == 0)
  }

  @Test func aBoundThatThePlanContradictsIsNotPassedOn() {
    let plan = verified(claim(best, bound: 40))
    #expect(plan?.levels.first?.bound == nil)
    #expect(plan?.status == .feasible)
    #expect(verified(claim(best, bound: 28.000000001))?.levels.first?.bound == Rational(28))
  }

  @Test func anIllegalPlanIsRefusedWithEveryRuleItBreaks() {
    guard case .failure(let refusal) = Verifier.verify(claim([[0, 7], [6, 0]], bound: 28), of: transport.tiny.frozen())
    else {
      Issue.record("accepted")
      return
    }
    #expect(Set(refusal.violations.map(\.kind.rawValue)) == ["supply_max", "demand_max", "more_than_demanded"])
  }

  @Test func anEngineDoubleIsTakenExactly() {
    #expect(verified(claim(good, bound: 27.1))?.levels.first?.bound?.approximate == 27.1)
    #expect(verified(claim(good, bound: -0.0))?.levels.first?.bound == .zero)
    #expect(verified(claim(good, bound: -3.75))?.levels.first?.bound == decimal("-3.75"))
  }

  @Test func noPlanIsCertifiedOnlyByItsProof() {
    let short = CertificateTests.Transport(costs: [[1, 3], [2, 8]], supply: [6, 4], demand: [5, 6])
    let proof = LevelCertificate(countsObjective: false, short.vector(demand: ["1", "1"], supply: ["-1", "-1"]))
    func certified(_ instance: Instance, _ certificate: Certificate?) -> Bool? {
      let cause = NoPlanCause(shortfalls: [], violations: [], binding: [])
      let claim = Claim.noPlan(NoPlanClaim(cause: cause, certificate: certificate, run: run))
      guard case .success(.noPlan(let answer)) = Verifier.verify(claim, of: instance) else { return nil }
      return answer.isCertified
    }
    #expect(certified(short.tiny.frozen(), Certificate(levels: [proof])) == true)
    #expect(certified(short.tiny.frozen(), nil) == false)
    #expect(certified(transport.tiny.frozen(), Certificate(levels: [proof])) == false)
  }
}
