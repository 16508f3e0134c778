public import Logistics
public import MathProgram

/// An award program that was found in an instance's program, and the way back to its columns and rows.
public struct RecognizedAwards: Sendable {
  public private(set) var program: AwardProgram

  /// What an award stands for.
  struct Award: Sendable {
    var flow: Int
    /// What all of the item is in the flow.
    var amount: Double
    var awarded: Int
    /// The row that ties the flow to `awarded`.
    var link: Int
    /// The row that ties the flow to its provider's `engaged`.
    var engagedLink: Int?
  }

  struct Item: Sendable {
    var row: Int
    var amount: Double
    /// Σ `awarded` ≤ 1.
    var award: Int
  }

  struct Provider: Sendable {
    var engaged: Int?
    var schedule: PriceSchedule?
    var tiers: [Tier] = []
  }

  struct Pair: Hashable, Sendable {
    var first, second: Int
  }

  struct Tier: Sendable {
    var reached, amount: Int
    var charged: Int?
  }

  let awards: [Award]
  let items: [Item]
  let providers: [Provider]
  /// The row that at most so many are engaged.
  let cap: Int?
  /// Providers that differ by name alone.
  let twins: [[Int]]
  /// The rows that keep neighbours among them in order.
  let volumeOrders: [Pair: Int]
  let engagedOrders: [Pair: Int]
  /// The rules that ask for each of the program's given awards.
  private(set) var givenBy: [Rule]

  /// With one more award given.
  ///
  /// - Parameter rule: asks for the award's flow, in an instance that is the source's but for this rule.
  public func giving(_ award: Int, askedBy rule: Rule) -> RecognizedAwards {
    var changed = self
    changed.program.give(award)
    changed.givenBy.append(rule)
    return changed
  }

  /// One value a column of the instance's program.
  public func columns(fromAwards values: [Double], of linear: LinearProgram) -> [Double] {
    var columns = linear.columnLower
    let made = program.given.isEmpty
      ? program.inOrder(values.map { $0 > 0.5 }, twins: twins, amounts: awards.map(\.amount)) : values.map { $0 > 0.5 }
    var (amounts, bases) = ([Double](repeating: 0, count: providers.count), [Double](repeating: 0, count: providers.count))
    for (index, award) in awards.enumerated() where made[index] {
      let provider = Int(program.provider[index])
      columns[award.flow] = award.amount
      columns[award.awarded] = 1
      if let engaged = providers[provider].engaged { columns[engaged] = 1 }
      amounts[provider] += program.counted[index]
      bases[provider] += program.paid[index]
    }
    for (index, provider) in providers.enumerated() where amounts[index] > 0 {
      guard !provider.tiers.isEmpty, let place = program.tier(of: index, amounts[index]) else { continue }
      let tier = provider.tiers[place]
      columns[tier.reached] = 1
      columns[tier.amount] = amounts[index]
      if let charged = tier.charged { columns[charged] = bases[index] }
    }
    return columns
  }
}
