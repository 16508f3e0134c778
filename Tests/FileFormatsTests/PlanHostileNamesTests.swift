import Foundation
import Logistics
import Testing

@testable import FileFormats
@testable import Verification

/// Strings that break programs, where the data folder has them; a few of our own in any case.
enum HostileNames {
  static var all: [String] {
    let own = [
      "", "\"", "\\", "\\\"", "a,b", "a\nb", "a\r\nb", "=cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\u{0}", "\u{7f}\u{1}",
      "</script><script>alert(1)</script>", "]]>", "&amp;", "' onmouseover='x", "\u{2028}\u{2029}", "\u{feff}", "🙂",
      "e\u{301}", "\u{e9}", String(repeating: "long ", count: 2000),
    ]
    guard let folder = ProcessInfo.processInfo.environment["LANEWISE_DATA"],
      let text = try? String(contentsOfFile: "\(folder)/torture/strings/blns.txt", encoding: .utf8)
    else { return own }
    return own + text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }
}

/// RFC 4180, read by the book.
private func parse(_ bytes: [UInt8]) -> [[[UInt8]]] {
  var (rows, row, cell): ([[[UInt8]]], [[UInt8]], [UInt8]) = ([], [], [])
  var (quoted, index) = (false, 0)
  while index < bytes.count {
    let byte = bytes[index]
    index += 1
    if quoted {
      if byte != UInt8(ascii: "\"") {
        cell.append(byte)
      } else if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
        cell.append(byte)
        index += 1
      } else {
        quoted = false
      }
      continue
    }
    switch byte {
    case UInt8(ascii: "\""): quoted = true
    case UInt8(ascii: ","):
      row.append(cell)
      cell = []
    case UInt8(ascii: "\n"):
      rows.append(row + [cell])
      (row, cell) = ([], [])
    default: cell.append(byte)
    }
  }
  return rows
}

@Suite struct PlanHostileNamesTests {
  @Test func everyNameSurvivesJSON() throws {
    for hostile in HostileNames.all {
      let fixture = PlanFixture { $0 == "tea" ? hostile : hostile + $0 }
      let plan = PlanDocument(fixture.answer, PlanContext()).bytes
      let proof = CertificateDocument(PlanFixture.certificate, fixture.instance).bytes
      let tree = try #require(try JSONSerialization.jsonObject(with: Data(plan)) as? [String: Any])
      #expect(Array((tree["instance"] as? String ?? "").utf8) == Array((hostile + "quickstart").utf8))
      let reading = PlanReader.read(plan: plan, certificate: proof, fixture.instance)
      #expect(reading.faults.isEmpty, "\(hostile.debugDescription): \(reading.faults.map(\.message))")
      guard case .plan(let claim) = reading.claim else { continue }
      #expect(claim.plan == fixture.plan)
      #expect(claim.certificate == PlanFixture.certificate)
      #expect(reading.disagreements(with: fixture.answer).isEmpty)
    }
  }

  @Test func everyNameSurvivesCSV() {
    for hostile in HostileNames.all {
      let fixture = PlanFixture { $0 == "tea" ? hostile : hostile + $0 }
      for file in SummaryTables(fixture.verified).files {
        let rows = parse(file.bytes)
        #expect(Set(rows.map(\.count)).count == 1, "\(file.name) \(hostile.debugDescription)")
        guard file.name == "flow_summary.csv", rows.count == 5 else { continue }
        #expect(rows[1][0] == Array((hostile + "Lyon").utf8))
        #expect(rows[1][8] == Array(hostile.utf8))
      }
    }
  }
}
