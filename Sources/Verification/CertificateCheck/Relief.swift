public import Logistics

/// What a certificate proves of an objective when nothing moves on some links, and how far giving one of them back can lower
/// that bound.
public struct Relief: Sendable {
  /// Of a minimised objective, in its own unit.
  public let bound: Rational
  /// By link, above 0; links that are not here can be given back together without the bound moving.
  public let gains: [LinkID: Rational]
}

extension CertificateCheck {
  /// Whatever links are given back, the objective of a level is at least `bound` less the sum of their gains: a cut of
  /// Benders' (1962), recomputed here from the certificate's multipliers alone.
  ///
  /// nil where the certificate is no single vector, uses earlier levels, or names a rule that the instance lacks.
  /// - Parameter closed: the links on which nothing moves; the rule book is of the instance in which something may.
  /// - Complexity: linear in the decisions and the rules they appear in.
  public func relief(_ certificate: LevelCertificate, level: Int, closed: Set<LinkID>) -> Relief? {
    guard certificate.vectors.count == 1, certificate.nodes.count <= 1, certificate.blocks.isEmpty,
      certificate.countsObjective, costs.indices.contains(level), !costs[level].isMaximized,
      let read = try? ReadVectors(certificate.vectors, book, kept, level: level).vector(0), read.kept.isEmpty
    else { return nil }
    var byRow = [Rational](repeating: .zero, count: book.rows.count)
    var bound = costs[level].constant - costs[level].slack
    for item in read.multipliers {
      byRow[item.row] += item.value
      bound += item.value * book.rows[item.row].rightSide
    }
    var gains: [LinkID: Rational] = [:]
    for column in book.decisions.indices {
      let decision = book.decisions[column]
      var reduced = costs[level].costs[column]
      for entry in book.entries[book.columnStarts[column]..<book.columnStarts[column + 1]] {
        let multiplier = byRow[Int(entry.row)]
        if !multiplier.isZero { reduced -= multiplier * book.coefficient(entry) }
      }
      let least = reduced * (reduced.isNegative ? decision.upper : decision.lower)
      if column < book.moves.count, closed.contains(book.moves[column].link) {
        if least.isNegative { gains[book.moves[column].link, default: .zero] -= least }
      } else {
        bound += least
      }
    }
    return Relief(bound: bound, gains: gains)
  }
}
