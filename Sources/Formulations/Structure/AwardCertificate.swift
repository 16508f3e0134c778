public import Logistics
public import MathProgram

extension RecognizedAwards {
  /// A search's proof in the instance's rules and decisions: every provider a block of its switch and its tariff.
  ///
  /// What a path of the tree settles about an item is told by multipliers of the rows that tie flows to awards: where an award
  /// is given, the others of its item cost more than they could save; where it is not, it does.
  public func certificate(_ proof: AwardProof, _ source: InstanceProgram) -> LevelCertificate {
    var writer = AwardCertificateWriter(self, proof, source)
    return writer.certificate()
  }
}

private struct AwardCertificateWriter {
  private let awards: RecognizedAwards
  private let proof: AwardProof
  private let source: InstanceProgram
  private var vectors: [MultiplierVector] = []
  private var nodes: [CertificateNode] = []
  /// Of the proof's vectors, as leaves write them that settle nothing.
  private var places: [Int: Int] = [:]
  /// The largest price that a unit of what counts can have.
  private let mostPrice: Double
  /// More than any plan costs.
  private let mostCost: Double

  init(_ awards: RecognizedAwards, _ proof: AwardProof, _ source: InstanceProgram) {
    self.awards = awards
    self.proof = proof
    self.source = source
    let program = awards.program
    var price = 0.0
    var mostOfItem = [Double](repeating: 0, count: program.itemCount)
    for award in 0..<program.awardCount {
      let tiers = program.tiers[Int(program.provider[award])]
      let prices = tiers.map { $0.countedPrice * program.counted[award] + $0.paidPrice * program.paid[award] }
      let cost = abs(program.cost[award]) + (prices.map { abs($0) }.max() ?? 0)
      mostOfItem[Int(program.item[award])] = max(mostOfItem[Int(program.item[award])], cost)
      if program.counted[award] > 0 { price = max(price, cost / program.counted[award]) }
    }
    let fixed = (0..<program.providerCount).reduce(0.0) { sum, provider in
      sum + abs(program.fixedCost[provider]) + (program.tiers[provider].map { abs($0.fixedCost) }.max() ?? 0)
    }
    (mostPrice, mostCost) = (4 * price, 4 * (mostOfItem.reduce(0, +) + fixed))
  }

  mutating func certificate() -> LevelCertificate {
    let given = awards.program.given
    if let root = proof.nodes.indices.last { _ = write(root, given.map { Settled(award: $0, isGiven: true) }) }
    for (award, rule) in zip(given, awards.givenBy) {
      let data = awards.awards[award]
      settle(source.decisions[data.awarded], by: data.link, askedBy: rule)
      if let engaged = engagedOfGiven(award) { settle(source.decisions[engaged.column], by: engaged.link, askedBy: rule) }
    }
    let blocks = awards.providers.compactMap { provider -> CertificateBlock? in
      guard provider.engaged != nil || provider.schedule != nil else { return nil }
      return CertificateBlock(
        opening: provider.engaged.map { source.decisions[$0] }, capacity: nil, schedule: provider.schedule)
    }
    return LevelCertificate(countsObjective: true, vectors: vectors, nodes: nodes, blocks: blocks)
  }

  /// The switch of a given award's provider, and the row that ties the award's flow to it.
  private func engagedOfGiven(_ award: Int) -> (column: Int, link: Int)? {
    guard let column = awards.providers[Int(awards.program.provider[award])].engaged else { return nil }
    return awards.awards[award].engagedLink.map { (column, $0) }
  }

  /// Puts above the tree that a switch is on: the flow that it opens would be nothing else, and a rule asks for some.
  private mutating func settle(_ decision: Decision, by link: Int, askedBy rule: Rule) {
    let tree = nodes.count - 1
    var rows = [Double](repeating: 0, count: source.rules.count)
    rows[link] = -1
    var vector = source.multiplierVector(rows)
    vector.entries.append(.init(rule, .one))
    vectors.append(vector)
    nodes.append(.leaf(vector: vectors.count - 1))
    nodes.append(.split(decision: decision, at: 0, low: nodes.count - 1, high: tree))
  }

  private struct Settled {
    var award: Int
    var isGiven: Bool
  }

  /// Children before their parents: the place of the node.
  private mutating func write(_ node: Int, _ settled: [Settled]) -> Int {
    switch proof.nodes[node] {
    case .leaf(let vector):
      nodes.append(.leaf(vector: place(vector, settled)))
    case .split(let question, let no, let yes):
      var (without, with) = (settled, settled)
      let column: Int?
      switch question {
      case .isEngaged(let provider):
        // Settled above the tree.
        if settled.contains(where: { isEngaged(provider, by: $0) }) { return write(yes, settled) }
        column = awards.providers[provider].engaged
      case .reaches(let provider, let tier): column = awards.providers[provider].tiers[tier].reached
      case .isAwarded(let award):
        column = awards.awards[award].awarded
        without.append(Settled(award: award, isGiven: false))
        with.append(Settled(award: award, isGiven: true))
      }
      guard let column else { return write(no, settled) }
      let (low, high) = (write(no, without), write(yes, with))
      nodes.append(.split(decision: source.decisions[column], at: 0, low: low, high: high))
    }
    return nodes.count - 1
  }

  private func isEngaged(_ provider: Int, by entry: Settled) -> Bool {
    entry.isGiven && Int(awards.program.provider[entry.award]) == provider && awards.program.given.contains(entry.award)
      && engagedOfGiven(entry.award) != nil
  }

  /// The place of a leaf's vector; leaves that settle nothing but what is given share theirs.
  private mutating func place(_ vector: Int, _ settled: [Settled]) -> Int {
    let isOwn = settled.count > awards.program.given.count
    if !isOwn, let known = places[vector] { return known }
    vectors.append(self.vector(proof.vectors[vector], settled))
    if !isOwn { places[vector] = vectors.count - 1 }
    return vectors.count - 1
  }

  private func vector(_ vector: AwardProof.Vector, _ settled: [Settled]) -> MultiplierVector {
    let program = awards.program
    var rows = [Double](repeating: 0, count: source.rules.count)
    if let disorder = vector.disorder {
      let pair = RecognizedAwards.Pair(first: disorder.first, second: disorder.second)
      if let row = (disorder.isOfAmounts ? awards.volumeOrders : awards.engagedOrders)[pair] { rows[row] = 1 }
      return source.multiplierVector(rows)
    }
    if let item = itemGivenTwice(settled) {
      rows[awards.items[item].award] = -1
      return source.multiplierVector(rows)
    }
    var multipliers = vector.items
    for entry in settled where entry.isGiven {
      let item = Int(program.item[entry.award])
      multipliers[item] = mostCost + mostPrice * program.counted[entry.award]
      give(entry.award, multipliers[item], &rows)
    }
    for entry in settled where !entry.isGiven {
      let row = awards.awards[entry.award].link
      let price = -burden(entry.award, multipliers[Int(program.item[entry.award])])
      rows[row] = min(rows[row], price)
    }
    for (item, entry) in awards.items.enumerated() { rows[entry.row] = multipliers[item] / entry.amount }
    if let cap = awards.cap { rows[cap] = -max(0, vector.cap) }
    return source.multiplierVector(rows)
  }

  /// An item of which the path gives more than one award: its row alone shows that no plan is left.
  private func itemGivenTwice(_ settled: [Settled]) -> Int? {
    var takers: [Int: Int] = [:]
    for entry in settled where entry.isGiven {
      let item = Int(awards.program.item[entry.award])
      if takers[item, default: entry.award] != entry.award { return item }
      takers[item] = entry.award
    }
    return nil
  }

  /// The others of the item's awards are not given, and each would take from the one row what its flow is let.
  private func give(_ given: Int, _ multiplier: Double, _ rows: inout [Double]) {
    let program = awards.program
    let item = Int(program.item[given])
    var most = 0.0
    for award in 0..<program.awardCount where Int(program.item[award]) == item && award != given {
      let price = burden(award, multiplier)
      rows[awards.awards[award].link] = -price
      most = max(most, price * awards.awards[award].amount)
    }
    rows[awards.items[item].award] = -most
  }

  /// A price of a unit of the award's flow at which no provider takes any.
  private func burden(_ award: Int, _ multiplier: Double) -> Double {
    ((abs(multiplier) + mostCost + mostPrice * awards.program.counted[award]) / awards.awards[award].amount).rounded(.up)
  }
}
