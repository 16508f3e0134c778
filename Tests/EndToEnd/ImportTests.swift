import FileFormats
import Foundation
import Logistics
import Planning
import Testing
import Verification

/// Classic data sets, from their text to a plan.
@Suite struct ImportTests {
  private static func plan(_ imported: ImportedInstance, workLimit: Int? = nil) throws -> VerifiedPlan {
    let loaded = LoadedInstance.load(name: "imported", files: imported.files.map { (name: $0.name, bytes: $0.bytes) })
    let text = FaultText(files: loaded.draft.files)
    let instance = try #require(loaded.instance, "\(text.report(loaded.faults))")
    #expect(loaded.faults.allSatisfy { $0.severity == .note }, "\(text.report(loaded.faults))")
    var options = PlanOptions()
    options.workLimit = workLimit
    guard case .plan(let plan) = try Planner(options).plan(instance) else { throw Planned.Missing.plan }
    return plan
  }

  private static func imported(
    _ format: ImportFormat, _ text: String, _ options: ImportOptions = ImportOptions()
  ) throws -> ImportedInstance {
    let folder = try Campaign.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "source.txt")
    try Data(text.utf8).write(to: path)
    return try ImportedInstance.read(format, path: path.path, options: options)
  }

  private static func expectOptimal(_ imported: ImportedInstance, _ optimum: String) throws {
    let plan = try plan(imported)
    #expect(plan.status == .optimal)
    #expect(plan.evaluation.totalCost.description == optimum)
  }

  /// Two warehouses of 10 at 5 and 20, three customers of 6, 4 and 4. W1 alone holds 10 of 14, so both open (25).
  /// Split, W1 takes the 10 that save most by it: per unit C1 saves 18/6 = 3, C2 1, C3 2, so all of C1 and C3, and C2
  /// goes to W2: 25 + 6 + 8 + 8 = 47.
  private static let location = (
    capacities: ["10 5", "10 20"], demands: [6, 4, 4], costs: [[6, 24], [4, 8], [8, 16]]
  )

  @Test func demandIsSplitWhereItMayBe() throws {
    let (capacities, demands, costs) = Self.location
    let customers = zip(demands, costs).map { "\($0) \($1[0]) \($1[1])" }
    try Self.expectOptimal(
      Self.imported(.orLibraryCap, (["2 3"] + capacities + customers).joined(separator: "\n")), "47")
    // With 8 units in W1, C3 gets 2 of its 4 there: 25 + 6 + (4 + 8) + 8 = 51.
    let tight = ["2 3", "8 5", "10 20"] + customers
    try Self.expectOptimal(Self.imported(.orLibraryCap, tight.joined(separator: "\n")), "51")
  }

  /// With 8 units in W1, one source each: C1 alone there costs 25 + 6 + 8 + 16 = 55, C2 and C3 there 25 + 24 + 4 + 8 =
  /// 61.
  @Test func aSingleSourceIsKept() throws {
    let (_, demands, costs) = Self.location
    var lines = ["2 3", "8 5", "10 20", demands.map(String.init).joined(separator: " ")]
    for facility in 0..<2 { lines.append(costs.map { "\($0[facility])" }.joined(separator: " ")) }
    try Self.expectOptimal(Self.imported(.singleSource, lines.joined(separator: "\n")), "55")
  }

  /// One plant of 9 at 100, depots of 6 at 10 and of 7 at 20. A customer of 5 through D1: 100 + 10 + 5·(1 + 3) = 130.
  @Test func twoStagesArePlannedTogether() throws {
    try Self.expectOptimal(Self.imported(.twoStage, "1 2 1\n5\n9 100\n1 2\n6 10\n7 20\n3\n5\n"), "130")
    // Of 13 units only 9 can be made: there is no plan.
    #expect(throws: (any Error).self) {
      try Self.plan(Self.imported(.twoStage, "1 2 1\n13\n9 100\n1 2\n6 10\n7 20\n3\n5\n"))
    }
  }

  /// Two products through depots with a limit on each: D1 at 10 holds 5 of the first and 1 of the second, D2 at 20
  /// holds 9 of each. 5 and 3 asked for: D2 alone 100 + 20 + 5·(1 + 5) + 3·(2 + 6) = 174; D2 and D1, which is cheaper
  /// by 4 and 3 a unit out: 100 + 30 + 5·(1 + 1) + 1·(2 + 3) + 2·(2 + 6) = 161.
  @Test func eachProductHasItsOwnCapacity() throws {
    let text = "1 2 1 2\n5 3\n9 9 100\n1 1\n2 2\n5 1 10\n9 9 20\n1\n5\n3\n6\n"
    try Self.expectOptimal(Self.imported(.twoStage, text), "161")
  }

  @Test func aNetworkIsPlannedToItsCheapestFlow() throws {
    // 1 → 2 carries 1 for n2 and 2 on to n3, for which 2 → 3 has room: 3·1 + 2·1; the third of n3 goes 1 → 3 at 5.
    let text = "p min 3 3\nn 1 4\nn 2 -1\nn 3 -3\na 1 2 0 4 1\na 2 3 0 2 1\na 1 3 0 4 5\n"
    try Self.expectOptimal(Self.imported(.dimacsMin, text), "10")
    // Two units at least on the dear arc: 2·1 for n2's and one of n3's, 1·1 on to n3, 2·5.
    try Self.expectOptimal(Self.imported(.dimacsMin, text.replacing("a 1 3 0", with: "a 1 3 2")), "13")
  }

  /// 10 units asked for at 9 a unit unmet; the spot market costs 6, the bid 4 for 2 × 3 to 2 × 4 units. Taken in full
  /// it carries 8, the spot market 2: 32 + 12, less the credit of 1 on each of 10 units.
  @Test func aBidIsTakenWhereItPays() throws {
    let text = """
      int P = 1; int PT = 1; int T = 1; int I1 = 1; int I2 = 1; int BN = 1; int SN = 1;
      int sup[I][P][SN][PT]={{{{20}}},{{{-10}}}}; int iniv[I]={0,0}; int len[I1][I2]={{1}};
      double c1[I]={0,0}; double c2[I]={1,9}; double c3[BN]={0}; double c4[I1][I2]={{6}};
      int LBset[I1][I2][LBN]={{{0}}}; double frt[BN]={4}; int lbcap[BN]={3}; int ubcap[BN]={4}; int SHN[BN]={2};
      """
    try Self.expectOptimal(Self.imported(.freightBids, text), "34")
    // A floor of 2 × 6 is more than is asked for: the bid is left, all goes by the spot market.
    let floor = text.replacing("lbcap[BN]={3}", with: "lbcap[BN]={6}").replacing("ubcap[BN]={4}", with: "ubcap[BN]={7}")
    try Self.expectOptimal(Self.imported(.freightBids, floor), "50")
  }
}
