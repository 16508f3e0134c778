import Logistics
import MathProgram

/// Reads what of a program is a tender.
struct SketchReader {
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
  /// Offers of which some row asks for a least amount once they are taken.
  private var whole: Set<OfferID> = []
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
    case .capacityMinimum(let lane): if let offer = source.instance.lanes.offer[lane.index] { whole.insert(offer) }
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
    var awards: [Award] = []
    var ofOffers: [OfferID: [Award]] = [:]
    var items = 0
    var isServed = Set<Int>()
    for row in demands where linear.rowLower[row] > 0 {
      let amount = linear.rowLower[row]
      for entry in entries(row) where isFlow(entry.column) {
        guard case .flow(let key) = source.decisions[entry.column],
          let provider = source.instance.links.provider[key.link.index], isServed.insert(entry.column).inserted
        else { return nil }
        let fits = entry.coefficient == 1 && linear.columnUpper[entry.column] >= amount * (1 - 1e-9)
        let award = Award(provider: provider, item: items, column: entry.column, amount: amount)
        guard let offer = source.instance.links.offer[key.link.index], source.column(.offerTaken(offer)) != nil else {
          if fits, !forbidden.contains(entry.column) { awards.append(award) }
          continue
        }
        ofOffers[offer, default: []].append(fits && !forbidden.contains(entry.column) ? award : Award(barred: award))
      }
      items += 1
    }
    let offered = offers(ofOffers)
    awards = (awards + offered.awards).sorted { $0.column < $1.column }
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
        provider: award.provider.index, item: award.item, cost: linear.objective[award.column] * award.amount + award.fixedCost,
        counted: own.countsLanes ? 1 : (own.counted[award.column] ?? 1) * award.amount,
        paid: (own.paid[award.column] ?? 0) * award.amount)
    }
    guard program.faults().isEmpty else { return nil }
    let mostLanes = source.instance.providers.indices.map { lanes[ProviderID($0)].map { Int(min($0, 1e9)) } }
    return TenderSketch(program: program, flows: awards.map { ($0.column, $0.amount) }, mostLanes: mostLanes,
      twins: source.twins.map { $0.map(\.index) }, packages: offered.packages)
  }

  private struct Award {
    var provider: ProviderID
    var item: Int
    var column: Int
    var amount: Double
    /// Of the offer that is this alone.
    var fixedCost = 0.0
    var isBarred = false

    init(provider: ProviderID, item: Int, column: Int, amount: Double) {
      (self.provider, self.item, self.column, self.amount) = (provider, item, column, amount)
    }

    /// One that cannot be made.
    init(barred award: Award) {
      self = award
      isBarred = true
    }
  }

  /// Offers of one flow are awards that cost what taking the offer does; of several that have to be taken whole they are packages.
  private func offers(_ ofOffers: [OfferID: [Award]]) -> (awards: [Award], packages: [TenderSketch.Package]) {
    var (awards, packages) = ([Award](), [TenderSketch.Package]())
    for offer in ofOffers.keys.sorted(by: { $0.index < $1.index }) {
      let members = ofOffers[offer] ?? []
      let fixed = source.column(.offerTaken(offer)).map { linear.objective[$0] } ?? 0
      if members.count == 1 || !whole.contains(offer) {
        for var award in members where !award.isBarred {
          award.fixedCost = members.count == 1 ? fixed : 0
          awards.append(award)
        }
      } else if let first = members.first, !members.contains(where: \.isBarred) {
        let parts = members.map {
          TenderSketch.Member(item: $0.item, column: $0.column, amount: $0.amount, cost: linear.objective[$0.column] * $0.amount)
        }
        packages.append(.init(provider: first.provider.index, fixedCost: fixed, members: parts))
      }
    }
    return (awards, packages)
  }

  private struct Terms {
    var tiers: [AwardProgram.Tier] = []
    var counted: [Int: Double] = [:]
    var paid: [Int: Double] = [:]
    var countsLanes = false
  }

  private func terms(of id: ProviderID, _ columns: [Int]) -> Terms {
    let limits = volumes[id] ?? 0...Self.most
    // Tariffs before rebates, which are of what those charge.
    let keys = counted.keys.filter { key in
      !columns.isEmpty && columns.allSatisfy { counted[key]?[$0] ?? 0 > 0 }
    }.sorted { (isRebate($0) ? 1 : 0, "\($0)") < (isRebate($1) ? 1 : 0, "\($1)") }
    var known: Terms?
    for key in keys {
      let next = Terms(tiers: tiers(key), counted: counted[key] ?? [:], paid: paid[key] ?? [:])
      known = known.map { joined($0, next, isRebate: isRebate(key), columns) } ?? next
    }
    if var own = known {
      if columns.allSatisfy({ own.counted[$0] == 1 }) { own.tiers = own.tiers.compactMap { cut($0, to: limits) } }
      if !own.tiers.isEmpty { return own }
    }
    if volumes[id] != nil { return Terms(tiers: [.init(from: max(1e-9, limits.lowerBound), to: limits.upperBound)]) }
    if let most = lanes[id], most >= 1 { return Terms(tiers: [.init(from: 1, to: most)], countsLanes: true) }
    return Terms()
  }

  private func isRebate(_ key: PriceSchedule) -> Bool { if case .rebate = key { true } else { false } }

  /// Both tariffs in one, where they count alike; the first alone where they do not, or are paid on different things.
  private func joined(_ own: Terms, _ next: Terms, isRebate: Bool, _ columns: [Int]) -> Terms {
    guard columns.allSatisfy({ own.counted[$0] == next.counted[$0] }), isRebate || own.paid.isEmpty || next.paid.isEmpty else {
      return own
    }
    var both = own
    if own.paid.isEmpty { both.paid = next.paid }
    both.tiers = own.tiers.flatMap { tier in
      next.tiers.compactMap { other -> AwardProgram.Tier? in
        var joint = tier
        (joint.from, joint.to) = (max(tier.from, other.from), min(tier.to, other.to))
        guard joint.from <= joint.to else { return nil }
        // A rebate is a part of all that the tariff charges.
        let left = isRebate ? 1 + other.paidPrice : 1
        joint.fixedCost = tier.fixedCost * left + other.fixedCost
        joint.countedPrice = tier.countedPrice * left + other.countedPrice
        joint.paidPrice = own.paid.isEmpty ? other.paidPrice : tier.paidPrice * left
        return joint
      }
    }
    return both
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
