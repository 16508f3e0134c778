import Logistics

/// A block's capacity and the weights of its parcels in whole numbers, for parcels that go whole or not at all.
///
/// A unit is chosen so that all are whole where there is one; else weights are rounded down, and whatever fits the capacity fits
/// it rounded down still.
struct WholeWeights {
  /// By parcel.
  let weights: [Int64]
  let capacity: Int64

  private static let mostSum: Int128 = 1 << 60

  /// nil where the numbers cannot be held.
  init?(_ parcels: [Rational], capacity limit: Rational) {
    guard !limit.isNegative, let unit = WholeWeights.unit(parcels, limit) else { return nil }
    var (weights, sum): ([Int64], Int128) = ([], 0)
    for weight in parcels {
      guard let whole = (weight * unit).floor.int64, whole >= 0 else { return nil }
      weights.append(whole)
      sum += Int128(whole)
    }
    guard sum <= WholeWeights.mostSum else { return nil }
    let room = (limit * unit).floor
    self.weights = weights
    capacity = room.int64.map { min($0, Int64(sum)) } ?? Int64(sum)
  }

  /// How many whole units one of weight is.
  private static func unit(_ parcels: [Rational], _ limit: Rational) -> Rational? {
    var (common, isCommon): (Int128, Bool) = (1, true)
    for weight in parcels + [limit] {
      guard let bottom = weight.parts?.denominator, bottom <= 1_000_000_000_000 else {
        isCommon = false
        break
      }
      common *= bottom / greatestCommonDivisor(common, bottom)
      if common > 1_000_000_000_000 { isCommon = false }
      if !isCommon { break }
    }
    let sum = parcels.reduce(Rational.zero, +)
    if isCommon, sum * Rational(whole: common) <= Rational(whole: mostSum) { return Rational(whole: common) }
    return sum.isPositive ? Rational(whole: mostSum).divided(by: sum) : .one
  }

  private static func greatestCommonDivisor(_ a: Int128, _ b: Int128) -> Int128 {
    var (larger, smaller) = (a, b)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger
  }
}
