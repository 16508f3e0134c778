import Analyses
import BruteForce
import FileFormats
import Logistics
import Planning
import Testing
import Verification

/// Frontiers: the points that brute force finds, and proofs of what lies between.
@Suite struct TradeoffTests {
  /// Three ways of one lane: cheap and dirty, in between, dear and clean; 10 units, at most 6 by each.
  private static let ways = [
    "settings": "key,value\nquantity_decimals,3\n",
    "products": "product,unit_weight\nGoods,1000\n",
    "sites": "site\nPlant\n", "supply": "site,product,supply_max\nPlant,Goods,100\n",
    "demand": "customer,product,quantity\nShop,Goods,10\n",
    "lanes": """
    origin,destination,provider,distance,unit_cost,co2_rate,capacity_max
    Plant,Shop,Road,10,1,0.9,6
    Plant,Shop,Rail,10,2,0.4,6
    Plant,Shop,Canal,10,5,0.1,6

    """,
  ]

  @Test func everyBreakpointOfALinearInstanceIsFoundAndProved() throws {
    let frontier = try Tradeoff.frontier(Tables.session(Self.ways), Tradeoff.Question(.totalCost, .co2))
    #expect(frontier.method == .breakpoints)
    // Road 6 + rail 4; road 4 + rail 6; rail 6 + canal 4; rail 4 + canal 6.
    #expect(
      frontier.points.map { $0.values.map(\.description) } == [
        ["14", "70"], ["16", "60"], ["32", "28"], ["38", "22"],
      ])
    #expect(frontier.edges.allSatisfy { $0.isProven })
    #expect(frontier.edges.allSatisfy { $0.certifiedBound != nil })
  }

  @Test func oneJobOrManyGiveOneFrontier() throws {
    var question = Tradeoff.Question(.totalCost, .co2)
    let one = try Tradeoff.frontier(Tables.session(Self.ways), question)
    question.jobs = 4
    let many = try Tradeoff.frontier(Tables.session(Self.ways), question)
    #expect(one.points.map(\.values) == many.points.map(\.values))
  }

  @Test func whatOneObjectiveAloneDecidesIsOnePoint() throws {
    var tables = Self.ways
    tables["lanes"] = "origin,destination,distance,unit_cost,co2_rate\nPlant,Shop,10,1,0.9\n"
    let frontier = try Tradeoff.frontier(Tables.session(tables), Tradeoff.Question(.totalCost, .co2))
    #expect(frontier.points.count == 1)
    #expect(frontier.edges.isEmpty)
  }

  @Test func oneObjectiveTwiceIsRefused() throws {
    #expect(throws: Tradeoff.Failure.self) {
      try Tradeoff.frontier(Tables.session(Self.ways), Tradeoff.Question(.co2, .co2))
    }
  }

  @Test func theExampleTradesCostAgainstEmissions() throws {
    let frontier = try Tradeoff.frontier(Tables.example("air-sea-road"), Tradeoff.Question(.totalCost, .co2))
    #expect(frontier.method == .breakpoints)
    #expect(frontier.points.count > 10)
    #expect(frontier.edges.allSatisfy { $0.isProven })
  }
}

/// Tiny random instances with two objectives, enumerated.
@Suite struct FrontierCampaign {
  private static let objectives = [
    "total_cost", "fill_rate", "co2", "lead_time", "providers_used", "sites_open", "changes",
  ]
  private static let pairs = objectives.indices.flatMap { a in
    objectives[(a + 1)...].map { [objectives[a], $0] }
  }

  @Test func frontiersAreTheEnumerators() throws {
    let size = Tables.size(100)
    var (checked, points, stepped, skipped) = (0, 0, 0, 0)
    var byPair: [[String]: Int] = [:]
    var seed: UInt64 = 0
    while checked < size {
      seed += 1
      let pair = Self.pairs[Int(seed) % Self.pairs.count]
      let tiny = Self.asked(TinyInstance.random(seed: seed), pair)
      guard let expected = try? BruteForce(tiny, leafLimit: 200_000).frontier(), expected.count > 1 else {
        skipped += 1
        continue
      }
      let files = tiny.tables.filter { !$0.rows.isEmpty }.map { (name: $0.name + ".csv", bytes: Array($0.csv.utf8)) }
      let session = PlanningSession(InstanceReader.read(name: "tiny-\(seed)", files: files).draft)
      guard let instance = try? session.instance(), let first = Objective(rawValue: pair[0]),
        let second = Objective(rawValue: pair[1])
      else { continue }
      var question = Tradeoff.Question(first, second)
      // Exact numbers cross between the two arithmetics by their parts.
      let values = expected.map { $0.map { Self.exact($0.numerator, over: $0.denominator) } }
      question.resolution = Self.resolution(values)
      let frontier = try Tradeoff.frontier(session, question)
      checked += 1
      byPair[pair, default: 0] += 1
      points += expected.count
      if session.hasIntegers(instance) {
        stepped += 1
        #expect(frontier.points.map(\.values) == values, "seed \(seed), \(pair)")
      }
      Self.expectNothingBelow(frontier, values, "seed \(seed), \(pair)")
    }
    print("pairs: \(byPair.map { "\($0.key.joined(separator: "/")) \($0.value)" }.sorted())")
    // Where nobody is an incumbent, and in most instances so small, one of a pair of counts decides both.
    #expect(Tables.size(100) < 100 || byPair.count >= 12)
    print(
      "\(checked) frontiers of \(points) points equal to the enumerator, \(stepped) with integers; \(skipped) had one point"
    )
  }

  /// No plan that there is lies below what an edge proves.
  private static func expectNothingBelow(_ frontier: Frontier, _ values: [[Logistics.Rational]], _ comment: Comment) {
    let signs = frontier.objectives.map { Logistics.Rational($0.isMaximized ? -1 : 1) }
    for edge in frontier.edges {
      guard let bound = edge.certifiedBound, !edge.weights.isEmpty else { continue }
      for value in values {
        let weighted = edge.weights[0] * signs[0] * value[0] + edge.weights[1] * signs[1] * value[1]
        #expect(weighted >= bound, comment)
      }
    }
  }

  private static func asked(_ tiny: TinyInstance, _ pair: [String]) -> TinyInstance {
    var asked = tiny
    var objectives = TinyTable("objectives", ["priority", "objective"])
    objectives.append(["priority": "1", "objective": pair[0]])
    objectives.append(["priority": "2", "objective": pair[1]])
    asked["objectives"] = objectives
    return asked
  }

  /// In percent of the range, less than any two points differ by.
  private static func resolution(_ expected: [[Logistics.Rational]]) -> Logistics.Rational {
    let seconds = expected.map { $0[1] }.sorted()
    guard let low = seconds.first, let high = seconds.last else { return .one }
    let least = zip(seconds.dropFirst(), seconds).map { $0 - $1 }.filter(\.isPositive).min() ?? .one
    return (least * Logistics.Rational(50)).divided(by: high - low) ?? .one
  }

  private static func exact(_ numerator: Int128, over denominator: Int128) -> Logistics.Rational {
    Logistics.Rational(numerator, over: denominator) ?? .zero
  }
}
