/// The cheapest choice of candidates of which every demand, a set of candidates, holds one; of equally cheap choices the
/// smallest.
///
/// A candidate costs its fees, and a fee that several share is paid once. Parts that share neither candidates nor fees
/// are solved apart, each by branching on its smallest unmet demand.
struct CheapestCover {
  /// Choices that are looked at in each part.
  private static let mostNodes = 200_000

  private let fees: [Int128]
  private let feesOf: [[Int]]
  private var demands: [Set<Int>] = []

  /// - Parameter fees: what each costs, above 0.
  /// - Parameter candidates: the fees of each.
  init(fees: [Int128], candidates: [[Int]]) {
    self.fees = fees
    feesOf = candidates
  }

  /// What another demand asks for already is left out.
  mutating func add(_ demand: Set<Int>) {
    guard !demands.contains(where: { $0.isSubset(of: demand) }) else { return }
    demands.removeAll { demand.isSubset(of: $0) }
    demands.append(demand)
  }

  /// The choice, and whether none is better.
  func cheapest() -> (chosen: Set<Int>, isProven: Bool) {
    var chosen: Set<Int> = []
    var isProven = true
    for part in parts() {
      var search = Search(self, part)
      search.branch([], paid: [], cost: 0)
      chosen.formUnion(search.best?.chosen ?? [])
      isProven = isProven && search.nodes < CheapestCover.mostNodes
    }
    return (chosen, isProven)
  }

  /// Demands that share candidates or fees belong together.
  private func parts() -> [[Set<Int>]] {
    var parts: [(demands: [Set<Int>], candidates: Set<Int>, fees: Set<Int>)] = []
    for demand in demands {
      let own = Set(demand.flatMap { feesOf[$0] })
      var joined = (demands: [demand], candidates: demand, fees: own)
      parts.removeAll { part in
        guard !part.candidates.isDisjoint(with: joined.candidates) || !part.fees.isDisjoint(with: joined.fees) else {
          return false
        }
        joined.demands += part.demands
        joined.candidates.formUnion(part.candidates)
        joined.fees.formUnion(part.fees)
        return true
      }
      parts.append(joined)
    }
    return parts.map(\.demands)
  }

  private struct Search {
    let cover: CheapestCover
    let demands: [Set<Int>]
    var best: (chosen: Set<Int>, cost: Int128)?
    var nodes = 0

    init(_ cover: CheapestCover, _ demands: [Set<Int>]) {
      self.cover = cover
      self.demands = demands.sorted { $0.count == $1.count ? $0.sorted().lexicographicallyPrecedes($1.sorted()) : $0.count < $1.count }
    }

    private func price(_ candidate: Int, _ paid: Set<Int>) -> Int128 {
      cover.feesOf[candidate].reduce(0) { paid.contains($1) ? $0 : $0 &+ cover.fees[$1] }
    }

    /// - Parameter refused: candidates that earlier branches took, and this one therefore need not.
    mutating func branch(_ chosen: Set<Int>, paid: Set<Int>, cost: Int128, refused: Set<Int> = []) {
      nodes += 1
      let open = demands.filter { $0.isDisjoint(with: chosen) }
      guard let first = open.min(by: { $0.subtracting(refused).count < $1.subtracting(refused).count }) else {
        if isBetter(cost, chosen.count) { best = (chosen, cost) }
        return
      }
      let least = bound(open, paid, refused)
      guard isBetter(cost &+ least.cost, chosen.count + least.count), nodes < CheapestCover.mostNodes || best == nil else {
        return
      }
      var refused = refused
      let order = first.subtracting(refused).sorted().map { (candidate: $0, price: price($0, paid)) }
      for (candidate, price) in order.enumerated().sorted(by: {
        $0.element.price == $1.element.price ? $0.offset < $1.offset : $0.element.price < $1.element.price
      }).map(\.element) {
        branch(
          chosen.union([candidate]), paid: paid.union(cover.feesOf[candidate]), cost: cost &+ price, refused: refused)
        refused.insert(candidate)
      }
    }

    /// What demands that share nothing ask for at least.
    private func bound(_ open: [Set<Int>], _ paid: Set<Int>, _ refused: Set<Int>) -> (cost: Int128, count: Int) {
      var (taken, payees) = (Set<Int>(), Set<Int>())
      var (cost, count) = (Int128(0), 0)
      for demand in open where demand.isDisjoint(with: taken) {
        taken.formUnion(demand)
        count += 1
        let fees = Set(demand.flatMap { cover.feesOf[$0] }).subtracting(paid)
        guard fees.isDisjoint(with: payees) else { continue }
        payees.formUnion(fees)
        cost = cost &+ (demand.subtracting(refused).map { price($0, paid) }.min() ?? 0)
      }
      return (cost, count)
    }

    private func isBetter(_ cost: Int128, _ count: Int) -> Bool {
      guard let best else { return true }
      return cost == best.cost ? count < best.chosen.count : cost < best.cost
    }
  }
}
