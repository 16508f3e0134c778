import MathProgram

/// What a change replaces.
struct ValuesBefore {
  private(set) var supply = Int64(0)
  private(set) var lower = Int64(0)

  /// `network` is still as it was.
  init(_ change: ProgramChange, _ network: FlowNetwork) {
    switch change {
    case .supply(let node, _): supply = network.supply[node]
    case .arcBounds(let arc, _, _), .removeArc(let arc): lower = network.lower[arc]
    default: break
    }
  }
}

extension FlowNetwork {
  /// Applies a change whose indices have been checked.
  mutating func apply(_ change: ProgramChange) {
    switch change {
    case .supply(let node, let value): setSupply(value, node: node)
    case .arcCost(let arc, let value): setCost(value, arc: arc)
    case .arcBounds(let arc, let lower, let upper): setBounds(arc, lower: lower, upper: upper)
    case .addArc(let tail, let head, let lower, let upper, let cost):
      addArc(from: tail, to: head, lower: lower, upper: upper, cost: cost)
    case .removeArc(let arc): setBounds(arc, lower: 0, upper: 0)
    default: break
    }
  }
}
