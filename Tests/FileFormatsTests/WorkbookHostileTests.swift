import Foundation
import Logistics
import Testing

@testable import FileFormats

/// Workbooks that are damaged, or made to do harm: each is refused in words, none ends the process or fills the memory.
@Suite struct WorkbookHostileTests {
  private func read(_ bytes: [UInt8]) -> (rules: [String], words: String) {
    let loaded = LoadedInstance.load(name: "test", files: [("instance.xlsx", bytes)])
    let faults = loaded.faults.filter { $0.severity == .error }
    // Showing them must be possible too.
    let text = FaultText(files: loaded.draft.files).report(faults)
    #expect((loaded.instance == nil) == !faults.isEmpty)
    return (faults.map(\.rule), text)
  }

  /// That the workbook as a whole is refused, in these words.
  private func expectRefused(_ bytes: [UInt8], _ words: String, _ place: SourceLocation = #_sourceLocation) {
    let found = read(bytes)
    #expect(found.rules == ["workbook"], "\(found.words)", sourceLocation: place)
    #expect(found.words.contains(words), "\(found.words)", sourceLocation: place)
  }

  private func with(_ name: String, _ text: String) -> [UInt8] {
    var zip = TinyWorkbook.network().archive
    zip[name]?.bytes = Array(text.utf8)
    return zip.bytes
  }

  private static let sheet = "xl/worksheets/sheet1.xml"

  private func withRows(_ rows: String) -> [UInt8] {
    with(Self.sheet, "<worksheet><sheetData>\(rows)</sheetData></worksheet>")
  }

  // MARK: Archives

  @Test func theSoundOneIsRead() { #expect(read(TinyWorkbook.network().bytes).rules == []) }

  @Test func everyPrefixIsRefused() {
    let bytes = TinyWorkbook.network().bytes
    for length in 0..<bytes.count { #expect(read(Array(bytes[..<length])).rules == ["workbook"], "\(length) bytes") }
  }

  @Test func aWrongChecksumOrSizeIsRefused() {
    for part in TinyWorkbook.network().archive.parts where part.name != "[Content_Types].xml" {
      var zip = TinyWorkbook.network().archive
      zip[part.name]?.checksum = 1
      expectRefused(zip.bytes, "the checksum of the part `\(part.name)` is wrong")
      zip[part.name]?.checksum = nil
      zip[part.name]?.size = UInt32(part.bytes.count - 1)
      expectRefused(zip.bytes, "holds \(part.bytes.count) bytes, not \(part.bytes.count - 1)")
    }
  }

  @Test func whatIsPackedInOtherWaysIsRefused() {
    var zip = TinyWorkbook.network().archive
    zip[Self.sheet]?.method = 12
    expectRefused(zip.bytes, "is packed by method 12")
    zip[Self.sheet]?.method = 8
    expectRefused(zip.bytes, "the part `\(Self.sheet)` is damaged")
    zip[Self.sheet]?.method = 0
    zip[Self.sheet]?.flags = 1
    expectRefused(zip.bytes, "is encrypted")
    expectRefused([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "without a password")
    expectRefused(Array("origin,destination\n".utf8), "it is no ZIP archive")
  }

  /// 2 GiB of one byte, as deflate packs them, and what claims to be as much.
  @Test func bombsAreNotUnpacked() {
    var zip = TinyWorkbook.network().archive
    zip[Self.sheet]?.size = 0x7fff_0000
    expectRefused(zip.bytes, "would be unreasonably large")
    zip[Self.sheet]?.size = 0xffff_ffff
    expectRefused(zip.bytes, "its directory is cut off")
    // What packs more than it states stops there.
    zip[Self.sheet]?.size = nil
    zip[Self.sheet]?.method = 8
    zip[Self.sheet]?.bytes = [0x63, 0x60, 0x18, 0x05, 0xa3, 0x60, 0x14, 0x8c, 0x82, 0x51, 0x30, 0x0a, 0x46, 0xc1, 0x28, 0x00]
    zip[Self.sheet]?.size = 8
    expectRefused(zip.bytes, "is damaged")
  }

  @Test func partsThatAreMissingOrThereTwiceAreNamed() {
    for (name, words) in [
      ("_rels/.rels", "there is no workbook in it"), ("xl/workbook.xml", "there is no workbook in it"),
      ("xl/_rels/workbook.xml.rels", "the sheet `sites` is missing"), (Self.sheet, "the sheet `sites` is missing"),
    ] {
      var zip = TinyWorkbook.network().archive
      zip[name] = nil
      expectRefused(zip.bytes, words)
    }
    var zip = TinyWorkbook.network().archive
    zip.parts.append(.init(name: "XL/styles.xml", bytes: []))
    expectRefused(zip.bytes, "the part `XL/styles.xml` is there twice")
    // Texts and formats may be missing where no cell needs them.
    zip = TinyWorkbook.network().archive
    zip["xl/styles.xml"] = nil
    zip["xl/sharedStrings.xml"] = nil
    zip["[Content_Types].xml"] = nil
    #expect(read(zip.bytes).rules == [])
  }

  @Test func nothingOutsideTheFileIsLookedAt() {
    let target = "Type=\"x/worksheet\" Target=\"file:///etc/passwd\""
    let external = "<Relationships><Relationship Id=\"rId1\" \(target) TargetMode=\"External\"/></Relationships>"
    expectRefused(with("xl/_rels/workbook.xml.rels", external), "the sheet `sites` is missing")
    let inside = "<Relationships><Relationship Id=\"rId1\" \(target)/></Relationships>"
    expectRefused(with("xl/_rels/workbook.xml.rels", inside), "the sheet `sites` is missing")
  }

  // MARK: XML

  @Test func entitiesAreRefusedAndNothingIsExpanded() {
    let laughs = "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><worksheet>&b;</worksheet>"
    expectRefused(with(Self.sheet, laughs), "it declares types or entities, which is refused")
    let outside = "<?xml version=\"1.0\"?><!DOCTYPE w SYSTEM \"http://localhost/x\"><worksheet/>"
    expectRefused(with("xl/workbook.xml", outside), "it declares types or entities")
    for text in ["&b;", "&#0;", "&#xD800;", "&#x110000;", "&#99999999999;", "&", "&;", "&#;", "&#x;"] {
      expectRefused(withRows("<row><c><v>\(text)</v></c></row>"), "an entity that it does not have")
    }
  }

  @Test(arguments: [
    ("", "cut off"), ("<a>", "cut off"), ("<a", "cut off"), ("<a b=\"", "cut off"), ("<a b>", "has no value"),
    ("<a></b>", "not open"), ("</a>", "not open"), ("<a/><b/>", "follows its last tag"), ("x<a/>", "outside its tags"),
    ("<a/>x", "outside its tags"), ("<a b=c/>", "has no value"), ("< a/>", "not well formed"), ("<!-- <a/>", "cut off"),
    ("<a><![CDATA[x</a>", "cut off"), ("<a b='<'/>", "not well formed"), ("<a b='1'c='2'/>", "not well formed"),
    ("<?x <a/>", "cut off"), ("<a\u{0}/>", "not UTF-8"),
  ])
  func whatIsNotWellFormedIsRefused(xml: String, words: String) {
    expectRefused(with(Self.sheet, xml), words)
  }

  @Test func tagsMayBeNestedOnlySoDeep() {
    let deep = String(repeating: "<a>", count: 100_000)
    expectRefused(with(Self.sheet, deep), "its tags are nested too deep")
    var zip = TinyWorkbook.network().archive
    zip[Self.sheet]?.bytes = [0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x3c, 0x2f, 0x61, 0x3e]
    expectRefused(zip.bytes, "it is not UTF-8 text")
  }

  // MARK: Cells

  @Test(arguments: [
    "XFE1048577", "XFE1", "A1048577", "A0", "1", "A", "AAAA1", "a1", "A-1", "A99999999999999999999", "$A$1", "A1:B2", "",
  ])
  func placesThatNoSheetHasAreRefused(name: String) {
    #expect(SheetReader.place(name) == nil)
    expectRefused(withRows("<row r=\"1\"><c r=\"\(name)\"><v>1</v></c></row>"), "is no cell")
  }

  @Test func placesThatSheetsHaveAreUnderstood() {
    #expect(SheetReader.place("A1")! == (1, 0))
    #expect(SheetReader.place("XFD1048576")! == (1_048_576, 16_383))
    #expect(SheetReader.place("AA10")! == (10, 26))
  }

  @Test func rowsAndCellsStandInTheirOrder() {
    for rows in [
      "<row r=\"2\"/><row r=\"2\"/>", "<row r=\"3\"/><row r=\"1\"/>", "<row r=\"1048577\"/>", "<row r=\"x\"/>",
      "<row r=\"-1\"/>", "<row r=\"99999999999999999999\"/>",
    ] { expectRefused(withRows(rows), "follows row") }
    for cells in [
      "<c r=\"B1\"/><c r=\"B1\"/>", "<c r=\"B1\"/><c r=\"A1\"/>", "<c r=\"A2\"/>",
      String(repeating: "<c/>", count: 16_385),
    ] { expectRefused(withRows("<row r=\"1\">\(cells)</row>"), "not in order") }
    expectRefused(withRows("<c><v>1</v></c>"), "not in order")
  }

  /// One cell in the far corner, and rows that all end there: no table is as large as the sheet could be.
  @Test func sparseSheetsStaySmall() {
    let header = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>site</t></is></c></row>"
    let far = "<row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>Lyon</t></is></c></row>"
    let (draft, faults) = InstanceReader.read(name: "test", files: [("instance.xlsx", withRows(header + far))])
    #expect(faults.isEmpty && draft.table("sites")?.marks.map(\.line) == [1_048_576])
    let wide = "<row r=\"1\"><c r=\"XFD1\" t=\"inlineStr\"><is><t>site</t></is></c></row>"
    #expect(read(withRows(wide)).rules.contains("too-many-columns"))
    let beyond = (2...2_000).map { "<row r=\"\($0)\"><c r=\"XFD\($0)\"><v>1</v></c></row>" }.joined()
    let loaded = LoadedInstance.load(name: "test", files: [("instance.xlsx", withRows(header + beyond))])
    #expect(loaded.faults.filter { $0.rule == "too-many-cells" }.count == 1_000)
    #expect(loaded.faults.contains { $0.message == "999 more faults of rule `too-many-cells` in this file" })
    #expect(loaded.draft.files.allSatisfy { $0.bytes.count < 200_000 })
  }

  @Test func aSheetMayBeCalledAnything() {
    for name in ["", "../../x", "a\u{1b}[31mb", "sites\n", String(repeating: "x", count: 100_000), "lanes.csv", "\u{202e}"] {
      let book = TinyWorkbook.network { $0.sheets.append((name, [["x"]])) }
      let found = read(book.bytes)
      #expect(found.rules == ["unknown-table"], "\(found.words.prefix(200))")
      #expect(!found.words.contains("\u{1b}"))
    }
  }

  /// Random damage to the archive and to what is in it.
  @Test func noDamageEndsTheProcess() {
    let fragments = [
      "XFE1048577", "-1", "&#0;", "<!DOCTYPE a>", "</row>", "<c r=\"A1\">", "t=\"s\"", "<v>", "</v>", "/>", "_xD800_",
      "r=\"0\"", "<is><t>", "1e999", "]]>", "\u{0}",
    ]
    let network = TinyWorkbook.network { $0["lanes", 3, 1] = .shared("Lyon") }
    let (zip, bytes) = (network.archive, network.bytes)
    var refused = 0
    for seed in 0..<UInt64(scaled(600)) {
      var dice = SeededGenerator(seed: seed)
      var damaged = bytes
      if seed % 3 == 0 {
        for _ in 0..<Int.random(in: 1...8, using: &dice) {
          damaged[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
        }
      } else {
        var changed = zip
        let part = Int.random(in: 0..<zip.parts.count, using: &dice)
        for _ in 0..<Int.random(in: 1...4, using: &dice) {
          let place = Int.random(in: 0...changed.parts[part].bytes.count, using: &dice)
          let text = fragments[Int.random(in: 0..<fragments.count, using: &dice)]
          let end = min(changed.parts[part].bytes.count, place + Int.random(in: 0...12, using: &dice))
          changed.parts[part].bytes.replaceSubrange(place..<end, with: Array(text.utf8))
        }
        damaged = changed.bytes
      }
      if !read(damaged).rules.isEmpty { refused += 1 }
    }
    #expect(refused > 100)
  }
}
