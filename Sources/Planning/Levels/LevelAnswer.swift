import Formulations
import Logistics
import MathProgram

/// The best plan of one objective level, and what was proved of it.
struct LevelAnswer {
  var plan: Plan
  /// Of all columns.
  var values: [Double]
  /// As the check computes it, in the level's own direction.
  var value: Rational
  /// By the engine's word, in the level's own direction.
  var bound: Double?
  /// Of the root relaxation, minimised; nil: none.
  var multipliers: [Double]?
  /// Of the program with whole decisions, where it proves more than the root relaxation.
  var tree: BranchProof?
  /// A proof of its own, where the engine gave one that is more than a root relaxation's multipliers.
  var certificate: LevelCertificate?
  /// Whether the engine proved more than the certificate shows.
  var isShownInPart = false
  /// Of the root relaxation, in the level's own direction.
  var rootBound: Double?
  /// The root relaxation's answer, where it has one.
  var rootValues: [Double]?
  var stoppedBy: RunRecord.Stop
  /// Whether later levels may go on from here: solved to the end, or as far as was asked.
  var isFinal: Bool

  /// The same answer with what another engine, at the same value, can show of it.
  func shown(by other: LevelAnswer) -> LevelAnswer {
    var shown = self
    shown.certificate = nil
    (shown.tree, shown.multipliers) = (other.tree, other.multipliers)
    (shown.rootBound, shown.rootValues) = (other.rootBound, other.rootValues)
    return shown
  }
}
