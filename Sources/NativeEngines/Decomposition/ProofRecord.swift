import MathProgram

/// What a branch and bound leaves behind as its proof: nodes as they were made, and the vectors that closed them.
struct ProofRecord {
  /// A column that had to be `value`, because the other value is closed by the vector.
  struct Peg: Equatable {
    var column: Int32
    var value: Bool
    var vector: Int32
  }

  private struct Node {
    var vector: Int32
    var pegs = PegList()
    var split: (column: Int32, zero: Int32, one: Int32)?
  }

  private var nodes: [Node] = []
  private(set) var vectors: [DecompositionProof.Vector] = []
  /// Empty where no vector that closes anything needs them any more.
  private(set) var prices: [[Double]] = []
  /// Prices that are held, and the most of them that may be.
  private var heldCount = 0
  private let mostHeld: Int
  /// Whether some nodes are not recorded, for want of room.
  private(set) var isClosed = false
  /// Multipliers held in all, some 50 MB, beyond which later nodes are not recorded; and where all of them are told.
  private static let mostMultipliers = 6_000_000
  private static let mostTold = 2_000_000

  /// - Parameter isShared: nodes will share vectors, so that not all that are held are told.
  init(multiplierCount: Int, isShared: Bool) {
    mostHeld = max(16, (isShared ? ProofRecord.mostMultipliers : ProofRecord.mostTold) / (multiplierCount + 1))
  }

  /// Whether nothing more is to be recorded, even without what is of no use any more.
  mutating func isFull() -> Bool {
    if heldCount >= mostHeld && !isClosed { forgetUnused() }
    return isClosed
  }

  /// Holds the prices of a vector again, should they have been dropped because nothing was closed by them.
  mutating func hold(_ items: [Double], vector: Int32) {
    let place = vectors[Int(vector)].prices
    guard prices[place].isEmpty, !items.isEmpty else { return }
    prices[place] = items
    heldCount += 1
  }

  mutating func addVector(_ items: [Double], cover: Double) -> Int32 {
    prices.append(items)
    heldCount += 1
    vectors.append(DecompositionProof.Vector(prices: prices.count - 1, cover: cover))
    return Int32(vectors.count - 1)
  }

  /// The node's item multipliers with another multiplier of the covering row, the best one of what is decided now.
  mutating func setCover(_ cover: Double, node: Int32) {
    let known = vectors[Int(nodes[Int(node)].vector)]
    guard known.cover != cover else { return }
    vectors.append(DecompositionProof.Vector(prices: known.prices, cover: cover))
    nodes[Int(node)].vector = Int32(vectors.count - 1)
  }

  /// A node that is closed, or bounded, by the vector.
  mutating func addNode(vector: Int32) -> Int32 {
    nodes.append(Node(vector: vector))
    return Int32(nodes.count - 1)
  }

  mutating func setVector(_ vector: Int32, node: Int32) { nodes[Int(node)].vector = vector }
  mutating func addPeg(_ peg: Peg, node: Int32) { nodes[Int(node)].pegs.append(peg) }

  mutating func split(_ node: Int32, column: Int, zero: Int32, one: Int32) {
    nodes[Int(node)].split = (Int32(column), zero, one)
  }

  /// Splits a node as an integer knapsack over the sites does, whose leaves all share the node's item multipliers.
  mutating func split(_ node: Int32, _ knapsack: [SurrogateKnapsack.Node]) {
    var open = [node]
    for part in knapsack {
      guard let place = open.popLast() else { return }
      if part.site < 0 {
        setCover(part.cover, node: place)
        continue
      }
      let (zero, one) = (addNode(vector: vector(ofNode: node)), addNode(vector: vector(ofNode: node)))
      split(place, column: Int(part.site), zero: zero, one: one)
      open.append(zero)
      open.append(one)
    }
  }

  /// The prices, which the record does not hold any longer: there may be as many of them as memory should hold once.
  mutating func takePrices() -> [[Double]] {
    defer { prices = [] }
    return prices
  }

  func vector(ofNode node: Int32) -> Int32 { nodes[Int(node)].vector }

  /// Drops the prices that close nothing: those of split nodes, and those that better ones took the place of. If that does not
  /// make room for an eighth, nothing more is recorded.
  private mutating func forgetUnused() {
    var isUsed = [Bool](repeating: false, count: prices.count)
    for node in nodes {
      if node.split == nil { isUsed[vectors[Int(node.vector)].prices] = true }
      for peg in node.pegs.pegs { isUsed[vectors[Int(peg.vector)].prices] = true }
    }
    let used = isUsed.reduce(0) { $0 + ($1 ? 1 : 0) }
    isClosed = used > mostHeld - mostHeld / 8
    if isClosed { return }
    for index in prices.indices where !isUsed[index] { prices[index] = [] }
    heldCount = used
  }

  /// Takes out the pegs at 0 that no vector below needs, because none lets the column pay.
  ///
  /// - Parameter offer: of a column, the item that it serves and what it costs; nil where it serves none.
  mutating func dropIdlePegs(_ offer: (Int) -> (item: Int, cost: Double)?) {
    /// By node whose children are done: the highest price of each item below.
    var highest: [Int32: [Double]] = [:]
    for (node, parent) in preorder().reversed() {
      var below = highest.removeValue(forKey: node) ?? prices[vectors[Int(nodes[Int(node)].vector)].prices]
      var kept: [Peg] = []
      var last: Int?
      for peg in nodes[Int(node)].pegs.pegs.reversed() {
        if !peg.value, let offer = offer(Int(peg.column)), offer.cost >= below[offer.item] { continue }
        kept.append(peg)
        let own = vectors[Int(peg.vector)].prices
        if own != last { ProofRecord.raise(&below, to: prices[own]) }
        last = own
      }
      nodes[Int(node)].pegs = PegList(kept.reversed())
      if highest[parent] == nil {
        highest[parent] = below
      } else {
        ProofRecord.raise(&highest[parent, default: []], to: below)
      }
    }
  }

  private static func raise(_ values: inout [Double], to others: [Double]) {
    for index in values.indices { values[index] = max(values[index], others[index]) }
  }

  /// Every node with its parent, −1 of the root.
  private func preorder() -> [(node: Int32, parent: Int32)] {
    var order: [(node: Int32, parent: Int32)] = []
    var open: [(node: Int32, parent: Int32)] = nodes.isEmpty ? [] : [(0, -1)]
    while let next = open.popLast() {
      order.append(next)
      guard let split = nodes[Int(next.node)].split else { continue }
      open.append((split.one, next.node))
      open.append((split.zero, next.node))
    }
    return order
  }

  /// The whole as it is told, children first; the record is empty then, because both may be as much as memory should hold once.
  mutating func takeProof() -> DecompositionProof {
    let order = preorder()
    var numbering = ProofNumbering(prices: takePrices(), vectors: vectors)
    vectors = []
    var (places, count) = ([Int32](repeating: -1, count: nodes.count), order.count)
    // Leaves take numbers in the order of the tree: what a peg closes comes before what it leaves.
    for node in order.lazy.map({ Int($0.node) }) {
      for peg in nodes[node].pegs.pegs { numbering.use(Int(peg.vector)) }
      if nodes[node].split == nil { numbering.use(Int(nodes[node].vector)) }
      count += 2 * Int(nodes[node].pegs.count)
    }
    var told: [DecompositionProof.Node] = []
    told.reserveCapacity(count)
    for index in order.lazy.reversed().map({ Int($0.node) }) {
      tell(nodes[index], places, numbering, &told)
      nodes[index].pegs = PegList()
      places[index] = Int32(told.count - 1)
    }
    nodes = []
    return DecompositionProof(prices: numbering.prices, vectors: numbering.vectors, nodes: told)
  }

  /// A node with its pegs, the last of which stands next to it.
  private func tell(_ node: Node, _ places: [Int32], _ numbering: ProofNumbering, _ told: inout [DecompositionProof.Node]) {
    if let split = node.split {
      let (zero, one) = (places[Int(split.zero)], places[Int(split.one)])
      told.append(.split(column: split.column, zero: zero, one: one))
    } else {
      told.append(.leaf(vector: numbering.place(Int(node.vector))))
    }
    for peg in node.pegs.pegs.reversed() {
      let rest = Int32(told.count - 1)
      told.append(.leaf(vector: numbering.place(Int(peg.vector))))
      told.append(.split(column: peg.column, zero: peg.value ? rest + 1 : rest, one: peg.value ? rest : rest + 1))
    }
  }

  /// The tree from the root on.
  func tree() -> SiteProofTree {
    var writer = SiteProofTreeWriter(capacity: nodes.reduce(nodes.count) { $0 + 2 * Int($1.pegs.count) })
    guard !nodes.isEmpty else { return writer.tree }
    var open: [(node: Int32, column: Int32, value: Bool, depth: Int32)] = [(0, -1, false, 0)]
    while let next = open.popLast() {
      let node = nodes[Int(next.node)]
      var (column, value, depth) = (next.column, next.value, next.depth)
      for peg in node.pegs.pegs {
        writer.add(column: column, value: value, depth: depth, vector: -1)
        // What is closed comes first, whatever its value.
        writer.add(column: peg.column, value: !peg.value, depth: depth + 1, vector: peg.vector)
        (column, value, depth) = (peg.column, peg.value, depth + 1)
      }
      guard let split = node.split else {
        writer.add(column: column, value: value, depth: depth, vector: node.vector)
        continue
      }
      writer.add(column: column, value: value, depth: depth, vector: -1)
      open.append((split.one, split.column, true, depth + 1))
      open.append((split.zero, split.column, false, depth + 1))
    }
    return writer.finished()
  }
}
