import BruteForce
import Testing

@Suite struct FeatureTests {
  @Test func whatIsTakenOutIsGone() {
    for seed in 0..<UInt64(60) {
      let instance = TinyInstance.random(seed: seed)
      for feature in Feature.allCases {
        #expect(!feature.isPresent(in: instance.without(feature)), "\(feature), seed \(seed)")
      }
    }
  }

  @Test func aPlainInstanceHasNoFeature() {
    #expect(Feature.allCases.filter { $0.isPresent(in: .single) } == [])
  }

  @Test func pooledOrdersKeepTheirQuantity() {
    let instance = TinyInstance.single.with("demand\ncustomer,product,order,quantity\nC1,A,O1,1\nC1,A,O2,1.5")
    #expect(instance.without(.namedOrder)["demand"]?.rows == [["C1", "A", "", "2.5"]])
  }

  @Test func aGroupIsNarrowedToItsFirstMember() {
    let instance = TinyInstance.network.without(.groupRow)
    #expect(instance["lanes"]?.rows.map { $0[1] } == ["W1", "C1", "C1"])
    #expect(instance["supply"]?.rows == [["P1", "A"]])
  }

  @Test func aConstraintGoesWithTheOneItMeasuresItselfWithin() {
    let instance = TinyInstance.network.with(
      "constraints\nconstraint,type,sense,value,unit,within\nall,flow,max,9,,\nK,flow,min,9,%,all")
    #expect(instance.without(.senseMax)["constraints"]?.rows == [])
  }
}
