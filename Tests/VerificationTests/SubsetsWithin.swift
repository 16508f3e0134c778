import Logistics

/// The least cost of a set of things that together are no larger than `room`, over all sets of them: brute force for a few.
func leastOfSubsets(_ sizes: [Int], within room: Int, _ cost: ([Int]) -> Rational) -> Rational {
  var least: Rational?
  for subset in 0..<(1 << sizes.count) {
    let chosen = sizes.indices.filter { subset >> $0 & 1 == 1 }
    guard chosen.reduce(0, { $0 + sizes[$1] }) <= room else { continue }
    least = least.map { min($0, cost(chosen)) } ?? cost(chosen)
  }
  return least ?? .zero
}
