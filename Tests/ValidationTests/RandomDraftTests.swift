import FileFormats
import Testing

@testable import Logistics

@Suite struct RandomDraftTests {
  /// Cells that have hurt somebody: names, groups, braces, kinds, large and small numbers, words, nothing.
  private static let texts = [
    "", "", "", "", "North", "South", "Anna", "Bert", "Lamp", "Desk", "Haul", "R", "ALL", "SITES", "CUSTOMERS", "{ALL}",
    "{SITES}", "{CUSTOMERS}", "g", "{g}", "h", "{h}", "region:EU", "{region:EU}", "segment:", ":", "site:North", "{}",
    "group:g", "none", "include", "consider", "exclude", "0", "1", "-1", "1e12", "1e-9", "1/3", "999999999999/7", "100",
    "EUR", "kg", "t", "%", "order", "pallet/week", "flow", "flow_count", "site_count", "provider_count", "min", "max",
    "fixed", "conditional_min", "band", "flat", "value", "unit", "tonne_km", "complete", "yes", "no", "total_cost",
    "profit", "co2", "lead_time", "unmet_demand", "site", "customer", "product", "provider", "mode", "service",
    "currency", "quantity_decimals", "weight_unit", "default_penalty_cost", "append", "set", "S", "T",
    "site = North", "quantity > 1", "site=X; type=plant", "demand", "quantity", "ŁÓDŹ", "łódź", "6",
  ]

  private static let units = [
    "", "", "", " [kg]", " [t/week]", " [EUR/kg]", " [pallet]", " [order]", " [EUR/(t km)]", " [mi]", " [%]",
  ]

  /// A table of random rows, in random columns with the required ones.
  private func table(_ schema: TableSchema, _ random: inout SplitMix64) -> String {
    let columns = schema.columns.filter { $0.isRequired || Bool.random(using: &random) }
    let header = columns.map { column in
      let hasUnit = column.unit != .none && Int.random(in: 0..<4, using: &random) == 0
      return column.name + (hasUnit ? Self.units.randomElement(using: &random) ?? "" : "")
    }
    let rows = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      columns.map { cell($0, &random) }.joined(separator: ",")
    }
    return ([header.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
  }

  private func cell(_ column: ColumnSchema, _ random: inout SplitMix64) -> String {
    if Int.random(in: 0..<3, using: &random) > 0 {
      switch column.kind {
      case .number: return ["", "1", "10", "0.5", "1e12", "0"].randomElement(using: &random) ?? ""
      case .word(let words): return (words + [""]).randomElement(using: &random) ?? ""
      case .flag: return ["yes", "no", ""].randomElement(using: &random) ?? ""
      case .name(.site): return ["North", "South", "ALL", "g"].randomElement(using: &random) ?? ""
      case .name(.customer): return ["Anna", "Bert", "ALL", "h"].randomElement(using: &random) ?? ""
      case .name(.product): return ["Lamp", "Desk", "", "ALL", "{ALL}"].randomElement(using: &random) ?? ""
      default: break
      }
    }
    return Self.texts.randomElement(using: &random) ?? ""
  }

  @Test func freezingNeverCrashesAndAnInstanceIsThereExactlyWithoutErrors() {
    for seed in 0..<UInt64(SplitMix64.rounds(1_500)) {
      var random = SplitMix64(seed: seed)
      var texts = TableTexts()
      for schema in InstanceSchema.tables where Int.random(in: 0..<3, using: &random) > 0 {
        texts[schema.name] = table(schema, &random)
      }
      let (draft, _) = texts.read
      let (instance, faults) = Validation.freeze(draft)
      #expect((instance == nil) == faults.contains { $0.severity == .error }, "seed \(seed)")
      let (changed, _) = draft.applying(scenario: "S")
      _ = Validation.freeze(changed)
    }
  }

  /// Cells of the wrong kind, columns of other tables, units that are none: what no reader would let through.
  @Test func draftsThatNoReaderMakesDoNotCrashEither() {
    for seed in 0..<UInt64(SplitMix64.rounds(600)) {
      var random = SplitMix64(seed: seed)
      var draft = Draft(name: "random", files: [SourceFile(name: "f", bytes: [], separator: 44)])
      for schema in InstanceSchema.tables where Bool.random(using: &random) {
        draft.tables.append(wildTable(schema, &draft, &random))
      }
      let (instance, faults) = Validation.freeze(draft)
      #expect((instance == nil) == faults.contains { $0.severity == .error }, "seed \(seed)")
    }
  }

  private func wildTable(_ schema: TableSchema, _ draft: inout Draft, _ random: inout SplitMix64) -> DraftTable {
    let count = Int.random(in: 0...5, using: &random)
    let marks = (0..<count).map { SourceMark(file: 0, line: Int32($0 + 2), offset: 0) }
    var columns: [DraftColumn] = []
    for column in schema.columns where Int.random(in: 0..<4, using: &random) > 0 {
      let cells = (0..<count).map { _ in wildCell(&draft, &random) }
      let unit =
        Bool.random(using: &random)
        ? nil
        : HeaderUnit(numerator: "kg", denominators: ["x", "y", "z"], mark: SourceMark(file: 0, line: 1, offset: 0))
      columns.append(DraftColumn(schema: column, unit: unit, field: 0, cells: cells))
    }
    return DraftTable(schema: schema, file: 0, columns: columns, marks: marks)
  }

  private func wildCell(_ draft: inout Draft, _ random: inout SplitMix64) -> Cell {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return .blank
    case 1: return .none
    case 2: return .flag(Bool.random(using: &random))
    case 3: return draft.cell(Rational(Int128(Int64.random(in: .min ... .max, using: &random)), over: 7) ?? .one)
    case 4: return .number(Decimal(mantissa: Int64.random(in: .min ... .max, using: &random), decimals: 0))
    default: return .text(draft.intern(Self.texts.randomElement(using: &random) ?? ""))
    }
  }

  @Test func freezingIsDeterministic() {
    for seed in 0..<UInt64(SplitMix64.rounds(100)) {
      var random = SplitMix64(seed: seed &+ 77_000)
      var texts = TableTexts()
      for schema in InstanceSchema.tables where Int.random(in: 0..<3, using: &random) > 0 {
        texts[schema.name] = table(schema, &random)
      }
      let (draft, _) = texts.read
      #expect(Validation.freeze(draft).faults == Validation.freeze(draft).faults, "seed \(seed)")
    }
  }
}
