public import Logistics

/// What was sold in one channel, or by one partner, exactly.
public struct SalesTotals: Sendable, Equatable {
  public internal(set) var units = Rational.zero
  /// At what buyers pay.
  public internal(set) var value = Rational.zero
  /// What of it comes to us.
  public internal(set) var revenue = Rational.zero
  /// Commissions of channel, partner and price rows, and selling costs.
  public internal(set) var fees = Rational.zero
  /// Commissions alone.
  public internal(set) var commission = Rational.zero
  /// What the partner keeps, before `ownCosts`.
  public internal(set) var kept = Rational.zero
  /// Costs of the partner's own sites and lanes.
  public internal(set) var ownCosts = Rational.zero

  /// Percent of `value` that the partner is left with; nil where it sold nothing.
  public var margin: Rational? { ((kept - ownCosts) * Rational(100)).divided(by: value) }

  /// Percent of `value` that is ours after commissions and selling costs; nil where nothing was sold.
  public var ownShare: Rational? { ((revenue - fees) * Rational(100)).divided(by: value) }

  mutating func add(_ sale: Sale, _ units: Rational) {
    self.units += units
    value += units * (sale.price ?? .zero)
    revenue += units * (sale.revenue ?? .zero)
    fees += units * sale.fees
    commission += units * sale.commission
    kept += units * sale.kept
  }
}
