import Logistics

/// Reads `certificate.json` back. The legend is for people; only numbers that the instance has are accepted.
struct CertificateReader {
  private let decoding: CertificateDecoding

  init(_ names: NameIndex) { decoding = CertificateDecoding(names) }

  func read(_ bytes: [UInt8]) throws(Fault) -> Certificate {
    var scanner = JSONScanner(bytes, file: CertificateDocument.fileName)
    let file = try scanner.members()
    try scanner.end()
    var version = try scanner.required("schema_version", of: file)
    let number = try version.integer()
    let newest = CertificateDocument.numberingVersion
    guard (1...Int64(newest)).contains(number) else {
      throw Fault(
        at: nil, rule: "schema-version",
        "schema version \(number) is none of those up to \(newest), which this program reads")
    }
    var list = try scanner.required("levels", of: file)
    var levels: [LevelCertificate] = []
    try list.list { (json: inout JSONScanner) throws(Fault) in levels.append(try level(&json)) }
    return Certificate(levels: levels)
  }

  private func level(_ json: inout JSONScanner) throws(Fault) -> LevelCertificate {
    let members = try json.members()
    var flag = try json.required("counts_objective", of: members)
    var level = LevelCertificate(countsObjective: try flag.flag(), vectors: [], nodes: [])
    var rules: [Rule] = []
    if var list = json.member("rules", of: members) {
      try list.list { (json: inout JSONScanner) throws(Fault) in
        rules.append(try decoding.rule(try term(&json)[...]))
      }
    }
    var vectors = try json.required("vectors", of: members)
    try vectors.list { (json: inout JSONScanner) throws(Fault) in
      level.vectors.append(json.isList ? MultiplierVector(try entries(&json)) : try vector(&json, rules))
    }
    var decisions: [Decision] = []
    if var list = json.member("decisions", of: members) {
      try list.list { (json: inout JSONScanner) throws(Fault) in decisions.append(try decoding.decision(try term(&json))) }
    }
    var nodes = try json.required("nodes", of: members)
    try nodes.list { (json: inout JSONScanner) throws(Fault) in
      level.nodes.append(try node(&json, level.nodes.count, level.vectors.count, decisions))
    }
    if var blocks = json.member("blocks", of: members) {
      try blocks.list { (json: inout JSONScanner) throws(Fault) in level.blocks.append(try block(&json)) }
    }
    if var sums = json.member("sums", of: members) {
      try sums.list { (json: inout JSONScanner) throws(Fault) in
        var decisions: [Decision] = []
        try json.list { (json: inout JSONScanner) throws(Fault) in
          decisions.append(try decoding.decision(try term(&json)))
        }
        level.sums.append(decisions)
      }
    }
    return level
  }

  private func term(_ json: inout JSONScanner) throws(Fault) -> CertificateTerm {
    var term: CertificateTerm = []
    try json.list { (json: inout JSONScanner) throws(Fault) in term.append(try json.text()) }
    return term
  }

  // MARK: Vectors

  /// Entries such as `["12.5", "balance", …]`: the multiplier, then the rule.
  private func entries(_ json: inout JSONScanner) throws(Fault) -> [MultiplierVector.Entry] {
    var entries: [MultiplierVector.Entry] = []
    try json.list { (json: inout JSONScanner) throws(Fault) in
      let entry = try term(&json)
      entries.append(.init(try decoding.rule(entry.dropFirst()), try multiplier(entry.first ?? "")))
    }
    return entries
  }

  private func multiplier(_ text: String) throws(Fault) -> Rational {
    guard let multiplier = ExactText.read(text) else {
      throw Fault(at: nil, rule: "number-form", "`\(text)` is no multiplier", text: text)
    }
    return multiplier
  }

  /// By the numbers of rules, as `VectorTable` has it.
  private func vector(_ json: inout JSONScanner, _ rules: [Rule]) throws(Fault) -> MultiplierVector {
    let members = try json.members()
    var vector = MultiplierVector([])
    var decimals: Int64 = 0
    if var number = json.member("decimals", of: members) { decimals = try number.integer() }
    guard (0...18).contains(decimals) else { throw fault("a vector has \(decimals) decimals") }
    if var runs = json.member("runs", of: members) {
      try runs.list { (json: inout JSONScanner) throws(Fault) in
        try appendRun(&json, Int(decimals), rules, to: &vector.entries)
      }
    }
    if var others = json.member("others", of: members) { vector.entries += try entries(&others) }
    if var multiples = json.member("multiples", of: members) {
      try multiples.list { (json: inout JSONScanner) throws(Fault) in vector.multiples.append(try multiple(&json)) }
    }
    return vector
  }

  private func appendRun(
    _ json: inout JSONScanner, _ decimals: Int, _ rules: [Rule], to entries: inout [MultiplierVector.Entry]
  ) throws(Fault) {
    var next: Int64 = -1
    try json.list { (json: inout JSONScanner) throws(Fault) in
      let value = try json.integer()
      defer { next += 1 }
      if next < 0 {
        guard value >= 0, value <= rules.count else { throw fault("a run begins at rule \(value), which there is not") }
        next = value - 1
        return
      }
      guard next < rules.count else { throw fault("a run goes on behind the last rule") }
      if value != 0 {
        entries.append(.init(rules[Int(next)], Rational(mantissa: Int128(value), decimals: decimals)))
      }
    }
  }

  /// `[vector, "factor"]`.
  private func multiple(_ json: inout JSONScanner) throws(Fault) -> MultiplierVector.Multiple {
    var vector: Int64?
    var factor: Rational?
    try json.list { (json: inout JSONScanner) throws(Fault) in
      if vector == nil {
        vector = try json.integer()
      } else if factor == nil {
        factor = try multiplier(try json.text())
      } else {
        throw fault("a multiple of a vector has a part too many")
      }
    }
    guard let vector, let factor else { throw fault("a multiple of a vector lacks its number or its factor") }
    return .init(vector: Int(vector), factor: factor)
  }

  // MARK: Nodes and blocks

  private func block(_ json: inout JSONScanner) throws(Fault) -> CertificateBlock {
    let members = try json.members()
    var read = CertificateBlock(opening: nil, capacity: nil)
    if var opening = json.member("opening", of: members) { read.opening = try decoding.decision(try term(&opening)) }
    if var capacity = json.member("capacity", of: members) { read.capacity = try decoding.rule(try term(&capacity)[...]) }
    if var schedule = json.member("schedule", of: members) { read.schedule = try decoding.schedule(try term(&schedule)) }
    return read
  }

  /// As `NodeTable` has it, or an object.
  private func node(
    _ json: inout JSONScanner, _ index: Int, _ vectorCount: Int, _ decisions: [Decision]
  ) throws(Fault) -> CertificateNode {
    if json.isObject { return try node(&json, index, vectorCount) }
    guard json.isList else {
      let vector = try json.integer()
      guard vector >= 0 && vector < vectorCount else { throw fault("leaf \(index) has no vector \(vector)") }
      return .leaf(vector: Int(vector))
    }
    var numbers: [Int64] = []
    try json.list { (json: inout JSONScanner) throws(Fault) in numbers.append(try json.integer()) }
    guard let split = NodeTable.split(numbers, at: index, decisions) else {
      throw fault("node \(index) splits no decision of the list, or does not stand after both its branches")
    }
    return split
  }

  private func node(_ json: inout JSONScanner, _ index: Int, _ vectorCount: Int) throws(Fault) -> CertificateNode {
    let members = try json.members()
    let split = json.member("split", of: members)
    let sum = try integer(json, "split_sum", members)
    if split == nil, sum == nil, let vector = try integer(json, "leaf", members) {
      guard vector >= 0 && vector < vectorCount else { throw fault("leaf \(index) has no vector \(vector)") }
      var sums: [SumMultiplier] = []
      if var list = json.member("sums", of: members) {
        try list.list { (json: inout JSONScanner) throws(Fault) in sums.append(try sumMultiplier(&json)) }
      }
      return .leaf(vector: Int(vector), sums: sums)
    }
    guard json.member("leaf", of: members) == nil, json.member("sums", of: members) == nil,
      let at = try integer(json, "at", members), let low = try integer(json, "low", members),
      let high = try integer(json, "high", members)
    else { throw fault("node \(index) is neither a leaf nor a split") }
    guard (0..<Int64(index)).contains(low), (0..<Int64(index)).contains(high) else {
      throw fault("node \(index) does not stand after both its branches")
    }
    switch (split, sum) {
    case (var json?, nil):
      return .split(decision: try decoding.decision(try term(&json)), at: at, low: Int(low), high: Int(high))
    case (nil, let sum?): return .splitSum(sum: Int(sum), at: at, low: Int(low), high: Int(high))
    default: throw fault("node \(index) does not split one thing")
    }
  }

  /// `["12.5", "0"]`: the multiplier, then the number of the sum.
  private func sumMultiplier(_ json: inout JSONScanner) throws(Fault) -> SumMultiplier {
    let entry = try term(&json)
    guard entry.count == 2, let multiplier = ExactText.read(entry[0]), let sum = Int(entry[1]) else {
      throw fault("`\(entry.joined(separator: " "))` is no multiplier of a sum")
    }
    return SumMultiplier(sum: sum, multiplier)
  }

  private func integer(_ json: JSONScanner, _ name: String, _ members: [String: Int]) throws(Fault) -> Int64? {
    guard var value = json.member(name, of: members) else { return nil }
    return try value.integer()
  }

  private func fault(_ message: String) -> Fault { Fault(at: nil, rule: "certificate-form", message) }
}
