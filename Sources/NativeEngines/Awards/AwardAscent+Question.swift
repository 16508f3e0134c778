internal import MathProgram

/// What a branch decides next.
extension AwardAscent {
  /// What the averaged answer is least sure of: providers first, then tiers, then items.
  func question(_ node: AwardNode) -> AwardQuestion? {
    let table = relaxation.table
    var (best, doubt) = (Optional<AwardQuestion>.none, 0.02)
    let isFull = node.isFull(table)
    for provider in 0..<table.providerCount
    where !node.isDecided(provider, table, isFull: isFull) && !node.waits(provider, table, isFull: isFull) {
      let options = (table.optionStarts[provider]..<table.optionStarts[provider + 1]).filter { node.isAllowed[$0] }
      let engaged = options.reduce(0) { $0 + optionShare[$1] }
      if node.mayStayOut[provider], table.program.hasSwitch[provider] {
        let own = 2 * min(engaged, 1 - engaged)
        if own > doubt { (best, doubt) = (.isEngaged(provider: provider), own) }
      }
      guard options.count > 1, let top = options.max(by: { optionShare[$0] < optionShare[$1] }) else {
        continue
      }
      let own = min(optionShare[top], engaged - optionShare[top])
      if own > doubt { (best, doubt) = (.reaches(option: top), own) }
    }
    return best ?? questionLeft(node)
  }

  private func questionLeft(_ node: AwardNode) -> AwardQuestion? {
    let table = relaxation.table
    let isFull = node.isFull(table)
    for provider in 0..<table.providerCount
    where !node.isDecided(provider, table, isFull: isFull) && !node.waits(provider, table, isFull: isFull) {
      if node.mayStayOut[provider], table.program.hasSwitch[provider] { return .isEngaged(provider: provider) }
      let options = (table.optionStarts[provider]..<table.optionStarts[provider + 1]).filter { node.isAllowed[$0] }
      if let option = options.max(by: { optionShare[$0] < optionShare[$1] }) { return .reaches(option: option) }
    }
    return nil
  }
}
