import Analyses
import Logistics
import Planning
import Testing
import Verification

/// Frontiers of linear programs: every breakpoint, as the vertices of the program have it.
@Suite struct LinearFrontierTests {
  private static let seed: UInt64 = 8_128

  @Test func breakpointsAreTheCornersOfThePolyhedron() throws {
    print("seed \(Self.seed)")
    var dice = Dice(Self.seed)
    let size = Tables.size(100)
    var (checked, drawn, points, off) = (0, 0, 0, 0)
    while checked < size {
      drawn += 1
      try #require(drawn < 40 * size + 100, "hardly any two objectives are at odds")
      let network = LinearNetwork(&dice, LinearNetwork.pairs[drawn % LinearNetwork.pairs.count])
      let expected = VertexFrontier(network.program)
      guard expected.points.count > 1 else { continue }
      let question = try #require(Tradeoff.Question(network.pair))
      let frontier = try Tradeoff.frontier(Tables.session(network.tables), question)
      checked += 1
      let label: Comment = "number \(drawn), \(network.pair)"
      #expect(frontier.method == .breakpoints, label)
      let signs = frontier.objectives.map { Rational($0.isMaximized ? -1 : 1) }
      for edge in frontier.edges {
        let bound = try #require(edge.certifiedBound)
        for vertex in expected.vertices {
          let scaled = network.scaled(vertex)
          #expect(bound <= edge.weights[0] * scaled[0] + edge.weights[1] * scaled[1], label)
        }
      }
      guard expected.isOnTheGrid else {
        off += 1
        continue
      }
      let own = frontier.points.map { point in zip(signs, point.values).map { $0 * $1 } }
      let corners = expected.points.map { network.scaled($0) }
      #expect(own == corners, label)
      let areProven = frontier.edges.allSatisfy(\.isProven)
      #expect(areProven, label)
      points += expected.points.count
    }
    print("\(checked - off) linear frontiers of \(points) breakpoints equal to the vertices; \(off) off the grid of quantities")
    #expect(off * 10 <= checked)
  }
}

/// Two plants, two customers and two products that share the plants' throughput by weight.
private struct LinearNetwork {
  static let pairs: [[String]] = [
    ["total_cost", "co2"], ["total_cost", "lead_time"], ["co2", "lead_time"], ["total_cost", "fill_rate"],
    ["fill_rate", "co2"], ["lead_time", "fill_rate"],
  ]

  private struct Lane {
    var plant, customer, cost, distance, rate, days, capacity: Int
  }

  let pair: [String]
  private let supply: [[Int]]
  private let throughput: [Int]
  /// Customer, product, quantity.
  private let demand: [(customer: Int, product: Int, quantity: Int)]
  private var lanes: [Lane] = []
  private static let weights = [1, 2]

  init(_ dice: inout Dice, _ pair: [String]) {
    self.pair = pair
    demand = [(0, 0, dice.roll(2...8)), (1, 1, dice.roll(2...8)), (1, 0, dice.roll(1...5))]
    supply = (0..<2).map { _ in (0..<2).map { _ in dice.roll(4...14) } }
    throughput = (0..<2).map { _ in dice.roll(8...24) }
    for plant in 0..<2 {
      for customer in 0..<2 {
        lanes.append(
          Lane(
            plant: plant, customer: customer, cost: dice.roll(1...9), distance: dice.roll(1...9), rate: dice.roll(1...9),
            days: dice.roll(1...6), capacity: dice.roll(3...12)))
      }
    }
  }

  private var mayFallShort: Bool { pair.contains("fill_rate") }

  var tables: [String: String] {
    let (plants, customers, products) = (["P", "Q"], ["Ada", "Bob"], ["Ale", "Beer"])
    var tables = [
      "products": "product,unit_weight\nAle,1000\nBeer,2000\n",
      "sites": "site,throughput_max [kg]\n" + (0..<2).map { "\(plants[$0]),\(throughput[$0] * 1000)\n" }.joined(),
      "supply": "site,product,supply_max\n", "demand": "customer,product,quantity\n",
      "lanes": "origin,destination,provider,unit_cost,distance,co2_rate,transit_time,capacity_max\n",
    ]
    for plant in 0..<2 {
      for product in 0..<2 { tables["supply"]! += "\(plants[plant]),\(products[product]),\(supply[plant][product])\n" }
    }
    for row in demand { tables["demand"]! += "\(customers[row.customer]),\(products[row.product]),\(row.quantity)\n" }
    for lane in lanes {
      tables["lanes"]! +=
        "\(plants[lane.plant]),\(customers[lane.customer]),T,\(lane.cost),\(lane.distance),0.\(lane.rate),"
        + "\(lane.days),\(lane.capacity)\n"
    }
    return tables
  }

  /// A variable for each lane and demand row of its customer.
  private var flows: [(lane: Int, row: Int)] {
    lanes.indices.flatMap { lane in
      demand.indices.filter { demand[$0].customer == lanes[lane].customer }.map { (lane, $0) }
    }
  }

  /// Emissions in tenths of a kilogram.
  var program: VertexFrontier.Program {
    let flows = self.flows
    var program = VertexFrontier.Program(variables: flows.count)
    func row(_ value: ((lane: Int, row: Int)) -> Int) -> [Int] { flows.map(value) }
    for place in demand.indices {
      let asked = (row: row { $0.row == place ? 1 : 0 }, limit: demand[place].quantity)
      if mayFallShort { program.atMost.append(asked) } else { program.equal.append(asked) }
    }
    for plant in 0..<2 {
      func weighted(_ weight: (Int) -> Int) -> [Int] {
        row { lanes[$0.lane].plant == plant ? weight(demand[$0.row].product) : 0 }
      }
      for product in 0..<2 {
        program.atMost.append((row: weighted { $0 == product ? 1 : 0 }, limit: supply[plant][product]))
      }
      program.atMost.append((row: weighted { Self.weights[$0] }, limit: throughput[plant]))
    }
    for lane in lanes.indices {
      program.atMost.append((row: row { $0.lane == lane ? 1 : 0 }, limit: lanes[lane].capacity))
    }
    program.objectives = pair.map { name in
      row { flow in
        let (lane, weight) = (lanes[flow.lane], Self.weights[demand[flow.row].product])
        return switch name {
        case "total_cost": lane.cost
        case "co2": weight * lane.distance * lane.rate
        case "lead_time": lane.days
        default: -1
        }
      }
    }
    return program
  }

  /// The program's objectives in the product's units, less being better.
  func scaled(_ values: [Rational]) -> [Rational] {
    zip(pair, values).map { name, value in
      switch name {
      case "co2": return value * Rational(mantissa: 1, decimals: 1)
      case "fill_rate": return value * (Rational(100, over: Int128(demand.reduce(0) { $0 + $1.quantity })) ?? .zero)
      default: return value
      }
    }
  }
}
