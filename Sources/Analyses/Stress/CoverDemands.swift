import Logistics

/// Demands, sets of candidates of which each must give one, as they are found.
struct CoverDemands {
  private let fees: HoldingFees
  private(set) var demands: [Set<Int>] = []

  init(_ fees: HoldingFees) { self.fees = fees }

  /// What another demand asks for already is left out.
  mutating func add(_ demand: Set<Int>) {
    guard !demands.contains(where: { $0.isSubset(of: demand) }) else { return }
    demands.removeAll { demand.isSubset(of: $0) }
    demands.append(demand)
  }

  /// A choice that meets all demands, found in one pass: each time the candidate that meets most for what it adds in fees.
  func anyChoice() -> Set<Int> {
    var chosen: Set<Int> = []
    var paid: Set<Int> = []
    var open = demands
    while !open.isEmpty {
      var counts: [Int: Int] = [:]
      for demand in open { for candidate in demand { counts[candidate, default: 0] += 1 } }
      guard
        let best = counts.min(by: { a, b in
          let (left, right) = (fees.price(a.key, paid: paid) * Int128(b.value), fees.price(b.key, paid: paid) * Int128(a.value))
          return left == right ? (b.value, a.key) < (a.value, b.key) : left < right
        })?.key
      else { break }
      chosen.insert(best)
      paid.formUnion(fees.ofCandidate[best])
      open.removeAll { $0.contains(best) }
    }
    return chosen
  }
}
