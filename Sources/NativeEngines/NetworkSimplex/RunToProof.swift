extension NetworkSimplex {
  /// Runs to an end that `artificialFlow` settles: optimal and zero means optimal, optimal and more means infeasible,
  /// unbounded is only returned with a feasible flow.
  func runToProof(_ watch: inout SolveWatch) -> RunEnd {
    let end = run(&watch)
    guard case .unbounded = end, artificialFlow > 0 else { return end }
    let feasibility = runWithoutCosts(&watch)
    return feasibility == .optimal && artificialFlow == 0 ? run(&watch) : feasibility
  }

  /// Finds a feasible flow with every cost at zero, where a cycle without end would hide whether there is one.
  private func runWithoutCosts(_ watch: inout SolveWatch) -> RunEnd {
    let count = arcs.count
    let costs = UnsafeMutablePointer<Number>.allocate(capacity: count)
    defer { costs.deallocate() }
    costs.update(from: arcs.cost, count: count)
    arcs.cost.update(repeating: 0, count: count)
    recomputePotentials()
    let end = run(&watch)
    if end == .optimal && artificialFlow > 0 { return end }
    arcs.cost.update(from: costs, count: count)
    recomputePotentials()
    return end
  }
}
