import Logistics
import Testing

@Suite struct SchemaTests {
  @Test func namesAreLowerSnakeCaseAndUnique() {
    let names = InstanceSchema.tables.map(\.name)
    #expect(Set(names).count == names.count)
    for table in InstanceSchema.tables {
      let columns = table.columns.map(\.name)
      #expect(Set(columns).count == columns.count, "\(table.name)")
      for name in columns + [table.name] {
        #expect(name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }, "\(name)")
      }
      #expect(columns.suffix(2) == ["status", "notes"])
    }
  }

  @Test func summariesAreSentences() {
    for table in InstanceSchema.tables {
      for summary in [table.summary] + table.columns.map(\.summary) {
        #expect(summary.hasSuffix(".") && !summary.isEmpty, "\(table.name): \(summary)")
      }
    }
  }

  @Test func whatIsNotSupportedIsRefusedByName() {
    let refused = InstanceSchema.tables.filter { !$0.isSupported }.map(\.name)
    #expect(
      refused.sorted() == [
        "boms", "cases", "periods", "site_limits",
      ])
    for (table, column) in [
      ("products", "pack_size"), ("sites", "storage_max"), ("supply", "rate"), ("products", "shelf_life"), ("inventory", "holding_cost"),
      ("demand", "max_backorder_periods"), ("lanes", "lot_multiple"), ("contracts", "period"),
      ("constraints", "period"), ("lanes", "period"),
    ] {
      #expect(InstanceSchema.table(table)?.column(column)?.support != .supported, "\(table).\(column)")
    }
  }

  @Test func allowedWordsAreWordsOfTheirColumn() {
    for column in InstanceSchema.tables.flatMap(\.columns) + InstanceSchema.settingKeys {
      guard case .word(let words) = column.kind, case .refused(let allowed) = column.support else { continue }
      #expect(Set(allowed).isSubset(of: words), "\(column.name)")
    }
  }

  @Test(arguments: [
    ("lane", "lanes"), ("Lanes", "lanes"), ("prodcuts", "products"), ("site limit", "site_limits"),
    ("custmers", "customers"),
  ])
  func misspeltTablesHaveANearestOne(word: String, expected: String) {
    #expect(Spelling.nearest(to: word, among: InstanceSchema.tables.map(\.name)) == expected)
  }

  @Test func farWordsHaveNoNearest() {
    #expect(Spelling.nearest(to: "weather", among: InstanceSchema.tables.map(\.name)) == nil)
    #expect(Spelling.nearest(to: "", among: ["a"]) == nil)
    #expect(Spelling.nearest(to: "xy", among: ["ab"]) == nil)
    #expect(Spelling.nearest(to: String(repeating: "a", count: 1_000_000), among: ["a"]) == nil)
  }

  @Test(arguments: ["kg", "EUR/u", "kg/(tonne km)", "pallet/week", "%", "€/m3"])
  func unitsOfTheGrammarAreRead(text: String) throws {
    let unit = try #require(UnitText(text))
    let shown = HeaderUnit(
      numerator: unit.numerator, denominators: unit.denominators, mark: SourceMark(file: 0, line: 1, offset: 0))
    #expect(shown.text == text)
  }

  @Test(arguments: [
    "", "/", "kg/", "/u", "a/b/c", "kg/(tonne)", "kg/(a b c)", "kg/(a  b)", "(a b)", "kg /u", "kg/(a b", "a b",
  ])
  func otherUnitsAreNot(text: String) { #expect(UnitText(text) == nil) }

  @Test func datesAreDaysThatExist() {
    for text in ["2026-01-31", "2024-02-29", "2000-02-29"] { #expect(CalendarDate(text) != nil) }
    for text in [
      "2026-02-29", "1900-02-29", "2026-13-01", "2026-1-1", "01-01-2026", "2026-00-10", "2026-04-31", "२०२६-०१-०१",
    ] {
      #expect(CalendarDate(text) == nil, "\(text)")
    }
  }
}

@Suite struct CellReaderTests {
  private func cell(_ text: String, _ table: String, _ column: String) throws(CellFault) -> Cell {
    var draft = Draft(name: "test")
    let schema = InstanceSchema.table(table)!.column(column)!
    return try CellReader(schema).cell(text, into: &draft)
  }

  private func rule(_ text: String, _ table: String = "lanes", _ column: String = "capacity_max") -> ReadingRule? {
    do throws(CellFault) {
      _ = try cell(text, table, column)
      return nil
    } catch { return error.rule }
  }

  @Test(
    arguments: [
      ("inf", ReadingRule.infiniteNumber), ("-Infinity", .infiniteNumber), ("NaN", .infiniteNumber),
      ("∞", .infiniteNumber),
      ("1e30", .standInNumber), ("1e400", .standInNumber), ("99999999999999", .standInNumber),
      ("10000000000000000000", .standInNumber),
      ("9223372036854775807", .standInNumber), ("1.7976931348623157e308", .standInNumber),
      ("12345678901234567890", .numberTooLarge),
      ("3e12", .numberTooLarge), ("1,000", .thousandsSeparator), ("1.000.000", .thousandsSeparator),
      ("1.000,50", .thousandsSeparator),
      ("1 000", .thousandsSeparator), ("1'000'000.5", .thousandsSeparator), ("12\u{a0}345", .thousandsSeparator),
      ("1,5", .decimalComma), ("50%", .percentSign), ("50 %", .percentSign), ("€5", .currencySign),
      ("5 EUR", .currencySign),
      ("$1,000.50", .currencySign), ("5kg", .unitInCell), ("12 pallets", .unitInCell), ("", nil), ("none", nil),
      ("0.1234567891", .numberTooPrecise), ("1/0", .divisionByZero), ("-5", .numberRange), ("n/a", .notANumber),
      ("0x10", .notANumber),
      ("−5", .notANumber), ("1/3", nil), ("1e3", nil), ("007", nil),
    ] as [(String, ReadingRule?)])
  func numbersThatAreNotNumbersHaveNames(text: String, expected: ReadingRule?) {
    #expect(rule(text) == expected, "\(text)")
  }

  @Test func hintsShowTheNumberThatWasMeant() {
    for (text, meant) in [
      ("1,000", "1000"), ("1.000,50", "1000.50"), ("1,5", "1.5"), ("50 %", "50"), ("$1,000.50", "1000.50"),
      ("-1 000", "-1000"),
    ] {
      do throws(CellFault) {
        _ = try cell(text, "rates", "cost")
        Issue.record("\(text) was read")
      } catch { #expect(error.hint == "write `\(meant)`", "\(text): \(error)") }
    }
  }

  @Test func flagsHaveManySpellings() throws {
    for text in ["yes", "true", "1", "TRUE", "Yes"] {
      #expect(try cell(text, "customers", "single_source") == .flag(true))
    }
    for text in ["no", "false", "0", "FALSE"] { #expect(try cell(text, "customers", "single_source") == .flag(false)) }
    #expect(rule("maybe", "customers", "single_source") == .notAFlag)
    #expect(rule("y", "customers", "single_source") == .notAFlag)
  }

  @Test func noneSwitchesOffButNamesNothing() throws {
    #expect(try cell("none", "lanes", "rate") == .none)
    #expect(try cell("none", "lanes", "capacity_max") == .none)
    #expect(rule("none", "lanes", "origin") == .reservedName)
  }

  @Test func rangesAreOfTheirColumns() throws {
    #expect(rule("100.000000001", "demand", "min_fill_rate") == .numberRange)
    #expect(rule("100", "demand", "min_fill_rate") == nil)
    #expect(rule("90.1", "sites", "latitude") == .numberRange)
    #expect(rule("-180", "sites", "longitude") == nil)
    #expect(rule("1.5", "objectives", "priority") == .numberRange)
    #expect(rule("0", "products", "units_per_pallet") == .numberRange)
    #expect(rule("-1/3", "sites", "throughput_max") == .numberRange)
  }

  @Test func textsAreInternedByTheirBytes() {
    var draft = Draft(name: "test")
    let composed = draft.intern("é")
    #expect(draft.intern("e\u{301}") != composed)
    #expect(draft.intern("é") == composed)
    for number in 0..<10_000 { _ = draft.intern("name \(number % 5_000)") }
    #expect(draft.texts.count == 5_002)
    let known = draft.intern("name 4321")
    let empty = draft.intern("")
    #expect(draft.text(known) == "name 4321" && draft.text(empty) == "" && draft.texts.count == 5_003)
  }
}
