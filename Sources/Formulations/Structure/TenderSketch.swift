internal import Logistics
public import MathProgram

/// A tender with further terms as an award program that knows some of them: what its lanes come to when each goes whole to one
/// provider. A plan of it is no plan of the instance yet, but where to begin.
public struct TenderSketch: Sendable {
  public let program: AwardProgram
  fileprivate let flows: [(column: Int, amount: Double)]
  /// By provider: lanes that it may carry on, where the program does not say so itself.
  fileprivate let mostLanes: [Int?]

  /// By column, what the flows are where awards are made, those moved that are more lanes than a provider may have.
  public func flows(ofAwards values: [Double]) -> [(column: Int, amount: Double)] {
    let isMade = keepingLanes(values.map { $0 > 0.5 })
    return flows.enumerated().map { ($0.element.column, isMade[$0.offset] ? $0.element.amount : 0) }
  }

  /// Moves what costs least more to others that are engaged and have room.
  private func keepingLanes(_ made: [Bool]) -> [Bool] {
    var isMade = made
    var ofItem = [[Int]](repeating: [], count: program.itemCount)
    var count = [Int](repeating: 0, count: program.providerCount)
    var amount = [Double](repeating: 0, count: program.providerCount)
    for award in 0..<program.awardCount {
      ofItem[Int(program.item[award])].append(award)
      guard made[award] else { continue }
      count[Int(program.provider[award])] += 1
      amount[Int(program.provider[award])] += program.counted[award]
    }
    func hasRoom(_ provider: Int) -> Bool { count[provider] > 0 && count[provider] < mostLanes[provider] ?? .max }
    func price(_ award: Int) -> Double {
      let provider = Int(program.provider[award])
      guard let tier = program.tier(of: provider, amount[provider]) else { return program.cost[award] }
      let reached = program.tiers[provider][tier]
      return program.cost[award] + reached.countedPrice * program.counted[award] + reached.paidPrice * program.paid[award]
    }
    for provider in 0..<program.providerCount {
      while let most = mostLanes[provider], count[provider] > most {
        var best: (from: Int, to: Int, more: Double)?
        for award in 0..<program.awardCount where isMade[award] && Int(program.provider[award]) == provider {
          for other in ofItem[Int(program.item[award])] where hasRoom(Int(program.provider[other])) {
            let more = price(other) - price(award)
            if Int(program.provider[other]) != provider, more < best?.more ?? .infinity { best = (award, other, more) }
          }
        }
        guard let best else { break }
        (isMade[best.from], isMade[best.to]) = (false, true)
        let taker = Int(program.provider[best.to])
        (count[provider], count[taker]) = (count[provider] - 1, count[taker] + 1)
        (amount[provider], amount[taker]) = (amount[provider] - program.counted[best.from], amount[taker] + program.counted[best.to])
      }
    }
    return isMade
  }
}

extension InstanceProgram {
  /// What `linear`, this program at some level, is as a tender; nil where things move on more than one leg.
  ///
  /// Known are linear costs, engagement, one tariff with breaks a provider that counts all that it carries, `volume_min` and
  /// `volume_max`, `max_lanes` of providers without such a tariff, lanes on which nothing may move, and how many providers may be
  /// engaged.
  public func tenderSketch(of linear: LinearProgram) -> TenderSketch? {
    guard linear.direction == .minimize, linear.columnCount == decisions.count, linear.rowCount == rules.count else { return nil }
    return SketchReader(self, linear).sketch()
  }
}

private struct SketchReader {
  private let source: InstanceProgram
  private let linear: LinearProgram
  private var demands: [Int] = []
  private var forbidden: Set<Int> = []
  private var mostEngaged: Int?
  /// By provider: the limits of what it carries, and of its lanes.
  private var volumes: [ProviderID: ClosedRange<Double>] = [:]
  private var lanes: [ProviderID: Double] = [:]
  private var counted: [PriceSchedule: [Int: Double]] = [:]
  private var paid: [PriceSchedule: [Int: Double]] = [:]
  private var ends: [Int: (from: Double, to: Double)] = [:]
  private static let most = 1e12

  init(_ source: InstanceProgram, _ linear: LinearProgram) {
    self.source = source
    self.linear = linear
    for row in 0..<linear.rowCount { read(row) }
  }

  private func entries(_ row: Int) -> [(column: Int, coefficient: Double)] {
    linear.entryRange(ofRow: row).map { (Int(linear.columnIndices[$0]), linear.coefficients[$0]) }
  }

  private func isFlow(_ column: Int) -> Bool { if case .flow = source.decisions[column] { true } else { false } }

  private mutating func read(_ row: Int) {
    switch source.rules[row] {
    case .demand: demands.append(row)
    case .constraintMost(let id) where source.instance[id].penaltyCost == nil:
      if source.instance[id].kind == .providerCount { mostEngaged = Int(max(0, min(linear.rowUpper[row], 1e6))) }
      let entries = entries(row)
      if linear.rowUpper[row] == 0, entries.allSatisfy({ $0.coefficient > 0 && isFlow($0.column) }) {
        forbidden.formUnion(entries.map(\.column))
      }
    case .tender(.volumeMost(let id)):
      volumes[id] = min(volumes[id]?.lowerBound ?? 0, linear.rowUpper[row])...linear.rowUpper[row]
    case .tender(.volumeLeast(let id)):
      let least = source.instance[id].volumeMin.approximate
      volumes[id] = least...max(least, volumes[id]?.upperBound ?? Self.most)
    case .tender(.laneCount(let id)): lanes[id] = linear.rowUpper[row]
    case .tender(.counted(let key)): counted[key] = taken(row)
    case .tender(.basis(let key)): paid[key] = taken(row)
    case .tender(.breakFrom), .tender(.breakTo): readEnd(row)
    default: break
    }
  }

  /// What a row takes off for each of its flows.
  private func taken(_ row: Int) -> [Int: Double] {
    Dictionary(entries(row).filter { isFlow($0.column) }.map { ($0.column, -$0.coefficient) }) { first, _ in first }
  }

  private mutating func readEnd(_ row: Int) {
    for entry in entries(row) {
      guard case .tender(.reached) = source.decisions[entry.column] else { continue }
      var end = ends[entry.column] ?? (0, 0)
      if case .tender(.breakFrom) = source.rules[row] { end.from = -entry.coefficient } else { end.to = -entry.coefficient }
      ends[entry.column] = end
    }
  }

  // MARK: Assembly

  func sketch() -> TenderSketch? {
    var awards: [(provider: ProviderID, item: Int, column: Int, amount: Double)] = []
    var items = 0
    var isServed = Set<Int>()
    for row in demands where linear.rowLower[row] > 0 {
      let amount = linear.rowLower[row]
      for entry in entries(row) where isFlow(entry.column) {
        guard case .flow(let key) = source.decisions[entry.column],
          let provider = source.instance.links.provider[key.link.index], isServed.insert(entry.column).inserted
        else { return nil }
        let fits = entry.coefficient == 1 && linear.columnUpper[entry.column] >= amount * (1 - 1e-9)
        if fits, !forbidden.contains(entry.column) { awards.append((provider, items, entry.column, amount)) }
      }
      items += 1
    }
    guard !awards.isEmpty, source.flowColumns.allSatisfy(isServed.contains) else { return nil }
    var program = AwardProgram(name: linear.name, itemCount: items)
    program.mostEngaged = mostEngaged
    var columns: [ProviderID: [Int]] = [:]
    for award in awards { columns[award.provider, default: []].append(award.column) }
    var terms: [ProviderID: Terms] = [:]
    for id in source.instance.providers.indices.map(ProviderID.init) {
      let own = self.terms(of: id, columns[id] ?? [])
      let engaged = source.column(.providerEngaged(id)).map { linear.objective[$0] } ?? 0
      program.addProvider(fixedCost: engaged, tiers: own.tiers)
      terms[id] = own
    }
    for award in awards {
      let own = terms[award.provider] ?? Terms()
      program.addAward(
        provider: award.provider.index, item: award.item, cost: linear.objective[award.column] * award.amount,
        counted: own.countsLanes ? 1 : (own.counted[award.column] ?? 1) * award.amount,
        paid: (own.paid[award.column] ?? 0) * award.amount)
    }
    guard program.faults().isEmpty else { return nil }
    let mostLanes = source.instance.providers.indices.map { lanes[ProviderID($0)].map { Int(min($0, 1e9)) } }
    return TenderSketch(program: program, flows: awards.map { ($0.column, $0.amount) }, mostLanes: mostLanes)
  }

  private struct Terms {
    var tiers: [AwardProgram.Tier] = []
    var counted: [Int: Double] = [:]
    var paid: [Int: Double] = [:]
    var countsLanes = false
  }

  private func terms(of id: ProviderID, _ columns: [Int]) -> Terms {
    let limits = volumes[id] ?? 0...Self.most
    let key = counted.keys.filter { key in
      if case .rebate = key { return false }
      return !columns.isEmpty && columns.allSatisfy { counted[key]?[$0] ?? 0 > 0 }
    }.min { "\($0)" < "\($1)" }
    if let key, let amounts = counted[key] {
      var own = Terms(tiers: tiers(key), counted: amounts, paid: paid[key] ?? [:])
      if columns.allSatisfy({ amounts[$0] == 1 }) { own.tiers = own.tiers.compactMap { cut($0, to: limits) } }
      if !own.tiers.isEmpty { return own }
    }
    if volumes[id] != nil { return Terms(tiers: [.init(from: max(1e-9, limits.lowerBound), to: limits.upperBound)]) }
    if let most = lanes[id], most >= 1 { return Terms(tiers: [.init(from: 1, to: most)], countsLanes: true) }
    return Terms()
  }

  private func tiers(_ key: PriceSchedule) -> [AwardProgram.Tier] {
    source.decisions.indices.compactMap { reached in
      guard case .tender(.reached(let own, let index)) = source.decisions[reached], own == key,
        let amount = source.column(.tender(.amount(key, index))), let end = ends[reached], end.from > 0, end.to >= end.from
      else { return nil }
      let charged = source.column(.tender(.charged(key, index))).map { linear.objective[$0] }
      return AwardProgram.Tier(
        from: end.from, to: end.to, fixedCost: linear.objective[reached], countedPrice: linear.objective[amount],
        paidPrice: charged ?? 0)
    }
  }

  private func cut(_ tier: AwardProgram.Tier, to limits: ClosedRange<Double>) -> AwardProgram.Tier? {
    var tier = tier
    (tier.from, tier.to) = (max(tier.from, limits.lowerBound), min(tier.to, limits.upperBound))
    return tier.from <= tier.to ? tier : nil
  }
}
