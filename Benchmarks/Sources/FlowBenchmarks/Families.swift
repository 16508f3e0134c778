import MathProgram

/// The seeded networks that are measured.
enum Family: String, CaseIterable {
  /// Every source reaches every sink; costs uniform 1 … 1000; balanced.
  case dense100, dense300, dense1000
  /// Sources and sinks in the plane; cost is the distance.
  case plane1000
  /// Plants, warehouses, customers; capacities on lanes and on warehouses.
  case echelon10k, echelon100k, echelon300k, echelon1M, echelon5M
  /// Eight arcs a node, from anywhere to anywhere, as NETGEN's: few sources and sinks, long ways.
  case sparse100k, sparse300k, sparse1M

  func network(seed: UInt64) -> FlowNetwork {
    switch self {
    case .dense100: dense(100, seed, inPlane: false)
    case .dense300: dense(300, seed, inPlane: false)
    case .dense1000: dense(1000, seed, inPlane: false)
    case .plane1000: dense(1000, seed, inPlane: true)
    case .echelon10k: echelons(10_000, seed)
    case .echelon100k: echelons(100_000, seed)
    case .echelon300k: echelons(300_000, seed)
    case .echelon1M: echelons(1_000_000, seed)
    case .echelon5M: echelons(5_000_000, seed)
    case .sparse100k: sparse(100_000, seed)
    case .sparse300k: sparse(300_000, seed)
    case .sparse1M: sparse(1_000_000, seed)
    }
  }
}

/// Supplies and demands are each uniform 10 … 100, then topped up until the totals agree.
private func dense(_ size: Int, _ seed: UInt64, inPlane: Bool) -> FlowNetwork {
  var random = SplitMix64(seed: seed)
  var network = FlowNetwork(nodeCount: 2 * size)
  var supply = (0..<size).map { _ in random.whole(10...100) }
  var demand = (0..<size).map { _ in random.whole(10...100) }
  let (supplied, demanded) = (supply.reduce(0, +), demand.reduce(0, +))
  for _ in 0..<abs(supplied - demanded) {
    if supplied < demanded { supply[random.whole(0...size - 1)] += 1 } else { demand[random.whole(0...size - 1)] += 1 }
  }
  for index in 0..<size {
    network.setSupply(Int64(supply[index]), node: index)
    network.setSupply(-Int64(demand[index]), node: size + index)
  }
  let places = (0..<2 * size).map { _ in (random.fraction() * 1000, random.fraction() * 1000) }
  network.reserve(arcs: size * size)
  for source in 0..<size {
    for sink in 0..<size {
      let (dx, dy) = (places[source].0 - places[size + sink].0, places[source].1 - places[size + sink].1)
      let distance = Int((dx * dx + dy * dy).squareRoot()) + 1
      network.addArc(from: source, to: size + sink, cost: Int64(inPlane ? distance : random.whole(1...1000)))
    }
  }
  return network
}

/// 85 % of the nodes are customers, each served by 8 near warehouses; every warehouse is fed by 8 plants and has its own
/// capacity (as a pair of nodes would, here on its incoming lanes); lane costs grow with distance in the plane.
private func echelons(_ arcCount: Int, _ seed: UInt64) -> FlowNetwork {
  var random = SplitMix64(seed: seed)
  let customers = arcCount * 11 / 100
  let warehouses = customers / 7
  let plants = max(4, customers / 50)
  let lanesACustomer = 8
  let lanesAWarehouse = max(2, (arcCount - customers * lanesACustomer) / warehouses)
  var network = FlowNetwork(nodeCount: plants + warehouses + customers)
  network.reserve(arcs: arcCount)
  let demand = (0..<customers).map { _ in random.whole(1...20) }
  let total = demand.reduce(0, +)
  // Plants hold exactly the demand, shared out at random; lane capacities leave slack of about one half.
  var supply = [Int](repeating: total / plants, count: plants)
  supply[0] += total - supply.reduce(0, +)
  for _ in 0..<plants {
    let (giver, taker) = (random.whole(0...plants - 1), random.whole(0...plants - 1))
    let amount = random.whole(0...max(0, supply[giver] / 3))
    supply[giver] -= amount
    supply[taker] += amount
  }
  for plant in 0..<plants { network.setSupply(Int64(supply[plant]), node: plant) }
  for customer in 0..<customers {
    network.setSupply(-Int64(demand[customer]), node: plants + warehouses + customer)
  }
  for warehouse in 0..<warehouses {
    let mean = total / warehouses
    for lane in 0..<lanesAWarehouse {
      // One lane of each warehouse in turn belongs to each plant, so that all supply can leave.
      let plant = lane == 0 ? warehouse % plants : random.whole(0...plants - 1)
      let capacity = lane == 0 ? total : random.whole(mean / 4...mean)
      network.addArc(
        from: plant, to: plants + warehouse, upper: Int64(capacity),
        cost: Int64(lane == 0 ? random.whole(300...1000) : random.whole(1...500)))
    }
  }
  for customer in 0..<customers {
    for lane in 0..<lanesACustomer {
      let capacity = lane == 0 ? demand[customer] : random.whole(max(1, demand[customer] / 2)...2 * demand[customer])
      network.addArc(
        from: plants + random.whole(0...warehouses - 1), to: plants + warehouses + customer, upper: Int64(capacity),
        cost: Int64(random.whole(1...1000)))
    }
  }
  return network
}

/// √n sources and as many sinks; from every source a chain of dear arcs leads to a sink, so that there is a flow; all other
/// arcs run between random nodes, with capacities 1 … 1000 and costs 1 … 10,000.
private func sparse(_ arcCount: Int, _ seed: UInt64) -> FlowNetwork {
  var random = SplitMix64(seed: seed)
  let nodes = arcCount / 8
  let pairs = Int(Double(nodes).squareRoot())
  var network = FlowNetwork(nodeCount: nodes)
  network.reserve(arcs: arcCount)
  // Nodes pair, 2 pair, 3 pair … are the chain of a source, its sink stands at its end.
  for pair in 0..<pairs {
    let amount = Int64(random.whole(500...1500))
    var last = pair
    while last + pairs < nodes {
      let cost = Int64(random.whole(5000...10_000))
      network.addArc(from: last, to: last + pairs, upper: amount, cost: cost)
      last += pairs
    }
    network.setSupply(amount, node: pair)
    network.setSupply(-amount, node: last)
  }
  while network.arcCount < arcCount {
    let (tail, head) = (random.whole(0...nodes - 1), random.whole(0...nodes - 1))
    if tail == head { continue }
    network.addArc(
      from: tail, to: head, upper: Int64(random.whole(1...1000)), cost: Int64(random.whole(1...10_000)))
  }
  return network
}
