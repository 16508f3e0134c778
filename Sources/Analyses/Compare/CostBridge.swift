public import Logistics
public import Verification

/// The difference of two plans' costs, split over the changes that lie between their instances, to the last grain.
public struct CostBridge: Sendable {
  /// How a change gets its part.
  public enum Method: String, Sendable, CaseIterable {
    /// What the cost moves by when the change applies after those before it: the parts are differences of verified
    /// plans.
    case order
    /// What the cost moves by when the change applies, averaged over every order of the changes (Shapley, "A value
    /// for n-person games", 1953): no change is favoured by its place.
    case shapley
  }

  public struct Step: Sendable {
    /// Usually one; several where no plan exists between them.
    public let changes: [InstanceChange]
    /// By kind, in `CostKind`'s order; kinds that do not move are left out.
    public let costs: [CostItem]
    /// The sum of `costs`.
    public let total: Money
  }

  public let method: Method
  public let from: Money
  public let to: Money
  /// Their totals add up to `to` − `from`, and so does each kind of cost.
  public let steps: [Step]
}

/// Money by kind of cost, all kinds at once.
struct KindCosts: Sendable, Equatable {
  /// Grains, by the kind's place in `CostKind.allCases`.
  var grains = [Int128](repeating: 0, count: CostKind.allCases.count)

  init() {}

  init(_ evaluation: PlanEvaluation) {
    for (place, kind) in CostKind.allCases.enumerated() {
      grains[place] = evaluation.costs.first { $0.kind == kind }?.amount.grains ?? 0
    }
  }

  static func - (a: KindCosts, b: KindCosts) -> KindCosts {
    var difference = a
    for place in a.grains.indices { difference.grains[place] = a.grains[place] &- b.grains[place] }
    return difference
  }

  var items: [CostItem] {
    zip(CostKind.allCases, grains).compactMap { kind, amount in
      amount == 0 ? nil : CostItem(kind: kind, amount: Money(grains: amount))
    }
  }

  var total: Money { Money(grains: grains.reduce(0, &+)) }
}

extension CostBridge {
  /// The bridge along the order of the changes.
  ///
  /// - Parameter states: the costs after the first 0, 1, … changes; nil where no plan was found. The first and the
  ///   last are there; changes between which there is none make one step.
  static func inOrder(_ changes: [InstanceChange], states: [KindCosts?]) -> CostBridge? {
    guard states.count == changes.count + 1, let first = states.first ?? nil, let last = states.last ?? nil else {
      return nil
    }
    var steps: [Step] = []
    var (before, waiting) = (first, [InstanceChange]())
    for (change, state) in zip(changes, states.dropFirst()) {
      waiting.append(change)
      guard let state else { continue }
      steps.append(step(waiting, state - before))
      (before, waiting) = (state, [])
    }
    return CostBridge(method: .order, from: first.total, to: last.total, steps: steps)
  }

  private static func step(_ changes: [InstanceChange], _ costs: KindCosts) -> Step {
    Step(changes: changes, costs: costs.items, total: costs.total)
  }

  /// The bridge by Shapley's values.
  ///
  /// - Parameter states: the costs of every subset of the changes; bit i of the index: change i applies.
  static func shapley(_ changes: [InstanceChange], states: [KindCosts]) -> CostBridge? {
    let count = changes.count
    guard count > 0, states.count == 1 << count, let last = states.last else { return nil }
    var parts = [KindCosts](repeating: KindCosts(), count: count)
    for place in last.grains.indices {
      let sums = (0..<count).map { weightedGrains(of: $0, among: count, states.map { $0.grains[place] }) }
      let split = apportion(sums, over: factorial(count))
      for change in 0..<count { parts[change].grains[place] = split[change] }
    }
    let steps = zip(changes, parts).map { step([$0], $1) }
    return CostBridge(method: .shapley, from: states[0].total, to: last.total, steps: steps)
  }

  /// n! times the value of one change: Σ over subsets without it of |S|! (n − |S| − 1)! × what it adds to them.
  private static func weightedGrains(of change: Int, among count: Int, _ values: [Int128]) -> Int128 {
    values.indices.reduce(0) { sum, subset in
      guard subset & (1 << change) == 0 else { return sum }
      let size = subset.nonzeroBitCount
      return sum + factorial(size) * factorial(count - size - 1) * (values[subset | 1 << change] - values[subset])
    }
  }

  private static func factorial(_ n: Int) -> Int128 { (1...max(1, n)).reduce(1) { $0 * Int128($1) } }

  /// Whole parts of Σ numerators ÷ denominator, which is whole: rounded down, then one more to those that lost
  /// most, the first of equals first.
  private static func apportion(_ numerators: [Int128], over denominator: Int128) -> [Int128] {
    var parts: [Int128] = []
    var rests: [(rest: Int128, place: Int)] = []
    for (place, numerator) in numerators.enumerated() {
      let rest = ((numerator % denominator) + denominator) % denominator
      parts.append((numerator - rest) / denominator)
      rests.append((rest, place))
    }
    let missing = Int(rests.reduce(0) { $0 + $1.rest } / denominator)
    for lost in rests.sorted(by: { $0.rest == $1.rest ? $0.place < $1.place : $1.rest < $0.rest }).prefix(missing) {
      parts[lost.place] += 1
    }
    return parts
  }
}
