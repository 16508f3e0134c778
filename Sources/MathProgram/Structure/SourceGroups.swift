/// Rows that one row of sources ties together: what they ask for comes from one source, so that they are one item.
struct SourceGroups {
  /// By row: its group.
  let group: [Int]
  /// By group: its rows, in order.
  let members: [[Int]]

  var count: Int { members.count }

  /// - Parameters:
  ///   - rowCount: how many rows there are that something serves.
  ///   - sources: of every flow the row that it serves, and the row of its source; nil where it has none.
  init(rowCount: Int, _ sources: some Sequence<(row: Int, sourceRow: Int?)>) {
    /// By row: the one row of sources of all its flows; −1 where there is none.
    var common = [Int?](repeating: nil, count: rowCount)
    for (row, sourceRow) in sources {
      let own = sourceRow ?? -1
      common[row] = (common[row] ?? own) == own ? own : -1
    }
    var groupOfSource: [Int: Int] = [:]
    var (group, members): ([Int], [[Int]]) = ([], [])
    for row in 0..<rowCount {
      let source = common[row] ?? -1
      if source >= 0, let known = groupOfSource[source] {
        group.append(known)
        members[known].append(row)
        continue
      }
      if source >= 0 { groupOfSource[source] = members.count }
      group.append(members.count)
      members.append([row])
    }
    (self.group, self.members) = (group, members)
  }
}
