import MathProgram

/// What the search leaves behind as its proof: nodes as they were made, each with the vector that bounds it.
struct AwardRecord {
  private struct Node {
    var vector = -1
    var split: (question: AwardQuestion, no: Int32, yes: Int32)?
  }

  private var nodes: [Node] = []
  private var vectors: [AwardProof.Vector] = []
  /// Whether vectors stay where they are no leaf's: several leaves may name one, or another search begins here.
  private var keepsVectors: Bool

  init(keepsVectors keeps: Bool = false) { keepsVectors = keeps }

  mutating func addNode() -> Int32 {
    nodes.append(Node())
    return Int32(nodes.count - 1)
  }

  mutating func setVector(_ items: [Double], cap: Double, _ node: Int32) {
    vectors.append(AwardProof.Vector(items: items, cap: cap))
    nodes[Int(node)].vector = vectors.count - 1
  }

  mutating func setDisorder(_ twins: AwardProof.Disorder, _ node: Int32) {
    vectors.append(AwardProof.Vector(items: [], cap: 0, disorder: twins))
    nodes[Int(node)].vector = vectors.count - 1
  }

  func cap(of node: Int32) -> Double {
    let vector = nodes[Int(node)].vector
    return vector < 0 ? 0 : vectors[vector].cap
  }

  mutating func split(_ node: Int32, _ question: AwardQuestion) -> (no: Int32, yes: Int32) {
    let (no, yes) = (addNode(), addNode())
    // Only leaves need a vector.
    if !keepsVectors, nodes[Int(node)].vector >= 0 { vectors[nodes[Int(node)].vector].items = [] }
    nodes[Int(node)].split = (question, no, yes)
    return (no, yes)
  }

  func children(of node: Int32) -> (no: Int32, yes: Int32)? { nodes[Int(node)].split.map { ($0.no, $0.yes) } }

  /// Makes a leaf of a node, with the vector that it has.
  mutating func prune(below node: Int32) { nodes[Int(node)].split = nil }

  private func isLive() -> [Bool] {
    var isLive = [Bool](repeating: false, count: nodes.count)
    if !isLive.isEmpty { isLive[0] = true }
    // Children are made after their parents.
    for (index, node) in nodes.enumerated() where isLive[index] {
      guard let split = node.split else { continue }
      isLive[Int(split.no)] = true
      isLive[Int(split.yes)] = true
    }
    return isLive
  }

  /// Vectors that leaves are tried with, beside their own.
  private static let mostTried = 10

  /// Has leaves name one another's vectors where those bound them as well as is needed: fewer vectors are written, read and
  /// checked.
  ///
  /// - Parameter least: what every leaf's bound is to reach.
  mutating func shareVectors(of leaves: [AwardNode], reaching least: Double, _ relaxation: AwardRelaxation) {
    keepsVectors = true
    var used: [(vector: Int, count: Int)] = []
    for leaf in leaves {
      let own = nodes[Int(leaf.record)].vector
      guard own >= 0 else { continue }
      if let place = used.firstIndex(where: { relaxation.bound(at: vectors[$0.vector], leaf) >= least }) {
        nodes[Int(leaf.record)].vector = used[place].vector
        used[place].count += 1
        // The most used are tried first.
        if place > 0, used[place - 1].count < used[place].count { used.swapAt(place, place - 1) }
        continue
      }
      if used.count == AwardRecord.mostTried { used.removeLast() }
      used.append((own, 1))
    }
  }

  /// The tree from the root on, children first, with the vectors that its leaves use.
  func proof(_ table: AwardTable) -> AwardProof {
    var proof = AwardProof(vectors: [], nodes: [])
    var places = [Int](repeating: -1, count: nodes.count)
    var written = [Int](repeating: -1, count: vectors.count)
    let isLive = isLive()
    for index in nodes.indices.reversed() where isLive[index] {
      if let split = nodes[index].split {
        proof.nodes.append(.split(question(split.question, table), no: places[Int(split.no)], yes: places[Int(split.yes)]))
      } else {
        let vector = nodes[index].vector
        if written[vector] < 0 {
          written[vector] = proof.vectors.count
          proof.vectors.append(vectors[vector])
        }
        proof.nodes.append(.leaf(vector: written[vector]))
      }
      places[index] = proof.nodes.count - 1
    }
    return proof
  }

  private func question(_ question: AwardQuestion, _ table: AwardTable) -> AwardProof.Question {
    switch question {
    case .isEngaged(let provider): .isEngaged(provider: provider)
    case .reaches(let option):
      .reaches(
        provider: table.options[option].provider, tier: option - table.optionStarts[table.options[option].provider])
    case .isAwarded(let slot): .isAwarded(award: Int(table.award[slot]))
    }
  }
}
