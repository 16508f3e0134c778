import Logistics
import Planning
import Testing
import Verification

/// The inputs of an instance that a conflict may name, each with the changes that drop it.
struct DroppedInputs {
  private struct Input {
    var marks: [SourceMark]
    var changes: [InstanceChange]
  }

  /// Table, column, and what asks for nothing there; nil: the row is left out.
  private static let cells: [(table: String, column: String, word: String?)] = [
    ("demand", "quantity", nil), ("demand", "max_transit_time", ""), ("supply", "supply_max", ""),
    ("sites", "throughput_max", ""), ("sites", "throughput_min", ""), ("lanes", "capacity_max", ""),
    ("lanes", "capacity_min", ""), ("lanes", "award", "split"), ("customers", "single_source", "no"),
    ("constraints", "value", nil), ("territories", "exclusive", "no"), ("sites", "status", "include"),
  ]

  private var inputs: [Input] = []
  private let session: PlanningSession

  init(_ session: PlanningSession) {
    self.session = session
    let draft = session.draft
    for (name, column, word) in Self.cells {
      guard let index = draft.tableIndex(name) else { continue }
      let table = draft.tables[index]
      for row in 0..<table.rowCount where !table.cell(row, column).isBlank {
        if column == "status", draft.string(table.cell(row, column)) != "exclude" { continue }
        let action: InstanceChange.Action = word.map { $0 == "include" ? .include : .set } ?? .exclude
        let mark = table.mark(row, column)
        inputs.append(
          Input(
            marks: word == nil ? [mark, table.marks[row]] : [mark],
            changes: [
              InstanceChange(
                table: name, tests: draft.keyTests(index, row: row), column: action == .set ? column : "", action: action,
                value: action == .set ? word ?? "" : "", mark: mark)
            ]))
      }
    }
  }

  /// Whether the named inputs alone, everything else dropped, leave no plan, and without any one of them there is one; what
  /// is wrong otherwise.
  func fault(ofStory named: [SourceMark]) throws -> String? {
    let kept = inputs.indices.filter { index in named.contains { inputs[index].marks.contains($0) } }
    guard named.allSatisfy({ mark in inputs.contains { $0.marks.contains(mark) } }) else { return "an input is not known" }
    let dropped = inputs.indices.filter { !kept.contains($0) }
    if try hasPlan(without: dropped) { return "what is named can be kept together" }
    for index in kept {
      if try !hasPlan(without: dropped + [index]) { return "\(inputs[index].changes[0]) is not needed beside \(kept.map { inputs[$0].changes[0].description })" }
    }
    return nil
  }

  private func hasPlan(without dropped: [Int]) throws -> Bool {
    let answer = try session.replan(with: dropped.flatMap { inputs[$0].changes })
    if case .plan = answer { return true }
    return false
  }
}
