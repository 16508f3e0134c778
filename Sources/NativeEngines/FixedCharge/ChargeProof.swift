import MathProgram

/// The tree of a search as one that anyone can check: its leaves' prices as multipliers of the program's rows. Where the
/// whole would be too large, the part that proves most: nodes are opened in the order of their bounds until the room is
/// used, and the others stay leaves.
struct ChargeProof {
  private let tree: ChargeTree
  private let table: ChargeTable
  private var proof = BranchProof(vectors: [], nodes: [])
  private var isOpened: Set<Int32> = []

  /// Multipliers of all vectors together.
  private static let room = 24_000_000
  /// Those of them that are not 0, about, each some twenty bytes of a certificate: what a search of a second or two may leave,
  /// and any search. In between they grow with the work, so that the proof takes a part of the search's time to check.
  private static let filledRoom = 700_000...2_400_000
  private static let workAMultiplier = 20

  init(_ tree: ChargeTree) {
    self.tree = tree
    table = tree.table
  }

  mutating func made() -> BranchProof {
    chooseOpened()
    proof.sums = table.sums.terms.prefix(table.sums.groupCount).map { $0.map { table.source.switches[$0.index].column } }
    _ = write(0, states(), table.sums.limits)
    return proof
  }

  /// What the root's relaxation came to; nil where it showed that nothing is in it.
  func root() -> RootRelaxation? {
    guard let root = tree.nodes.first, !root.isEmpty else { return nil }
    let multipliers = ChargeMultipliers(tree.relaxation, tree.prices[Int(root.prices)], ChargeState(table, states()))
    var use = [Double](repeating: 0, count: table.source.program.columnCount)
    for (index, part) in tree.rootUse.enumerated() { use[table.source.switches[index].column] = part }
    return RootRelaxation(multipliers: multipliers.rows, use: use)
  }

  // MARK: Which part

  private mutating func chooseOpened() {
    let filled = min(max(tree.watch.work / Self.workAMultiplier, Self.filledRoom.lowerBound), Self.filledRoom.upperBound)
    let most = max(1, min(Self.room / max(1, table.source.program.rowCount), filled / max(1, filledOfRoot)))
    var queue = BoundQueue<Int32>()
    queue.push(0, bound: tree.nodes[0].bound)
    var vectors = 1
    while vectors < most, let node = queue.pop() {
      let own = tree.nodes[Int(node)]
      guard own.isBranched else { continue }
      isOpened.insert(node)
      vectors += own.pegs.isEmpty ? 1 : 2
      for child in [own.off, own.on] { queue.push(child, bound: tree.nodes[Int(child)].bound) }
    }
  }

  /// Multipliers of the root's vector that are not 0: about as many as any other has.
  private var filledOfRoot: Int {
    let prices = tree.prices[Int(tree.nodes[0].prices)]
    return ChargeMultipliers(tree.relaxation, prices, ChargeState(table, states())).rows.count { $0 != 0 }
  }

  // MARK: Writing

  private func states() -> [ChargeState.Switch] {
    (0..<table.switchCount).map { table.mustBeOn($0) ? .on : table.mayBeOn($0) ? .undecided : .off }
  }

  /// The node's place in the proof.
  private mutating func write(_ node: Int32, _ states: [ChargeState.Switch], _ limits: [SumLimits]) -> Int {
    let own = tree.nodes[Int(node)]
    guard isOpened.contains(node) else { return leaf(own, states, limits) }
    var pegged = states
    for peg in own.pegs { pegged[Int(peg.index)] = peg.isOn ? .on : .off }
    var place: [Int] = []
    for child in [own.off, own.on] {
      let below = tree.nodes[Int(child)]
      var (decided, limited) = (pegged, limits)
      if below.decided >= 0 { decided[Int(below.decided)] = below.isOn ? .on : .off }
      if below.group >= 0 { limited[Int(below.group)].tighten(Double(below.limit), isLeast: below.isOn) }
      place.append(write(child, decided, limited))
    }
    let most = tree.nodes[Int(own.off)]
    if most.group >= 0 {
      proof.nodes.append(.splitSum(sum: Int(most.group), at: Double(most.limit), low: place[0], high: place[1]))
    }
    var top = most.group >= 0 ? proof.nodes.count - 1 : split(Int(own.branch), off: place[0], on: place[1])
    guard !own.pegs.isEmpty else { return top }
    let closing = vector(own, states, limits)
    for peg in own.pegs {
      // A node has one parent: the leaves of pegs only share what proves them.
      proof.nodes.append(closing)
      let other = proof.nodes.count - 1
      top = peg.isOn ? split(Int(peg.index), off: other, on: top) : split(Int(peg.index), off: top, on: other)
    }
    return top
  }

  private mutating func split(_ index: Int, off: Int, on: Int) -> Int {
    proof.nodes.append(.split(column: table.source.switches[index].column, at: 0, low: off, high: on))
    return proof.nodes.count - 1
  }

  private mutating func leaf(_ node: ChargeNode, _ states: [ChargeState.Switch], _ limits: [SumLimits]) -> Int {
    proof.nodes.append(vector(node, states, limits))
    return proof.nodes.count - 1
  }

  /// A leaf of the node's own vector, which it adds.
  private mutating func vector(
    _ node: ChargeNode, _ states: [ChargeState.Switch], _ limits: [SumLimits]
  ) -> BranchProof.Node {
    let relaxation = node.isEmpty ? tree.bareRelaxation : tree.relaxation
    let state = ChargeState(relaxation.table, states, limits)
    let multipliers = ChargeMultipliers(relaxation, tree.prices[Int(node.prices)], state)
    proof.vectors.append(BranchProof.Vector(multipliers.rows, provesEmpty: node.isEmpty))
    return .leaf(vector: proof.vectors.count - 1, sums: multipliers.sums)
  }
}
