import FileFormats
import Foundation
import Logistics
import Testing

/// Reads tables given as texts.
func readTables(_ tables: [String: String]) -> (draft: Draft, faults: [Fault]) {
  InstanceReader.read(
    name: "test", files: tables.sorted { $0.key < $1.key }.map { ($0.key + ".csv", Array($0.value.utf8)) })
}

private func rules(_ faults: [Fault]) -> [String] { faults.map(\.rule) }

@Suite struct TableReaderTests {
  @Test func cellsAreTypedByTheirColumns() throws {
    let (draft, faults) = readTables([
      "lanes": """
      origin,destination,provider,unit_cost [EUR/(tonne km)],capacity_max [pallet/week],rate,status
      Leipzig,Lyon,Alpha,6739.725/146,1e3,none,consider
      Leipzig,,,0.10,,,
      """,
      "customers": "customer,single_source\nBern,TRUE\nBasel,0\n",
    ])
    #expect(rules(faults) == ["required-cell"])
    let lanes = try #require(draft.table("lanes"))
    #expect(draft.tables.map(\.name) == ["customers", "lanes"])
    #expect(draft.number(lanes.cell(0, "unit_cost")) == Rational(6_739_725, over: 146_000))
    #expect(lanes.cell(0, "capacity_max") == .number(Decimal(mantissa: 1000, decimals: 0)))
    #expect(lanes.cell(1, "unit_cost") == .number(Decimal(mantissa: 1, decimals: 1)))
    #expect(lanes.cell(0, "rate") == .none && lanes.cell(1, "rate") == .blank)
    #expect(lanes.cell(0, "mode") == .blank)
    #expect(lanes.columns[3].unit?.text == "EUR/(tonne km)" && lanes.columns[4].unit?.text == "pallet/week")
    #expect(draft.string(lanes.cell(0, "origin")) == "Leipzig" && lanes.cell(0, "origin") == lanes.cell(1, "origin"))
    let customers = try #require(draft.table("customers"))
    #expect(customers.cell(0, "single_source") == .flag(true) && customers.cell(1, "single_source") == .flag(false))
  }

  @Test func tablesComeInTheOrderOfTheSchema() {
    let (draft, faults) = readTables(["lanes": "origin,destination\n", "sites": "site\n", "settings": "key,value\n"])
    #expect(faults.isEmpty && draft.tables.map(\.name) == ["settings", "sites", "lanes"])
  }

  @Test(arguments: [",", ";", "\t"])
  func separatorsAreRecognisedFromTheHeader(separator: String) throws {
    let text = "\u{feff}site,\"type\",notes\nLeipzig,plant,\"a;b,c\"\n"
    let other = text.replacing(",", with: separator).replacing("a;b\(separator)c", with: "a;b,c")
    let (draft, faults) = readTables(["sites": other])
    #expect(faults.isEmpty)
    #expect(try #require(draft.table("sites")).columns.map(\.schema.name) == ["site", "type", "notes"])
    #expect(draft.string(draft.tables[0].cell(0, "notes")) == "a;b,c")
  }

  @Test func blanksAroundACellAreCutAndReportedOnceAColumn() {
    let (draft, faults) = readTables(["sites": "site, type\n Leipzig ,plant\n\u{a0}Lyon,\"port\"  \nBonn,plant\n"])
    #expect(faults.map(\.severity) == [.note, .note] && rules(faults) == ["trimmed-blanks", "trimmed-blanks"])
    #expect(draft.string(draft.tables[0].cell(0, "site")) == "Leipzig")
    #expect(draft.string(draft.tables[0].cell(1, "site")) == "Lyon")
    #expect(faults[0].message.contains("1 more"))
  }

  @Test func requiredCellsThatMayInheritAreLeftToValidation() {
    let (_, faults) = readTables(["demand": "customer,product,quantity\nALL,router,5\nBern,router,\n"])
    #expect(faults.isEmpty)
  }

  @Test func settingsAreTypedByTheirKey() throws {
    let (draft, faults) = readTables([
      "settings": "key,value\nmodel_name,none\nquantity_decimals,0\ncircuity_factor,1.3\ndefault_penalty_cost,none\n"
    ])
    #expect(faults.isEmpty)
    let table = try #require(draft.table("settings"))
    #expect(draft.string(table.cell(0, "value")) == "none")
    #expect(draft.number(table.cell(2, "value")) == Rational(13, over: 10))
    #expect(table.cell(3, "value") == .none)
  }

  @Test func excludedRowsRefuseNothing() {
    let (_, faults) = readTables([
      "products": "product,pack_size,status\nrouter,12,exclude\n", "periods": "period,status\nQ1,exclude\n",
    ])
    #expect(faults.isEmpty)
  }

  @Test func refusalsAreCountedAColumn() throws {
    let (_, faults) = readTables(["products": "product,pack_size\na,1\nb,2\nc,3\n"])
    #expect(rules(faults) == ["refused-column"])
    #expect(try #require(faults.first).message.contains("2 more rows"))
  }

  @Test func defaultsOfRefusedColumnsAreNotRefused() {
    let (_, faults) = readTables([
      "lanes": "origin,destination,incumbent,duty_rate,shipment_size\na,b,no,0.00,\n",
      "settings": "key,value\nco2_price,0\ntransit_rounding,floor\n",
      "rates": "rate,charge,basis,cost,structure,break_scope\nr,c,kg,1,flat,lane\n",
    ])
    #expect(faults.isEmpty)
  }

  @Test func aThousandFaultsOfARuleAreListedAndTheRestCounted() {
    let (_, faults) = readTables(["sites": "site,latitude\n" + String(repeating: "a,north\n", count: 2_500)])
    #expect(faults.count == 1_001)
    #expect(faults.last?.rule == "further-faults")
    #expect(faults.last?.message.hasPrefix("1500 more") == true)
  }

  @Test func filesThatNobodyAskedForAreLeftAlone() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lanewise-\(UUID().uuidString)/net")
    try FileManager.default.createDirectory(at: folder.appending(path: "old.csv"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    for (name, text) in [
      ("_draft.csv", "nonsense"), (".~lock.sites.csv", "x"), ("notes.txt", "x"), ("sites.csv", "site\nLyon\n"),
      ("README.md", "x"),
    ] { try Data(text.utf8).write(to: folder.appending(path: name)) }
    let (draft, faults) = InstanceReader.read(folder: folder.path)
    #expect(faults.isEmpty && draft.name == "net" && draft.files.map(\.name) == ["sites.csv"])
    #expect(InstanceReader.read(folder: folder.path + "/").draft.name == "net")
    #expect(InstanceReader.read(folder: folder.path + "/missing").faults.map(\.rule) == ["folder-missing"])
    #expect(InstanceReader.read(folder: folder.path + "/old.csv").faults.map(\.rule) == ["no-tables"])
  }

  @Test(.enabled(if: publicData != nil))
  func naughtyStringsAreNamesOrFaults() throws {
    let path = try #require(publicData).appending(path: "torture/strings/blns.txt")
    let lines = String(decoding: try Data(contentsOf: path), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: true).map { String($0) }
    #expect(lines.count > 400)
    var accepted = 0
    for line in lines {
      let quoted = "\"" + line.replacing("\"", with: "\"\"") + "\""
      let (draft, faults) = readTables(["sites": "site,type\n\(quoted),plant\n"])
      let table = try #require(draft.table("sites"))
      let trimmed = String(
        String.UnicodeScalarView(
          line.unicodeScalars.drop { $0.properties.isWhitespace }.reversed().drop { $0.properties.isWhitespace }
            .reversed()))
      let hasControls = trimmed.unicodeScalars.contains { $0.properties.generalCategory == .control }
      if trimmed.isEmpty {
        #expect(faults.contains { $0.severity == .error }, "\(line.debugDescription)")
      } else if hasControls {
        #expect(rules(faults).contains("control-character"), "\(line.debugDescription)")
      } else if trimmed == "none" {
        #expect(rules(faults).contains("reserved-name"))
      } else {
        accepted += 1
        #expect(!faults.contains { $0.severity == .error }, "\(line.debugDescription)")
        #expect(
          draft.string(table.cell(0, "site")).map { Array($0.utf8) } == Array(trimmed.utf8), "\(line.debugDescription)")
      }
    }
    #expect(accepted > 400)
  }
}
