import Logistics
import Planning
import Verification

/// Excluded rows of sites, lanes, providers and supply whose taking in gives the instance a plan.
struct ExcludedRows {
  /// More than this are not looked through.
  private static let most = 64
  private static let tables = ["sites", "lanes", "providers", "supply"]

  private let inputs: [RelaxableInput]
  private let changes: [[InstanceChange]]
  private let plan: VerifiedPlan?
  private let price: Rational

  /// Finds a set of rows of which none can be left excluded; empty where taking in all of them does not help.
  init(_ session: PlanningSession, jobs: Int, progress: AnalysisProgress?) {
    let candidates = ExcludedRows.candidates(session.draft)
    let changes = candidates.map { ExcludedRows.changes($0, session.draft) }
    func plan(_ rows: [Int]) -> VerifiedPlan? {
      progress?.expect(1)
      defer { progress?.step() }
      return try? session.replan(with: rows.flatMap { changes[$0] }).plan
    }
    var kept = Array(candidates.indices)
    var best = kept.isEmpty || kept.count > ExcludedRows.most ? nil : plan(kept)
    if best != nil {
      for row in candidates.indices.reversed() where kept.count > 1 {
        let rest = kept.filter { $0 != row }
        guard let found = plan(rest) else { continue }
        (kept, best) = (rest, found)
      }
    }
    self.plan = best
    inputs = best == nil ? [] : kept.map { candidates[$0] }
    self.changes = best == nil ? [] : kept.map { changes[$0] }
    price = inputs.reduce(.zero) { $0 + ExcludedRows.price($1, session.draft) }
  }

  var conflict: [ConflictInput] { inputs.map { ConflictInput(rule: nil, mark: $0.mark) } }

  func repair() -> Repair? {
    guard let plan else { return nil }
    let items = zip(inputs, changes).map { Repair.Item(input: $0, before: nil, after: nil, changes: $1) }
    return Repair(items: items, price: price, breaksUnpricedRules: false, plan: plan)
  }

  private static func candidates(_ draft: Draft) -> [RelaxableInput] {
    tables.flatMap { name -> [RelaxableInput] in
      guard let table = draft.table(name), let column = table.columnIndex("status") else { return [] }
      return (0..<table.rowCount).filter { draft.text(of: table.columns[column].cells[$0]) == "exclude" }.map { row in
        RelaxableInput(way: .include, table: name, column: "", rows: [row], mark: table.mark(row, "status"))
      }
    }
  }

  private static func changes(_ input: RelaxableInput, _ draft: Draft) -> [InstanceChange] {
    guard let table = draft.tableIndex(input.table) else { return [] }
    return input.rows.map { row in
      InstanceChange(table: input.table, tests: draft.keyTests(table, row: row), action: .include, mark: input.mark)
    }
  }

  /// A row is a unit: its own relax cost, else the default, else 1.
  private static func price(_ input: RelaxableInput, _ draft: Draft) -> Rational {
    let own = draft.table(input.table).flatMap { table in
      input.rows.first.flatMap { draft.number(table.cell($0, "relax_cost")) }
    }
    return own ?? .one
  }
}
