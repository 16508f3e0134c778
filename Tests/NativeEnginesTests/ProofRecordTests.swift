import MathProgram
import Testing

@testable import NativeEngines

/// What a record holds in little room is what was put into it, and what it tells is its tree.
@Suite struct ProofRecordTests {
  @Test func pegsComeBackAsTheyWerePut() {
    for seed in campaign(200) {
      var random = SplitMix64(seed: seed)
      let pegs = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        ProofRecord.Peg(
          column: Int32.random(in: 0...(random.chance(50) ? 3 : 1 << 29), using: &random), value: random.chance(50),
          vector: Int32.random(in: 0...(random.chance(50) ? 1 : 1 << 30), using: &random))
      }
      let list = PegList(pegs)
      #expect(list.pegs == pegs && Int(list.count) == pegs.count, "seed \(seed)")
    }
  }

  /// Splits and pegs drawn at random.
  private func record(_ random: inout SplitMix64) -> ProofRecord {
    var record = ProofRecord(multiplierCount: 2, isShared: false)
    var open = [record.addNode(vector: record.addVector([0, 1], cover: 0))]
    for column in Int32(0)..<Int32.random(in: 0...30, using: &random) {
      let place = Int.random(in: open.indices, using: &random)
      let node = open[place]
      if random.chance(40) {
        let vector = record.addVector([Double(column), 2], cover: Double(Int.random(in: 0...3, using: &random)))
        record.setVector(vector, node: node)
      }
      if random.chance(60) {
        record.addPeg(.init(column: column, value: random.chance(50), vector: record.vector(ofNode: node)), node: node)
        continue
      }
      open[place] = record.addNode(vector: record.vector(ofNode: node))
      open.append(record.addNode(vector: record.vector(ofNode: node)))
      record.split(node, column: Int(column), zero: open[place], one: open[open.count - 1])
    }
    return record
  }

  @Test func theWholeRecordIsToldAsItsTreeIs() {
    var splits = 0
    for seed in campaign(300) {
      var random = SplitMix64(seed: seed)
      var record = record(&random)
      let expected = record.tree().proof(prices: record.prices, vectors: record.vectors) { _ in nil }
      let told = record.takeProof()
      #expect(told == expected, "seed \(seed)")
      splits += told.nodes.count / 2
      #expect(record.prices.isEmpty && record.tree().nodes.isEmpty)
    }
    #expect(splits > campaign(300).count)
  }
}
