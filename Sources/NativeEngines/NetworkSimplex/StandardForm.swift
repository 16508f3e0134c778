import MathProgram

/// A network as the algorithms take it: supplies that must be met exactly, lower bounds zero.
///
/// An unequal supply rule becomes one more node, the last: under `atMost` it absorbs what slack arcs bring it from every
/// node, under `atLeast` it creates what they take to every node. Owns nothing: the arcs pass to the algorithm.
struct StandardForm<Number: FlowNumber> {
  let nodeCount: Int
  /// Slots before the network's own arcs.
  let slackCount: Int
  let supply: [Number]
  let arcs: ArcTable<Number>
  let artificialCost: Number
  let heightLimit: Number
  let mayBeUnbounded: Bool

  /// `network` must be without faults and crossed bounds, its total supply must suit its rule, and `range` must fit.
  ///
  /// - Parameters:
  ///   - withArcs: whether the table holds the network's arcs, or only slack arcs for a start.
  ///   - order: in which the table holds them; nil: their own.
  init(_ network: FlowNetwork, _ range: NumberRange, withArcs: Bool = true, order: [Int32]? = nil) {
    let isEqual = network.supplyRule == .equal
    slackCount = isEqual ? 0 : network.nodeCount
    nodeCount = network.nodeCount + (isEqual ? 0 : 1)
    artificialCost = Number(range.artificialCost)
    heightLimit = Number(range.heightLimit)
    mayBeUnbounded = range.mayBeUnbounded
    supply = StandardForm.supplies(network, range)
    var table = ArcTable<Number>(room: slackCount + (withArcs ? network.arcCount : 16 * network.nodeCount))
    let extra = Int32(network.nodeCount)
    for node in 0..<Int32(slackCount) {
      let (tail, head) = network.supplyRule == .atMost ? (node, extra) : (extra, node)
      table.append(from: tail, to: head, capacity: Number.capacityLimit, cost: 0)
    }
    if let order {
      for arc in order { table.append(ArcTable.Entry(network, arc: Int(arc))) }
    } else if withArcs {
      for arc in 0..<network.arcCount { table.append(ArcTable.Entry(network, arc: arc)) }
    }
    arcs = table
  }

  private static func supplies(_ network: FlowNetwork, _ range: NumberRange) -> [Number] {
    var left = network.supply.map { Int128($0) }
    if range.hasLowerBounds {
      for arc in 0..<network.arcCount {
        left[Int(network.tail[arc])] -= Int128(network.lower[arc])
        left[Int(network.head[arc])] += Int128(network.lower[arc])
      }
    }
    var total = Int128(0)
    for value in left { total += value }
    if network.supplyRule != .equal { left.append(-total) }
    return left.map { Number($0) }
  }
}
