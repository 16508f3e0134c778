/// The tables of the instance format: the one list that the reader accepts and the manual is written from.
public enum InstanceSchema {
  /// Every table, in the order of the manual, which is the order they are read in.
  public static let tables: [TableSchema] = [
    settings, periods, products, sites, siteLimits, supply, inventory, customers, demand, prices, channels, partners,
    territories, providers, lanes, rates, surcharges, contracts, constraints, boms, policies, objectives, groups,
    scenarios, baseline, cases,
  ]

  /// The table of that name; nil where the format has none.
  public static func table(_ name: String) -> TableSchema? { tables.first { $0.name == name } }

  /// The setting of that key, as the column that its value would be; nil where the format has none.
  public static func setting(_ key: String) -> ColumnSchema? { settingKeys.first { $0.name == key } }
}

// MARK: Columns that every table has

extension InstanceSchema {
  /// A table with the columns `status` and `notes` behind its own.
  static func table(
    _ name: String, _ summary: String, isSupported: Bool = true, decides: Bool = false, _ columns: [ColumnSchema]
  ) -> TableSchema {
    TableSchema(name, summary, isSupported: isSupported, columns + [status(decides: decides), notes])
  }

  /// The column `status`; where the plan has nothing to decide about a row, `consider` is refused.
  private static func status(decides: Bool) -> ColumnSchema {
    ColumnSchema(
      "status", .word(["include", "consider", "exclude"]),
      support: decides ? .supported : .refused(unless: ["include", "exclude"]), default: "include",
      decides
        ? "Whether the row holds, is the plan's to decide, or is read as if it were not there."
        : "Whether the row holds, or is read as if it were not there.")
  }

  private static let notes = ColumnSchema("notes", .text, "Anything worth remembering; the plan does not read it.")

  /// The column `period`, blank while there is one period.
  static func period(key: Bool) -> ColumnSchema {
    ColumnSchema(
      "period", .name(.period), key: key, support: .refused(unless: []), "The period that the row is about.")
  }

  static func relaxCost(_ what: String) -> ColumnSchema {
    ColumnSchema(
      "relax_cost", .number(.notNegative), unit: .price([.quantity]), default: "default_relax_cost",
      "What it costs to let \(what) give way by one, when no plan exists.")
  }

  /// A column that is known but not supported, and so must stay blank (or at one of `unless`).
  static func refused(
    _ name: String, _ kind: ColumnSchema.Kind, key: Bool = false, unit: ColumnSchema.UnitRule = .none,
    unless: [String] = [], _ summary: String
  ) -> ColumnSchema {
    ColumnSchema(name, kind, key: key, unit: unit, support: .refused(unless: unless), summary)
  }
}
