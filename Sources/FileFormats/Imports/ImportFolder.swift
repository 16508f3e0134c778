/// An imported instance as the files of its folder.
extension ImportedInstance {
  /// Tables, the report as `_import.md`, and the rounded numbers as `_rounded.csv`; no reader of instances reads files
  /// whose names begin so.
  public var files: [OutputFile] {
    let tables = self.tables.filter { !$0.rows.isEmpty }.map { file("\($0.name).csv", $0.header, $0.rows) }
    let text = "# What the import found\n\n" + report.map { "- \($0)\n" }.joined()
    var files = tables + [OutputFile(name: "_import.md", bytes: Array(text.utf8))]
    if !rounded.isEmpty {
      let rows = rounded.map { [$0.place, $0.text, $0.fitted] }
      files.append(file("_rounded.csv", ["place", "source", "instance"], rows))
    }
    return files
  }

  private func file(_ name: String, _ header: [String], _ rows: [[String]]) -> OutputFile {
    var written = SummaryTable(header)
    for row in rows { written.add(row) }
    return OutputFile(name: name, bytes: written.bytes)
  }
}
