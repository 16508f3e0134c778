import Logistics

/// A price schedule whose decisions a certificate minimises together: of its breaks one is reached at most, and what counts lies
/// in it.
struct TariffBlock {
  struct Entry {
    let column: Int
    let counted: Rational
    let paid: Rational
    let most: Rational
    /// `counted`, and counted × `most`, as doubles.
    let counts, takes: Double
  }

  struct Tier {
    let reached: Int
    let amount: Int
    /// Where what is paid on is a decision of its own.
    let charged: Int?
    let from: Rational
    let to: Rational
  }

  let entries: [Entry]
  let tiers: [Tier]

  /// - Throws: where the schedule is none of the instance, or one that this bound does not hold for: a rebate may give back less than
  ///   it could, what counts for nothing moves in no break, and a break that begins at 0 is reached by nothing.
  init(_ key: PriceSchedule, _ book: RuleBook) throws(BranchTree.Malformed) {
    guard let range = book.schedules.first(where: { $0.schedule.key == key }), !range.schedule.isRebate else {
      throw BranchTree.Malformed(reason: "a block's tariff is none of the instance")
    }
    var entries: [Entry] = []
    for entry in range.entries {
      let box = book.decisions[entry.column]
      guard box.lower.isZero, entry.counted.isPositive, !entry.paid.isNegative else {
        throw BranchTree.Malformed(reason: "a block's tariff is paid on what does not count, or must move")
      }
      let counts = entry.counted.approximate
      entries.append(
        Entry(
          column: entry.column, counted: entry.counted, paid: entry.paid, most: box.upper, counts: counts,
          takes: counts * box.upper.approximate))
    }
    var tiers: [Tier] = []
    for span in range.spans {
      guard let reached = book.index(of: .tender(.reached(key, span.index))),
        let amount = book.index(of: .tender(.amount(key, span.index))), span.from.isPositive
      else { throw BranchTree.Malformed(reason: "a block's tariff has a break that begins at 0") }
      let charged = book.index(of: .tender(.charged(key, span.index)))
      tiers.append(Tier(reached: reached, amount: amount, charged: charged, from: span.from, to: span.to))
    }
    (self.entries, self.tiers) = (entries, tiers)
  }

  var columns: [Int] {
    entries.map(\.column) + tiers.flatMap { [$0.reached, $0.amount] + [$0.charged].compactMap { $0 } }
  }
}

extension ReducedCosts {
  /// Not above what the tariff's decisions cost, its switch on: nothing moves, or one break is reached.
  ///
  /// - Parameter fixed: by decision, or empty; of those that a leaf fixes only `reached` are used.
  static func tariffValue(
    _ tariff: TariffBlock, _ reduced: [Arithmetic.Number], _ fixed: [BlockBoxes.Fixing]
  ) -> LeastValue<Arithmetic.Number>? {
    func fixing(_ tier: TariffBlock.Tier) -> BlockBoxes.Fixing { fixed.isEmpty ? .free : fixed[tier.reached] }
    let forced = tariff.tiers.filter { fixing($0) == .atOne }
    var least = forced.isEmpty ? Arithmetic.zero : nil
    for tier in tariff.tiers where fixing(tier) != .atZero && forced.allSatisfy({ $0.reached == tier.reached }) {
      guard let contents = contents(of: tier, tariff, reduced), let value = Arithmetic.add(reduced[tier.reached], contents)
      else { return nil }
      least = least.map { min($0, value) } ?? value
    }
    return least.map { .atLeast($0) } ?? .noPlan
  }

  /// For any price ρ of a unit that counts, contents with an amount from `from` to `to` cost no less than Σ most × min(0, own cost + ρ ×
  /// counted) − ρ × `to`, or − ρ × `from` for ρ below 0.
  private static func contents(
    of tier: TariffBlock.Tier, _ tariff: TariffBlock, _ reduced: [Arithmetic.Number]
  ) -> Arithmetic.Number? {
    var costs: [Arithmetic.Number] = []
    costs.reserveCapacity(tariff.entries.count)
    for entry in tariff.entries {
      guard var cost = Arithmetic.product(reduced[tier.amount], by: entry.counted).flatMap({
        Arithmetic.add(reduced[entry.column], $0)
      }) else { return nil }
      if let charged = tier.charged {
        guard let paid = Arithmetic.product(reduced[charged], by: entry.paid), let sum = Arithmetic.add(cost, paid) else {
          return nil
        }
        cost = sum
      }
      costs.append(cost)
    }
    // Any price will do, so long as it is one and the same.
    guard let unit = Arithmetic.below(TariffPrice.best(costs.map(Arithmetic.approximate), tariff.entries, tier)) else {
      return nil
    }
    let price = Arithmetic.rational(unit)
    let end = price.isNegative ? tier.from : tier.to
    guard var total = Arithmetic.below(-(price * end)) else { return nil }
    for (place, entry) in tariff.entries.enumerated() {
      var priced = costs[place]
      if unit != Arithmetic.zero {
        guard let burden = Arithmetic.product(unit, by: entry.counted), let sum = Arithmetic.add(priced, burden) else {
          return nil
        }
        priced = sum
      }
      guard priced < Arithmetic.zero else { continue }
      guard let part = Arithmetic.product(priced, by: entry.most), let sum = Arithmetic.add(total, part) else { return nil }
      total = sum
    }
    return total
  }
}

/// The price of a unit that counts at which a break's contents are best bounded: that of the last entry left out to come down to its
/// end, or taken to reach its begin.
///
/// Found in doubles, because any price bounds: only how well depends on it.
private enum TariffPrice {
  static func best(_ costs: [Double], _ entries: [TariffBlock.Entry], _ tier: TariffBlock.Tier) -> Rational {
    var offers: [(price: Double, takes: Double)] = []
    var amount = 0.0
    for (cost, entry) in zip(costs, entries) {
      offers.append((-cost / entry.counts, entry.takes))
      if cost < 0 { amount += entry.takes }
    }
    let (from, to) = (tier.from.approximate, tier.to.approximate)
    if amount >= from && amount <= to { return .zero }
    let isTooMuch = amount > to
    offers.sort { $0.price > $1.price }
    // Those with the highest price are taken first, until the limit is met.
    var left = isTooMuch ? to : from
    for offer in offers {
      left -= offer.takes
      if left < 0 || !isTooMuch && left <= 0 { return decimal(offer.price) }
    }
    // All together do not reach the break's begin: no price is low enough, this one shows it.
    return decimal((offers.last?.price ?? 0) - 1e6 * (1 + (offers.map { abs($0.price) }.max() ?? 0)))
  }

  private static func decimal(_ price: Double) -> Rational {
    let scaled = (price * 1e12).rounded()
    guard abs(scaled) < 1e30, let mantissa = Int128(exactly: scaled) else { return .zero }
    return Rational(mantissa: mantissa, decimals: 12)
  }
}
