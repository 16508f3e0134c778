import Logistics

/// What some flows add up to in one measure.
struct Tally {
  private(set) var amount = Rational.zero
  private var orders: Set<OrderID> = []
  /// False where a flow has no such measure: unknown, or pooled goods where orders are counted.
  private(set) var isKnown = true
  private let measure: Measure

  init(_ measure: Measure) { self.measure = measure }

  mutating func add(_ flow: InspectedFlow, _ measures: UnitMeasures) {
    if measure == .order {
      guard let order = flow.order else { return isKnown = false }
      if orders.insert(order).inserted { amount += .one }
    } else if let perUnit = measures.perUnit(measure, flow.commodity) {
      amount += measure == .quantity ? flow.units : flow.units * perUnit
    } else {
      isKnown = false
    }
  }
}

extension Inspection {
  /// The flows' total in a measure; nil: unknown.
  func total(_ flows: some Sequence<InspectedFlow>, _ measure: Measure) -> Rational? {
    var tally = Tally(measure)
    for flow in flows { tally.add(flow, measures) }
    return tally.isKnown ? tally.amount : nil
  }

  /// What every amount in the measure is a multiple of, and what a step of one flow changes, where that is simple to
  /// say.
  func grain(_ measure: Measure) -> Rational? { measure == .quantity ? step : measure == .order ? .one : nil }
}
