import Logistics
import Planning

/// Demands of awards as they are found, each once.
struct CoverDemands {
  private let fees: HoldingFees
  private(set) var demands: [CoverDemand] = []

  init(_ fees: HoldingFees) { self.fees = fees }

  mutating func add(_ demand: CoverDemand) {
    if !demands.contains(demand) { demands.append(demand) }
  }

  /// A choice with what it lacks for meeting all demands: each time the candidate that meets most for what it adds in fees.
  func choice(from first: Set<Int>) -> Set<Int> {
    var chosen = first
    var paid = Set(first.flatMap { fees.ofCandidate[$0] })
    var missing = demands.map { demand in
      demand.parts.sorted { $0.key < $1.key }.reduce(1.0) { first.contains($1.key) ? $0 - $1.value : $0 }
    }
    while true {
      var met: [Int: Double] = [:]
      for (demand, missing) in zip(demands, missing) where missing > CoverDemand.tolerance {
        for (candidate, part) in demand.parts where !chosen.contains(candidate) {
          met[candidate, default: 0] += min(part, missing)
        }
      }
      let ranked = met.map { (candidate: $0.key, met: $0.value, price: price($0.key, paid)) }
      guard
        let best = ranked.min(by: { a, b in
          let (left, right) = (a.price * b.met, b.price * a.met)
          return left == right ? (b.met, a.candidate) < (a.met, b.candidate) : left < right
        })?.candidate
      else { return chosen }
      chosen.insert(best)
      paid.formUnion(fees.ofCandidate[best])
      for index in demands.indices { missing[index] -= demands[index].parts[best] ?? 0 }
    }
  }

  private func price(_ candidate: Int, _ paid: Set<Int>) -> Double {
    Money(grains: fees.price(candidate, paid: paid)).rational.approximate
  }
}
