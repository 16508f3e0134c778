import Logistics

/// Reads `certificate.json` back. The legend is for people; only numbers that the instance has are accepted.
struct CertificateReader {
  private struct File: Decodable {
    var schema_version: Int
    var levels: [Level]
  }

  private struct Level: Decodable {
    var counts_objective: Bool
    /// Of entries such as `["12.5", "balance", …]`: the multiplier, then the rule.
    var vectors: [[[String]]]
    var nodes: [Node]
    var blocks: [Block]?
  }

  private struct Block: Decodable {
    var opening: CertificateTerm?
    var capacity: CertificateTerm?
    var schedule: CertificateTerm?
  }

  private struct Node: Decodable {
    var leaf: Int?
    var split: CertificateTerm?
    var at: Int64?
    var low: Int?
    var high: Int?
  }

  private let decoding: CertificateDecoding

  init(_ names: NameIndex) { decoding = CertificateDecoding(names) }

  func read(_ bytes: [UInt8]) throws(Fault) -> Certificate {
    let file = try JSONReader(file: CertificateDocument.fileName).decode(File.self, bytes)
    guard file.schema_version == CertificateDocument.schemaVersion else {
      throw Fault(
        at: nil, rule: "schema-version",
        "schema version \(file.schema_version) is not \(CertificateDocument.schemaVersion), which this program reads")
    }
    var levels: [LevelCertificate] = []
    for level in file.levels { levels.append(try read(level)) }
    return Certificate(levels: levels)
  }

  private func read(_ level: Level) throws(Fault) -> LevelCertificate {
    var vectors: [MultiplierVector] = []
    for vector in level.vectors {
      var entries: [MultiplierVector.Entry] = []
      entries.reserveCapacity(vector.count)
      for entry in vector {
        let text = entry.first ?? ""
        guard let multiplier = ExactText.read(text) else {
          throw Fault(at: nil, rule: "number-form", "`\(text)` is no multiplier", text: text)
        }
        entries.append(.init(try decoding.rule(entry.dropFirst()), multiplier))
      }
      vectors.append(MultiplierVector(entries))
    }
    var nodes: [CertificateNode] = []
    for (index, node) in level.nodes.enumerated() { nodes.append(try read(node, index, vectors.count)) }
    var blocks: [CertificateBlock] = []
    for block in level.blocks ?? [] { blocks.append(try read(block)) }
    return LevelCertificate(countsObjective: level.counts_objective, vectors: vectors, nodes: nodes, blocks: blocks)
  }

  private func read(_ block: Block) throws(Fault) -> CertificateBlock {
    var read = CertificateBlock(opening: nil, capacity: nil)
    if let opening = block.opening { read.opening = try decoding.decision(opening) }
    if let capacity = block.capacity { read.capacity = try decoding.rule(capacity[...]) }
    if let schedule = block.schedule { read.schedule = try decoding.schedule(schedule) }
    return read
  }

  private func read(_ node: Node, _ index: Int, _ vectorCount: Int) throws(Fault) -> CertificateNode {
    if let vector = node.leaf, node.split == nil {
      guard vector >= 0 && vector < vectorCount else { throw fault("leaf \(index) has no vector \(vector)") }
      return .leaf(vector: vector)
    }
    guard let split = node.split, let at = node.at, let low = node.low, let high = node.high else {
      throw fault("node \(index) is neither a leaf nor a split")
    }
    guard (0..<index).contains(low), (0..<index).contains(high) else {
      throw fault("node \(index) does not stand after both its branches")
    }
    return .split(decision: try decoding.decision(split), at: at, low: low, high: high)
  }

  private func fault(_ message: String) -> Fault { Fault(at: nil, rule: "certificate-form", message) }
}
