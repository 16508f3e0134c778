import FileFormats
import Logistics
import Testing

/// Networks of the DIMACS challenge as instances.
@Suite struct ImportNetworkTests {
  @Test func aSinkThatPassesNothingOnIsACustomer() throws {
    let imported = try imported(.dimacsMin, "p min 3 3\nn 1 4\nn 3 -4\na 1 2 0 4 1\na 2 3 1 3 -1\na 1 3 0 -1 5\n")
    #expect(imported.rows("sites") == ["n1", "n2"])
    #expect(imported.rows("supply") == ["n1|flow||4"])
    #expect(imported.rows("demand") == ["n3|flow|4"])
    #expect(imported.rows("lanes") == ["n1|n2||1||4", "n2|n3||-1|1|3", "n1|n3||5||"])
    #expect(imported.report.contains { $0.contains("a negative capacity means that there is none") })
    _ = try imported.instance()
  }

  @Test func aSinkThatPassesGoodsOnIsASiteWithACustomerOfItsOwn() throws {
    let imported = try imported(.dimacsMin, "p min 3 2\nn 1 4\nn 2 -1\nn 3 -3\na 1 2 0 4 1\na 2 3 0 3 1\n")
    #expect(imported.rows("sites") == ["n1", "n2"])
    #expect(imported.rows("demand") == ["n2 demand|flow|1", "n3|flow|3"])
    #expect(imported.rows("lanes").last == "n2|n2 demand||0||")
    _ = try imported.instance()
  }

  @Test func arcsBesideEachOtherAreModes() throws {
    let imported = try imported(
      .dimacsMin, "p min 2 3\nn 1 4\nn 2 -4\na 1 2 0 2 1\na 1 2 0 2 1\na 1 2 1 2 3\n")
    #expect(imported.rows("lanes") == ["n1|n2||1||2", "n1|n2|arc 2|1||2", "n1|n2|arc 3|3|1|2"])
    #expect(try imported.instance().lanes.count == 3)
  }

  @Test func anArcFromANodeToItselfIsLeftOutWithWhatItIsWorth() throws {
    let imported = try imported(
      .dimacsMin, "p min 2 3\nn 1 1\nn 2 -1\na 1 2 0 2 1\na 1 1 2 5 10\na 2 2 0 5 -3\n")
    #expect(imported.rows("lanes") == ["n1|n2||1||2"])
    #expect(imported.report.contains { $0.hasPrefix("2 arcs from a node to itself") && $0.contains(" 5 ") })
    #expect(importFault(.dimacsMin, "p min 2 1\na 1 1 0 -1 -1\n") != nil)
  }

  @Test func suppliesThatDoNotAddUpMustBeShippedAllTheSame() throws {
    let imported = try imported(.dimacsMin, "p min 2 1\nn 1 5\nn 2 -4\na 1 2 0 9 1\n")
    #expect(imported.rows("supply") == ["n1|flow|5|5"])
    #expect(imported.report.contains { $0.contains("no plan exists") })
  }

  @Test(arguments: [
    "p min 2 1\nn 1 2000000000000\na 1 2 0 1 1\n", "p min 2 1\na 1 2 0 2000000000000 1\n",
    "p min 2 1\na 1 2 0 1 -2000000000000\n", "p min 2 1\na 1 2 -1 1 1\n",
  ])
  func whatTheFormatCannotHoldIsRefused(text: String) {
    guard case .malformed? = importFault(.dimacsMin, text) else {
      Issue.record("`\(text)` is imported")
      return
    }
  }

  @Test func theFaultsOfTheFileAreThoseOfTheReader() {
    guard case .malformedProgram(let faults)? = importFault(.dimacsMin, "p min 2 1\na 1 3 0 1 1\n") else {
      Issue.record("the fault is another one")
      return
    }
    #expect(faults.faults.map(\.line) == [2])
  }
}
