import MathProgram

/// Makes a recorded tree into a proof with few vectors: prices that close one node mostly close many, and now that the best
/// plan is known whole branches that the search had to split.
///
/// Every node's bound is taken at the prices of every other; prices that close most of what is not closed yet are taken first.
/// Where the tree is more than a certificate may hold, the bound is lowered until what is needed for it fits.
struct SharedProof {
  private let tree: SiteProofTree
  private let relaxation: SiteRelaxation
  private var prices: [[Double]]
  private var vectors: [DecompositionProof.Vector]
  private var candidates: [PriceBounds] = []
  /// By vector: which of the candidates has it, and where.
  private var places: [(candidate: Int, lane: Int)]
  /// By candidate: the leaves that its vectors closed in the search, and whether it is tried on the whole tree.
  private var ownLeaves: [[Int]] = []
  private var isTriedEverywhere: [Bool] = []
  /// By node: how many leaves stand before it.
  private var leavesBefore: [Int32] = [0]
  private var sums: [PriceBounds.Lanes]

  /// What the search proved, less what rounding may cost.
  private let target: Double
  private let mostBytes: Int
  /// Nodes looked at for all candidates together; beyond it those that close few leaves are not tried on the whole tree.
  private let mostVisits: Int
  /// Bytes in a certificate.
  private static let multiplierBytes = 9
  private static let nodeBytes = 120
  private static let mostFurtherDigits = 4

  /// - Parameters:
  ///   - record: its prices are taken.
  ///   - bound: what the search proved.
  ///   - loss: what rounding multipliers may cost of the bound.
  ///   - mostBytes: what the proof may take.
  ///   - mostVisits: of nodes by candidates.
  init(
    _ record: inout ProofRecord, _ siteRelaxation: SiteRelaxation, of bound: Double, loss: Double, mostBytes most: Int,
    mostVisits visits: Int
  ) {
    target = bound - loss
    mostBytes = most
    mostVisits = visits
    relaxation = siteRelaxation
    tree = record.tree()
    prices = record.takePrices()
    vectors = record.vectors
    places = Array(repeating: (-1, 0), count: record.vectors.count)
    sums = Array(repeating: .zero, count: Int(tree.nodes.map(\.depth).max() ?? 0) + 1)
    for node in tree.nodes { leavesBefore.append(leavesBefore[leavesBefore.count - 1] + (node.isLeaf ? 1 : 0)) }
    addCandidates(loss)
    chooseTried()
  }

  private var table: SiteTable { relaxation.table }

  // MARK: Candidates

  private mutating func addCandidates(_ loss: Double) {
    forgetIdle()
    let rounding = PriceRounding(table, loss: loss)
    var owners = [[Int]](repeating: [], count: prices.count)
    for vector in vectors.indices {
      vectors[vector].cover = rounding.cover(vectors[vector].cover)
      owners[vectors[vector].prices].append(vector)
    }
    var leaves = [[Int]](repeating: [], count: vectors.count)
    for node in tree.nodes.indices where tree.nodes[node].isLeaf { leaves[Int(tree.nodes[node].vector)].append(node) }
    for index in prices.indices where !prices[index].isEmpty && !owners[index].isEmpty {
      let (sum, values) = round(index, owners[index], leaves, rounding)
      addCovers(to: &owners[index], prices: index, values, rounding)
      for start in stride(from: 0, to: owners[index].count, by: PriceBounds.Lanes.scalarCount) {
        let lanes = Array(owners[index][start...].prefix(PriceBounds.Lanes.scalarCount))
        for (lane, vector) in lanes.enumerated() { places[vector] = (candidates.count, lane) }
        candidates.append(
          PriceBounds(table, sum: sum, values: values, covers: lanes.map { vectors[$0].cover }, vectors: lanes))
      }
    }
  }

  /// Rounds prices with as many digits as the leaves need that they closed in the search; their sum and the sites' values there.
  private mutating func round(
    _ index: Int, _ owners: [Int], _ leaves: [[Int]], _ rounding: PriceRounding
  ) -> (sum: Double, values: [Double]) {
    let states = table.isAlwaysOpen.map { $0 ? SiteState.open : .undecided }
    let exact = prices[index]
    for more in 0..<Self.mostFurtherDigits {
      prices[index] = rounding.rounded(exact, more: more)
      _ = relaxation.evaluate(prices[index], states)
      let values = (0..<table.siteCount).map { relaxation.values[$0] }
      if closes(owners, leaves, relaxation.multiplierSum, values) { return (relaxation.multiplierSum, values) }
    }
    prices[index] = exact
    _ = relaxation.evaluate(exact, states)
    return (relaxation.multiplierSum, (0..<table.siteCount).map { relaxation.values[$0] })
  }

  private func closes(_ owners: [Int], _ leaves: [[Int]], _ sum: Double, _ values: [Double]) -> Bool {
    stride(from: 0, to: owners.count, by: PriceBounds.Lanes.scalarCount).allSatisfy { start in
      let lanes = Array(owners[start...].prefix(PriceBounds.Lanes.scalarCount))
      let bounds = PriceBounds(table, sum: sum, values: values, covers: lanes.map { vectors[$0].cover }, vectors: lanes)
      return lanes.indices.allSatisfy { lane in
        leaves[lanes[lane]].allSatisfy { bounds.bound(tree, node: $0, lane: lane) >= target }
      }
    }
  }

  private mutating func chooseTried() {
    ownLeaves = Array(repeating: [], count: candidates.count)
    for node in tree.nodes.indices where tree.nodes[node].isLeaf {
      ownLeaves[places[Int(tree.nodes[node].vector)].candidate].append(node)
    }
    let most = max(16, mostVisits / max(1, tree.nodes.count))
    isTriedEverywhere = Array(repeating: false, count: candidates.count)
    let byUse = candidates.indices.sorted { (-ownLeaves[$0].count, $0) < (-ownLeaves[$1].count, $1) }
    for index in byUse.prefix(most) { isTriedEverywhere[index] = true }
  }

  /// Prices that close no leaf help only where a part of the tree is to be told.
  private mutating func forgetIdle() {
    var isUsed = [Bool](repeating: false, count: prices.count)
    for node in tree.nodes where node.isLeaf { isUsed[vectors[Int(node.vector)].prices] = true }
    let used = isUsed.reduce(0) { $0 + ($1 ? 1 : 0) }
    let bytes = used * table.multiplierCount * SharedProof.multiplierBytes + tree.nodes.count * SharedProof.nodeBytes
    guard bytes <= mostBytes else { return }
    for index in prices.indices where !isUsed[index] { prices[index] = [] }
  }

  /// Fills the lanes that are left with other multipliers of the covering row: those at which some site more would open, around
  /// the one that is best where nothing is decided.
  private mutating func addCovers(to owners: inout [Int], prices: Int, _ values: [Double], _ rounding: PriceRounding) {
    var known = Set(owners.map { vectors[$0].cover })
    let rising = (0..<table.siteCount).filter { values[$0] > 0 && table.capacity[$0] > 0 && table.capacity[$0].isFinite }
      .map { values[$0] / table.capacity[$0] }.sorted()
    let middle = rising.firstIndex { $0 >= relaxation.cover.multiplier } ?? 0
    var distance = 0
    while owners.count % PriceBounds.Lanes.scalarCount != 0, distance < rising.count {
      for rank in Set([middle - distance, middle + distance]).sorted() where rising.indices.contains(rank) {
        let cover = rounding.cover(rising[rank])
        guard owners.count % PriceBounds.Lanes.scalarCount != 0, known.insert(cover).inserted else { continue }
        owners.append(vectors.count)
        vectors.append(.init(prices: prices, cover: cover))
        places.append((-1, 0))
      }
      distance += 1
    }
  }

  // MARK: Closing the tree

  /// The proof, and the bound that it shows.
  mutating func proof() -> (proof: DecompositionProof, bound: Double) {
    var target = target
    var intervals = candidates.indices.map { self.intervals($0, target) }
    // Rounding may have taken a little from some.
    for leaf in leavesLeft(by: intervals) {
      let place = places[Int(tree.nodes[leaf].vector)]
      target = min(target, candidates[place.candidate].bound(tree, node: leaf, lane: place.lane))
    }
    if target < self.target { intervals = candidates.indices.map { self.intervals($0, target) } }
    let chosen = choose(intervals)
    var closing = closing(chosen, target)
    let isPartial = !fits(closing)
    if isPartial { (target, closing) = cut(from: target) }
    var proof = tree.proof(prices: prices, vectors: vectors) { closing[$0] }
    proof.isPartial = isPartial
    return (proof, target)
  }

  /// The highest bound below `target`, or one near it, for which what is needed fits.
  private mutating func cut(from target: Double) -> (bound: Double, closing: [Int?]) {
    var fitting: (bound: Double, closing: [Int?]) = (-.infinity, [])
    var tooHigh = target
    for halvings in 0..<24 {
      let low = target - abs(target) * Double(sign: .plus, exponent: halvings - 22, significand: 1)
      fitting = (low, closing(choose(candidates.indices.map { intervals($0, low) }), low))
      if fits(fitting.closing) { break }
      tooHigh = low
    }
    for _ in 0..<4 {
      let middle = (fitting.bound + tooHigh) / 2
      let closed = closing(choose(candidates.indices.map { intervals($0, middle) }), middle)
      if fits(closed) { fitting = (middle, closed) } else { tooHigh = middle }
    }
    return fitting
  }

  /// The leaves below the nodes that a candidate closes, as stretches of the leaves in their order.
  private mutating func intervals(_ candidate: Int, _ target: Double) -> [Range<Int32>] {
    var found: [Range<Int32>] = []
    let (tree, before) = (tree, leavesBefore)
    forEachClosed(candidate, target) { node, _ in
      let own = before[node]..<before[Int(tree.nodes[node].end)]
      // Nodes come in the order of the tree, so that those of neighbouring leaves follow one another.
      if let last = found.last, last.upperBound == own.lowerBound {
        found[found.count - 1] = last.lowerBound..<own.upperBound
      } else {
        found.append(own)
      }
    }
    return found
  }

  /// Calls `body` with the nodes that a candidate closes, and the vector that does.
  private mutating func forEachClosed(_ candidate: Int, _ target: Double, _ body: (Int, Int) -> Void) {
    let bounds = candidates[candidate]
    if isTriedEverywhere[candidate] {
      bounds.forEachClosed(tree, target: target, &sums) { body($0, bounds.vectors[min($1, bounds.vectors.count - 1)]) }
      return
    }
    for node in ownLeaves[candidate] {
      let vector = Int(tree.nodes[node].vector)
      if bounds.bound(tree, node: node, lane: places[vector].lane) >= target { body(node, vector) }
    }
  }

  /// Nodes of leaves that no candidate closes.
  private func leavesLeft(by intervals: [[Range<Int32>]]) -> [Int] {
    var isClosed = [Bool](repeating: false, count: Int(leavesBefore[tree.nodes.count]))
    for range in intervals.joined() { for leaf in range { isClosed[Int(leaf)] = true } }
    return tree.nodes.indices.filter { tree.nodes[$0].isLeaf && !isClosed[Int(leavesBefore[$0])] }
  }

  /// Candidates that together close everything, those that close most of what is left first.
  ///
  /// - Parameter closes: by candidate, the leaves that it closes.
  private func choose(_ closes: [[Range<Int32>]]) -> [Int] {
    var isClosed = [Bool](repeating: false, count: Int(leavesBefore[tree.nodes.count]))
    var left = isClosed.count
    // Counts only fall, so that one that is still the greatest when taken again is the greatest of all.
    var queue = BoundQueue<Int>()
    for index in candidates.indices { queue.push(index, bound: -Double(closes[index].reduce(0) { $0 + $1.count })) }
    var chosen: [Int] = []
    while left > 0, let index = queue.pop() {
      let count = closes[index].reduce(0) { sum, range in
        sum + range.reduce(0) { $0 + (isClosed[Int($1)] ? 0 : 1) }
      }
      if count == 0 { continue }
      if -queue.leastBound > Double(count) {
        queue.push(index, bound: -Double(count))
        continue
      }
      chosen.append(index)
      left -= count
      for range in closes[index] { for leaf in range { isClosed[Int(leaf)] = true } }
    }
    return chosen
  }

  /// By node: the vector that closes it.
  private mutating func closing(_ chosen: [Int], _ target: Double) -> [Int?] {
    var closing = [Int?](repeating: nil, count: tree.nodes.count)
    for index in chosen {
      forEachClosed(index, target) { node, vector in if closing[node] == nil { closing[node] = vector } }
    }
    return closing
  }

  private func fits(_ closing: [Int?]) -> Bool {
    var isUsed = [Bool](repeating: false, count: prices.count)
    var (index, count) = (0, 0)
    while index < tree.nodes.count {
      count += 1
      if let vector = closing[index] { isUsed[vectors[vector].prices] = true }
      index = closing[index] != nil ? Int(tree.nodes[index].end) : index + 1
    }
    let used = isUsed.reduce(0) { $0 + ($1 ? 1 : 0) }
    return used * table.multiplierCount * SharedProof.multiplierBytes + count * SharedProof.nodeBytes <= mostBytes
  }
}
