internal import Logistics

/// The price of one schedule in each of its breaks, surcharges in percent included.
struct ScheduleCosts: Sendable {
  let key: PriceSchedule
  let charge: Charge
  /// By what all of it is multiplied: 1 and the surcharges in percent.
  let factor: Rational
  /// Of an incremental charge on another measure than its breaks count: what is paid on for each that counts.
  let ratio: Rational

  var isRebate: Bool { if case .rebate = key { true } else { false } }

  /// Whether what is paid on is a decision of its own.
  var hasBasisOfItsOwn: Bool { isRebate || charge.structure == .allUnit && !charge.isOnItsMeasure }

  private func price(_ index: Int) -> Rational {
    let cost = charge.breaks[index].cost
    return charge.basis == .value ? cost * (Rational(1, over: 100) ?? .zero) : cost
  }

  /// Without surcharges, for reaching a break.
  func bareReached(_ index: Int) -> Rational {
    switch charge.structure {
    case .stepwise: return charge.breaks[index].cost
    case .incremental:
      // The line through the break's begin, where all below it is paid.
      let below = (0..<index).reduce(Rational.zero) { sum, lower in
        sum + price(lower) * (charge.breaks[lower + 1].from - charge.breaks[lower].from)
      }
      return (below - price(index) * charge.breaks[index].from) * ratio
    case .allUnit, .flat, .band: return .zero
    }
  }

  /// Without surcharges, for each that counts.
  func bareAmount(_ index: Int) -> Rational {
    switch charge.structure {
    case .incremental: price(index) * ratio
    case .allUnit: hasBasisOfItsOwn ? .zero : price(index)
    case .stepwise, .flat, .band: .zero
    }
  }

  /// Without surcharges, for each that is paid on.
  func bareCharged(_ index: Int) -> Rational { hasBasisOfItsOwn ? price(index) : .zero }
}

/// One price schedule in the program, in the multiple-choice form: of the breaks at most one is reached, and the amount lies
/// in it. The relaxation is the convex envelope of the schedule over its amount (Croxton, Gendron and Magnanti, Management
/// Science 49, 2003).
struct ScheduleBlock {
  /// A column that counts, or is paid on.
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

  let costs: ScheduleCosts
  let entries: [Entry]
  /// The breaks that can be reached, between multiples of what counts.
  let spans: [Span]
  let leastPaid, mostPaid: Rational
  /// What is paid on for each that counts; nil where something is paid on that does not count.
  let ratios: (least: Rational, most: Rational)?

  /// - Parameters:
  ///   - uppers: of each entry's column.
  ///   - grains: of each entry's column: what its values are multiples of.
  init(
    _ key: PriceSchedule, _ charge: Charge, factor: Rational, _ entries: [Entry], uppers: [Rational], grains: [Rational]
  ) {
    self.entries = entries
    var (most, low, high) = (Rational.zero, Rational.zero, Rational.zero)
    var unit: Rational? = .zero
    var ratios: (least: Rational, most: Rational)?
    var isTied = true
    for (entry, (upper, grain)) in zip(entries, zip(uppers, grains)) {
      most += entry.counted * upper
      low += min(.zero, entry.paid * upper)
      high += max(.zero, entry.paid * upper)
      unit = unit.flatMap { Self.commonDivisor($0, entry.counted * grain) }
      if let ratio = entry.paid.divided(by: entry.counted) {
        ratios = (min(ratios?.least ?? ratio, ratio), max(ratios?.most ?? ratio, ratio))
      } else if !entry.paid.isZero {
        isTied = false
      }
    }
    (leastPaid, mostPaid) = (low, high)
    self.ratios = isTied ? ratios : nil
    let ratio = charge.isOnItsMeasure ? .one : ratios?.most ?? .one
    costs = ScheduleCosts(key: key, charge: charge, factor: factor, ratio: ratio)
    spans = charge.breaks.indices.compactMap { Self.span($0, charge.breaks, most, unit) }
  }

  private static func span(_ index: Int, _ breaks: [Break], _ most: Rational, _ unit: Rational?) -> Span? {
    let (from, to) = (breaks[index].from, min(most, breaks[index].to ?? most))
    let next = index + 1 < breaks.count ? breaks[index + 1].from : nil
    // Where the next break begins, it counts, not this one.
    let open = next.flatMap { $0 <= to ? $0 : nil }
    guard let unit, unit.isPositive else {
      let end = open ?? to
      return end.isPositive && from <= end ? Span(index: index, from: from, to: end) : nil
    }
    let first = max(unit, (from.divided(by: unit) ?? .zero).ceiling * unit)
    let last = open.map { (($0.divided(by: unit) ?? .zero).ceiling - .one) * unit }
      ?? (to.divided(by: unit) ?? .zero).floor * unit
    return first <= last ? Span(index: index, from: first, to: last) : nil
  }

  /// The largest number of which both are multiples; nil where it is beyond whole numbers of 128 bits.
  static func commonDivisor(_ a: Rational, _ b: Rational) -> Rational? {
    var (x, y) = (a.magnitude, b.magnitude)
    // Euclid's algorithm ends, as both are fractions; the steps are bounded all the same.
    for _ in 0..<400 {
      guard let quotient = x.divided(by: y) else { return x }
      (x, y) = (y, x - quotient.floor * y)
    }
    return nil
  }
}
