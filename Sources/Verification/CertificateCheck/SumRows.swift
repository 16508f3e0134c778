import Logistics

/// The sums that a certificate's tree splits, each as columns of the rule book.
struct SumRows {
  /// The row that a leaf's path makes of a sum, with its multiplier: Σ ≥ rightSide where that is above 0, else Σ ≤ rightSide.
  struct Term {
    let columns: [Int]
    let multiplier: Rational
    let rightSide: Rational
  }

  /// What a path leaves of a sum.
  private struct Limits {
    var lower: Int64?
    var upper: Int64?

    var isEmpty: Bool {
      guard let lower, let upper else { return false }
      return lower > upper
    }
  }

  private let columns: [[Int]]
  private(set) var count = 0

  init(_ sums: [[Decision]], _ book: RuleBook) throws(BranchTree.Malformed) {
    var all: [[Int]] = []
    for (index, sum) in sums.enumerated() {
      var columns: [Int] = []
      for decision in sum {
        guard let column = book.index(of: decision), book.decisions[column].isWhole, book.step(ofDecision: column) == .one else {
          throw BranchTree.Malformed(reason: "sum \(index) counts what is no whole decision of the instance")
        }
        columns.append(column)
      }
      guard Set(columns).count == columns.count else {
        throw BranchTree.Malformed(reason: "sum \(index) counts a decision twice")
      }
      all.append(columns)
    }
    columns = all
    count = all.count
  }

  /// How many decisions some sums count.
  func width(_ sums: [SumMultiplier]) -> Int { sums.reduce(0) { $0 + columns[$1.sum].count } }

  /// The rows of a leaf with multipliers; nil: its path leaves a sum no value.
  ///
  /// - Parameter splits: on the leaf's path; `isLow` where it goes to the child with Σ ≤ at.
  /// - Throws: where a multiplier is of a limit that the path does not give.
  func terms(
    _ sums: [SumMultiplier], on splits: [(sum: Int, at: Int64, isLow: Bool)], leaf: Int
  ) throws(BranchTree.Malformed) -> [Term]? {
    var limits: [Int: Limits] = [:]
    var holdsNone = false
    for split in splits {
      var own = limits[split.sum] ?? Limits()
      if split.isLow {
        own.upper = min(own.upper ?? .max, split.at)
      } else if split.at == .max {
        holdsNone = true
      } else {
        own.lower = max(own.lower ?? .min, split.at + 1)
      }
      limits[split.sum] = own
    }
    var terms: [Term] = []
    for entry in sums where !entry.multiplier.isZero {
      let own = limits[entry.sum]
      guard let limit = entry.multiplier.isPositive ? own?.lower : own?.upper else {
        throw BranchTree.Malformed(reason: "leaf \(leaf) prices a limit of sum \(entry.sum) that its path does not give")
      }
      terms.append(
        Term(columns: columns[entry.sum], multiplier: entry.multiplier, rightSide: Rational(whole: Int128(limit))))
    }
    return holdsNone || limits.values.contains { $0.isEmpty } ? nil : terms
  }
}
