import Formulations
import Logistics
import MathProgram
import NativeEngines

// Sites and sourcing but for a few rows: these are left out and paid for, at prices that a few searches find (Lagrangian relaxation of
// side rows; Geoffrion 1974).
extension LevelSolver {
  /// Rows that are priced; of more none is.
  private static let mostPriced = 6
  private static let mostSearches = 12
  /// Of a search for prices, and of the one that proves: units of some 64 arcs.
  private static let (searchWork, proofWork) = (300_000, 6_000_000)
  private static let (searchPartOfTime, proofPartOfTime) = (0.04, 0.4)
  private static let searchGap = 1e-3

  /// One search at some prices.
  private struct Search {
    let prices: [Double]
    let found: RecognizedSites
    let outcome: Outcome
    /// Of the whole program, minimised.
    let bound: Double
    /// Of the program's columns, where there is a plan of the part.
    let plan: [Double]?
  }

  /// What proves most, and the best plan of the whole that was met.
  private struct Best {
    var search: Search?
    var plan: (values: [Double], cost: Double)?
    /// Sets of switches that were completed, or could not be.
    var tried: Set<[Int]> = []

    mutating func take(_ found: Search) {
      if found.bound > search?.bound ?? -.infinity { search = found }
    }
  }

  /// nil where the rest is no network of sites, a row is none of the instance's own rules, which a certificate could not name, or no
  /// plan of the whole was met.
  mutating func solvePricedSites(_ sketch: FixedChargeSketch) -> Ending? {
    let rows = sketch.leftOut
    guard rows.count <= Self.mostPriced, rows.allSatisfy(source.rules.indices.contains) else { return nil }
    let noted = attempts.count
    var best = Best()
    let searches = findPrices(rows, sketch, &best)
    attempts.removeSubrange(noted...)
    guard let priced = best.search?.prices else { return nil }
    let phase = "sites and sourcing, \(words(for: rows)) paid for"
    attempts.append(.init(engine: engine.name, method: phase, result: "prices taken from \(searches) searches"))
    guard
      let last = search(priced, rows, phase, gap: control.options.gap, mostWork: Self.proofWork, partOfTime: Self.proofPartOfTime)
    else { return nil }
    best.take(last)
    complete(last, sketch, &best)
    guard let values = best.plan?.values, let proving = best.search, source.isPlan(values),
      var answer = answer(values, Found(bound: sign * proving.bound), Root())
    else { return nil }
    show(&answer, proving.outcome, proving.found, prices: zip(rows, proving.prices).filter { $1 != 0 }.map { ($0, $1) })
    let isNear = relativeGap(answer.value.approximate, sign * proving.bound) <= max(control.options.gap, 1e-9)
    (answer.stoppedBy, answer.isFinal, answer.mayGoOn) = isNear ? (.gap, true, false) : (.workLimit, false, true)
    return .answered(answer)
  }

  private var sign: Double { linear.direction == .minimize ? 1 : -1 }

  /// Raises prices of rows that plans miss, and lowers those of rows that have room; how many searches it took.
  private mutating func findPrices(_ rows: [Int], _ sketch: FixedChargeSketch, _ best: inout Best) -> Int {
    var prices = [Double](repeating: 0, count: rows.count)
    var steps: [SumPrice] = []
    for count in 1...Self.mostSearches {
      guard
        let found = search(
          prices, rows, "prices", gap: Self.searchGap, mostWork: Self.searchWork, partOfTime: Self.searchPartOfTime)
      else { return count }
      best.take(found)
      complete(found, sketch, &best)
      guard let plan = found.plan else { return count }
      let uses = rows.map { linear.activity(ofRow: $0, plan) }
      if steps.isEmpty { steps = zip(rows, uses).map { firstStep($0, use: $1, found.bound) } }
      var isMoving = false
      for place in steps.indices where steps[place].step(use: uses[place]) { isMoving = true }
      guard isMoving else { return count }
      prices = steps.map(\.price)
    }
    return Self.mostSearches
  }

  /// At a hundredth of all costs for what the row misses, or for a hundredth of what it comes to.
  private func firstStep(_ row: Int, use: Double, _ bound: Double) -> SumPrice {
    let limits = SumLimits(least: linear.rowLower[row], most: linear.rowUpper[row])
    let missed = max(limits.least - use, use - limits.most, 0.01 * (1 + abs(use)))
    return SumPrice(limits, from: 0, size: 0.01 * max(1e-6, abs(bound)) / missed)
  }

  private mutating func search(
    _ prices: [Double], _ rows: [Int], _ phase: String, gap: Double, mostWork: Int, partOfTime: Double
  ) -> Search? {
    let paying = linear.paying(prices, forRows: rows)
    guard case .sites(let found) = paying.recognizeSites() else { return nil }
    let (outcome, _) = attempt(
      .fixedCharge(found.network), phase, gap: gap, mostWork: mostWork, partOfTime: partOfTime, by: DecompositionEngine())
    guard let outcome, let bound = outcome.proof.bound else { return nil }
    var plan: [Double]?
    if case .columns(let values)? = found.outcome(outcome, of: paying).solution { plan = values }
    return Search(prices: prices, found: found, outcome: outcome, bound: bound, plan: plan)
  }

  /// A plan of the whole with the sites of one of the part, kept where it is the best.
  private mutating func complete(_ search: Search, _ sketch: FixedChargeSketch, _ best: inout Best) {
    guard let part = search.plan else { return }
    let on = sketch.flow.switches.map(\.column).filter { part[$0] > 0.5 }
    guard best.tried.insert(on).inserted else { return }
    let mending = mending(part, sketch).sorted { (sign * linear.objective[$0], $0) < (sign * linear.objective[$1], $1) }
    guard let values = completed(part, mending, sketch) else { return }
    let cost = values.indices.reduce(sign * linear.objectiveConstant) { $0 + sign * linear.objective[$1] * values[$1] }
    if cost < best.plan?.cost ?? .infinity { best.plan = (values, cost) }
  }
}
