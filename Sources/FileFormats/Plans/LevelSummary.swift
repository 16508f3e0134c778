public import Logistics
public import Verification

/// One objective level of an answer as it is reported: names, both bounds, the gap.
public struct LevelSummary: Sendable {
  /// `total_cost`, or a weighted sum such as `total_cost + 0.5 co2`.
  public let name: String
  public let level: VerifiedLevel

  public init(_ plan: VerifiedPlan, _ index: Int) {
    level = plan.levels[index]
    let objectives = plan.instance.objectives
    name = objectives.indices.contains(index) ? LevelSummary.name(objectives[index]) : ""
  }

  public static func all(_ plan: VerifiedPlan) -> [LevelSummary] { plan.levels.indices.map { LevelSummary(plan, $0) } }

  public static func name(_ level: ObjectiveLevel) -> String {
    if let stage = level.stage { return stage.name }
    var name = ""
    for term in level.terms {
      // In a level that mixes directions the maximised objectives are taken off.
      let isTakenOff = term.objective.isMaximized != level.isMaximized
      let sign = isTakenOff ? (name.isEmpty ? "-" : " - ") : (name.isEmpty ? "" : " + ")
      name += sign + (term.weight == .one ? "" : "\(ExactText.exact(term.weight)) ") + term.objective.rawValue
    }
    return name
  }

  public var sense: String { level.isMaximized ? "max" : "min" }

  /// By the engine's word; where it said nothing, the certified one.
  public var bound: Rational? { level.bound ?? level.certifiedBound }

  public var boundBy: String? {
    if level.bound != nil { return level.boundBy }
    return level.certifiedBound == nil ? nil : LevelSummary.certificate
  }

  static let certificate = "certificate"

  /// Whether the certificate proves the bound, up to the gap that counts as proof.
  public var boundIsCertified: Bool {
    guard let certified = level.certifiedBound, let bound else { return false }
    let excess = level.isMaximized ? certified - bound : bound - certified
    guard excess.isPositive else { return true }
    let size = max(certified.magnitude, bound.magnitude)
    return (excess.divided(by: size)?.approximate ?? 0) <= VerifiedPlan.closedGap
  }

  public var isOptimal: Bool { level.gap.map { $0 <= VerifiedPlan.closedGap } ?? false }

  // A bound is rounded to the side on which it stays true; an engine's word is a double and only rounded to be read.
  var boundText: String? { level.bound.map { ExactText.decimal($0) } ?? certifiedText }
  /// The certified bound as plan.json states it.
  public var certifiedText: String? {
    level.certifiedBound.map { ExactText.decimal($0, level.isMaximized ? .up : .down) }
  }
}
