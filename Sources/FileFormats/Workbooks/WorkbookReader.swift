import Logistics

/// Reads a workbook (Office Open XML, ECMA-376, transitional or strict): each worksheet as the text of a table.
///
/// Nothing outside the file is looked at, and formulas are not computed: the values count that the workbook was saved
/// with.
struct WorkbookReader {
  static let fileName = "instance.xlsx"

  struct Sheet {
    let name: String
    let text: SheetText
  }

  /// Why a workbook cannot be read, in words.
  struct Refusal: Error {
    let words: String
    let hint: String?

    init(_ words: String, hint: String? = nil) {
      self.words = words
      self.hint = hint
    }
  }

  private static let mostSheets = 1_000

  private let archive: ZipArchive

  private init(_ archive: ZipArchive) { self.archive = archive }

  /// The worksheets in their order; those whose names begin with `_`, and those that hold nothing
  /// and have no table's name, are left out.
  static func sheets(_ bytes: [UInt8]) throws(Refusal) -> [Sheet] {
    if bytes.starts(with: [0xd0, 0xcf, 0x11, 0xe0]) {
      throw Refusal(
        "it is a workbook of the old format, or one with a password",
        hint: "save it as a workbook of the format XLSX, without a password")
    }
    let archive: ZipArchive
    do throws(ZipArchive.Damage) { archive = try ZipArchive(bytes) } catch { throw Refusal(error.words) }
    return try WorkbookReader(archive).sheets()
  }

  private func sheets() throws(Refusal) -> [Sheet] {
    guard let root = try relationships(of: "").first(where: { $0.isOf("officeDocument") }),
      let workbook = try contents(root.target)
    else { throw Refusal("there is no workbook in it") }
    let (list, from1904) = try parsed(root.target, workbook, WorkbookReader.list)
    guard list.count <= WorkbookReader.mostSheets else { throw Refusal("it has \(list.count) sheets") }
    let parts = try relationships(of: root.target)
    let texts = try read(parts, "sharedStrings", SharedTexts.init) ?? SharedTexts()
    let formats = try read(parts, "styles", CellFormats.init) ?? CellFormats()
    var sheets: [Sheet] = []
    for entry in list where !entry.name.hasPrefix("_") {
      guard let part = parts.first(where: { $0.id == entry.relationship }) else {
        throw Refusal("the sheet \(Fault.quoted(entry.name)) is missing")
      }
      // Charts and dialogues are sheets too.
      guard part.isOf("worksheet") else { continue }
      guard let bytes = try contents(part.target) else {
        throw Refusal("the sheet \(Fault.quoted(entry.name)) is missing")
      }
      let text = try parsed(part.target, bytes) { (bytes) throws(XMLScanner.Damage) in
        var reader = SheetReader(bytes, texts, formats, from1904: from1904)
        return try reader.read()
      }
      guard !text.isBlank || InstanceSchema.table(entry.name) != nil else { continue }
      sheets.append(Sheet(name: entry.name, text: text))
    }
    return sheets
  }

  // MARK: Parts

  private struct Relationship {
    let id: String
    let type: String
    /// The part's name.
    let target: String

    func isOf(_ kind: String) -> Bool { type.hasSuffix("/\(kind)") }
  }

  /// What a part refers to; of none, where it has no list of them.
  private func relationships(of part: String) throws(Refusal) -> [Relationship] {
    let slash = part.lastIndex(of: "/")
    let folder = slash.map { String(part[...$0]) } ?? ""
    let name = "\(folder)_rels/\(part.dropFirst(folder.count)).rels"
    guard let bytes = try contents(name) else { return [] }
    return try parsed(name, bytes) { (bytes) throws(XMLScanner.Damage) in
      var scanner = XMLScanner(bytes)
      var found: [Relationship] = []
      while true {
        let event = try scanner.next()
        if event == .finished { return found }
        guard event == .start, scanner.isTag("Relationship"), scanner.string("TargetMode") != "External" else { continue }
        found.append(
          Relationship(
            id: scanner.string("Id") ?? "", type: scanner.string("Type") ?? "",
            target: WorkbookReader.resolved(scanner.string("Target") ?? "", in: folder)))
      }
    }
  }

  /// The name of the part that a relationship of a part in `folder` points to.
  private static func resolved(_ target: String, in folder: String) -> String {
    var parts: [Substring] = []
    for part in (target.hasPrefix("/") ? target : folder + target).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }

  /// nil where there is no such part.
  private func contents(_ name: String) throws(Refusal) -> [UInt8]? {
    guard let entry = archive.entry(name) else { return nil }
    do throws(ZipArchive.Damage) { return try archive.unpack(entry) } catch { throw Refusal(error.words) }
  }

  private func parsed<Value>(
    _ name: String, _ bytes: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) throws(XMLScanner.Damage) -> Value
  ) throws(Refusal) -> Value {
    let result: Result<Value, XMLScanner.Damage> = bytes.withUnsafeBufferPointer { bytes in
      guard EncodingCheck.findings(in: bytes, limit: 1).count == 0 else {
        return .failure(XMLScanner.Damage(words: "it is not UTF-8 text", offset: 0))
      }
      do throws(XMLScanner.Damage) { return .success(try body(bytes)) } catch { return .failure(error) }
    }
    switch result {
    case .success(let value): return value
    case .failure(let damage): throw Refusal("the part \(Fault.quoted(name)) cannot be read: \(damage.words)")
    }
  }

  private func read<Value>(
    _ parts: [Relationship], _ kind: String,
    _ body: (UnsafeBufferPointer<UInt8>) throws(XMLScanner.Damage) -> Value
  ) throws(Refusal) -> Value? {
    guard let part = parts.first(where: { $0.isOf(kind) }), let bytes = try contents(part.target) else { return nil }
    return try parsed(part.target, bytes, body)
  }

  /// The sheets of a workbook by name and relationship, and whether its days count from 1904.
  private static func list(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(XMLScanner.Damage) -> (sheets: [(name: String, relationship: String)], from1904: Bool) {
    var scanner = XMLScanner(bytes)
    var sheets: [(name: String, relationship: String)] = []
    var from1904 = false
    while true {
      let event = try scanner.next()
      if event == .finished { return (sheets, from1904) }
      guard event == .start else { continue }
      if scanner.isTag("workbookPr") { from1904 = ["1", "true"].contains(scanner.string("date1904")) }
      // `r:id`: the one attribute of that name with a prefix, `sheetId` being another.
      if scanner.isTag("sheet") { sheets.append((scanner.string("name") ?? "", scanner.string("id") ?? "")) }
    }
  }
}
