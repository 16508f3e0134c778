import MathProgram

/// Seeded networks with everything that trips a flow code: ties, negative costs, parallel arcs, loops, isolated nodes,
/// zero capacities, huge numbers, every supply rule; some infeasible, some unbounded.
func randomNetwork(seed: UInt64, largest: Int = 12, arcsANode: Int = 5) -> FlowNetwork {
  var random = SplitMix64(seed: seed)
  let nodeCount = Int.random(in: 1...largest, using: &random)
  let rule = [FlowNetwork.SupplyRule.equal, .equal, .atMost, .atLeast].randomElement(using: &random)!
  var network = FlowNetwork(name: "seed \(seed)", nodeCount: nodeCount, supplyRule: rule)
  let magnitude: Int64 = [3, 20, 1000, 1_000_000_000_000].randomElement(using: &random)!
  let costSize: Int64 = [0, 2, 100, 1_000_000_000].randomElement(using: &random)!
  let negative = random.chance(40)
  let unlimitedShare = [0, 30, 100].randomElement(using: &random)!
  let lowerShare = [0, 0, 20].randomElement(using: &random)!
  for _ in 0..<Int.random(in: 0...nodeCount, using: &random) {
    let amount = Int64.random(in: 0...magnitude, using: &random)
    let (source, sink) = (Int.random(in: 0..<nodeCount, using: &random), Int.random(in: 0..<nodeCount, using: &random))
    network.setSupply(network.supply[source] + amount, node: source)
    network.setSupply(network.supply[sink] - amount, node: sink)
  }
  if rule != .equal && random.chance(70) || random.chance(3) {
    let node = Int.random(in: 0..<nodeCount, using: &random)
    let extra = Int64.random(in: 0...magnitude, using: &random) * (rule == .atLeast ? -1 : 1)
    network.setSupply(network.supply[node] + extra, node: node)
  }
  for _ in 0..<Int.random(in: 0...nodeCount * arcsANode, using: &random) {
    let (tail, head) = (Int.random(in: 0..<nodeCount, using: &random), Int.random(in: 0..<nodeCount, using: &random))
    let (lower, upper) = randomBounds(&random, magnitude, unlimitedShare, lowerShare)
    let cost = Int64.random(in: (negative ? -costSize : 0)...costSize, using: &random)
    network.addArc(from: tail, to: head, lower: lower, upper: upper, cost: cost)
    if random.chance(10) { network.addArc(from: tail, to: head, lower: 0, upper: upper, cost: cost) }
  }
  return network
}

func randomBounds(
  _ random: inout SplitMix64, _ magnitude: Int64, _ unlimitedShare: Int, _ lowerShare: Int
) -> (Int64, Int64) {
  let lower = random.chance(lowerShare) ? Int64.random(in: -magnitude...magnitude / 3, using: &random) : 0
  if random.chance(unlimitedShare) { return (lower, FlowNetwork.unlimited) }
  if random.chance(10) { return (lower, lower) }
  if random.chance(1) { return (lower, lower - 1) }
  return (lower, lower + Int64.random(in: 0...2 * magnitude, using: &random))
}
