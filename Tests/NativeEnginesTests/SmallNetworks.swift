import MathProgram
import Synchronization

/// Two plants (20 and 20 units), two shops (25 and 15): the nearest plant costs 3, 4, 2 …; the optimum is 130.
func twoPlants() -> FlowNetwork {
  var network = FlowNetwork(name: "two plants", nodeCount: 4)
  for (node, supply) in [20, 20, -25, -15].enumerated() { network.setSupply(Int64(supply), node: node) }
  network.addArc(from: 0, to: 2, cost: 3)
  network.addArc(from: 0, to: 3, cost: 6)
  network.addArc(from: 1, to: 2, cost: 5)
  network.addArc(from: 1, to: 3, cost: 3)
  return network
}

/// Every one of `size` sources reaches every one of `size` sinks, at seeded costs 1 … 1000.
func denseTransportation(_ size: Int, seed: UInt64 = 1) -> FlowNetwork {
  var random = SplitMix64(seed: seed)
  var network = FlowNetwork(nodeCount: 2 * size)
  for index in 0..<size {
    let amount = Int64.random(in: 1...100, using: &random)
    network.setSupply(network.supply[index] + amount, node: index)
    network.setSupply(network.supply[size + (index * 7 + 3) % size] - amount, node: size + (index * 7 + 3) % size)
  }
  for source in 0..<size {
    for sink in 0..<size {
      network.addArc(from: source, to: size + sink, cost: Int64.random(in: 1...1000, using: &random))
    }
  }
  return network
}

final class ProgressCounter: Sendable {
  private let calls = Mutex(0)

  func count() { calls.withLock { $0 += 1 } }
  var total: Int { calls.withLock { $0 } }
}
