import Logistics

/// The lane rows that a `flow_count` counts.
struct LaneCount {
  /// Rows that price something that the constraint matches.
  let touched: [LaneID]
  /// Those that price nothing else: they count as soon as anything moves.
  let whole: [LaneID]

  init(_ constraint: Constraint, _ builder: RuleBookBuilder) {
    let count = builder.instance.lanes.count
    var matched = [Bool](repeating: false, count: count)
    var other = [Bool](repeating: false, count: count)
    for move in builder.moves {
      for part in move.parts {
        if builder.matches(constraint.filter, move, part) {
          matched[part.tariff.index] = true
        } else {
          other[part.tariff.index] = true
        }
      }
    }
    touched = matched.indices.filter { matched[$0] }.map { LaneID($0) }
    whole = touched.filter { !other[$0.index] }
  }
}

extension RuleBookBuilder {
  /// Whether a filter means what a part of a move moves.
  func matches(_ filter: FlowFilter, _ move: Move, _ part: Move.Part) -> Bool {
    let customer = move.order.map { instance[$0].customer }
    return instance.matches(filter, move.link, part.product, customer: customer)
  }
}
