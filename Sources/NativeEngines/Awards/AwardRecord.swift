import MathProgram

/// What the search leaves behind as its proof: nodes as they were made, each with the vector that bounds it.
struct AwardRecord {
  private struct Node {
    var vector = -1
    var split: (question: AwardQuestion, no: Int32, yes: Int32)?
  }

  private var nodes: [Node] = []
  private var vectors: [AwardProof.Vector] = []

  mutating func addNode() -> Int32 {
    nodes.append(Node())
    return Int32(nodes.count - 1)
  }

  mutating func setVector(_ items: [Double], cap: Double, _ node: Int32) {
    vectors.append(AwardProof.Vector(items: items, cap: cap))
    nodes[Int(node)].vector = vectors.count - 1
  }

  func cap(of node: Int32) -> Double {
    let vector = nodes[Int(node)].vector
    return vector < 0 ? 0 : vectors[vector].cap
  }

  mutating func split(_ node: Int32, _ question: AwardQuestion) -> (no: Int32, yes: Int32) {
    let (no, yes) = (addNode(), addNode())
    // Only leaves need a vector.
    if nodes[Int(node)].vector >= 0 { vectors[nodes[Int(node)].vector].items = [] }
    nodes[Int(node)].split = (question, no, yes)
    return (no, yes)
  }

  /// The tree from the root on, children first, with the vectors that its leaves use.
  func proof(_ table: AwardTable) -> AwardProof {
    var proof = AwardProof(vectors: [], nodes: [])
    var places = [Int](repeating: -1, count: nodes.count)
    // Children are made after their parents.
    for index in nodes.indices.reversed() {
      if let split = nodes[index].split {
        proof.nodes.append(.split(question(split.question, table), no: places[Int(split.no)], yes: places[Int(split.yes)]))
      } else {
        proof.nodes.append(.leaf(vector: proof.vectors.count))
        proof.vectors.append(vectors[nodes[index].vector])
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
