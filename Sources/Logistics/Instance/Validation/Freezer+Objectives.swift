extension Freezer {
  /// Reads `objectives` into levels; without the table the default follows once the demand is known.
  func readObjectives() {
    guard let table = table("objectives") else { return }
    var levels: [Rational: [ObjectiveRow]] = [:]
    for row in objectiveRows(table) { levels[row.priority, default: []].append(row) }
    for priority in levels.keys.sorted() {
      let rows = levels[priority] ?? []
      checkLevel(rows)
      let terms = rows.map { ObjectiveTerm(objective: $0.objective, weight: $0.weight) }
      objectives.append(ObjectiveLevel(terms: terms, tolerance: rows.compactMap(\.tolerance).first ?? .zero))
    }
  }

  private struct ObjectiveRow {
    let priority: Rational
    let objective: Objective
    let weight: Rational
    let tolerance: Rational?
    let mark: SourceMark
    let toleranceMark: SourceMark
  }

  private func objectiveRows(_ table: TableView) -> [ObjectiveRow] {
    let (priorities, names) = (numbers(table.column("priority")), table.column("objective"))
    let weights = numbers(table.column("weight"), .positive)
    let tolerances = numbers(table.column("tolerance"))
    var rows: [ObjectiveRow] = []
    for row in liveRows(table) {
      guard requiredText(names, row) != nil else { continue }
      guard let priority = priorities.value(row, log) else {
        if priorities.column[row].isBlank { missing(priorities.column, row) }
        continue
      }
      guard let objective = Objective(rawValue: text(names, row)) else {
        refuseObjective(names, row)
        continue
      }
      if let first = rows.first(where: { $0.objective == objective }) {
        log.error(
          names.mark(row), .duplicateKey, "`\(objective.rawValue)` is asked for twice",
          related: [Fault.Related(first.mark, "first here")])
        continue
      }
      objectiveMarks[objective] = names.mark(row)
      rows.append(
        ObjectiveRow(
          priority: priority, objective: objective, weight: weights.value(row, log) ?? .one,
          tolerance: tolerances.value(row, log), mark: names.mark(row), toleranceMark: tolerances.column.mark(row)))
    }
    return rows
  }

  private func refuseObjective(_ column: ColumnView, _ row: Int) {
    let name = text(column, row)
    let known = Objective.allCases.map(\.rawValue)
    let hint = Spelling.hint(for: name, among: known)
    log.error(column.mark(row), .unknownWord, "there is no objective `\(name)`", hint: hint)
  }

  /// What is added up can slip by one tolerance only.
  private func checkLevel(_ rows: [ObjectiveRow]) {
    let given = rows.filter { $0.tolerance != nil }
    guard let one = given.first else { return }
    for row in given.dropFirst() where row.tolerance != one.tolerance {
      log.error(
        row.toleranceMark, .twoTolerances, "the objectives of one priority have one tolerance",
        related: [Fault.Related(one.toleranceMark, "the other one")])
    }
  }

  /// Whether rows may fall short because an objective counts what is unmet.
  var countsUnmet: Bool {
    [.unmetDemand, .unmetOrders, .fillRate, .maxMinFill].contains { objectiveMarks[$0] != nil }
  }

  /// Profit where every demand row has a price, else total cost.
  func setDefaultObjective(_ instance: inout Instance) {
    guard objectives.isEmpty else { return }
    let isPriced = !instance.demand.isEmpty && SalesCheck(instance).unpriced.isEmpty
    let objective = isPriced ? Objective.profit : .totalCost
    instance.objectives = [ObjectiveLevel(terms: [ObjectiveTerm(objective: objective, weight: .one)], tolerance: .zero)]
    instance.objectivesAreDefault = true
    log.note(
      nil, .defaultObjective,
      "no objectives are given: `\(objective.rawValue)`, as "
        + (isPriced ? "every demand row has a price" : "not every demand row has a price"))
  }
}
