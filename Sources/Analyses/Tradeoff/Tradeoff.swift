public import Logistics
public import Planning
public import Verification

/// Finds the frontier between two objectives of an instance.
///
/// Linear programs: breakpoints by weighted sums, each neighbouring pair in turn (Aneja and Nair, "Bicriteria
/// transportation problem", 1979); a pair whose weights give nothing better is proved by that solve's certificate.
/// Integers: one objective after the other, with the second one's limit moved on from point to point (the
/// ε-constraint method, Haimes, Lasdon and Wismer 1971).
public struct Tradeoff: Sendable {
  /// What is asked.
  public struct Question: Sendable {
    public var objectives: [Objective]
    /// Percent of the second objective's range that two points of a program with integers differ by at least, where
    /// that objective counts nothing.
    public var resolution = Rational(2)
    public var jobs = 1

    public init(_ first: Objective, _ second: Objective) { objectives = [first, second] }
  }

  public enum Failure: Error, Sendable {
    /// One objective twice.
    case oneObjective
    case noPlan(VerifiedNoPlan)
    case replanning(ReplanFailure)
  }

  private let session: PlanningSession
  private let instance: Instance
  private let axes: FrontierAxes
  private let question: Question
  private let run: SideBySide

  /// The frontier; the instance's own objectives are put aside, and demand may fall short where one of the two
  /// counts that.
  ///
  /// - Throws: `Failure`.
  public static func frontier(
    _ session: PlanningSession, _ question: Question, progress: AnalysisProgress? = nil
  ) throws(Failure) -> Frontier {
    guard question.objectives[0] != question.objectives[1] else { throw .oneObjective }
    let tradeoff = try Tradeoff(session, question, progress)
    return try tradeoff.frontier()
  }

  private init(_ session: PlanningSession, _ question: Question, _ progress: AnalysisProgress?) throws(Failure) {
    self.session = session
    self.question = question
    axes = FrontierAxes(objectives: question.objectives)
    run = SideBySide(jobs: question.jobs, progress: progress)
    do throws(ReplanFailure) {
      instance = try session.instance(with: Tradeoff.objectiveChanges(session.draft, question.objectives))
    } catch {
      throw .replanning(error)
    }
  }

  private static func objectiveChanges(_ draft: Draft, _ objectives: [Objective]) -> [InstanceChange] {
    let mark = draft.table("objectives")?.marks.first ?? SourceMark(file: 0, line: 1, offset: 0)
    let own =
      (draft.table("objectives")?.rowCount ?? 0) > 0
      ? [InstanceChange(table: "objectives", action: .exclude, mark: mark)] : []
    return own
      + objectives.enumerated().map { index, objective in
        InstanceChange(
          table: "objectives", action: .append, value: "priority=\(index + 1); objective=\(objective.rawValue)",
          mark: mark)
      }
  }

  private func frontier() throws(Failure) -> Frontier {
    run.progress?.expect(2)
    let ends = run.map(2) { solve([axes.level($0), axes.level(1 - $0)]) }
    let first = try ends[0].get()
    let last = try ends[1].get()
    guard axes.minimized(first.point, 1) > axes.minimized(last.point, 1) else {
      return Frontier(objectives: axes.objectives, method: .breakpoints, points: [first.point], edges: [])
    }
    if axes.isCounted(1) { return try stepped(first.point, last.point, by: nil) }
    // What is counted is the axis to step along.
    if axes.isCounted(0) { return try reversed() }
    guard session.hasIntegers(instance) else { return try breakpoints(first.point, last.point) }
    let range = axes.minimized(first.point, 1) - axes.minimized(last.point, 1)
    let step = range * question.resolution * Rational(mantissa: 1, decimals: 2)
    return try stepped(first.point, last.point, by: step)
  }

  private func reversed() throws(Failure) -> Frontier {
    var turned = question
    turned.objectives = question.objectives.reversed()
    let frontier = try Tradeoff.frontier(session, turned, progress: run.progress)
    let points = frontier.points.reversed().map { Frontier.Point(values: $0.values.reversed(), plan: $0.plan) }
    return Frontier(
      objectives: question.objectives, method: frontier.method, points: points,
      edges: frontier.edges.reversed().map(\.turned))
  }

  // MARK: One plan

  private struct Solved: Sendable {
    let point: Frontier.Point
    /// Of the first level that was optimised.
    let level: VerifiedLevel
  }

  private func solve(_ levels: [ObjectiveLevel]) -> Result<Solved, Failure> {
    var asked = instance
    asked.objectives = levels
    do throws(ReplanFailure) {
      switch try session.plan(asked) {
      case .noPlan(let noPlan): return .failure(.noPlan(noPlan))
      case .plan(let plan):
        let values = axes.objectives.compactMap {
          ObjectiveValue.value(of: $0, plan.evaluation, plan.plan, of: plan.instance)
        }
        let optimised = levels.firstIndex { $0.limit == nil } ?? 0
        return .success(Solved(point: Frontier.Point(values: values, plan: plan), level: plan.levels[optimised]))
      }
    } catch {
      return .failure(.replanning(error))
    }
  }

  // MARK: Linear programs

  private func breakpoints(_ first: Frontier.Point, _ last: Frontier.Point) throws(Failure) -> Frontier {
    var points = [first, last]
    var edges: [Frontier.Edge?] = [nil]
    while edges.contains(where: { $0 == nil }) {
      let open = edges.indices.filter { edges[$0] == nil }
      let pairs = open.map { (points[$0], points[$0 + 1]) }
      run.progress?.expect(open.count)
      let results = run.map(open.count) { between(pairs[$0].0, pairs[$0].1) }
      for (place, result) in zip(open, results).reversed() {
        switch try result.get() {
        case .edge(let edge): edges[place] = edge
        case .point(let point):
          points.insert(point, at: place + 1)
          edges.replaceSubrange(place...place, with: [nil, nil])
        }
      }
    }
    return Frontier(
      objectives: axes.objectives, method: .breakpoints, points: points, edges: edges.compactMap { $0 })
  }

  private enum Between: Sendable {
    case point(Frontier.Point)
    case edge(Frontier.Edge)
  }

  /// A point below the line through two, or the proof that there is none.
  private func between(_ first: Frontier.Point, _ last: Frontier.Point) -> Result<Between, Failure> {
    let rise = axes.minimized(last, 0) - axes.minimized(first, 0)
    let fall = axes.minimized(first, 1) - axes.minimized(last, 1)
    // The normal of the line, the second weight 1.
    guard let slope = fall.divided(by: rise) else { return .failure(.oneObjective) }
    let weights = [slope, Rational.one]
    return solve([axes.level(weights: weights), axes.level(0)]).map { solved in
      let line = weighted(first, weights)
      let found = weighted(solved.point, weights)
      // What multiples of the resolution leave is no point of its own.
      let noise = max(slope * rise, .one) * Rational(mantissa: 1, decimals: 6)
      let isBetween =
        axes.minimized(first, 0) < axes.minimized(solved.point, 0)
        && axes.minimized(solved.point, 0) < axes.minimized(last, 0)
      if isBetween && found < line - noise { return .point(solved.point) }
      let turned: Rational = solved.level.isMaximized ? Rational(-1) : .one
      return .edge(
        edge(
          weights, limit: nil, value: line, range: fall, bound: solved.level.bound.map { turned * $0 },
          certified: solved.level.certifiedBound.map { turned * $0 }))
    }
  }

  private func weighted(_ point: Frontier.Point, _ weights: [Rational]) -> Rational {
    weights[0] * axes.minimized(point, 0) + weights[1] * axes.minimized(point, 1)
  }

  /// - Parameter range: how far what is bounded goes along the frontier.
  private func edge(
    _ weights: [Rational], limit: Rational?, value: Rational, range: Rational, bound: Rational?, certified: Rational?
  ) -> Frontier.Edge {
    func gap(_ bounds: [Rational?]) -> Double? {
      bounds.compactMap { $0 }.max().map { best in
        guard best < value else { return 0 }
        return (value - best).divided(by: max(value.magnitude, best.magnitude, range))?.approximate ?? 0
      }
    }
    return Frontier.Edge(
      weights: weights, axis: limit.map { _ in 0 }, limit: limit, value: value, bound: bound, certifiedBound: certified,
      gap: gap([bound, certified]), certifiedGap: gap([certified]))
  }

  // MARK: Integers

  /// - Parameter step: of the second objective; nil: it counts, by one.
  private func stepped(
    _ first: Frontier.Point, _ last: Frontier.Point, by step: Rational?
  ) throws(Failure) -> Frontier {
    var points = [first]
    var edges: [Frontier.Edge] = []
    let end = axes.minimized(last, 1)
    let range = axes.minimized(last, 0) - axes.minimized(first, 0)
    while let here = points.last, axes.minimized(here, 1) > end {
      let limit = axes.minimized(here, 1) - (step ?? .one)
      guard limit > end else {
        append(last, limit: end, proof: try endProof(last, end), range, &points, &edges)
        break
      }
      let slip = (axes.minimized(first, 1) - end) * Rational(mantissa: 1, decimals: 7)
      let (solved, kept) = try beyond(limit, slip: slip)
      append(solved.point, limit: kept, proof: solved.level, range, &points, &edges)
    }
    return Frontier(
      objectives: axes.objectives, method: step.map { .stepped(by: $0) } ?? .counted, points: points, edges: edges)
  }

  /// That of the frontier's end; where the plan's own second level came without a certificate, of the same question asked with
  /// a limit.
  private func endProof(_ last: Frontier.Point, _ end: Rational) throws(Failure) -> VerifiedLevel {
    let own = last.plan.levels[1]
    guard own.certifiedBound == nil else { return own }
    let (again, limit) = try beyond(end, slip: .zero)
    return limit == end && again.level.certifiedBound != nil ? again.level : own
  }

  /// The best of the first objective whose second is within a limit. What the check refuses, because a program's
  /// doubles let the limit go by a hair, is asked for again with the limit a hair tighter. With the limit that was kept.
  private func beyond(_ limit: Rational, slip: Rational) throws(Failure) -> (Solved, limit: Rational) {
    func found(_ limit: Rational) -> Result<Solved, Failure> {
      run.progress?.expect(1)
      defer { run.progress?.step() }
      return solve([axes.level(1, limit: limit), axes.level(0), axes.level(1)])
    }
    let first = found(limit)
    guard case .failure(.replanning(.planning(.refused))) = first else { return (try first.get(), limit) }
    return (try found(limit - slip).get(), limit - slip)
  }

  /// Points that turn out to be no better than the new one are dropped.
  private func append(
    _ point: Frontier.Point, limit: Rational, proof level: VerifiedLevel, _ range: Rational, _ points: inout [Frontier.Point],
    _ edges: inout [Frontier.Edge]
  ) {
    let turned = axes.sign(0)
    while points.count > 1, let earlier = points.last, axes.minimized(point, 0) <= axes.minimized(earlier, 0) {
      points.removeLast()
      edges.removeLast()
    }
    points.append(point)
    edges.append(
      edge(
        [], limit: axes.sign(1) * limit, value: axes.minimized(point, 0), range: range, bound: level.bound.map { turned * $0 },
        certified: level.certifiedBound.map { turned * $0 }))
  }
}
