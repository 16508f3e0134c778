import FoundationEssentials
public import Logistics

/// Reads an instance: tables to draft, with every fault of the form at once.
public enum InstanceReader {
  /// Line numbers and offsets of marks hold up to here.
  static let largestFile = Int(Int32.max)

  /// Reads the tables of a folder: every `*.csv` whose name does not begin with `_` or `.`; subfolders are not read.
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
    for entry in entries.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where isCandidate(entry) {
      let path = folder + "/" + entry
      var isSubfolder = false
      guard manager.fileExists(atPath: path, isDirectory: &isSubfolder), !isSubfolder else { continue }
      guard entry.hasSuffix(".csv") else {
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

  /// Reads tables that are in memory, each named as its file would be: `lanes.csv`.
  public static func read(name: String, files: [(name: String, bytes: [UInt8])]) -> (draft: Draft, faults: [Fault]) {
    var draft = Draft(name: name)
    var faults: [Fault] = []
    let ordered = order(files.filter { isCandidate($0.name) })
    var read: Set<String> = []
    for file in ordered {
      let index = Int32(truncatingIfNeeded: draft.files.count)
      draft.files.append(
        SourceFile(name: file.name, bytes: file.bytes, separator: TableFormat.separator(file.bytes)))
      if let fault = misfit(file, SourceMark(file: index, line: 1, offset: 0)) {
        faults.append(fault)
      } else if let table = InstanceSchema.table(tableName(file.name)) {
        guard read.insert(table.name).inserted else {
          faults.append(
            Fault(at: SourceMark(file: index, line: 1, offset: 0), .duplicateTable, "`\(file.name)` is given twice"))
          continue
        }
        var reader = TableReader(schema: table, file: index, separator: draft.files[Int(index)].separator)
        faults += reader.read(file.bytes, into: &draft)
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

  // MARK: Files

  private static func folderName(_ folder: String) -> String {
    folder.split(separator: "/").last.map { String($0) } ?? folder
  }

  private static func tableName(_ file: String) -> String { String(file.dropLast(".csv".count)) }

  /// Whether a file is read, or has to be spoken about because somebody may believe so.
  private static func isCandidate(_ file: String) -> Bool {
    guard !file.hasPrefix("_"), !file.hasPrefix(".") else { return false }
    return file.hasSuffix(".csv") || file == "instance.xlsx" || lookalike(file) != nil
  }

  /// The table that a file is named after though it is not a `.csv` file.
  private static func lookalike(_ file: String) -> String? {
    let parts = file.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let stem = parts.first, let ending = parts.last else { return nil }
    guard ["csv", "tsv", "txt", "xlsx", "xls", "ods"].contains(ending.lowercased()), ending != "csv" else { return nil }
    return InstanceSchema.table(stem.lowercased())?.name
  }

  /// Known tables in the schema's order, then the rest by name.
  private static func order(_ files: [(name: String, bytes: [UInt8])]) -> [(name: String, bytes: [UInt8])] {
    func rank(_ name: String) -> Int {
      InstanceSchema.tables.firstIndex { $0.name + ".csv" == name } ?? InstanceSchema.tables.count
    }
    return files.enumerated().sorted { a, b in
      let (left, right) = (rank(a.element.name), rank(b.element.name))
      if left != right { return left < right }
      if a.element.name != b.element.name { return a.element.name.utf8.lexicographicallyPrecedes(b.element.name.utf8) }
      return a.offset < b.offset
    }.map(\.element)
  }

  /// Why a file is not read as a table; nil where it is one.
  private static func misfit(_ file: (name: String, bytes: [UInt8]), _ mark: SourceMark) -> Fault? {
    if file.name == "instance.xlsx" {
      return Fault(
        at: mark, .workbook, "workbooks are not supported yet", hint: "save each sheet as a table: `lanes.csv`, …")
    }
    if let table = lookalike(file.name) {
      return Fault(at: mark, .unreadFile, "\(Fault.quoted(file.name)) is not read", hint: "name it `\(table).csv`")
    }
    let name = tableName(file.name)
    guard InstanceSchema.table(name) != nil else {
      return Fault(
        at: mark, .unknownTable, "\(Fault.quoted(name)) is not a table of an instance",
        hint: Spelling.hint(for: name, among: InstanceSchema.tables.lazy.map(\.name))
          ?? "a file that is not to be read has a name that begins with `_`")
    }
    guard file.bytes.count < largestFile else {
      return Fault(at: mark, .fileTooLarge, "the table holds \(file.bytes.count) bytes, more than 2 GiB")
    }
    return TableFormat.foreign(file.bytes).map {
      Fault(at: mark, .notUTF8, "the file is \($0), not a table", hint: "save it as CSV in UTF-8")
    }
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
