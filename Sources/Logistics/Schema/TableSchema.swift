/// One table of the instance format: what the reader accepts, what the manual says.
public struct TableSchema: Sendable {
  public let name: String
  /// One sentence for the manual.
  public let summary: String
  public let columns: [ColumnSchema]
  /// False where a row of the table is refused altogether.
  public let isSupported: Bool

  public init(_ name: String, _ summary: String, isSupported: Bool = true, _ columns: [ColumnSchema]) {
    self.name = name
    self.summary = summary
    self.isSupported = isSupported
    self.columns = columns
  }

  public func column(_ name: String) -> ColumnSchema? { columns.first { $0.name == name } }

  /// Whether a blank cell may inherit from a row for a group: a required cell can be judged only after overriding.
  public var inheritsCells: Bool { columns.contains { $0.isKey && $0.takesGroups } }
}

/// One column of a table.
public struct ColumnSchema: Sendable {
  /// What the cells hold.
  public enum Kind: Sendable, Equatable {
    /// Any text: a name, a note.
    case text
    /// A name, or with a `selector` a group, `ALL`, `{group}` of the given kinds.
    case name(NameKind)
    case number(NumberRange)
    case flag
    /// One of a few words; the first is the default where the column has one.
    case word([String])
    case date
    /// What the row's other cells say it is (`settings.value`, `scenarios.value`).
    case raw
  }

  /// The range that a number must lie in.
  public enum NumberRange: Sendable, Equatable { case any, notNegative, positive, percent, whole, latitude, longitude }

  /// What a name names, and so which names and groups may stand there.
  public enum NameKind: Sendable, Equatable {
    case product, site, customer, siteOrCustomer, provider, providerOrPartner, partner, channel, mode, service, offer
    case order, period, rate, charge, group, segment, territory, constraint, scenario, item, table, column, contract,
      line
    case party, plain
  }

  /// Whether the column does something today.
  public enum Support: Sendable, Equatable {
    case supported
    /// Refused as soon as it holds anything but blank or `unless` (lowercase).
    case refused(unless: [String])
  }

  /// Which unit the header may name, `c` being the currency and `u` the quantity unit.
  public enum UnitRule: Sendable, Equatable {
    case none
    /// A plain amount of one of these dimensions; the first is the one assumed without a unit in the header.
    case amount([Dimension])
    /// An amount of one of these, per a time or over the horizon; without a unit in the header the first, per period.
    case limit([Dimension])
    /// Currency per one of these.
    case price([Dimension])
    /// Currency, once or each period.
    case money(perPeriod: Bool)
    /// Anything that `Dimension` knows per another.
    case ratio(Dimension, Dimension)
  }

  public let name: String
  public let kind: Kind
  /// Part of what tells rows apart.
  public let isKey: Bool
  public let isRequired: Bool
  public let unit: UnitRule
  public let support: Support
  /// The default of a blank cell, as the manual says it; empty where blank means blank.
  public let defaultText: String
  /// One sentence for the manual.
  public let summary: String

  public init(
    _ name: String, _ kind: Kind, key: Bool = false, required: Bool = false, unit: UnitRule = .none,
    support: Support = .supported, default defaultText: String = "", _ summary: String
  ) {
    self.name = name
    self.kind = kind
    isKey = key
    isRequired = required
    self.unit = unit
    self.support = support
    self.defaultText = defaultText
    self.summary = summary
  }

  /// Whether a cell may hold a group, `ALL` or `{group}` in place of a name.
  public var takesGroups: Bool {
    guard case .name(let kind) = kind else { return false }
    return kind.takesGroups
  }
}

extension ColumnSchema.NameKind {
  /// Whether names of this kind may be put into groups.
  public var takesGroups: Bool {
    switch self {
    case .product, .site, .customer, .siteOrCustomer, .provider, .providerOrPartner, .partner, .party, .period, .mode:
      true
    default: false
    }
  }
}

/// What a unit measures.
public enum Dimension: String, Sendable, Equatable, CaseIterable {
  case quantity, weight, volume, pallet, order, distance, time, currency, quantityDistance, weightDistance, percent
  case bundle, hour, shipment, value
}
