import Analyses
import BruteForce
import FileFormats
import Logistics
import Planning
import Testing
import Verification

/// Tiny random instances with two objectives, enumerated.
@Suite struct FrontierCampaign {
  static let objectives = [
    "total_cost", "fill_rate", "co2", "lead_time", "providers_used", "sites_open", "changes",
  ]
  static let pairs = objectives.indices.flatMap { a in objectives[(a + 1)...].map { [objectives[a], $0] } }

  @Test func frontiersAreTheEnumerators() throws {
    let size = Tables.size(100)
    var (checked, points, stepped, skipped) = (0, 0, 0, 0)
    var byPair: [[String]: Int] = [:]
    var seed: UInt64 = 0
    while checked < size {
      seed += 1
      let pair = Self.pairs[Int(seed) % Self.pairs.count]
      guard let found = try FrontierComparison(TinyInstance.random(seed: seed), pair, "seed \(seed), \(pair)") else {
        skipped += 1
        continue
      }
      checked += 1
      byPair[pair, default: 0] += 1
      points += found.points
      if found.isStepped { stepped += 1 }
    }
    print("pairs: \(byPair.map { "\($0.key.joined(separator: "/")) \($0.value)" }.sorted())")
    print("\(checked) frontiers of \(points) points equal to the enumerator, \(stepped) with integers; \(skipped) had one point")
  }

  /// Every two of the seven objectives, in networks in which they are at odds.
  @Test(arguments: pairs) func everyTwoObjectivesHaveTheEnumeratorsFrontier(_ pair: [String]) throws {
    let size = Tables.size(5)
    var (checked, points) = (0, 0)
    var seed: UInt64 = 100
    let areCounts = pair.allSatisfy { $0 == "providers_used" || $0 == "sites_open" || $0 == "changes" }
    while checked < size {
      seed += 1
      try #require(seed < 4_000, "the two are hardly ever at odds")
      var draw = AnalysisDraw(seed: seed)
      let tiny = draw.instance(lanesOffered: areCounts ? 40 : 55)
      guard let found = try FrontierComparison(tiny, pair, "seed \(seed), \(pair)") else { continue }
      #expect(found.isStepped)
      checked += 1
      points += found.points
    }
    print("\(pair.joined(separator: "/")): \(checked) frontiers of \(points) points, seeds 101 to \(seed)")
  }

  /// Coarser than the points are apart: each point is one of the enumerator's, and nothing better than a bound says is there.
  @Test func aCoarseResolutionProvesWhatItSays() throws {
    let pairs = [["total_cost", "co2"], ["co2", "lead_time"], ["fill_rate", "total_cost"], ["lead_time", "total_cost"]]
    var (checked, left) = (0, 0)
    var seed: UInt64 = 900
    while checked < Tables.size(24) {
      seed += 1
      let pair = pairs[Int(seed) % pairs.count]
      var draw = AnalysisDraw(seed: seed)
      let tiny = draw.instance().asking(pair)
      guard let expected = try? BruteForce(tiny, leafLimit: 200_000).frontier(), expected.count > 3 else { continue }
      let values = expected.map { $0.map { FrontierComparison.exact($0.numerator, over: $0.denominator) } }
      var question = try #require(Tradeoff.Question(pair))
      question.resolution = Logistics.Rational(30)
      let session = PlanningSession(InstanceReader.read(name: "tiny", files: tiny.files).draft)
      let frontier = try Tradeoff.frontier(session, question)
      guard case .stepped(let step) = frontier.method else {
        Issue.record("seed \(seed) is linear")
        continue
      }
      checked += 1
      left += expected.count - frontier.points.count
      let signs = frontier.objectives.map { Logistics.Rational($0.isMaximized ? -1 : 1) }
      for point in frontier.points { #expect(values.contains(point.values), "seed \(seed)") }
      #expect(frontier.points.first?.values == values.first && frontier.points.last?.values == values.last, "seed \(seed)")
      for (place, edge) in frontier.edges.enumerated() {
        let (limit, bound) = (try #require(edge.limit), try #require(edge.certifiedBound, "seed \(seed), \(pair)\n\(tiny)"))
        #expect(edge.axis == 0 && edge.isProven, "seed \(seed), \(pair): \(frontier.points.map(\.values)), \(frontier.edges)")
        // Beyond the point before by the step, or where the frontier ends.
        let before = signs[1] * frontier.points[place].values[1]
        #expect(max(before - step, signs[1] * (values.last?[1] ?? .zero)) <= signs[1] * limit + step * .tiny, "seed \(seed)")
        for value in values where signs[1] * value[1] <= signs[1] * limit {
          #expect(bound <= signs[0] * value[0], "seed \(seed): \(value)")
        }
      }
    }
    print("\(checked) coarse frontiers, seeds to \(seed); \(left) points lie within the resolution")
    #expect(left > checked)
  }
}

extension Logistics.Rational {
  fileprivate static let tiny = Logistics.Rational(mantissa: 1, decimals: 5)
}

extension Tradeoff.Question {
  init?(_ names: [String]) {
    guard let first = Objective(rawValue: names[0]), let second = Objective(rawValue: names[1]) else { return nil }
    self.init(first, second)
  }
}

/// A frontier of the product beside the enumerator's.
struct FrontierComparison {
  let points: Int
  let isStepped: Bool

  /// nil where the enumerator finds one point, no plan, or too many, or the product takes no such instance.
  init?(_ drawn: TinyInstance, _ pair: [String], _ comment: Comment) throws {
    let tiny = drawn.asking(pair)
    guard let expected = try? BruteForce(tiny, leafLimit: 200_000).frontier(), expected.count > 1 else { return nil }
    let session = PlanningSession(InstanceReader.read(name: "tiny", files: tiny.files).draft)
    guard let instance = try? session.instance(), var question = Tradeoff.Question(pair) else { return nil }
    // Exact numbers cross between the two arithmetics by their parts.
    let values = expected.map { $0.map { Self.exact($0.numerator, over: $0.denominator) } }
    question.resolution = Self.resolution(values)
    let frontier = try Tradeoff.frontier(session, question)
    points = expected.count
    isStepped = session.hasIntegers(instance)
    if isStepped { #expect(frontier.points.map(\.values) == values, comment) }
    Self.expectNothingBetter(frontier, values, comment)
  }

  /// No plan that there is lies below what an edge proves.
  private static func expectNothingBetter(_ frontier: Frontier, _ values: [[Logistics.Rational]], _ comment: Comment) {
    let signs = frontier.objectives.map { Logistics.Rational($0.isMaximized ? -1 : 1) }
    for edge in frontier.edges {
      guard let bound = edge.certifiedBound else { continue }
      for value in values {
        if let axis = edge.axis, let limit = edge.limit {
          let other = 1 - axis
          guard signs[other] * value[other] <= signs[other] * limit else { continue }
          #expect(bound <= signs[axis] * value[axis], comment)
        } else {
          let weighted = edge.weights[0] * signs[0] * value[0] + edge.weights[1] * signs[1] * value[1]
          #expect(bound <= weighted, comment)
        }
      }
    }
  }

  /// In percent of the range, less than any two points differ by.
  private static func resolution(_ expected: [[Logistics.Rational]]) -> Logistics.Rational {
    let seconds = expected.map { $0[1] }.sorted()
    guard let low = seconds.first, let high = seconds.last else { return .one }
    let least = zip(seconds.dropFirst(), seconds).map { $0 - $1 }.filter(\.isPositive).min() ?? .one
    return (least * Logistics.Rational(50)).divided(by: high - low) ?? .one
  }

  static func exact(_ numerator: Int128, over denominator: Int128) -> Logistics.Rational {
    Logistics.Rational(numerator, over: denominator) ?? .zero
  }
}
