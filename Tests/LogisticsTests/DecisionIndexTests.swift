import Testing

@testable import Logistics

@Suite struct DecisionIndexTests {
  /// Some of every way of finding: by link, by link where there are many, by name.
  private var decisions: [Decision] {
    var all: [Decision] = [.siteOpen(SiteID(3), PeriodID(0)), .unmet(DemandID(7)), .tender(.shipments(LaneID(2)))]
    for link in [5, 0, 9] {
      for row in 0..<(link == 9 ? 20 : 2) {
        all.append(.flow(FlowKey(LinkID(link), PeriodID(0), .row(DemandID(row)))))
        all.append(.wholeLeg(OrderID(row), LinkID(link)))
      }
    }
    return all
  }

  @Test func everyDecisionIsFoundAtItsPlace() {
    var index = DecisionIndex()
    for (place, decision) in decisions.enumerated() {
      #expect(index[decision] == nil)
      index.insert(decision, at: place)
    }
    for (place, decision) in decisions.enumerated() { #expect(index[decision] == place) }
  }

  @Test func whatWasNotEnteredIsNotFound() {
    var index = DecisionIndex()
    for (place, decision) in decisions.enumerated() { index.insert(decision, at: place) }
    let others: [Decision] = [
      .flow(FlowKey(LinkID(5), PeriodID(1), .row(DemandID(0)))), .flow(FlowKey(LinkID(4), PeriodID(0), .row(DemandID(0)))),
      .flow(FlowKey(LinkID(9), PeriodID(0), .row(DemandID(20)))), .wholeLeg(OrderID(2), LinkID(5)),
      .wholeLeg(OrderID(0), LinkID(99)), .siteOpen(SiteID(2), PeriodID(0)), .tender(.shipments(LaneID(1))),
      .laneUsed(LaneID(2), .priced),
    ]
    for decision in others { #expect(index[decision] == nil) }
  }

  @Test func aKindIsOnlyMissingWhereNothingOfItIs() {
    var kinds = DecisionKinds()
    kinds.insert(.laneUsed(LaneID(1), .priced))
    kinds.insert(.tender(.shipments(LaneID(2))))
    #expect(kinds.mayContain(.laneUsed(LaneID(5), .priced)))
    #expect(!kinds.mayContain(.laneUsed(LaneID(1), .covered)))
    #expect(kinds.mayContain(.tender(.shipments(LaneID(0)))))
    #expect(!kinds.mayContain(.tender(.reached(.lane(LaneID(2), charge: 0), 0))))
  }

  @Test func packedNumbersAreTheNumbers() {
    let billion = Rational(1_000_000_000)
    let numbers = [
      Rational.zero, .one, -.one, Rational(mantissa: -12345, decimals: 3), billion * billion * billion,
      Rational(1, over: 7_000_000_000) ?? .zero, Rational(Int.max), Rational(Int.min),
      -(billion * billion * billion * billion * billion),
    ]
    for number in numbers {
      var packed = Packed(wrappedValue: number)
      #expect(packed.wrappedValue == number)
      packed.wrappedValue = number + .one
      #expect(packed.wrappedValue == number + .one)
    }
  }

  @Test func partsKeepTheirOrder() {
    for count in 0...3 {
      let parts = ShortList<Int>(Array(0..<count))
      #expect(Array(parts) == Array(0..<count))
      #expect(parts.count == count)
    }
    #expect(Array(ShortList<Int>(5)) == [5])
  }
}
