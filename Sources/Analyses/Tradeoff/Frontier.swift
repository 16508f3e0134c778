public import Logistics
public import Verification

/// The plans between two objectives of which no other is better in both, and proofs of what lies between them.
public struct Frontier: Sendable {
  /// How the points were found, and so what lies between neighbours.
  public enum Method: Sendable, Equatable {
    /// A linear program: its breakpoints. Between neighbours the frontier is the straight line, and nothing lies
    /// below it.
    case breakpoints
    /// The second objective counts things: every point there is.
    case counted
    /// Integers: every plan that is better than its neighbour by at least this much of the second objective.
    case stepped(by: Rational)
  }

  public struct Point: Sendable {
    /// Of the two objectives, in their own units and directions.
    public let values: [Rational]
    public let plan: VerifiedPlan
  }

  /// What is proved of the room between two neighbours.
  public struct Edge: Sendable {
    /// Of the two objectives, for a straight line: no plan has a smaller weighted sum than `bound`. Empty otherwise.
    public let weights: [Rational]
    /// Which of the two objectives the bound is of; nil: of their weighted sum.
    public let axis: Int?
    /// Of the other objective: the bound holds for every plan that is at least so good in it. nil for a straight line.
    public let limit: Rational?
    /// Turned so that less is better: of a straight line the weighted sum of its ends; otherwise what the objective attains
    /// at the point that keeps the limit.
    public let value: Rational
    /// By the engine's word; nil: it did not say.
    public let bound: Rational?
    /// The same, recomputed from the certificate alone.
    public let certifiedBound: Rational?
    /// |value − bound| ÷ max(|value|, |bound|, how far the objective ranges along the frontier), with the better of the two
    /// bounds; nil without any. At 0 the range is what a difference is small or large beside.
    public let gap: Double?
    /// The same with the certified bound alone.
    public let certifiedGap: Double?

    /// Whether nothing better lies there, to within the gap that counts as closed.
    public var isProven: Bool { gap.map { $0 <= VerifiedPlan.closedGap } ?? false }

    /// The same by the certificate alone.
    public var isCertified: Bool { certifiedGap.map { $0 <= VerifiedPlan.closedGap } ?? false }
  }

  /// Two, different.
  public let objectives: [Objective]
  public let method: Method
  /// The best of the first objective first.
  public let points: [Point]
  /// One fewer than points.
  public let edges: [Edge]
}

extension Frontier.Edge {
  /// The same with the objectives the other way round.
  var turned: Frontier.Edge {
    Frontier.Edge(
      weights: weights.reversed(), axis: axis.map { 1 - $0 }, limit: limit, value: value, bound: bound,
      certifiedBound: certifiedBound, gap: gap, certifiedGap: certifiedGap)
  }
}

/// Two objectives as one picture of numbers of which less is better.
struct FrontierAxes: Sendable {
  let objectives: [Objective]

  /// −1 for what is maximised.
  func sign(_ axis: Int) -> Rational { Rational(objectives[axis].isMaximized ? -1 : 1) }

  func minimized(_ point: Frontier.Point, _ axis: Int) -> Rational { sign(axis) * point.values[axis] }

  func isCounted(_ axis: Int) -> Bool {
    [.unmetOrders, .providersUsed, .sitesOpen, .changes].contains(objectives[axis])
  }

  func level(_ axis: Int, limit: Rational? = nil) -> ObjectiveLevel {
    var level = ObjectiveLevel(
      terms: [ObjectiveTerm(objective: objectives[axis], weight: .one)], tolerance: .zero)
    level.limit = limit.map { sign(axis) * $0 }
    return level
  }

  /// Both at once, with weights above 0.
  func level(weights: [Rational]) -> ObjectiveLevel {
    ObjectiveLevel(
      terms: zip(objectives, weights).map { ObjectiveTerm(objective: $0, weight: $1) }, tolerance: .zero)
  }
}
