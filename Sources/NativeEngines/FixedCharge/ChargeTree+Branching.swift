import MathProgram

// What a node is split by: how many of a group are on, or one switch; and what its prices settle without that.
extension ChargeTree {
  /// How far from whole numbers a group's use is to be branched on.
  private static let leastPart = 0.1

  mutating func close(_ node: Int, _ state: ChargeState, _ use: [Double]) {
    let proved = nodes[node].bound
    guard proved < watch.cutoff else { return closedBound = min(closedBound, proved) }
    peg(node, state)
    var pegged = state.switches
    for peg in nodes[node].pegs { pegged[Int(peg.index)] = peg.isOn ? .on : .off }
    if let group = chosenGroup(pegged, flowUse, state.limits) {
      var child = ChargeNode(child: node, of: nodes[node])
      child.group = Int32(truncatingIfNeeded: group.index)
      child.limit = Int32(group.most)
      return split(node, into: child)
    }
    var branch = chosen(pegged, use)
    // Where pegs leave nothing to decide, the last one is branched on: what they leave is still to be bounded.
    if branch == nil { branch = nodes[node].pegs.popLast().map { Int($0.index) } }
    // Nothing is left to decide, and the relaxation does not prove it: the gap stays.
    guard let index = branch else { return closedBound = min(closedBound, proved) }
    nodes[node].branch = Int32(truncatingIfNeeded: index)
    var child = ChargeNode(child: node, of: nodes[node])
    child.decided = Int32(truncatingIfNeeded: index)
    split(node, into: child)
  }

  /// - Parameter child: the one with a switch off, or with fewer of a group.
  private mutating func split(_ node: Int, into child: ChargeNode) {
    var other = child
    other.isOn = true
    other.limit += 1
    nodes[node].off = Int32(truncatingIfNeeded: nodes.count)
    nodes[node].on = Int32(truncatingIfNeeded: nodes.count + 1)
    for own in [child, other] {
      queue.push(Int32(truncatingIfNeeded: nodes.count), bound: own.bound)
      nodes.append(own)
    }
  }

  /// The group of which the relaxed plans use a part most between two whole numbers, and the lower one.
  private func chosenGroup(
    _ states: [ChargeState.Switch], _ use: [Double], _ limits: [SumLimits]
  ) -> (index: Int, most: Int)? {
    var best: (index: Int, most: Int, score: Double)?
    for group in 0..<table.sums.groupCount {
      let members = table.sums.terms[group]
      guard members.count(where: { states[$0.index] == .undecided }) > 1 else { continue }
      let sum = members.reduce(0) { sum, member in
        switch states[member.index] {
        case .on: sum + 1
        case .off: sum
        case .undecided: sum + min(1, max(0, use[member.index]))
        }
      }
      let most = sum.rounded(.down)
      let part = sum - most
      guard part >= Self.leastPart, part <= 1 - Self.leastPart, most >= limits[group].least, most < limits[group].most else {
        continue
      }
      let score = part * (1 - part) * table.sums.meanCost(group, table)
      if best.map({ score > $0.score }) ?? true { best = (group, Int(most), score) }
    }
    return best.map { ($0.index, $0.most) }
  }

  /// The undecided switch whose half use would cost the most.
  private func chosen(_ states: [ChargeState.Switch], _ use: [Double]) -> Int? {
    var best: (index: Int, score: Double)?
    for index in states.indices where states[index] == .undecided {
      let part = min(1, max(0, use[index]))
      let score = (abs(table.fixedCost[index]) + 1e-9) * (part * (1 - part) + 0.005)
      if best.map({ score > $0.score }) ?? true { best = (index, score) }
    }
    return best?.index
  }

  /// Switches whose other choice the node's own prices rule out.
  private mutating func peg(_ node: Int, _ state: ChargeState) {
    let proved = relaxation.bound(prices[Int(nodes[node].prices)], state)
    for index in 0..<table.switchCount where state.switches[index] == .undecided && table.isOwner[index] {
      let worth = relaxation.worth(of: index)
      if proved + abs(worth) >= watch.cutoff {
        nodes[node].pegs.append((Int32(truncatingIfNeeded: index), worth < 0))
        closedBound = min(closedBound, proved + abs(worth))
      }
    }
  }
}
