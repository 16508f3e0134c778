import MathProgram

/// Networks with fixed charges, with their answers worked out by hand.
enum FixedChargePrograms {
  static let all: [ConformanceProgram] = [
    .init("one site that must open", network(sites: [(5, 10)], demand: [4, 6], costs: [[1, 2]]), .optimal(8)),
    .init(
      "a dear site that is near, a cheap one that is far",
      network(sites: [(100, 10), (1, 10)], demand: [4, 6], costs: [[1, 1], [30, 40]]), .optimal(71)),
    .init(
      "two sites because one is too small",
      network(sites: [(3, 6), (4, 6)], demand: [4, 6], costs: [[4, 12], [8, 6]]), .optimal(17)),
    .init(
      "an item that is split", network(sites: [(1, 5), (1, 5)], demand: [10], costs: [[10], [20]]), .optimal(17)),
    .init(
      "a site without a capacity",
      network(sites: [(7, .infinity), (1, 3)], demand: [4, 4], costs: [[3, 3], [0, 0]]),
      .optimal(11.75)),
    .init(
      "a site that cannot be closed",
      network(sites: [(50, 10), (1, 10)], demand: [5], costs: [[9], [2]], alwaysOpen: [0]), .optimal(53)),
    .init(
      "a constant beside the costs", network(sites: [(5, 10)], demand: [5], costs: [[1]], constant: 1000),
      .optimal(1006)),
    .init("costs below zero", network(sites: [(5, 10)], demand: [5], costs: [[-9]]), .optimal(-4)),
    .init("an item without weight", network(sites: [(5, 10), (2, 1)], demand: [0], costs: [[1], [9]]), .optimal(6)),
    .init(
      "one site at most, the near ones being two",
      counted(network(sites: [(3, 20), (4, 20), (9, 20)], demand: [4, 6], costs: [[4, 90], [80, 6], [9, 9]]), most: 1), .optimal(27)),
    .init(
      "more sites than pay",
      counted(network(sites: [(3, 20), (4, 20), (9, 20)], demand: [4, 6], costs: [[4, 12], [8, 6], [9, 9]]), least: 3), .optimal(26)),
    .init(
      "fewer sites than hold it all", counted(network(sites: [(1, 6), (1, 6)], demand: [4, 6], costs: [[1, 1], [1, 1]]), most: 1),
      .infeasible, withoutEvidence: "no linear certificate is asked of a tree of sites"),
    .init(
      "too little capacity", network(sites: [(1, 5), (1, 4)], demand: [10], costs: [[1], [1]]), .infeasible,
      withoutEvidence: "no linear certificate is asked of a tree of sites"),
    .init(
      "an item that no site serves", loneItem, .infeasible,
      withoutEvidence: "no linear certificate is asked of a tree of sites"),
  ]

  private static func network(
    sites: [(fixedCost: Double, capacity: Double)], demand: [Double], costs: [[Double]], alwaysOpen: [Int] = [],
    constant: Double = 0
  ) -> FixedChargeNetwork {
    var network = FixedChargeNetwork(itemCount: demand.count, sourcing: .split)
    network.objectiveConstant = constant
    for (index, site) in sites.enumerated() {
      network.addSite(fixedCost: site.fixedCost, capacity: site.capacity, isAlwaysOpen: alwaysOpen.contains(index))
    }
    for (site, row) in costs.enumerated() {
      for (item, cost) in row.enumerated() { network.addArc(site: site, item: item, cost: cost, weight: demand[item]) }
    }
    return network
  }

  private static func counted(_ network: FixedChargeNetwork, least: Double = 0, most: Double = .infinity) -> FixedChargeNetwork {
    var network = network
    let terms = (0..<network.siteCount).map { SwitchCount.Term(index: $0, weight: 1) }
    network.addCount(SwitchCount(terms: terms, lower: least, upper: most))
    return network
  }

  private static var loneItem: FixedChargeNetwork {
    var lone = FixedChargeNetwork(itemCount: 2, sourcing: .split)
    lone.addSite(fixedCost: 1, capacity: 10)
    lone.addArc(site: 0, item: 0, cost: 1, weight: 1)
    return lone
  }
}
