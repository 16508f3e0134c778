import FileFormats
import Foundation
import Logistics
import Testing

/// Facility location of the OR-Library, of Holmberg and Yang, and in two stages.
@Suite struct ImportLocationTests {
  private static let warehouses = "2 3\n 70 100.5\n 60 0.\n 10 1.50000 20\n 20 7 0\n 30 60 3.25\n"

  @Test func aCostOfAllTheDemandBecomesAnExactPriceAUnit() throws {
    let imported = try imported(.orLibraryCap, Self.warehouses)
    #expect(imported.rows("sites") == ["W1|warehouse|consider|100.5|70", "W2|warehouse|consider|0|60"])
    #expect(
      imported.rows("demand") == ["C1|goods|10|independent", "C2|goods|20|independent", "C3|goods|30|independent"])
    #expect(
      imported.rows("lanes") == [
        "W1|C1|1.5/10", "W1|C2|7/20", "W1|C3|60/30", "W2|C1|20/10", "W2|C2|0", "W2|C3|3.25/30",
      ])
    let instance = try imported.instance()
    #expect(instance.settings.resolution.decimals == 0)
    #expect(instance.lanes.unitCost[0]?.cost == Rational(3, over: 20))
  }

  @Test func aCapacityThatTheFileLeavesOpenIsAskedFor() throws {
    let open = Self.warehouses.replacing("70", with: "capacity")
    let imported = try imported(.orLibraryCap, open, ImportOptions(capacity: "80.5"))
    #expect(imported.rows("sites").first == "W1|warehouse|consider|100.5|80.5")
    #expect(imported.report.contains { $0.contains("80.5") })
    #expect(
      importFault(.orLibraryCap, open) == .option("source.txt leaves the capacities open: give one with `--capacity`"))
    #expect(
      importFault(.orLibraryCap, Self.warehouses, ImportOptions(capacity: "80"))
        == .option("source.txt states every capacity: `--capacity` fills nothing"))
    for capacity in ["", "-1", "0", "many", "1e3", "0.0000000001"] {
      guard case .option? = importFault(.orLibraryCap, open, ImportOptions(capacity: capacity)) else {
        Issue.record("`\(capacity)` is taken")
        continue
      }
    }
  }

  @Test func anOptionWithoutUseIsRefused() {
    #expect(
      importFault(.singleSource, "", ImportOptions(capacity: "1")) == .option("`--capacity` is for `orlib-cap` alone"))
    #expect(
      importFault(.orLibraryCap, "", ImportOptions(scenario: 1)) == .option("`--scenario` is for `freight-bids` alone"))
  }

  @Test func aSingleSourceFileHasItsCostsByFacility() throws {
    let imported = try imported(.singleSource, "2 3\n70 100\n60 90\n10. 20. 30.\n1 2 3\n4 5 6\n")
    #expect(imported.rows("demand") == ["C1|goods|10|complete", "C2|goods|20|complete", "C3|goods|30|complete"])
    #expect(
      imported.rows("lanes") == ["W1|C1|1/10", "W1|C2|2/20", "W1|C3|3/30", "W2|C1|4/10", "W2|C2|5/20", "W2|C3|6/30"])
    _ = try imported.instance()
  }

  @Test func thePaddingOfATapeIsLeftOutAndReported() throws {
    let bytes = Array("1 1\n5 1\n2\n3\n".utf8) + [0, 0, 0] + Array(" 17 17\n".utf8)
    let imported = try imported(.singleSource, bytes)
    #expect(imported.report.contains { $0.contains("10 bytes of padding") })
  }

  @Test func twoStagesAreAnEchelonOfPlantsAndOneOfDepots() throws {
    let imported = try imported(.twoStage, "1 2 2\n5\n0\n9 100\n1 2\n6 10\n7 20.5\n3 4\n5 6\n")
    #expect(
      imported.rows("sites") == [
        "P1|plant|consider|100|9", "D1|distribution_center|consider|10|6", "D2|distribution_center|consider|20.5|7",
      ])
    #expect(imported.rows("supply") == ["P1|goods|9"])
    #expect(imported.rows("demand") == ["C1|goods|5"])
    #expect(
      imported.rows("lanes") == ["P1|D1|goods|1", "P1|D2|goods|2", "D1|C1|goods|3", "D2|C1|goods|5"])
    #expect(imported.rows("constraints").isEmpty)
    _ = try imported.instance()
  }

  @Test func aFourthSizeMeansSeveralProducts() throws {
    let text = "1 1 2 2\n5 1\n4 2\n9 8 100\n1\n2\n6 7 10\n3 4\n5 6\n"
    let imported = try imported(.twoStage, text)
    #expect(imported.rows("sites") == ["P1|plant|consider|100|17", "D1|distribution_center|consider|10|13"])
    #expect(imported.rows("supply") == ["P1|goods 1|9", "P1|goods 2|8"])
    #expect(imported.rows("demand") == ["C1|goods 1|5", "C1|goods 2|1", "C2|goods 1|4", "C2|goods 2|2"])
    #expect(
      imported.rows("lanes") == [
        "P1|D1|goods 1|1", "D1|C1|goods 1|3", "D1|C2|goods 1|4", "P1|D1|goods 2|2", "D1|C1|goods 2|5",
        "D1|C2|goods 2|6",
      ])
    #expect(
      imported.rows("constraints") == ["D1 goods 1|flow|D1|goods 1|max|6", "D1 goods 2|flow|D1|goods 2|max|7"])
    _ = try imported.instance()
  }

  @Test(arguments: [
    (ImportFormat.orLibraryCap, "2", "source.txt:1", "ends where a customers"),
    (.orLibraryCap, "0 3", "source.txt:1:1", "`0`"), (.orLibraryCap, "1 99999", "source.txt", "ends"),
    (.orLibraryCap, "1 1\n5 x 3 4", "source.txt:2:3", "`x`"), (.orLibraryCap, "1 1\n5 6\n0 4", "source.txt:3:1", "`0`"),
    (.orLibraryCap, "1 1\n5 6\n1 -4", "source.txt:3:3", "`-4`"),
    (.orLibraryCap, "1 1\n5 6\n1 4 9", "source.txt:3:5", "follows"),
    (.singleSource, "1 1\n1e3 6\n1 4", "source.txt:2:1", "`1e3`"),
    (.singleSource, "1 1\n5 nan\n1 4", "source.txt:2:3", "`nan`"),
    (.singleSource, "1 1\n5 2000000000000\n1 4", "source.txt:2:3", "10^12"),
    (.twoStage, "1 1 1\n5\n6 7\n8", "source.txt", "ends before"), (.twoStage, "1 1", "source.txt:1", "ends where"),
    (.orLibraryCap, "", "source.txt:1", "ends where"), (.twoStage, "9 9 9 999999", "source.txt", "ends before"),
  ])
  func aDamagedSourceIsRefusedAtItsPlace(format: ImportFormat, text: String, place: String, words: String) {
    guard case .malformed(let at, let message)? = importFault(format, text) else {
      Issue.record("`\(text)` is imported, or refused for another reason")
      return
    }
    #expect(at == place)
    #expect(message.contains(words), "\(message)")
  }

  @Test func aSourceMayBePackedWithGzipAndWithNothingElse() throws {
    let xz: [UInt8] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0]
    do {
      _ = try imported(.twoStage, xz)
      Issue.record("xz is read")
    } catch let fault as ImportFault {
      guard case .malformed(_, let message) = fault else { return }
      #expect(message.contains("xz"))
    }
  }
}
