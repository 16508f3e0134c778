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
  /// Whether the engine left off at a share of the work, for the next one to go on from its plan.
  var mayGoOn = false
  /// What is left to search for a better plan.
  var core: ProvedCore?

  /// Takes what was proved of the level's program, or of its core, which is then turned into a proof of the whole.
  mutating func prove(
    _ found: LevelSolver.Found, _ root: LevelSolver.Root, _ core: ProvedCore?, direction: LinearProgram.Direction
  ) {
    (bound, tree) = (found.bound, found.tree)
    (multipliers, rootBound, rootValues) = (root.multipliers, root.bound, root.values)
    guard let core else { return }
    (multipliers, rootBound, rootValues) = (nil, nil, nil)
    bound = found.bound.map { direction == .minimize ? min($0, core.bound) : max($0, core.bound) }
    // What was left out lies beyond what a gap was asked for, not beyond the optimum.
    if stoppedBy == .proof, let bound, relativeGap(value.approximate, bound) > 1e-9 { stoppedBy = .gap }
    let ofRoot = root.multipliers.map { BranchProof(vectors: [.init($0)], nodes: [.leaf(vector: 0)]) }
    tree = (found.tree ?? ofRoot).map { core.proof(ofCore: $0) }
  }

  /// The better plan of this answer and of one that went on from it, with the better bound and what shows it.
  func joined(with later: LevelAnswer, isMaximized: Bool) -> LevelAnswer {
    let laterIsBetter = isMaximized ? later.value >= value : later.value <= value
    var joined = laterIsBetter ? later : self
    let prover = later.proves(noLessThan: self, isMaximized: isMaximized) ? later : self
    (joined.bound, joined.tree, joined.certificate) = (prover.bound, prover.tree, prover.certificate)
    (joined.multipliers, joined.rootBound, joined.rootValues) = (prover.multipliers, prover.rootBound, prover.rootValues)
    (joined.stoppedBy, joined.isFinal, joined.mayGoOn) = (later.stoppedBy, later.isFinal, false)
    joined.core = core ?? later.core
    if let bound = joined.bound, relativeGap(joined.value.approximate, bound) <= 1e-9 {
      (joined.stoppedBy, joined.isFinal) = (.proof, true)
    }
    return joined
  }

  /// Whether the plan is better, or its bound is.
  func isBetter(than other: LevelAnswer, isMaximized: Bool) -> Bool {
    if value != other.value { return isMaximized ? value > other.value : value < other.value }
    return !other.proves(noLessThan: self, isMaximized: isMaximized)
  }

  private func proves(noLessThan other: LevelAnswer, isMaximized: Bool) -> Bool {
    guard let bound else { return false }
    guard let theirs = other.bound else { return true }
    return isMaximized ? bound <= theirs : bound >= theirs
  }

  /// The same answer with what another engine, at the same value, can show of it.
  func shown(by other: LevelAnswer) -> LevelAnswer {
    var shown = self
    shown.certificate = nil
    (shown.tree, shown.multipliers) = (other.tree, other.multipliers)
    (shown.rootBound, shown.rootValues) = (other.rootBound, other.rootValues)
    return shown
  }
}
