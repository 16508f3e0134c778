extension FlowNetwork {
  /// Everything that keeps this network from an engine; empty when it may be solved.
  ///
  /// Crossed bounds and unbalanced supplies are no faults: they make the network infeasible, which is an answer.
  /// - Complexity: one pass over the arcs.
  public func faults() -> [ProgramFault] {
    guard nodeCount < Int(Int32.max) / 2, arcCount < Int(Int32.max) / 2 else {
      return [.init(.tooLarge, "\(nodeCount) nodes and \(arcCount) arcs; each must stay below 2^30")]
    }
    var faults: [ProgramFault] = []
    let nodes = Int32(nodeCount)
    for arc in 0..<arcCount where tail[arc] < 0 || tail[arc] >= nodes || head[arc] < 0 || head[arc] >= nodes {
      faults.append(
        .init(.columnOutOfRange, "arc \(arc) runs from node \(tail[arc]) to node \(head[arc]) of \(nodes) nodes"))
    }
    return faults
  }
}
