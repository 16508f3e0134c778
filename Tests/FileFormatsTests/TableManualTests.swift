import FileFormats
import Foundation
import Logistics
import Testing

@Suite struct TableManualTests {
  private static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/instance-format.md")

  /// With `LANEWISE_WRITE_MANUAL=1` the page is written anew.
  @Test func theManualIsWhatTheSchemaSays() throws {
    let manual = InstanceManual.markdown()
    if ProcessInfo.processInfo.environment["LANEWISE_WRITE_MANUAL"] == "1" {
      try Data(manual.utf8).write(to: TableManualTests.path)
    }
    let committed = try String(contentsOf: TableManualTests.path, encoding: .utf8)
    #expect(committed == manual, "run the tests with LANEWISE_WRITE_MANUAL=1 to write the page anew")
  }

  @Test func theManualNamesEveryTableColumnSettingAndRule() {
    let manual = InstanceManual.markdown()
    for table in InstanceSchema.tables {
      #expect(manual.contains("`\(table.name)`"))
      for column in table.columns { #expect(manual.contains("`\(column.name)`"), "\(table.name).\(column.name)") }
    }
    for setting in InstanceSchema.settingKeys { #expect(manual.contains("`\(setting.name)`")) }
    for rule in ReadingRule.allCases { #expect(manual.contains("| `\(rule.rawValue)` |")) }
  }
}
