import MathProgram

/// What a branch and bound leaves behind as its proof: nodes as they were made, and the vectors that closed them.
struct ProofRecord {
  /// A column that had to be `value`, because the other value is closed by the vector.
  struct Peg {
    var column: Int32
    var value: Bool
    var vector: Int32
  }

  private struct Node {
    var vector: Int32
    var pegs: [Peg] = []
    var split: (column: Int32, zero: Int32, one: Int32)?
  }

  private var nodes: [Node] = []
  private var vectors: [DecompositionProof.Vector] = []
  private let vectorLimit: Int
  /// Multipliers in all vectors together: a certificate holds no more than about 50 MB of them. Later nodes are not
  /// recorded.
  private static let mostMultipliers = 1_200_000

  init(itemCount: Int) { vectorLimit = max(16, ProofRecord.mostMultipliers / (itemCount + 1)) }

  var isFull: Bool { vectors.count >= vectorLimit }

  mutating func addVector(_ items: [Double], cover: Double) -> Int32 {
    vectors.append(DecompositionProof.Vector(items: items, cover: cover))
    return Int32(vectors.count - 1)
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

  func vector(ofNode node: Int32) -> Int32 { nodes[Int(node)].vector }

  func coverMultiplier(ofNode node: Int32) -> Double { vectors[Int(nodes[Int(node)].vector)].cover }

  /// The tree from the root on, children first, with the vectors that it uses.
  func proof() -> DecompositionProof {
    var writer = ProofWriter(vectors: vectors)
    var places = [Int](repeating: -1, count: nodes.count)
    // Children are made after their parents.
    for index in nodes.indices.reversed() {
      let node = nodes[index]
      var place: Int
      if let split = node.split {
        place = writer.add(
          .split(column: Int(split.column), zero: places[Int(split.zero)], one: places[Int(split.one)]))
      } else {
        place = writer.leaf(node.vector)
      }
      for peg in node.pegs.reversed() {
        let closed = writer.leaf(peg.vector)
        place = writer.add(
          .split(column: Int(peg.column), zero: peg.value ? closed : place, one: peg.value ? place : closed))
      }
      places[index] = place
    }
    return writer.proof(root: places.first ?? 0)
  }
}

/// Numbers the vectors that leaves use.
private struct ProofWriter {
  private let source: [DecompositionProof.Vector]
  private var places: [Int]
  private var vectors: [DecompositionProof.Vector] = []
  private var nodes: [DecompositionProof.Node] = []

  init(vectors all: [DecompositionProof.Vector]) {
    source = all
    places = [Int](repeating: -1, count: all.count)
  }

  mutating func add(_ node: DecompositionProof.Node) -> Int {
    nodes.append(node)
    return nodes.count - 1
  }

  mutating func leaf(_ vector: Int32) -> Int {
    if places[Int(vector)] < 0 {
      places[Int(vector)] = vectors.count
      vectors.append(source[Int(vector)])
    }
    return add(.leaf(vector: places[Int(vector)]))
  }

  /// The root is written last: nodes were made children first, and the root is the first node made.
  func proof(root: Int) -> DecompositionProof { DecompositionProof(vectors: vectors, nodes: Array(nodes[...root])) }
}
