import Analyses
import Logistics
import Planning
import Testing
import Verification

/// Back-up awards: by hand, and against every set of lanes there is.
@Suite struct BackUpTests {
  /// The plan ships with First; Second could step in, and so could Third, which must be engaged for that.
  private static let tables = [
    "sites": "site\nPlant\n", "supply": "site,product,supply_max\nPlant,Goods,100\n",
    "demand": "customer,product,quantity\nAda,Goods,10\nBob,Goods,5\n",
    "providers": "provider,engagement_cost\nFirst,\nSecond,\nThird,8\n",
    "lanes": """
    origin,destination,provider,unit_cost,fixed_cost
    Plant,Ada,First,1,
    Plant,Bob,First,1,
    Plant,Ada,Second,2,5
    Plant,Bob,Second,2,5
    Plant,Ada,Third,3,
    Plant,Bob,Third,3,

    """,
  ]

  private static func backUps(_ tables: [String: String], jobs: Int = 1) throws -> (Stress, BackUps) {
    var question = Stress.Question()
    question.backUps = true
    question.jobs = jobs
    let stress = try Stress(Tables.session(tables), question)
    return (stress, try #require(stress.backUps))
  }

  @Test func theCheapestSetIsFoundByWhatHoldingItCosts() throws {
    let (stress, backUps) = try Self.backUps(Self.tables)
    let instance = stress.instance
    // Third's engagement, paid once, is less than both of Second's fixed costs.
    #expect(backUps.awards.map { instance.links.provider[$0.link.index] } == [ProviderID(2), ProviderID(2)])
    #expect(backUps.holdingCost.description == "8")
    #expect(backUps.isCheapest)
    #expect(backUps.covered.allSatisfy { $0.lostUnits == .zero })
    let provider = try #require(backUps.covered.first { $0.subjects == [.provider(ProviderID(0))] })
    // Fifteen at 3 instead of 1; what engaging Third costs counts too.
    #expect(provider.addedCost?.description == "38")
    // Both carry after the loss of First; each also after the loss of First's lane alone? There every provider fails.
    #expect(backUps.awards.allSatisfy { $0.usedAfter.map { stress.losses[$0].subjects } == [[.provider(ProviderID(0))]] })
  }

  @Test func oneAwardLessWhereNothingIsDearer() throws {
    var tables = Self.tables
    tables["providers"] = "provider,engagement_cost\nFirst,\nSecond,\nThird,10\n"
    let (_, backUps) = try Self.backUps(tables)
    #expect(backUps.holdingCost.description == "10")
    #expect(backUps.awards.count == 2)
  }

  @Test func whatNoAwardCanHelpAsksForNone() throws {
    var tables = Self.tables
    tables["providers"] = nil
    tables["lanes"] = "origin,destination,provider,unit_cost\nPlant,Ada,First,1\nPlant,Bob,First,1\n"
    let (stress, backUps) = try Self.backUps(tables)
    #expect(backUps.awards.isEmpty)
    #expect(backUps.covered.isEmpty)
    #expect(stress.losses.contains { $0.lostUnits == Rational(15) })
  }

  @Test func noSetOfLanesIsCheaperThanTheOneFound() throws {
    let seed: UInt64 = 41
    print("seed \(seed)")
    var dice = Dice(seed)
    var asked = 0
    for number in 0..<Tables.size(20) {
      let network = StressedNetwork(&dice)
      let (stress, backUps) = try Self.backUps(network.tables, jobs: 2)
      let used = network.lanes(stress.base.plan.flows.map(\.key.link), of: stress.instance)
      let found = network.lanes(backUps.awards.map(\.link), of: stress.instance)
      let best = network.cheapest(beside: used)
      #expect(network.survives(used.union(found)), "number \(number)")
      #expect(network.fee(used.union(found)) - network.fee(used) == best.fee, "number \(number)")
      #expect(backUps.holdingCost.rational == Rational(best.fee), "number \(number)")
      #expect(found.count == best.count, "number \(number)")
      #expect(backUps.isCheapest)
      #expect(backUps.least.map { $0.holdingCost == backUps.holdingCost && $0.awards == best.count } ?? false)
      if best.count > 0 { asked += 1 }
    }
    print("\(asked) networks need back-up awards")
    #expect(asked * 2 >= Tables.size(20))
  }
}

/// Two plants, a depot, three customers, three providers: what can be served is a greatest flow, found by augmenting paths.
private struct StressedNetwork {
  private struct Lane {
    let origin, end, provider, capacity, fixed: Int
  }

  /// Places: 0 and 1 plants, 2 the depot, 3 to 5 customers.
  private static let names = ["P", "Q", "Depot", "Ada", "Bob", "Cyd"]
  private let supply: [Int]
  private let demand: [Int]
  private let engagement: [Int]
  private var lanes: [Lane] = []

  init(_ dice: inout Dice) {
    supply = [dice.roll(8...20), dice.roll(8...20)]
    demand = (0..<3).map { _ in dice.roll(1...6) }
    engagement = (0..<3).map { _ in dice.pick([0, 0, 4, 9]) }
    let ways = [(0, 2), (1, 2), (0, 3), (1, 4), (2, 3), (2, 4), (2, 5), (1, 5)]
    for (origin, end) in ways {
      for provider in 0..<3 where lanes.count < 12 && dice.chance(55) {
        lanes.append(
          Lane(
            origin: origin, end: end, provider: provider, capacity: dice.roll(2...20),
            fixed: dice.pick([0, 0, 1, 2, 5])))
      }
    }
  }

  var tables: [String: String] {
    let n = Self.names
    return [
      "settings": "key,value\nquantity_decimals,0\ndefault_penalty_cost,100\n",
      "sites": "site\nP\nQ\nDepot\n",
      "supply": "site,product,supply_max\nP,Goods,\(supply[0])\nQ,Goods,\(supply[1])\n",
      "demand": "customer,product,quantity\n" + (0..<3).map { "\(n[$0 + 3]),Goods,\(demand[$0])\n" }.joined(),
      "providers": "provider,engagement_cost\n" + (0..<3).map { "T\($0),\(engagement[$0])\n" }.joined(),
      "lanes": "origin,destination,provider,unit_cost,capacity_max,fixed_cost\n"
        + lanes.enumerated().map {
          "\(n[$1.origin]),\(n[$1.end]),T\($1.provider),\($0 % 4 + 1),\($1.capacity),\($1.fixed)\n"
        }.joined(),
    ]
  }

  /// The places of links in the list of lanes.
  func lanes(_ links: [LinkID], of instance: Instance) -> Set<Int> {
    let known = links.map { link -> [String] in
      let i = link.index
      return [
        instance[instance.links.origin[i]].name, instance.name(of: instance.links.destination[i]),
        instance.links.provider[i].map { instance[$0].name } ?? "",
      ]
    }
    return Set(
      lanes.indices.filter { known.contains([Self.names[lanes[$0].origin], Self.names[lanes[$0].end], "T\(lanes[$0].provider)"]) })
  }

  /// Every provider, every place that ships, every way that is offered.
  private var losses: [(Int) -> Bool] {
    let lanes = self.lanes
    let ways = Set(lanes.map { [$0.origin, $0.end] })
    return (0..<3).map { lost in { lanes[$0].provider == lost } }
      + (0..<3).map { lost in { lanes[$0].origin == lost || lanes[$0].end == lost } }
      + ways.sorted { $0.lexicographicallyPrecedes($1) }.map { lost in { [lanes[$0].origin, lanes[$0].end] == lost } }
  }

  func survives(_ held: Set<Int>) -> Bool {
    losses.allSatisfy { isLost in
      let all = lanes.indices.filter { !isLost($0) }
      return served(all.filter { held.contains($0) }) == served(all)
    }
  }

  func fee(_ held: Set<Int>) -> Int {
    held.reduce(0) { $0 + lanes[$1].fixed } + Set(held.map { lanes[$0].provider }).reduce(0) { $0 + engagement[$1] }
  }

  /// The least fee, and the fewest lanes for it, by looking at every set.
  func cheapest(beside used: Set<Int>) -> (fee: Int, count: Int) {
    let candidates = lanes.indices.filter { !used.contains($0) }
    var best: (fee: Int, count: Int)?
    for subset in 0..<1 << candidates.count {
      let more = candidates.indices.filter { subset & 1 << $0 != 0 }.map { candidates[$0] }
      let held = used.union(more)
      let fee = fee(held) - fee(used)
      if let best, (best.fee, best.count) <= (fee, more.count) { continue }
      if survives(held) { best = (fee, more.count) }
    }
    return best ?? (0, 0)
  }

  private func served(_ open: [Int]) -> Int {
    // Nodes: the places, then the source and the sink.
    var room = [[Int]](repeating: [Int](repeating: 0, count: 8), count: 8)
    for lane in open { room[lanes[lane].origin][lanes[lane].end] += lanes[lane].capacity }
    for plant in 0..<2 { room[6][plant] = supply[plant] }
    for customer in 0..<3 { room[customer + 3][7] = demand[customer] }
    var total = 0
    while let path = path(room) {
      let most = zip(path, path.dropFirst()).map { room[$0][$1] }.min() ?? 0
      for (a, b) in zip(path, path.dropFirst()) {
        room[a][b] -= most
        room[b][a] += most
      }
      total += most
    }
    return total
  }

  private func path(_ room: [[Int]]) -> [Int]? {
    var before = [Int?](repeating: nil, count: 8)
    var queue = [6]
    while let node = queue.first {
      queue.removeFirst()
      if node == 7 { break }
      for next in 0..<8 where next != 6 && before[next] == nil && room[node][next] > 0 {
        before[next] = node
        queue.append(next)
      }
    }
    guard before[7] != nil else { return nil }
    var path = [7]
    while let node = path.last.flatMap({ before[$0] }) { path.append(node) }
    return path.reversed()
  }
}
