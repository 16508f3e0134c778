/// A row written out for one choice of members, with what less specific rows of the same members left to it.
struct WrittenOut {
  /// The members of each key column, in the order asked for.
  var members: [Members]
  var specificity: [Specificity]
  var row: Row

  /// Whether this row stands nearer to single names than the other in no column farther.
  func isAtLeastAsSpecific(as other: WrittenOut) -> Bool {
    zip(specificity, other.specificity).allSatisfy { $0 <= $1 }
  }
}

/// A key column and what its cells may name.
struct KeyColumn {
  var name: String
  var domain: Domain?
  /// What a blank cell stands for.
  var blank = Members.unnamed
}

extension Sheet {
  /// Writes the rows of a table out for each member and merges those of the same members, cell by cell.
  ///
  /// - Throws: Where two rows have one key, or neither of two is at least as specific.
  func writtenOut(_ table: String, _ keys: [KeyColumn]) throws(BruteForceError) -> [WrittenOut] {
    var order: [[Members]] = []
    var copies: [[Members]: [WrittenOut]] = [:]
    for row in rows(table) {
      for copy in try copiesOf(row, keys) {
        if copies[copy.members] == nil { order.append(copy.members) }
        copies[copy.members, default: []].append(copy)
      }
    }
    var merged: [WrittenOut] = []
    for members in order { merged.append(try merge(copies[members] ?? [])) }
    return merged
  }

  private func copiesOf(_ row: Row, _ keys: [KeyColumn]) throws(BruteForceError) -> [WrittenOut] {
    var copies = [WrittenOut(members: [], specificity: [], row: row)]
    for key in keys {
      let text = row.text(key.name) ?? ""
      let cell: KeyCell
      if let domain = key.domain {
        cell = try domain.cell(text, blank: key.blank)
      } else {
        cell = KeyCell(copies: [Members(names: text.isEmpty ? [] : [text])], specificity: text.isEmpty ? .blank : .name)
      }
      copies = copies.flatMap { copy in
        cell.copies.map { members in
          WrittenOut(members: copy.members + [members], specificity: copy.specificity + [cell.specificity], row: row)
        }
      }
    }
    return copies
  }

  /// The copies of one key, the most specific first; throws where two cannot be told apart.
  static func ranked(_ copies: [WrittenOut]) throws(BruteForceError) -> [WrittenOut] {
    for (place, a) in copies.enumerated() {
      for b in copies[(place + 1)...] {
        let (over, under) = (a.isAtLeastAsSpecific(as: b), b.isAtLeastAsSpecific(as: a))
        if over == under { throw .invalid("two rows of which neither is more specific: \(a.members)") }
      }
    }
    return copies.sorted { $0.isAtLeastAsSpecific(as: $1) }
  }

  private func merge(_ copies: [WrittenOut]) throws(BruteForceError) -> WrittenOut {
    let ranked = try Self.ranked(copies)
    var merged = ranked[0]
    for other in ranked.dropFirst() {
      let priced = merged.row.cells["unit_cost"] != nil || merged.row.cells["rate"] != nil
      for (column, text) in other.row.cells where merged.row.cells[column] == nil {
        if priced, column == "unit_cost" || column == "rate" { continue }
        merged.row.cells[column] = text
        merged.row.unitOf[column] = other.row.unitOf[column]
      }
    }
    return merged
  }
}
