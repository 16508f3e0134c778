import FoundationEssentials
public import Logistics

/// Reads an instance: tables to draft, with every fault of the form at once.
public enum InstanceReader {
  /// Reads the tables of a folder: every `*.csv` whose name does not begin with `_` or `.`, and the sheets of
  /// `instance.xlsx`; subfolders are not read.
  ///
  /// The draft is complete only if no fault is an error. A folder that is missing is a fault without a place, of rule
  /// `folder-missing`; a file that cannot be read one of rule `file-unreadable`.
  public static func read(folder: String) -> (draft: Draft, faults: [Fault]) {
    let name = folderName(folder)
    let manager = FileManager.default
    var isFolder = false
    guard manager.fileExists(atPath: folder, isDirectory: &isFolder), isFolder else {
      return (
        Draft(name: name), [Fault(at: nil, .folderMissing, "there is no folder \(Fault.quoted(folder, upTo: 500))")]
      )
    }
    let entries: [String]
    do {
      entries = try manager.contentsOfDirectory(atPath: folder)
    } catch {
      return (
        Draft(name: name), [Fault(at: nil, .fileUnreadable, "\(Fault.quoted(folder, upTo: 500)) cannot be listed")]
      )
    }
    var files: [(name: String, bytes: [UInt8])] = []
    var faults: [Fault] = []
    for entry in entries.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where TableSource.isCandidate(entry) {
      let path = folder + "/" + entry
      var isSubfolder = false
      guard manager.fileExists(atPath: path, isDirectory: &isSubfolder), !isSubfolder else { continue }
      guard entry.hasSuffix(".csv") || entry == WorkbookReader.fileName else {
        files.append((entry, []))
        continue
      }
      switch bytes(of: path, entry) {
      case .success(let bytes): files.append((entry, bytes))
      case .failure(let fault): faults.append(fault)
      }
    }
    let (draft, more) = read(name: name, files: files)
    return (draft, faults + more)
  }

  /// Reads tables that are in memory, each named as its file would be: `lanes.csv`, `instance.xlsx`.
  public static func read(name: String, files: [(name: String, bytes: [UInt8])]) -> (draft: Draft, faults: [Fault]) {
    var draft = Draft(name: name)
    var faults: [Fault] = []
    var sources: [TableSource] = []
    for file in files where TableSource.isCandidate(file.name) {
      if file.name == WorkbookReader.fileName {
        sources += sheets(file.bytes, into: &draft, &faults)
      } else {
        sources.append(.file(file.name, file.bytes))
      }
    }
    var read: [String: SourceMark] = [:]
    for source in order(sources) {
      let index = Int32(truncatingIfNeeded: draft.files.count)
      let mark = SourceMark(file: index, line: 1, offset: 0)
      draft.files.append(source.file)
      if let fault = source.misfit(mark) {
        faults.append(fault)
      } else if let table = source.table.flatMap(InstanceSchema.table) {
        guard read[table.name] == nil else {
          faults.append(duplicate(source, mark, read[table.name]))
          continue
        }
        read[table.name] = mark
        var reader = TableReader(schema: table, file: index, separator: source.separator)
        faults += source.faults(mark, reader.read(source.bytes, into: &draft))
      }
    }
    if read.isEmpty && faults.isEmpty {
      faults.append(
        Fault(
          at: nil, .noTables, "there is no table in \(Fault.quoted(name))", hint: "tables are files such as `lanes.csv`"
        ))
    }
    return (draft, faults + draft.refusals())
  }

  private static func duplicate(_ source: TableSource, _ mark: SourceMark, _ first: SourceMark?) -> Fault {
    Fault(
      at: mark, .duplicateTable, "the table `\(source.table ?? "")` is given twice",
      related: first.map { [Fault.Related($0, "first here")] } ?? [])
  }

  // MARK: Files

  private static func folderName(_ folder: String) -> String {
    folder.split(separator: "/").last.map { String($0) } ?? folder
  }

  /// The workbook itself becomes a file of the draft, for digests; its sheets are read as tables.
  private static func sheets(_ bytes: [UInt8], into draft: inout Draft, _ faults: inout [Fault]) -> [TableSource] {
    let mark = SourceMark(file: Int32(truncatingIfNeeded: draft.files.count), line: 1, offset: 0)
    draft.files.append(SourceFile(name: WorkbookReader.fileName, bytes: bytes, separator: SheetText.separator))
    guard bytes.count < TableSource.largest else {
      faults.append(Fault(at: mark, .fileTooLarge, "the workbook holds \(bytes.count) bytes, more than 2 GiB"))
      return []
    }
    do throws(WorkbookReader.Refusal) {
      return try WorkbookReader.sheets(bytes).map { .sheet($0) }
    } catch {
      faults.append(Fault(at: mark, .workbook, "the workbook cannot be read: \(error.words)", hint: error.hint))
      return []
    }
  }

  /// Known tables in the schema's order, then the rest by name.
  private static func order(_ sources: [TableSource]) -> [TableSource] {
    func rank(_ source: TableSource) -> Int {
      InstanceSchema.tables.firstIndex { $0.name == source.table } ?? InstanceSchema.tables.count
    }
    return sources.enumerated().sorted { a, b in
      let (left, right) = (rank(a.element), rank(b.element))
      if left != right { return left < right }
      if a.element.name != b.element.name { return a.element.name.utf8.lexicographicallyPrecedes(b.element.name.utf8) }
      return a.offset < b.offset
    }.map(\.element)
  }

  /// The failure has no place: the file is not among the draft's.
  private static func bytes(of path: String, _ name: String) -> Result<[UInt8], Fault> {
    do {
      return .success([UInt8](try Data(contentsOf: URL(filePath: path))))
    } catch {
      return .failure(Fault(at: nil, .fileUnreadable, "\(Fault.quoted(name)) cannot be read"))
    }
  }
}
