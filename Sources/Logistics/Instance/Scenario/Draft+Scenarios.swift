extension Draft {
  /// The scenarios of the table `scenarios`, in its order, and what is wrong with their rows.
  public func scenarios() -> (scenarios: [Scenario], faults: [Fault]) {
    guard let table = table("scenarios") else { return ([], []) }
    var reader = ScenarioReader(draft: self, table: TableView(draft: self, table: table))
    for row in 0..<table.rowCount { reader.read(row) }
    return (reader.scenarios, reader.log.faults)
  }

  /// The draft as the scenario changes it, the scenarios that it is based on first.
  ///
  /// Cells that a change wrote, and rows that it appended, carry the mark of the scenario's item. The draft is complete
  /// only if no fault is an error. Faults of the draft itself are not listed again.
  public func applying(scenario name: String) -> (Draft, [Fault]) {
    let (changes, faults) = changes(ofScenario: name)
    guard let changes else { return (self, faults) }
    let (changed, more) = applying(changes)
    return (changed, faults + more)
  }

  /// Every change of a scenario in the order in which they apply, those of the scenarios that it is based on first; nil
  /// where there is no such scenario, or it rests on itself.
  public func changes(ofScenario name: String) -> (changes: [InstanceChange]?, faults: [Fault]) {
    let (scenarios, faults) = scenarios()
    let byName = Dictionary(scenarios.map { ($0.name, $0) }) { first, _ in first }
    var chain: [Scenario] = []
    var next: String? = name
    while let wanted = next {
      guard let scenario = byName[wanted] else {
        let hint = Spelling.hint(for: wanted, among: scenarios.map(\.name))
        let fault = Fault(
          at: chain.last?.mark, rule: .unknownScenario, "there is no scenario \(Fault.quoted(wanted))", hint: hint)
        return (nil, faults + [fault])
      }
      if chain.contains(where: { $0.name == wanted }) {
        let way = (chain.map(\.name) + [wanted]).map { "`\($0)`" }.joined(separator: " on ")
        return (nil, faults + [Fault(at: scenario.mark, rule: .scenarioCycle, "scenarios rest on themselves: \(way)")])
      }
      chain.append(scenario)
      next = scenario.basedOn
    }
    return (chain.reversed().flatMap(\.changes), faults)
  }

  /// The draft with the changes applied in order.
  public func applying(_ changes: [InstanceChange]) -> (Draft, [Fault]) {
    var changer = DraftChanger(self)
    for change in changes { changer.apply(change) }
    let known = refusals()
    return (changer.draft, changer.log.faults + changer.draft.refusals().filter { !known.contains($0) })
  }
}

/// Reads the rows of `scenarios` one by one.
private struct ScenarioReader {
  let draft: Draft
  let log = FaultLog()
  private(set) var scenarios: [Scenario] = []
  private let names, items, tables, wheres, columns, actions, values, bases, statuses: ColumnView
  private var index: [String: Int] = [:]
  private var seen: [String: SourceMark] = [:]

  init(draft: Draft, table: TableView) {
    self.draft = draft
    names = table.column("scenario")
    items = table.column("item")
    tables = table.column("table")
    wheres = table.column("where")
    columns = table.column("column")
    actions = table.column("action")
    values = table.column("value")
    bases = table.column("based_on")
    statuses = table.column("status")
  }

  mutating func read(_ row: Int) {
    guard text(statuses, row) != "exclude", let name = required(names, row), let item = required(items, row) else {
      return
    }
    let place = place(of: name, row)
    if let first = seen.updateValue(items.mark(row), forKey: "\(name)\n\(item)") {
      log.error(
        items.mark(row), .duplicateKey, "the scenario \(Fault.quoted(name)) has two items \(Fault.quoted(item))",
        related: [Fault.Related(first, "the first of them")])
    }
    readBase(place, row)
    if let change = change(row) { scenarios[place].changes.append(change) }
  }

  private mutating func place(of name: String, _ row: Int) -> Int {
    if let known = index[name] { return known }
    index[name] = scenarios.count
    scenarios.append(Scenario(name: name, basedOn: nil, changes: [], mark: names.mark(row)))
    return scenarios.count - 1
  }

  private mutating func readBase(_ place: Int, _ row: Int) {
    let base = text(bases, row)
    guard !base.isEmpty else { return }
    if let known = scenarios[place].basedOn, known != base {
      log.error(
        bases.mark(row), .twoBases,
        "the scenario \(Fault.quoted(scenarios[place].name)) is based on \(Fault.quoted(known)) already")
      return
    }
    scenarios[place].basedOn = base
  }

  private func change(_ row: Int) -> InstanceChange? {
    guard let table = required(tables, row), let word = required(actions, row) else { return nil }
    guard let action = InstanceChange.Action(rawValue: word) else {
      let known = InstanceChange.Action.allCases.map(\.rawValue)
      log.error(
        actions.mark(row), .unknownWord, "\(Fault.quoted(word)) is no action",
        hint: Spelling.hint(for: word, among: known) ?? "one of " + known.map { "`\($0)`" }.joined(separator: ", "))
      return nil
    }
    let tests: [CellTest]
    do throws(WhereFault) {
      tests = try CellTest.parse(text(wheres, row))
    } catch {
      log.error(wheres.mark(row), .whereSyntax, error.message, hint: error.hint)
      return nil
    }
    let hasValue = action != .exclude && action != .include
    return InstanceChange(
      table: table, tests: tests, column: text(columns, row), action: action, value: text(values, row),
      mark: hasValue && values.exists ? values.mark(row) : actions.mark(row))
  }

  private func text(_ column: ColumnView, _ row: Int) -> String { draft.text(of: column[row]) }

  private func required(_ column: ColumnView, _ row: Int) -> String? {
    let text = text(column, row)
    if !text.isEmpty { return text }
    log.error(column.mark(row), .requiredCell, "`\(column.name)` may not be blank")
    return nil
  }
}
