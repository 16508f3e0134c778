import Logistics
import Planning
import Testing
import Verification

/// Multipliers of a plan's first level, a vector at a time, by factors at which they are others: no bound lies above the optimum.
func expectPlantedMultipliersProveNoMore(_ plan: VerifiedPlan, _ instance: Instance, _ label: String) {
  let (value, level) = (plan.levels[0].value, plan.certificate.levels[0])
  let check = CertificateCheck(RuleBook(instance), values: [value])
  var planted = 0
  for index in level.vectors.indices {
    for factor in [Rational(0), Rational(1, over: 2), Rational(11, over: 10), Rational(-1)].compactMap({ $0 }) {
      var wrong = level
      wrong.vectors[index].entries = level.vectors[index].entries.map { .init($0.rule, $0.multiplier * factor) }
      guard case .bound(let bound) = check.bound(wrong, level: 0) else { continue }
      planted += 1
      #expect(bound <= value, "\(label): \(bound) by vector \(index) times \(factor)")
    }
  }
  #expect(planted > 0, "\(label)")
}
