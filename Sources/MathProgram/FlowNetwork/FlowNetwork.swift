/// A minimum-cost flow problem with whole numbers: nodes with supply, arcs with lower bound, capacity and cost.
///
/// Supply is positive at sources and negative at sinks. `supplyRule` says what an unequal total means. Numbers are
/// `Int64`; an engine proves before it starts that nothing can overflow, and refuses the network otherwise.
public struct FlowNetwork: Sendable, Equatable {
  /// How the supplies of the nodes are meant. Which nodes are sources and which are sinks makes no difference to a rule.
  public enum SupplyRule: Sendable, Equatable {
    /// Outflow − inflow equals the supply at every node; an unequal total is infeasible.
    case equal
    /// Outflow − inflow is at most the supply at every node: sources may keep what they have, sinks get at least what
    /// they ask, and any node may absorb flow. A total below zero is infeasible.
    case atMost
    /// Outflow − inflow is at least the supply at every node: sources ship at least what they have, sinks get at most
    /// what they ask, and any node may create flow. A total above zero is infeasible.
    case atLeast
  }

  /// No capacity.
  public static let unlimited = Int64.max

  public var name = ""
  public var supplyRule = SupplyRule.equal
  /// One entry a node.
  public private(set) var supply: [Int64]
  // One entry an arc.
  public private(set) var tail: [Int32] = []
  public private(set) var head: [Int32] = []
  public private(set) var lower: [Int64] = []
  /// `unlimited` where there is no capacity.
  public private(set) var upper: [Int64] = []
  public private(set) var cost: [Int64] = []

  public init(name: String = "", nodeCount: Int, supplyRule: SupplyRule = .equal) {
    self.name = name
    self.supplyRule = supplyRule
    supply = [Int64](repeating: 0, count: nodeCount)
  }

  public var nodeCount: Int { supply.count }
  public var arcCount: Int { tail.count }

  public mutating func reserve(arcs: Int) {
    tail.reserveCapacity(arcs)
    head.reserveCapacity(arcs)
    lower.reserveCapacity(arcs)
    upper.reserveCapacity(arcs)
    cost.reserveCapacity(arcs)
  }

  @discardableResult
  public mutating func addArc(
    from tailNode: Int, to headNode: Int, lower least: Int64 = 0, upper most: Int64 = FlowNetwork.unlimited,
    cost unitCost: Int64
  ) -> Int {
    tail.append(Int32(truncatingIfNeeded: tailNode))
    head.append(Int32(truncatingIfNeeded: headNode))
    lower.append(least)
    upper.append(most)
    cost.append(unitCost)
    return tail.count - 1
  }

  public mutating func setSupply(_ value: Int64, node: Int) { supply[node] = value }
  public mutating func setCost(_ value: Int64, arc: Int) { cost[arc] = value }

  public mutating func setBounds(_ arc: Int, lower least: Int64, upper most: Int64) {
    lower[arc] = least
    upper[arc] = most
  }
}
