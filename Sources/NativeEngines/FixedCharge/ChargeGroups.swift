import MathProgram

/// Switches that play the same part in the network: how many of a group are on is branched on as a whole.
///
/// What part a flow plays is found by colour refinement (Weisfeiler and Leman 1968) of flows and the network's rows, counting
/// kinds and not numbers of neighbours: flows on the same way between sources and sinks look alike.
struct ChargeGroups {
  /// By group: switches that own what flows through them.
  let members: [[Int]]

  private static let rounds = 3

  init(_ table: ChargeTable) {
    let colours = ChargeGroups.flowColours(table)
    var groups: [[Int]: [Int]] = [:]
    for index in 0..<table.switchCount where table.isOwner[index] && table.mayBeOn(index) && !table.mustBeOn(index) {
      let own = table.members(of: index).filter { table.isOwn($0, of: index) }
      if own.isEmpty { continue }
      groups[Set(own.map { colours[Int(table.memberFlow[$0])] }).sorted(), default: []].append(index)
    }
    members = groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }

  private static func flowColours(_ table: ChargeTable) -> [Int] {
    var rows = (0..<table.rowCount).map { (table.rowLower[$0].isFinite ? 1 : 0) + (table.rowUpper[$0].isFinite ? 2 : 0) }
    for row in rows.indices where rows[row] == 3 && table.rowLower[row] == 0 && table.rowUpper[row] == 0 { rows[row] = 4 }
    var flows = [Int](repeating: 0, count: table.flowCount)
    for _ in 0..<rounds {
      var seen = [Set<Int>](repeating: [], count: rows.count)
      let own = (0..<table.flowCount).map { flow -> [Int] in
        let met = table.entries(of: flow).map { entry in
          2 * rows[Int(table.entryRow[entry])] + (table.entryValue[entry] < 0 ? 1 : 0)
        }
        return [flows[flow]] + Set(met).sorted()
      }
      flows = numbered(own)
      for flow in flows.indices {
        for entry in table.entries(of: flow) {
          seen[Int(table.entryRow[entry])].insert(2 * flows[flow] + (table.entryValue[entry] < 0 ? 1 : 0))
        }
      }
      rows = numbered(rows.indices.map { [rows[$0]] + seen[$0].sorted() })
    }
    return flows
  }

  /// Equal descriptions get equal numbers, in the order in which they are met.
  private static func numbered(_ descriptions: [[Int]]) -> [Int] {
    var numbers: [[Int]: Int] = [:]
    return descriptions.map { description in
      if let known = numbers[description] { return known }
      numbers[description] = numbers.count
      return numbers.count - 1
    }
  }
}
