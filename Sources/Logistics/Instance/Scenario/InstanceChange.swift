/// One change to the tables of a draft.
///
/// A scenario, a repair and a case are lists of these.
public struct InstanceChange: Sendable, Equatable {
  public enum Action: String, Sendable, CaseIterable { case set, add, scale, exclude, include, append }

  public var table: String
  /// Which rows: those that pass every test; empty: all of them.
  public var tests: [CellTest]
  /// What `set`, `add` and `scale` change.
  public var column: String
  public var action: Action
  /// The new value, the summand, the factor, or `column=value; column=value`.
  public var value: String
  /// Where the change is written; cells that it writes carry this mark.
  public var mark: SourceMark

  public init(
    table: String, tests: [CellTest] = [], column: String = "", action: Action, value: String = "", mark: SourceMark
  ) {
    self.table = table
    self.tests = tests
    self.column = column
    self.action = action
    self.value = value
    self.mark = mark
  }

  /// The `where` of the change as `scenarios` has it.
  public var whereText: String { tests.map(\.description).joined(separator: " and ") }
}

extension InstanceChange: CustomStringConvertible {
  /// In words: `demand: scale quantity by 1.2 where product = notebook`.
  public var description: String {
    let rows = tests.isEmpty ? "" : " where \(whereText)"
    switch action {
    case .set: return "\(table): set \(column) to \(value.isEmpty ? "blank" : value)\(rows)"
    case .add: return "\(table): add \(value) to \(column)\(rows)"
    case .scale: return "\(table): scale \(column) by \(value)\(rows)"
    case .exclude: return "\(table): exclude the rows\(rows)"
    case .include: return "\(table): include the rows\(rows)"
    case .append: return "\(table): a new row with \(value)"
    }
  }
}

/// A named list of changes.
public struct Scenario: Sendable, Equatable {
  public var name: String
  /// The scenario whose changes apply before.
  public var basedOn: String?
  /// In the order in which they apply.
  public var changes: [InstanceChange]
  public var mark: SourceMark

  public init(name: String, basedOn: String?, changes: [InstanceChange], mark: SourceMark) {
    self.name = name
    self.basedOn = basedOn
    self.changes = changes
    self.mark = mark
  }
}
