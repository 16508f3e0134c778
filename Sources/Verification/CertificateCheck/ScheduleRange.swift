import Logistics

/// A price schedule as rows see it: what counts in it, what is paid on, and how far each break reaches.
struct ScheduleRange {
  /// A decision that counts, or is paid on.
  struct Entry {
    let column: Int
    var counted: Rational
    var paid: Rational
  }

  struct Span {
    let index: Int
    let from: Rational
    let to: Rational
  }

  let schedule: Schedule
  let entries: [Entry]
  /// The breaks that some plan can reach.
  let spans: [Span]
  /// What is paid on lies between these.
  let leastPaid, mostPaid: Rational
  /// What is paid on for each that counts; nil where something is paid on that does not count.
  let ratios: (least: Rational, most: Rational)?

  init(_ schedule: Schedule, _ entries: [Entry], _ decisions: [RuleBook.BoxedDecision], step: Rational) {
    self.schedule = schedule
    self.entries = entries
    var (most, low, high) = (Rational.zero, Rational.zero, Rational.zero)
    var measure: Rational? = .zero
    var ratios: (least: Rational, most: Rational)?
    var isTied = true
    for entry in entries {
      let decision = decisions[entry.column]
      most += entry.counted * decision.upper
      let paid = entry.paid * decision.upper
      if paid.isNegative { low += paid } else { high += paid }
      let grain = entry.counted * (ScheduleRange.isFlow(decision) ? step : .one)
      measure = measure.flatMap { $0.commonMeasure(grain) }
      guard let ratio = entry.paid.divided(by: entry.counted) else {
        if !entry.paid.isZero { isTied = false }
        continue
      }
      ratios = ratios.map { (min($0.least, ratio), max($0.most, ratio)) } ?? (ratio, ratio)
    }
    (leastPaid, mostPaid) = (low, high)
    self.ratios = isTied ? ratios : nil
    let grain = measure.flatMap { $0.isPositive ? $0 : nil }
    spans = schedule.charge.breaks.indices.compactMap { ScheduleRange.span($0, schedule.charge, most, grain) }
  }

  private static func isFlow(_ decision: RuleBook.BoxedDecision) -> Bool {
    if case .flow = decision.decision { true } else { false }
  }

  /// From the first to the last multiple of the grain that the break covers.
  private static func span(_ index: Int, _ charge: Charge, _ most: Rational, _ grain: Rational?) -> Span? {
    let own = charge.breaks[index]
    let next = index + 1 < charge.breaks.count ? charge.breaks[index + 1].from : nil
    var end = min(most, own.to ?? most)
    // A point that two breaks share is the higher one's.
    let isOpen = next.map { $0 <= end } ?? false
    if isOpen, let next { end = next }
    guard let grain else { return end.isPositive && own.from <= end ? Span(index: index, from: own.from, to: end) : nil }
    let steps = end.divided(by: grain) ?? .zero
    let last = isOpen ? steps.ceiling - .one : steps.floor
    let first = max(.one, (own.from.divided(by: grain) ?? .zero).ceiling)
    return first <= last ? Span(index: index, from: first * grain, to: last * grain) : nil
  }

  /// Of an incremental charge on another measure than its breaks count: what is paid on for each that counts.
  private var ratio: Rational { schedule.charge.isOnItsMeasure ? .one : ratios?.most ?? .one }

  func costReached(_ index: Int) -> Rational {
    let own = schedule.charge.breaks[index]
    switch schedule.charge.structure {
    case .stepwise: return own.cost
    case .incremental:
      return (schedule.paidBelow(index) - own.unitCost(schedule.charge.basis) * own.from) * ratio
    case .allUnit, .flat, .band: return .zero
    }
  }

  func costOfAmount(_ index: Int) -> Rational {
    let price = schedule.charge.breaks[index].unitCost(schedule.charge.basis)
    switch schedule.charge.structure {
    case .incremental: return price * ratio
    case .allUnit: return schedule.hasBasisOfItsOwn ? .zero : price
    case .stepwise, .flat, .band: return .zero
    }
  }

  func costCharged(_ index: Int) -> Rational {
    guard schedule.hasBasisOfItsOwn else { return .zero }
    let own = schedule.charge.breaks[index]
    return schedule.isRebate ? own.cost : own.unitCost(schedule.charge.basis)
  }
}

extension Rational {
  /// The largest number of which both are whole multiples; nil where it cannot be held.
  func commonMeasure(_ other: Rational) -> Rational? {
    guard let (a, b) = parts, let (c, d) = other.parts else { return nil }
    let (left, overLeft) = a.magnitude.multipliedReportingOverflow(by: d.magnitude)
    let (right, overRight) = c.magnitude.multipliedReportingOverflow(by: b.magnitude)
    let (below, overBelow) = b.multipliedReportingOverflow(by: d)
    guard !overLeft, !overRight, !overBelow else { return nil }
    var (x, y) = (left, right)
    while y != 0 { (x, y) = (y, x % y) }
    return Int128(exactly: x).flatMap { Rational($0, over: below) }
  }
}
