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
    /// Of decisions.
    var sums: [[CertificateTerm]]?
  }

  private struct Block: Decodable {
    var opening: CertificateTerm?
    var capacity: CertificateTerm?
    var schedule: CertificateTerm?
  }

  private struct Node: Decodable {
    var leaf: Int?
    /// Of a leaf: entries such as `["12.5", "0"]`, the multiplier, then the number of the sum.
    var sums: [[String]]?
    var split: CertificateTerm?
    var split_sum: Int?
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
    var sums: [[Decision]] = []
    for terms in level.sums ?? [] {
      var decisions: [Decision] = []
      for term in terms { decisions.append(try decoding.decision(term)) }
      sums.append(decisions)
    }
    return LevelCertificate(
      countsObjective: level.counts_objective, vectors: vectors, nodes: nodes, blocks: blocks, sums: sums)
  }

  private func read(_ block: Block) throws(Fault) -> CertificateBlock {
    var read = CertificateBlock(opening: nil, capacity: nil)
    if let opening = block.opening { read.opening = try decoding.decision(opening) }
    if let capacity = block.capacity { read.capacity = try decoding.rule(capacity[...]) }
    if let schedule = block.schedule { read.schedule = try decoding.schedule(schedule) }
    return read
  }

  private func read(_ node: Node, _ index: Int, _ vectorCount: Int) throws(Fault) -> CertificateNode {
    if let vector = node.leaf, node.split == nil, node.split_sum == nil {
      guard vector >= 0 && vector < vectorCount else { throw fault("leaf \(index) has no vector \(vector)") }
      return .leaf(vector: vector, sums: try multipliers(node.sums ?? []))
    }
    guard node.leaf == nil, node.sums == nil, let at = node.at, let low = node.low, let high = node.high else {
      throw fault("node \(index) is neither a leaf nor a split")
    }
    guard (0..<index).contains(low), (0..<index).contains(high) else {
      throw fault("node \(index) does not stand after both its branches")
    }
    switch (node.split, node.split_sum) {
    case (let term?, nil): return .split(decision: try decoding.decision(term), at: at, low: low, high: high)
    case (nil, let sum?): return .splitSum(sum: sum, at: at, low: low, high: high)
    default: throw fault("node \(index) does not split one thing")
    }
  }

  private func multipliers(_ entries: [[String]]) throws(Fault) -> [SumMultiplier] {
    var sums: [SumMultiplier] = []
    for entry in entries {
      guard entry.count == 2, let multiplier = ExactText.read(entry[0]), let sum = Int(entry[1]) else {
        throw fault("`\(entry.joined(separator: " "))` is no multiplier of a sum")
      }
      sums.append(SumMultiplier(sum: sum, multiplier))
    }
    return sums
  }

  private func fault(_ message: String) -> Fault { Fault(at: nil, rule: "certificate-form", message) }
}
