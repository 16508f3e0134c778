/// The written-out rows of a table, those of one key merged: the most specific row that fills a cell says it.
struct MergedRows {
  let freezer: Freezer
  let table: TableView
  let parts: [KeyPart]
  let sets: MemberSets
  private let written: [WrittenRow]
  private let index: KeyIndex
  /// The written rows of each key, most specific first.
  private let starts: [Int32]
  private var items: [Int32]
  private let reported = ReportedPairs()

  /// Pairs of rows that were reported already, however many members they are written out for.
  private final class ReportedPairs {
    var pairs: Set<Int64> = []
  }

  init(_ expansion: RowExpansion) {
    freezer = expansion.freezer
    table = expansion.table
    parts = expansion.parts
    sets = expansion.sets
    written = expansion.written
    var index = KeyIndex(capacity: written.count)
    let buckets = Buckets(
      bucketOf: written.map { Int32(truncatingIfNeeded: index.insert($0.key).index) }, count: { index.count })
    self.index = index
    starts = buckets.starts
    items = buckets.items
    for key in 0..<index.count where starts[key + 1] - starts[key] > 1 { order(key) }
  }

  var count: Int { index.count }
  func key(_ merged: Int) -> PackedKey { index.keys[merged] }

  /// Of the most specific row.
  func ranks(_ merged: Int) -> UInt32 { written[Int(items[Int(starts[merged])])].ranks }
  func row(_ merged: Int) -> Int { Int(written[Int(items[Int(starts[merged])])].row) }
  func mark(_ merged: Int) -> SourceMark { table.mark(row(merged)) }

  /// The row that says a cell: the most specific one of those that fill it; nil where none does.
  func source(_ merged: Int, of what: String, isFilled: (Int) -> Bool) -> Int? {
    let (start, end) = (Int(starts[merged]), Int(starts[merged + 1]))
    if end - start == 1 {
      let row = Int(written[Int(items[start])].row)
      return isFilled(row) ? row : nil
    }
    var best: WrittenRow?
    for item in items[start..<end] {
      let candidate = written[Int(item)]
      guard isFilled(Int(candidate.row)) else { continue }
      guard let first = best else {
        best = candidate
        continue
      }
      if !Rank.isAtLeastAsSpecific(first.ranks, candidate.ranks) {
        reportAmbiguous(first, candidate, "`\(what)`")
        break
      }
    }
    return best.map { Int($0.row) }
  }

  func source(_ merged: Int, _ column: ColumnView) -> Int? {
    guard column.exists else { return nil }
    return source(merged, of: column.name) { !column[$0].isBlank }
  }

  /// Sorts the rows of one key, and reports where none of them is the most specific.
  private mutating func order(_ key: Int) {
    let range = Int(starts[key])..<Int(starts[key + 1])
    let sorted = items[range].sorted { a, b in
      let (left, right) = (Rank.sum(written[Int(a)].ranks), Rank.sum(written[Int(b)].ranks))
      return left == right ? a < b : left < right
    }
    items.replaceSubrange(range, with: sorted)
    let first = written[Int(sorted[0])]
    for item in sorted.dropFirst() {
      let other = written[Int(item)]
      if hasSameCells(first, other) || (other.ranks == first.ranks && first.ranks == 0) {
        guard reported.pairs.insert(Int64(first.row) << 32 | Int64(other.row)).inserted else { break }
        freezer.log.error(
          table.mark(Int(other.row)), .duplicateKey, "two rows of `\(table.name)` have the same key",
          related: [Fault.Related(table.mark(Int(first.row)), "the first of them")])
        break
      }
      if other.ranks == first.ranks || !Rank.isAtLeastAsSpecific(first.ranks, other.ranks) {
        reportAmbiguous(first, other, "this row")
        break
      }
    }
  }

  private func hasSameCells(_ a: WrittenRow, _ b: WrittenRow) -> Bool {
    parts.allSatisfy { $0.column[Int(a.row)] == $0.column[Int(b.row)] }
  }

  /// Two rows of which neither is at least as specific in every key column.
  func reportAmbiguous(_ a: WrittenRow, _ b: WrittenRow, _ what: String) {
    let (first, second) = a.row < b.row ? (a, b) : (b, a)
    guard reported.pairs.insert(Int64(first.row) << 32 | Int64(second.row)).inserted else { return }
    freezer.log.error(
      table.mark(Int(second.row)), .ambiguousRows,
      "\(what) and the row at line \(table.mark(Int(first.row)).line) of `\(table.name)` both match, and neither is at "
        + "least as specific in every key column",
      hint: "this row would settle it: " + settlingRow(first, second),
      related: [Fault.Related(table.mark(Int(first.row)), "the other row")])
  }

  /// The key that is at least as specific as both.
  private func settlingRow(_ a: WrittenRow, _ b: WrittenRow) -> String {
    parts.indices.compactMap { part in
      let (left, right) = (rank(a, part), rank(b, part))
      let (leftText, rightText) = (text(a, part), text(b, part))
      var text = left <= right ? leftText : rightText
      if left == right, leftText != rightText { text = memberName(a.key[part], b.key[part], part) }
      return text.isEmpty ? nil : "`\(parts[part].column.name)` = `\(text)`"
    }.joined(separator: ", ")
  }

  private func rank(_ row: WrittenRow, _ part: Int) -> UInt32 { row.ranks >> UInt32(4 * part) & 0xf }

  private func text(_ row: WrittenRow, _ part: Int) -> String {
    freezer.draft.string(parts[part].column[Int(row.row)]) ?? ""
  }

  /// A member that both parts have in common.
  private func memberName(_ a: Int32, _ b: Int32, _ part: Int) -> String {
    let other = sets.members(b)
    let shared = sets.members(a).first { other.contains($0) }
    return shared.map { parts[part].name($0, freezer.draft) } ?? ""
  }

  /// The most specific row of a key, for faults between keys.
  func writtenRow(_ merged: Int) -> WrittenRow { written[Int(items[Int(starts[merged])])] }
}

extension Buckets {
  /// Counts the buckets after their items are known.
  init(bucketOf: [Int32], count: () -> Int) { self.init(count: count(), bucketOf: bucketOf) }
}
