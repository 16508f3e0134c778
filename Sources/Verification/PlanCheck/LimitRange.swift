import Logistics

/// Two limits on one amount.
struct LimitRange {
  let least: Rational?
  let most: Rational?

  enum Verdict {
    case kept, below, above
    /// No multiple lies between the limits, and the amount is less than a step off.
    case missed
  }

  /// - Parameters:
  ///   - grain: every amount that a plan can have is a multiple of it; nil: not known to be of anything.
  ///   - step: what a step of one flow changes.
  func verdict(_ amount: Rational, grain: Rational?, step: Rational) -> Verdict {
    let tooLittle = least.map { amount < $0 } ?? false
    let tooMuch = most.map { amount > $0 } ?? false
    guard tooLittle || tooMuch else { return .kept }
    guard let least, let most, let grain, !holdsMultiple(of: grain, from: least, to: most) else {
      return tooLittle ? .below : .above
    }
    let distance = tooLittle ? least - amount : amount - most
    return distance < step ? .missed : tooLittle ? .below : .above
  }

  private func holdsMultiple(of grain: Rational, from least: Rational, to most: Rational) -> Bool {
    guard least <= most, let steps = most.divided(by: grain) else { return true }
    return steps.floor * grain >= least
  }
}
