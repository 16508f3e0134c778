public import Logistics
public import Verification

/// Changes to the tables under which a plan exists, with that plan.
public struct Repair: Sendable {
  /// One input that gives way.
  public struct Item: Sendable {
    public let input: RelaxableInput
    /// The cell before and after; nil where rows are left out or taken in, or a word is set.
    public let before, after: Rational?
    public let changes: [InstanceChange]
  }

  public let items: [Item]
  /// At the relax costs, in the currency.
  public let price: Rational
  /// Whether an input gives way that has no price, because nothing else helps.
  public let breaksUnpricedRules: Bool
  public let plan: VerifiedPlan

  public var changes: [InstanceChange] { items.flatMap(\.changes) }
}

/// An input that takes part in a conflict.
public struct ConflictInput: Sendable {
  /// nil where a row is excluded that could have helped.
  public let rule: Rule?
  public let mark: SourceMark
}

/// Writes what gives way as changes to the tables.
struct RepairWriter {
  private let draft: Draft
  private let instance: Instance

  init(_ draft: Draft, _ instance: Instance) {
    self.draft = draft
    self.instance = instance
  }

  /// nil where a cell cannot hold what is needed.
  ///
  /// - Parameter amount: in the measure of the rule.
  func item(_ input: RelaxableInput, _ rule: Rule, amount: Rational) -> Repair.Item? {
    guard let table = draft.tableIndex(input.table) else { return nil }
    switch input.way {
    case .exclude, .include:
      let action: InstanceChange.Action = input.way == .exclude ? .exclude : .include
      return Repair.Item(
        input: input, before: nil, after: nil, changes: input.rows.map { change(input, table, $0, action, "", "") })
    case .set(let word):
      return Repair.Item(
        input: input, before: nil, after: nil,
        changes: input.rows.map { change(input, table, $0, .set, input.column, word) })
    case .raise, .lower:
      guard let row = input.rows.first, let before = draft.number(draft.tables[table].cell(row, input.column)),
        let after = value(input, rule, before: before, amount: amount)
      else { return nil }
      return Repair.Item(
        input: input, before: before, after: after,
        changes: [change(input, table, row, .set, input.column, RepairWriter.text(after))])
    }
  }

  private func change(
    _ input: RelaxableInput, _ table: Int, _ row: Int, _ action: InstanceChange.Action, _ column: String,
    _ value: String
  ) -> InstanceChange {
    InstanceChange(
      table: input.table, tests: draft.keyTests(table, row: row), column: column, action: action, value: value,
      mark: input.mark)
  }

  /// The cell's new number: the amount in the cell's own unit, rounded to the side that helps.
  private func value(_ input: RelaxableInput, _ rule: Rule, before: Rational, amount: Rational) -> Rational? {
    let (held, isCount) = limit(rule)
    let factor = held.flatMap { before.divided(by: $0) } ?? .one
    let decimals = isCount ? 0 : input.table == "demand" ? instance.settings.resolution.decimals : 3
    let scale = Rational(whole: Rational.powerOfTen(decimals))
    let step = Rational(mantissa: 1, decimals: decimals)
    let shift = amount * factor
    if input.way == .raise { return ((before + shift) * scale).ceiling * step }
    return max(.zero, ((before - shift) * scale).floor * step)
  }

  /// What the rule's limit is in the instance's own units, and whether it counts things.
  private func limit(_ rule: Rule) -> (Rational?, Bool) {
    switch rule {
    case .supplyMaximum(let row): (instance.supplies[row].maximum, false)
    case .supplyMinimum(let row): (instance.supplies[row].minimum, false)
    case .throughputMaximum(let site, _): held(instance[site].throughputMax)
    case .throughputMinimum(let site, _): held(instance[site].throughputMin)
    case .capacityMaximum(let lane): held(instance.lanes.capacityMax[lane.index])
    case .capacityMinimum(let lane): held(instance.lanes.capacityMin[lane.index])
    case .minimumIfUsed(let lane): held(instance.lanes.minimumIfUsed[lane.index])
    case .demand(let row): (instance[row].quantity, false)
    case .tender(.volumeLeast(let provider)): (instance[provider].volumeMin, false)
    case .tender(.volumeMost(let provider)): (instance[provider].volumeMax, false)
    case .tender(.laneCount), .tender(.siteCount): (nil, true)
    case .constraintLeast(let id), .constraintMost(let id):
      (instance[id].value, instance[id].kind != .flow || instance[id].measure == .order)
    default: (nil, false)
    }
  }

  private func held(_ limit: Limit?) -> (Rational?, Bool) { (limit?.value, limit?.measure == .order) }

  private static func text(_ value: Rational) -> String { value.description }
}
