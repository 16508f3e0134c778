@testable import FileFormats

/// A ZIP archive of stored parts, and what may be wrong with it.
struct TinyZip {
  struct Part {
    var name: String
    var bytes: [UInt8]
    var method: UInt16 = 0
    var flags: UInt16 = 0
    /// What is stated of it, where that is not the truth.
    var size: UInt32?
    var checksum: UInt32?
  }

  var parts: [Part] = []

  subscript(name: String) -> Part? {
    get { parts.first { $0.name == name } }
    set {
      let index = parts.firstIndex { $0.name == name }
      if let newValue {
        if let index { parts[index] = newValue } else { parts.append(newValue) }
      } else if let index {
        parts.remove(at: index)
      }
    }
  }

  var bytes: [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for part in parts {
      let offset = UInt32(archive.count)
      archive += number(0x0403_4b50, 4) + header(part) + number(0, 2) + Array(part.name.utf8) + part.bytes
      directory += number(0x0201_4b50, 4) + number(20, 2) + header(part) + number(0, 2 + 2 + 2 + 2 + 4)
      directory += number(offset, 4) + Array(part.name.utf8)
    }
    let start = UInt32(archive.count)
    let count = UInt32(parts.count)
    return archive + directory + number(0x0605_4b50, 4) + number(0, 4) + number(count, 2) + number(count, 2)
      + number(UInt32(directory.count), 4) + number(start, 4) + number(0, 2)
  }

  /// From the version up to the length of the name.
  private func header(_ part: Part) -> [UInt8] {
    number(20, 2) + number(UInt32(part.flags), 2) + number(UInt32(part.method), 2) + number(0, 4)
      + number(part.checksum ?? ZipArchive.checksum(part.bytes), 4) + number(UInt32(part.bytes.count), 4)
      + number(part.size ?? UInt32(part.bytes.count), 4) + number(UInt32(part.name.utf8.count), 2)
  }

  private func number(_ value: UInt32, _ length: Int) -> [UInt8] {
    (0..<length).map { $0 < 4 ? UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) : 0 }
  }
}

/// A small workbook, sheet by sheet.
struct TinyWorkbook {
  enum Cell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    case blank
    /// In the cell itself.
    case text(String)
    /// In the table of shared texts.
    case shared(String)
    /// As it is stored.
    case number(String, format: Int = 0)
    /// The whole of a cell's XML, `@` for its reference.
    case raw(String)

    init(stringLiteral value: String) { self = value.isEmpty ? .blank : .text(value) }
    init(integerLiteral value: Int) { self = .number(String(value)) }
  }

  var sheets: [(name: String, rows: [[Cell]])] = []
  /// Behind the rows of the first sheet.
  var behindRows = ""
  var from1904 = false
  /// Formats by number: the whole number, a date, percent, a date by its code, and text that looks like one.
  static let styles = """
    <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2">\
    <numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd;@"/><numFmt numFmtId="165" formatCode="0.00&quot; days&quot;"/>\
    </numFmts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0"/>\
    <xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>
    """
  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// The four tables of an instance that is sound, one cell of which may be another.
  static func network(_ change: (inout TinyWorkbook) -> Void = { _ in }) -> TinyWorkbook {
    var book = TinyWorkbook(sheets: [
      ("sites", [["site", "type"], ["Leipzig", "plant"], ["Lyon", "warehouse"]]),
      ("supply", [["site", "product", "supply_max"], ["Leipzig", "router", 500]]),
      ("demand", [["customer", "product", "quantity"], ["Bern", "router", 80]]),
      (
        "lanes",
        [
          ["origin", "destination", "unit_cost"], ["Leipzig", "Lyon", .number("1.2")], ["Lyon", "Bern", .number("1.85")],
        ]
      ),
    ])
    change(&book)
    return book
  }

  subscript(sheet: String, row: Int, column: Int) -> Cell {
    get { sheets.first { $0.name == sheet }?.rows[row - 1][column - 1] ?? .blank }
    set {
      guard let index = sheets.firstIndex(where: { $0.name == sheet }) else { return }
      while sheets[index].rows.count < row { sheets[index].rows.append([]) }
      while sheets[index].rows[row - 1].count < column { sheets[index].rows[row - 1].append(.blank) }
      sheets[index].rows[row - 1][column - 1] = newValue
    }
  }

  var bytes: [UInt8] { archive.bytes }

  var archive: TinyZip {
    var shared: [String] = []
    var zip = TinyZip()
    func add(_ name: String, _ text: String) {
      zip.parts.append(.init(name: name, bytes: Array((TinyWorkbook.head + text).utf8)))
    }
    add("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")
    add("_rels/.rels", relationships([("rId1", "officeDocument", "xl/workbook.xml")]))
    for (index, sheet) in sheets.enumerated() {
      add("xl/worksheets/sheet\(index + 1).xml", worksheet(sheet.rows, index == 0 ? behindRows : "", &shared))
    }
    let names = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(TinyWorkbook.escaped(sheet.name))\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
    }
    add(
      "xl/workbook.xml",
      "<x:workbook xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
        + "xmlns:r=\"\(TinyWorkbook.relations)\"><x:workbookPr\(from1904 ? " date1904=\"1\"" : "")/><sheets>"
        + names.joined() + "</sheets></x:workbook>")
    let parts = sheets.indices.map { ("rId\($0 + 1)", "worksheet", "worksheets/sheet\($0 + 1).xml") }
    add(
      "xl/_rels/workbook.xml.rels",
      relationships(
        parts + [
          ("rId901", "sharedStrings", "/xl/sharedStrings.xml"), ("rId902", "styles", "../xl/./styles.xml"),
        ]))
    add(
      "xl/sharedStrings.xml", "<sst>" + shared.map { "<si><t xml:space='preserve'>\(TinyWorkbook.escaped($0))</t></si>" }
        .joined() + "</sst>")
    add("xl/styles.xml", TinyWorkbook.styles)
    return zip
  }

  private func relationships(_ entries: [(id: String, type: String, target: String)]) -> String {
    "<Relationships>"
      + entries.map {
        "<Relationship Id=\"\($0.id)\" Type=\"\(TinyWorkbook.relations)/\($0.type)\" Target=\"\($0.target)\"/>"
      }.joined() + "</Relationships>"
  }

  private func worksheet(_ rows: [[Cell]], _ behind: String, _ shared: inout [String]) -> String {
    var text = "<worksheet><sheetData>"
    for (row, cells) in rows.enumerated() {
      text += "<row r=\"\(row + 1)\">"
      for (column, cell) in cells.enumerated() {
        text += xml(cell, "\(TinyWorkbook.letters(column))\(row + 1)", &shared)
      }
      text += "</row>"
    }
    return text + "</sheetData>" + behind + "</worksheet>"
  }

  private func xml(_ cell: Cell, _ place: String, _ shared: inout [String]) -> String {
    switch cell {
    case .blank: return ""
    case .text(let text): return "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(TinyWorkbook.escaped(text))</t></is></c>"
    case .shared(let text):
      shared.append(text)
      return "<c r=\"\(place)\" t=\"s\"><v>\(shared.count - 1)</v></c>"
    case .number(let text, let format): return "<c r=\"\(place)\" s=\"\(format)\"><v>\(text)</v></c>"
    case .raw(let text): return text.split(separator: "@", omittingEmptySubsequences: false).joined(separator: place)
    }
  }

  static func letters(_ column: Int) -> String {
    let last = String(UnicodeScalar(UInt8(65 + column % 26)))
    return column < 26 ? last : letters(column / 26 - 1) + last
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
