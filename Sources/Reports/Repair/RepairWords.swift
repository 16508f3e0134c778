public import Analyses
public import FileFormats
public import Logistics
import Verification

/// Conflicts and repairs in words, with file, line and column.
public struct RepairWords: Sendable {
  public let analysis: NoPlanAnalysis
  private let draft: Draft
  private let scenario: String?
  let numbers: ReportNumbers
  private let rules: RuleWords

  /// - Parameter scenario: under which the instance has no plan.
  public init(_ analysis: NoPlanAnalysis, _ draft: Draft, scenario: String?) {
    self.analysis = analysis
    self.draft = draft
    self.scenario = scenario
    numbers = ReportNumbers(analysis.answer.instance)
    rules = RuleWords(analysis.answer.instance)
  }

  private var instance: Instance { analysis.answer.instance }

  struct Line {
    var text: String
    /// `supply.csv:2:15`.
    var place: String
  }

  var conflict: [Line] {
    analysis.conflict.map { input in
      Line(text: input.rule.map { rules.say($0).text } ?? row(input.mark), place: place(input.mark))
    }
  }

  /// What no rule of a program says: a barrier that keeps goods off lanes, or a row that is left out.
  private func row(_ mark: SourceMark) -> String {
    guard let place = DraftPlaces(draft).place(of: mark) else { return "a row is excluded" }
    let table = draft.tables[place.table]
    let names = table.columns.filter(\.schema.isKey).map { draft.text(of: $0.cells[place.row]) }.filter { !$0.isEmpty }
    let who = names.map { "`\($0)`" }.joined(separator: ", ")
    switch table.name {
    case "demand": return "\(who) may be on its last lane for \(draft.text(of: table.cell(place.row, "max_transit_time"))) at most"
    case "territories": return "nobody but \(names.dropFirst().first.map { "`\($0)`" } ?? "its partner") sells in \(names.first.map { "`\($0)`" } ?? "the territory")"
    default: return excluded(mark)
    }
  }

  private func excluded(_ mark: SourceMark) -> String {
    guard let place = DraftPlaces(draft).place(of: mark) else { return "a row is excluded" }
    let table = draft.tables[place.table]
    let names = table.columns.filter(\.schema.isKey).map { draft.text(of: $0.cells[place.row]) }.filter { !$0.isEmpty }
    return "`\(names.joined(separator: ", "))` is excluded from `\(table.name)`"
  }

  func place(_ mark: SourceMark) -> String {
    guard let place = FaultPlace(mark, in: draft.files) else { return instance.place(mark) }
    return mark.field >= 0 ? "\(place.file):\(place.line):\(place.column)" : "\(place.file):\(place.line)"
  }

  /// The name of each repair as a scenario: `repair-1`, or the next that is free.
  public var names: [String] {
    let taken = Set(draft.scenarios().scenarios.map(\.name))
    var names: [String] = []
    var number = 1
    while names.count < analysis.repairs.count {
      if !taken.contains("repair-\(number)") { names.append("repair-\(number)") }
      number += 1
    }
    return names
  }

  /// What a repair changes, a line an item.
  func items(_ repair: Repair) -> [Line] {
    repair.items.map { item in
      let input = item.input
      let what =
        switch input.way {
        case .raise, .lower:
          "`\(input.column)` \(item.before.map(numbers.plain) ?? "") → \(item.after.map(numbers.plain) ?? "blank")"
        case .set(let word): "`\(input.column)` becomes `\(word)`"
        case .exclude: "left out"
        case .include: "taken in"
        }
      return Line(text: "\(row(input)): \(what)", place: place(input.mark))
    }
  }

  /// The keys of the rows: `` `supply` of Plant, Goods ``.
  private func row(_ input: RelaxableInput) -> String {
    guard let table = draft.table(input.table), let first = input.rows.first else { return "`\(input.table)`" }
    let keys = table.columns.filter(\.schema.isKey).map { draft.text(of: $0.cells[first]) }.filter { !$0.isEmpty }
    let more = input.rows.count > 1 ? " and \(numbers.count(input.rows.count - 1, "more row"))" : ""
    return "`\(input.table)` \(keys.joined(separator: ", "))\(more)"
  }

  /// Prices are asked in the user's own units of what gives way.
  func price(_ repair: Repair) -> String { numbers.money(repair.price) }

  /// The repairs as scenarios to be planned.
  public var scenarios: ScenarioText {
    ScenarioText(
      zip(names, analysis.repairs).map { name, repair in
        (name, scenario, repair.changes, "a repair found by lanewise explain")
      })
  }
}
