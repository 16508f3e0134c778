/// Which provider takes each item whole, at prices that depend on all that the provider takes: a freight tender with
/// lanes awarded whole and tariffs whose breaks count over a provider.
///
/// Minimises Σ fixed cost of engaged providers + Σ over their tiers of (fixed + price × what counts + price × what is paid on)
/// + Σ cost of awards, so that each item is awarded once, and what a provider takes lies in the one tier that it reaches. A
/// provider that takes nothing reaches none.
public struct AwardProgram: Sendable, Equatable {
  /// A break of a provider's tariff.
  public struct Tier: Sendable, Equatable {
    /// What counts lies between these; `from` is above 0.
    public var from, to: Double
    public var fixedCost: Double
    /// For each that counts, and for each that is paid on.
    public var countedPrice, paidPrice: Double

    public init(from least: Double, to most: Double, fixedCost: Double = 0, countedPrice: Double = 0, paidPrice: Double = 0) {
      from = least
      to = most
      self.fixedCost = fixedCost
      self.countedPrice = countedPrice
      self.paidPrice = paidPrice
    }
  }

  public var name = ""
  /// Added to the sum of costs.
  public var objectiveConstant = 0.0
  public let itemCount: Int
  /// Providers that may be engaged; nil: all.
  public var mostEngaged: Int?

  // One entry a provider.
  public private(set) var fixedCost: [Double] = []
  /// Empty where nothing counts over the provider.
  public private(set) var tiers: [[Tier]] = []
  /// Whether a decision of its own says that the provider is engaged: proofs may ask about it then.
  public private(set) var hasSwitch: [Bool] = []

  // One entry an award: that the provider takes the item.
  public private(set) var provider: [Int32] = []
  public private(set) var item: [Int32] = []
  public private(set) var cost: [Double] = []
  /// What it adds to what counts, and to what is paid on.
  public private(set) var counted: [Double] = []
  public private(set) var paid: [Double] = []

  /// Awards that are settled beforehand.
  public private(set) var given: [Int] = []
  /// Classes of providers that any plan may exchange, at the same cost: only plans in which none of them takes more of what counts than
  /// the one before are looked for.
  public private(set) var twins: [[Int]] = []

  public init(name: String = "", itemCount items: Int) {
    self.name = name
    itemCount = items
  }

  public var providerCount: Int { fixedCost.count }
  public var awardCount: Int { provider.count }

  @discardableResult
  public mutating func addProvider(fixedCost charge: Double, tiers breaks: [Tier] = [], hasSwitch switched: Bool = true) -> Int {
    fixedCost.append(charge)
    tiers.append(breaks)
    hasSwitch.append(switched)
    return fixedCost.count - 1
  }

  /// Adds that `provider` may take `item`; at most once for each pair.
  @discardableResult
  public mutating func addAward(
    provider taker: Int, item taken: Int, cost all: Double, counted amount: Double = 0, paid basis: Double = 0
  ) -> Int {
    provider.append(Int32(truncatingIfNeeded: taker))
    item.append(Int32(truncatingIfNeeded: taken))
    cost.append(all)
    counted.append(amount)
    paid.append(basis)
    return provider.count - 1
  }
}

extension AwardProgram {
  /// Says that these providers, with tiers and equal in everything, may be exchanged; only where no award of theirs is given.
  public mutating func addTwins(_ providers: [Int]) { twins.append(providers) }

  /// Settles that the award's provider takes its item.
  public mutating func give(_ award: Int) { given.append(award) }

  /// Everything that keeps this program from an engine; empty when it may be solved.
  public func faults() -> [ProgramFault] {
    var faults: [ProgramFault] = []
    for award in 0..<awardCount {
      guard (0..<providerCount).contains(Int(provider[award])), (0..<itemCount).contains(Int(item[award])) else {
        faults.append(.init(.columnOutOfRange, "award \(award) joins provider \(provider[award]) and item \(item[award])"))
        continue
      }
      if !cost[award].isFinite || !paid[award].isFinite || !(counted[award] >= 0 && counted[award].isFinite) {
        faults.append(.init(.notFinite, "award \(award) costs \(cost[award]) for \(counted[award]) and \(paid[award])"))
      }
    }
    for index in 0..<providerCount {
      if !fixedCost[index].isFinite { faults.append(.init(.notFinite, "provider \(index) costs \(fixedCost[index])")) }
      if !hasSwitch[index], fixedCost[index] != 0 || mostEngaged != nil {
        faults.append(.init(.notFinite, "provider \(index) costs something or is counted, and nothing says that it is engaged"))
      }
      for tier in tiers[index] where !tier.isOrdinary {
        faults.append(.init(.notFinite, "provider \(index) has a tier from \(tier.from) to \(tier.to)"))
      }
    }
    for award in given where !(0..<awardCount).contains(award) {
      faults.append(.init(.columnOutOfRange, "award \(award) of \(awardCount) is given"))
    }
    return faults
  }

  /// The cost of giving each item to an award of its own, constant included; nil where something is left out or a
  /// provider takes what is in no tier, too many are engaged, or a given award is not kept.
  public func objective(ofAwards chosen: [Int]) -> Double? {
    var isServed = [Bool](repeating: false, count: itemCount)
    var sum = objectiveConstant
    var (amounts, bases) = ([Double](repeating: 0, count: providerCount), [Double](repeating: 0, count: providerCount))
    var isEngaged = [Bool](repeating: false, count: providerCount)
    for award in chosen {
      let taker = Int(provider[award])
      guard !isServed[Int(item[award])] else { return nil }
      isServed[Int(item[award])] = true
      isEngaged[taker] = true
      sum += cost[award]
      amounts[taker] += counted[award]
      bases[taker] += paid[award]
    }
    guard !isServed.contains(false), given.allSatisfy(chosen.contains), isEngaged.count(where: { $0 }) <= mostEngaged ?? .max else { return nil }
    for index in 0..<providerCount where isEngaged[index] {
      sum += fixedCost[index]
      guard !tiers[index].isEmpty else { continue }
      guard let tier = tier(of: index, amounts[index]) else { return nil }
      let reached = tiers[index][tier]
      sum += reached.fixedCost + reached.countedPrice * amounts[index] + reached.paidPrice * bases[index]
    }
    return sum
  }

  /// The tier that an amount lies in.
  public func tier(of provider: Int, _ amount: Double) -> Int? {
    let slack = 1e-9 * max(1, amount)
    return tiers[provider].firstIndex { amount >= $0.from - slack && amount <= $0.to + slack }
  }
}

extension AwardProgram.Tier {
  fileprivate var isOrdinary: Bool {
    from > 0 && to >= from && to.isFinite && fixedCost.isFinite && countedPrice.isFinite && paidPrice.isFinite
  }
}
