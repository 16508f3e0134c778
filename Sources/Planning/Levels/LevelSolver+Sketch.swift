import Formulations
import GLPKEngine
import Logistics
import MathProgram
import NativeEngines

// Programs that are a flow with fixed charges but for some rows: bounded without these, planned near what is left.
extension LevelSolver {
  /// Rules beside the flows of which each is tried for whether it can stay.
  private static let mostTries = 12
  private static let sketchWork = 6_000_000
  private static let sketchPartOfTime = 0.2

  /// Leaves out the rules that stand in the way: what is proved of the rest is proved of the whole. Its plan's switches are completed
  /// to one of the whole program, from which, with what its bound leaves to decide, the next engine goes on.
  mutating func solveSketch(refusedFor reason: String) -> Ending {
    guard !isLast, !control.isOver,
      let sketch = try? source.fixedChargeSketch(of: linear, mostTries: Self.mostTries), !sketch.leftOut.isEmpty
    else { return refuseFixedCharges(reason) }
    if let ending = solvePricedSites(sketch) { return ending }
    let (outcome, _) = attempt(
      .fixedChargeFlow(sketch.flow), "fixed charges without \(words(for: sketch.leftOut))", gap: control.options.gap,
      mostWork: Self.sketchWork, partOfTime: Self.sketchPartOfTime)
    guard let outcome, case .columns(let near)? = outcome.solution, let root = outcome.root,
      let values = plan(near: near, root, sketch),
      source.isPlan(values), var answer = answer(values, Found(outcome), Root())
    else { return refuseFixedCharges(reason) }
    answer.core = core(of: outcome, at: values, value: answer.value.approximate)
    // That the part is solved to its optimum does not make this the optimum; its bound may be near enough all the same.
    let isNear = answer.bound.map { relativeGap(answer.value.approximate, $0) <= control.options.gap } ?? false
    (answer.stoppedBy, answer.isFinal, answer.mayGoOn) = isNear ? (.gap, true, false) : (.workLimit, false, true)
    return .answered(answer)
  }

  func words(for rows: [Int]) -> String {
    let named = rows.prefix(3).map { source.words(forRow: $0, of: linear) }.joined(separator: ", ")
    return rows.count > 3 ? "\(named) and \(rows.count - 3) more" : named
  }

  /// Of a search with most switches settled: pivots.
  private static let completionWork = 20_000
  private static let completionPartOfTime = 0.25
  /// The next engine goes on from what is as near as this.
  private static let completionGap = 0.01

  /// Switches that are turned on beside the part's, at most, before a search.
  private static let mostMending = 4

  /// A plan of the whole program: with the switches of the part's plan, and one after another of those that may mend what it breaks,
  /// the cheapest first; where that has none, with those alone that it or the relaxation uses and as many of the others, the kernel
  /// (kernel search; Angelelli, Mansini and Speranza 2010).
  private mutating func plan(near part: [Double], _ root: RootRelaxation, _ sketch: FixedChargeSketch) -> [Double]? {
    let costs = linear.priced(by: root.multipliers).reducedCosts
    let mending = mending(part, sketch).sorted { (costs[$0], $0) < (costs[$1], $1) }
    if let values = completed(part, mending, sketch) { return values }
    let switches = sketch.flow.switches.map(\.column)
    let used = switches.filter { part[$0] > 0.5 || root.use[$0] > 0 }
    let kernel = Set(used + mending.prefix(used.count))
    var restricted = linear
    for column in switches where !kernel.contains(column) { restricted.setColumnBounds(column, lower: 0, upper: 0) }
    return completed(restricted, "kernel search", by: control.options.engine == .native ? NativeLinearEngine() : GLPKSolver())
  }

  /// A plan of the whole program with the switches of the part's plan, and one after another of those that mend, in their order.
  mutating func completed(_ part: [Double], _ mending: [Int], _ sketch: FixedChargeSketch) -> [Double]? {
    // With all that is switched decided a network is left, and a few rows.
    for count in 0...min(Self.mostMending, mending.count) {
      let on = Set(mending.prefix(count))
      var decided = linear
      for column in sketch.flow.switches.map(\.column) {
        let value = on.contains(column) ? 1 : part[column].rounded()
        decided.setColumnBounds(column, lower: value, upper: value)
      }
      if let values = completed(decided, "completing", by: NativeLinearEngine()) { return values }
    }
    return nil
  }

  /// Switches that are off in the part's plan, of flows that count in rows that were left out and that it breaks, the way that mends
  /// these.
  func mending(_ part: [Double], _ sketch: FixedChargeSketch) -> [Int] {
    var mends: Set<Int32> = []
    for row in sketch.leftOut {
      let sum = linear.activity(ofRow: row, part)
      let missed = sum < linear.rowLower[row] ? 1.0 : sum > linear.rowUpper[row] ? -1 : 0
      for entry in linear.entryRange(ofRow: row) where linear.coefficients[entry] * missed > 0 {
        mends.insert(linear.columnIndices[entry])
      }
    }
    let flow = sketch.flow
    return flow.switches.filter { own in
      part[own.column] < 0.5 && own.members.contains { mends.contains(flow.members[$0].column) }
    }.map(\.column)
  }

  /// The flows that are between multiples of the resolution moved to some; nil where none of those near are a plan.
  private mutating func inMultiples(_ values: [Double], by other: any Engine) -> [Double]? {
    if source.isPlan(values) { return values }
    for room in [0.0, 1, 8] {
      let stepped = SteppedProgram(source, linear, near: values, room: room)
      let (outcome, _) = attempt(
        .linear(stepped.program), "completing in multiples", gap: Self.completionGap, mostWork: Self.completionWork,
        partOfTime: Self.completionPartOfTime, by: other)
      guard case .columns(let found)? = outcome?.solution else { continue }
      let moved = stepped.sourceValues(found)
      if source.isPlan(moved) { return moved }
    }
    return nil
  }

  private mutating func completed(_ restricted: LinearProgram, _ phase: String, by other: any Engine) -> [Double]? {
    // Links of what is switched off or on are a row for each flow otherwise.
    guard let settled = SettledProgram(restricted) else { return nil }
    let (outcome, _) = attempt(
      .linear(settled.program), phase, gap: max(control.options.gap, Self.completionGap), mostWork: Self.completionWork,
      partOfTime: Self.completionPartOfTime, by: other)
    guard case .columns(let values)? = outcome?.solution else { return nil }
    return inMultiples(settled.values(values), by: other)
  }
}
