public import Logistics

extension CertificateCheck {
  /// The withdrawn links on which, by a certificate's multipliers, something could gain for its objective: all others may be
  /// given back together, and the certificate proves the same bound.
  ///
  /// nil where it has more than one vector of multipliers, or names a rule that the instance lacks. A hint to whoever
  /// looks for what helps: what giving links back is worth shows when the instance is planned.
  /// - Complexity: linear in the moves and the rules they appear in.
  public func gainingLinks(_ certificate: LevelCertificate, level: Int) -> Set<LinkID>? {
    guard certificate.vectors.count == 1, let read = try? multipliers(certificate.vectors[0], level: level),
      read.kept.isEmpty
    else { return nil }
    var byRow = [Rational](repeating: .zero, count: book.rows.count)
    for item in read.multipliers { byRow[item.row] += item.value }
    let withdrawn = book.instance.links.withdrawn
    var gaining: Set<LinkID> = []
    for (column, move) in book.moves.enumerated() where withdrawn.contains(move.link) {
      var reduced = costs[level].costs[column]
      for entry in book.entries[book.columnStarts[column]..<book.columnStarts[column + 1]] {
        let multiplier = byRow[Int(entry.row)]
        if !multiplier.isZero { reduced -= multiplier * book.coefficient(entry) }
      }
      if reduced.isNegative { gaining.insert(move.link) }
    }
    return gaining
  }
}
