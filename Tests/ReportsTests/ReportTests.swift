import FileFormats
import Foundation
import FoundationXML
import Logistics
import Reports
import Testing

@testable import Verification

/// Every text of a page and every element name, as a strict XML parser sees them; nil where it is not well formed.
private final class PageReader: NSObject, XMLParserDelegate {
  private(set) var texts: [String] = []
  private(set) var elements: [String] = []
  private(set) var attributes: [String: Int] = [:]
  private var current = ""

  static func read(_ bytes: [UInt8]) -> PageReader? {
    let reader = PageReader()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = reader
    return parser.parse() ? reader : nil
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes attributeDict: [String: String]
  ) {
    elements.append(name)
    for key in attributeDict.keys { attributes[key, default: 0] += 1 }
    flush()
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { current += string }
  func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) { flush() }

  private func flush() {
    if !current.isEmpty { texts.append(current) }
    current = ""
  }
}

@Suite struct ReportTests {
  @Test func thePageIsWellFormedAndNeedsNothingElse() throws {
    let bytes = HTMLReport.bytes(PlanFixture().answer, scenario: "peak")
    let page = try #require(PageReader.read(bytes))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!page.elements.contains("script") && !page.elements.contains("link") && !page.elements.contains("img"))
    #expect(!text.contains("http://") || text.components(separatedBy: "http://").count == 2, "only SVG's name space")
    #expect(!text.contains("url(") && !text.contains("@import"))
    for words in ["quickstart", "Proven optimal".lowercased(), "Swift Freight", "lanes.csv:2", "certificate.json"] {
      #expect(page.texts.contains { $0.contains(words) }, "\(words)")
    }
    #expect(page.elements.contains("svg"), "sites have coordinates")
  }

  @Test func equalAnswersGiveEqualPages() {
    let fixture = PlanFixture()
    #expect(HTMLReport.bytes(fixture.answer, scenario: nil) == HTMLReport.bytes(fixture.answer, scenario: nil))
  }

  @Test func theInfeasiblePageNamesDemandLimitAndPlace() throws {
    let bytes = HTMLReport.bytes(.noPlan(PlanFixture().noPlan), scenario: nil)
    let page = try #require(PageReader.read(bytes))
    let all = page.texts.joined()
    for words in ["No plan keeps every rule", "Paris", "3 cannot be served", "demand.csv:2", "lanes.csv:2"] {
      #expect(all.contains(words), "\(words)")
    }
  }

  @Test func noNameBecomesMarkup() throws {
    let plain = try #require(PageReader.read(HTMLReport.bytes(PlanFixture().answer, scenario: nil)))
    for hostile in hostileNames {
      let fixture = PlanFixture { $0 == "tea" ? hostile : hostile + $0 }
      for answer in [fixture.answer, .noPlan(fixture.noPlan)] {
        let page = PageReader.read(HTMLReport.bytes(answer, scenario: hostile))
        #expect(page != nil, "\(hostile.debugDescription)")
        guard case .plan = answer, let page else { continue }
        // The same elements but for labels on the map and pieces set as code.
        let ignored: Set<String> = ["text", "code"]
        #expect(
          page.elements.filter { !ignored.contains($0) } == plain.elements.filter { !ignored.contains($0) },
          "\(hostile.debugDescription)")
        #expect(page.attributes.keys.sorted() == plain.attributes.keys.sorted())
      }
    }
  }

  @Test func namesStandInThePageAsTheyAre() throws {
    let fixture = PlanFixture { "<b>&\"'\($0)" }
    let page = try #require(PageReader.read(HTMLReport.bytes(fixture.answer, scenario: nil)))
    #expect(page.texts.contains("<b>&\"'Paris"))
  }

  private var hostileNames: [String] {
    let own = [
      "</td></tr></table><script>alert(1)</script>", "\" onload=\"x", "'", "&lt;", "\u{0}\u{1b}[31m", "]]>", "`", "",
      "<!--"
    ]
    guard let folder = ProcessInfo.processInfo.environment["LANEWISE_DATA"],
      let text = try? String(contentsOfFile: "\(folder)/torture/strings/blns.txt", encoding: .utf8)
    else { return own }
    return own + text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }
}

@Suite struct SummaryTests {
  @Test func thePlanFitsATerminalAndSaysWhatCounts() {
    let text = PlanSummary.text(PlanFixture().answer, width: 80, color: false)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count < 40)
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines.filter { $0.count > 80 })")
    #expect(!text.contains("\u{1b}"))
    for words in [
      "quickstart: optimal plan: no better plan exists", "total_cost", "transport", "110.00", "183.50", "66.67 %",
      "Paris, tea: 3 unmet: lane Lyon → Paris", "2 of 3 open", "not opened: Nantes", "Swift Freight"
    ] {
      #expect(text.contains(words), "\(words)\n\(text)")
    }
  }

  @Test func rowsWithOneReasonAreToldTogether() {
    var fixture = PlanFixture()
    fixture.instance.demand[0].customer = CustomerID(2)
    let text = PlanSummary.text(fixture.answer, width: 0, color: false)
    #expect(text.contains("2 demand rows of Oslo: 5.5 unmet: no lane carries `tea` to `Oslo`"), "\(text)")
  }

  @Test func inAPipeNoLineIsBroken() {
    let text = PlanSummary.text(PlanFixture().answer, width: 0, color: false)
    #expect(
      text.contains("lane Lyon → Paris by Swift Freight, road carries at most 7 unit (lanes.csv:2); `Nantes` is closed")
    )
  }

  @Test func colourOnlyAddsEscapeSequences() {
    let plain = PlanSummary.text(PlanFixture().answer, width: 80, color: false)
    let colored = PlanSummary.text(PlanFixture().answer, width: 80, color: true)
    #expect(colored != plain)
    #expect(colored.replacing(#/\u{1b}\[[0-9]+m/#, with: "") == plain)
  }

  @Test func aNameCannotSteerTheTerminal() {
    let fixture = PlanFixture { "\u{1b}[2J\u{7}\u{9b}\n\($0)" }
    for answer in [fixture.answer, VerifiedAnswer.noPlan(fixture.noPlan)] {
      let text = PlanSummary.text(answer, width: 80, color: false)
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7f...0x9f).contains($0.value) })
    }
  }

  @Test func theInfeasibleSummaryNamesDemandLimitAndPlace() {
    let text = PlanSummary.text(.noPlan(PlanFixture().noPlan), width: 100, color: false)
    for words in [
      "no plan exists: proven", "`Paris` asks for 10 unit of `tea`: 3 cannot be served (demand.csv:2)",
      "carries at most 7 unit (lanes.csv:2)"
    ] {
      #expect(text.contains(words), "\(words)\n\(text)")
    }
  }
}
