/// Finds the known word that an unknown one was probably meant to be.
public enum Spelling {
  /// Words longer than this are not compared: nobody mistypes them by hand.
  private static let longest = 64

  /// The nearest of `candidates` by edit distance, if one is near; of equally near ones the first.
  ///
  /// Case, blanks, hyphens and underscores count for nothing. Near is: at most a third of the word's length in
  /// insertions, deletions, replacements and swaps of neighbours.
  /// - Complexity: O(candidates × length²).
  public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = folded(word)
    guard !wanted.isEmpty, wanted.count <= longest else { return nil }
    var best: (distance: Int, word: String)?
    for candidate in candidates {
      let letters = folded(candidate)
      let allowed = min((best?.distance ?? .max) - 1, max(1, max(wanted.count, letters.count) / 3))
      guard letters.count <= longest, abs(letters.count - wanted.count) <= allowed else { continue }
      let distance = editDistance(wanted, letters)
      if distance <= allowed && distance < max(wanted.count, letters.count) { best = (distance, candidate) }
      if distance == 0 { break }
    }
    return best?.word
  }

  /// `did you mean …?`, where a candidate is near.
  public static func hint(for word: String, among candidates: some Sequence<String>) -> String? {
    nearest(to: word, among: candidates).map { "did you mean `\($0)`?" }
  }

  private static func folded(_ word: String) -> [Unicode.Scalar] {
    word.lowercased().unicodeScalars.filter { !$0.properties.isWhitespace && $0 != "_" && $0 != "-" }
  }

  /// Optimal string alignment distance: Wagner and Fischer's table with swaps of neighbours (Damerau).
  private static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in b.indices {
        var distance = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] { distance = min(distance, beforeLast[j - 1] + 1) }
        row.append(distance)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
