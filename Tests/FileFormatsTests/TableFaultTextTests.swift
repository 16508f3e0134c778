import FileFormats
import Foundation
import Logistics
import Testing

@Suite struct TableFaultTextTests {
  private func texts(_ table: String, _ text: String) -> [String] {
    let (draft, faults) = readTables([table: text])
    return faults.map { FaultText(files: draft.files).text($0) }
  }

  @Test func aFaultShowsItsRowWithACaret() {
    #expect(
      texts("lanes", "origin,destination,mode,unit_cost\nP1,C1,road,12\nP1,C2,road,cheap\n") == [
        """
        lanes.csv:3:12: error: `cheap` is not a number
          3 | P1,C2,road,cheap
            |            ^~~~~
          rule: not-a-number
          hint: numbers are written as `12`, `-0.5`, `1e-3` or `6739.725/146`

        """
      ])
  }

  @Test func hintsNameTheNearestWord() {
    #expect(
      texts("sites", "site,tipe\nLyon,plant\n") == [
        """
        sites.csv:1:6: error: `tipe` is not a column of `sites`
          1 | site,tipe
            |      ^~~~
          rule: unknown-column
          hint: did you mean `type`?

        """
      ])
  }

  @Test func relatedPlacesFollow() {
    #expect(
      texts("sites", "site,type,type\nLyon,plant,port\n") == [
        """
        sites.csv:1:11: error: the column `type` is there twice
          1 | site,type,type
            |           ^~~~
          rule: duplicate-column
          sites.csv:1:6: first here
          1 | site,type,type
            |      ^~~~

        """
      ])
  }

  @Test func controlCharactersAreMadeVisibleAndWideOnesTakeTwoColumns() {
    #expect(
      texts("sites", "notes\tsite\tlatitude\n漢e\u{301}\u{1}x\tLyon\tnorth\n") == [
        """
        sites.csv:2:12: error: `north` is not a number
          2 | 漢e\u{301}␁x␉Lyon␉north
            |            ^~~~~
          rule: not-a-number
          hint: numbers are written as `12`, `-0.5`, `1e-3` or `6739.725/146`

        """
      ])
  }

  @Test func longRowsAreCutAroundTheCaret() {
    let long = String(repeating: "é", count: 5_000)
    let text = texts("sites", "notes,site,latitude,region\n\(long),Lyon,north,\(long)\n")[0]
    let lines = text.split(separator: "\n")
    #expect(lines[0] == "sites.csv:2:5007: error: `north` is not a number")
    #expect(
      lines[1].contains("…") && lines[1].contains("Lyon,north,") && lines[1].hasSuffix("…") && lines[1].count < 130)
    let caret = lines[2].firstIndex(of: "^")!
    let offset = lines[2].distance(from: lines[2].startIndex, to: caret)
    #expect(lines[1].dropFirst(offset).hasPrefix("north"))
  }

  @Test func aFaultBehindTheEndOfARowPointsThere() {
    let text = texts("sites", "site,type,region\nLyon,\"port\"\n")[0]
    #expect(
      text.hasPrefix(
        "sites.csv:2:12: error: the row has 2 cells, the header 3 columns\n  2 | Lyon,\"port\"\n    |            ^\n"))
  }

  @Test func jsonLinesAreJSON() throws {
    let (draft, faults) = readTables(["sites": "site,type,type\n\"a \"\"\u{1}b\",plant,\nLyon,prot,\n"])
    let lines = FaultText(files: draft.files).jsonLines(faults).split(separator: "\n")
    #expect(lines.count == 3)
    let objects = try lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(objects.map { $0["rule"] as? String } == ["duplicate-column", "control-character", "unknown-word"])
    #expect(objects.map { $0["line"] as? Int } == [1, 2, 3])
    #expect(objects.map { $0["column"] as? Int } == [11, 1, 6])
    #expect(objects[1]["text"] as? String == "a \"\u{1}b")
    #expect(objects[2]["hint"] as? String == "did you mean `port`?")
    #expect(objects[2]["file"] as? String == "sites.csv" && objects[2]["severity"] as? String == "error")
    #expect((objects[0]["related"] as? [[String: Any]])?.first?["column"] as? Int == 6)
  }

  @Test func reportsAreCappedAndCounted() {
    let (draft, faults) = readTables(["sites": "site,latitude\n" + String(repeating: "a ,north\n", count: 20)])
    let report = FaultText(files: draft.files).report(faults, limit: 3)
    #expect(report.hasSuffix("\n18 more are not shown\n\n20 errors, 1 note\n"))
    #expect(FaultText(files: draft.files).report([]) == "")
  }

  @Test func faultsWithoutAPlaceAreOneLineAndARule() {
    let text = FaultText(files: []).text(Fault(at: nil, .folderMissing, "there is no folder `x`"))
    #expect(text == "error: there is no folder `x`\n  rule: folder-missing\n")
  }
}
