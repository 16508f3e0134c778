import Logistics

/// What moving one unit emits, and how long it takes.
struct LaneRates {
  private let instance: Instance
  private let measures: UnitMeasures

  init(_ instance: Instance) {
    self.instance = instance
    measures = UnitMeasures(instance)
  }

  private func lane(_ key: FlowKey) -> LaneID? {
    instance.pricingLane(key.link, instance.product(of: key.commodity), key.period)
  }

  /// kg; nil: unknown.
  func emission(_ key: FlowKey) -> Rational? {
    guard let lane = lane(key), let rate = instance.lanes.co2Rate[lane.index], !rate.isZero else { return .zero }
    guard let distance = instance.distance(key.link, instance.product(of: key.commodity), key.period) else {
      return nil
    }
    return measures.tonnes(key.commodity).map { $0 * measures.kilometres(distance) * rate }
  }

  /// In the time unit, of the whole path for orders and of the last leg for what is pooled before it; nil: unknown.
  func duration(_ key: FlowKey) -> Rational? {
    if case .pooled = key.commodity { return .zero }
    return lane(key).flatMap { instance.lanes.transitTime[$0.index] }
  }
}
