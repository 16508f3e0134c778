/// An imported instance as the files of its folder.
extension ImportedInstance {
  /// Tables, and the report as `_import.md`, which no reader of instances reads.
  public var files: [OutputFile] {
    let tables = self.tables.filter { !$0.rows.isEmpty }.map { table in
      var written = SummaryTable(table.header)
      for row in table.rows { written.add(row) }
      return OutputFile(name: "\(table.name).csv", bytes: written.bytes)
    }
    let text = "# What the import found\n\n" + report.map { "- \($0)\n" }.joined()
    return tables + [OutputFile(name: "_import.md", bytes: Array(text.utf8))]
  }
}
