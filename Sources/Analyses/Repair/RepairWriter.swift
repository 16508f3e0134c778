import Logistics
import Planning

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
  /// - Parameter given: what follows from the input and gives way.
  /// - Parameter excess: how much of that is let go; above 1 a little more.
  func item(_ input: RelaxableInput, _ given: [Relaxation], excess: Rational) -> Repair.Item? {
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
      guard let row = input.rows.first, let before = before(input, table, row, given) else { return nil }
      let wanted = given.map { value(input, $0, before: before, excess: excess) }
      let numbers = wanted.compactMap(\.self)
      let after = numbers.count < wanted.count ? nil : input.way == .raise ? numbers.max() : numbers.min()
      guard after != nil || input.mayBeBlank else { return nil }
      return Repair.Item(
        input: input, before: before, after: after,
        changes: [change(input, table, row, .set, input.column, after?.description ?? "")])
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

  /// The cell's number; where it is blank and inherits, what holds, if the cell's unit is the instance's own.
  private func before(_ input: RelaxableInput, _ table: Int, _ row: Int, _ given: [Relaxation]) -> Rational? {
    if let own = draft.number(draft.tables[table].cell(row, input.column)) { return own }
    let column = draft.tables[table].columnIndex(input.column).map { draft.tables[table].columns[$0] }
    guard let first = given.first, column?.unit == nil else { return nil }
    switch first.rule {
    case .window(let row): return instance[row].longestTransit
    case .rule(.demand(let row)):
      return instance[row].mayFallShort ? share(instance.least(row), of: instance[row].quantity) : instance[row].quantity
    default: return nil
    }
  }

  // MARK: Numbers

  /// The cell's new number, rounded to the side that helps; nil where no number would do.
  private func value(_ input: RelaxableInput, _ given: Relaxation, before: Rational, excess: Rational) -> Rational? {
    guard let wanted = wanted(input, given, before: before, excess: excess) else { return nil }
    let decimals = decimals(input, given.rule)
    let scale = Rational(whole: Rational.powerOfTen(decimals))
    let step = Rational(mantissa: 1, decimals: decimals)
    if input.way == .raise {
      let raised = max(before, (wanted * scale).ceiling * step)
      return input.isPercent && raised > Rational(100) ? nil : raised
    }
    let lowered = min(before, (wanted * scale).floor * step)
    if lowered.isNegative { return input.mayBeBlank ? nil : .zero }
    return lowered
  }

  private func wanted(_ input: RelaxableInput, _ given: Relaxation, before: Rational, excess: Rational) -> Rational? {
    switch given.rule {
    case .rule(.fillFloor(let id)):
      let floor = instance.allocation[id]
      let asked = floor.rows.reduce(Rational.zero) { $0 + instance[$1].quantity }
      return share(instance.settings.resolution.rational(floor.least) - given.amount * excess, of: asked)
    case .rule(.demand(let row)) where instance[row].mayFallShort:
      return share(instance.least(row) - given.amount * excess, of: instance[row].quantity)
    default:
      guard let shift = shift(given) else { return nil }
      let factor = held(given.rule).flatMap { before.divided(by: $0) } ?? .one
      return input.way == .raise ? before + shift * excess * factor : before - shift * excess * factor
    }
  }

  private func share(_ part: Rational, of whole: Rational) -> Rational? { (part * Rational(100)).divided(by: whole) }

  /// By how much the limit moves, in the instance's own unit.
  private func shift(_ given: Relaxation) -> Rational? {
    guard isInAnotherUnit(given.rule) else { return given.amount }
    guard let attained = given.attained, let held = held(given.rule) else { return nil }
    return (attained - held).magnitude
  }

  /// Whether the amount by which a rule gives way is not in the unit of its cell.
  private func isInAnotherUnit(_ rule: RelaxableRule) -> Bool {
    switch rule {
    case .window: true
    case .rule(.channelShareLeast), .rule(.channelShareMost), .rule(.territoryShareLeast), .rule(.territoryShareMost),
      .rule(.partnerMargin): true
    case .rule(.constraintLeast(let id)), .rule(.constraintMost(let id)):
      instance[id].within != nil || instance[id].kind == .score || instance[id].kind == .transit
    default: false
    }
  }

  private func decimals(_ input: RelaxableInput, _ rule: RelaxableRule) -> Int {
    if input.table == "demand", input.column == "quantity" { return instance.settings.resolution.decimals }
    return countsThings(rule) ? 0 : 3
  }

  private func countsThings(_ rule: RelaxableRule) -> Bool {
    switch rule.rule {
    case .tender(.laneCount), .tender(.siteCount), .productSources: return true
    case .throughputMaximum(let site, _): return instance[site].throughputMax?.measure == .order
    case .throughputMinimum(let site, _): return instance[site].throughputMin?.measure == .order
    case .capacityMaximum(let lane): return instance.lanes.capacityMax[lane.index]?.measure == .order
    case .capacityMinimum(let lane): return instance.lanes.capacityMin[lane.index]?.measure == .order
    case .minimumIfUsed(let lane): return instance.lanes.minimumIfUsed[lane.index]?.measure == .order
    case .constraintLeast(let id), .constraintMost(let id):
      switch instance[id].kind {
      case .flowCount, .providerCount, .siteCount, .sourceCount, .changes: return true
      case .flow: return instance[id].measure == .order && instance[id].within == nil
      case .transit, .score, .co2, .budget: return false
      }
    default: return false
    }
  }

  /// What the rule's limit is in the instance's own unit; nil where the cell is in it too.
  private func held(_ rule: RelaxableRule) -> Rational? {
    guard let rule = rule.rule else {
      if case .window(let row) = rule { return instance[row].longestTransit }
      return nil
    }
    switch rule {
    case .supplyMaximum(let row): return instance.supplies[row].maximum
    case .supplyMinimum(let row): return instance.supplies[row].minimum
    case .throughputMaximum(let site, _): return instance[site].throughputMax?.value
    case .throughputMinimum(let site, _): return instance[site].throughputMin?.value
    case .capacityMaximum(let lane): return instance.lanes.capacityMax[lane.index]?.value
    case .capacityMinimum(let lane): return instance.lanes.capacityMin[lane.index]?.value
    case .minimumIfUsed(let lane): return instance.lanes.minimumIfUsed[lane.index]?.value
    case .demand(let row): return instance[row].quantity
    case .tender(.volumeLeast(let provider)): return instance[provider].volumeMin
    case .tender(.volumeMost(let provider)): return instance[provider].volumeMax
    case .constraintLeast(let id), .constraintMost(let id): return instance[id].value
    case .creditLimit(let partner): return instance[partner].creditLimit
    case .partnerMargin(let partner): return instance[partner].marginMin
    case .channelShareLeast(let channel): return instance[channel].shareMin
    case .channelShareMost(let channel): return instance[channel].shareMax
    case .territoryShareLeast(let row): return instance[row].shareMin
    case .territoryShareMost(let row): return instance[row].shareMax
    default: return nil
    }
  }
}

extension Instance {
  /// The least that a demand row is served, in units.
  fileprivate func least(_ row: DemandID) -> Rational { settings.resolution.rational(self[row].leastServed) }
}
