import FileFormats
import Formulations
import Foundation
import Logistics
import MathProgram
import Planning
import Testing
import Verification

/// Carriers' bids of the SFPTMP collection through their importer: packages taken or left whole, as cheap as HiGHS finds them on
/// the exported program.
@Suite(.enabled(if: Campaign.oraclePython != nil && Campaign.data("freight-bids-sfptmp") != nil)) struct FreightBidsTests {
  @Test func everyFileIsPlannedToHiGHSOptimum() throws {
    let folder = try Campaign.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = URL(filePath: try #require(Campaign.data("freight-bids-sfptmp"))).appending(path: "3P10S")
    let files = try FileManager.default.contentsOfDirectory(atPath: source.path).filter { $0.hasSuffix(".txt") }.sorted()
    try #require(files.count == 5)
    var values: [Double] = []
    var paths: [String] = []
    for file in files {
      let instance = try Self.instance(source.appending(path: file).path)
      let program = try #require(ExportedPrograms(instance).levels.first?.program)
      let path = folder.appending(path: "\(file).mps")
      try Data(ProgramWriter.mps(program)).write(to: path)
      paths.append(path.path)
      guard case .plan(let plan) = try Planner().plan(instance) else {
        Issue.record("\(file): no plan")
        return
      }
      #expect(plan.levels[0].certifiedGap ?? 1 <= VerifiedPlan.closedGap, "\(file)")
      values.append(plan.levels[0].value.approximate)
      Self.checkOffers(plan, file)
    }
    for (index, theirs) in try HiGHS.solve(paths).enumerated() {
      #expect(theirs.status == "optimal", "\(files[index])")
      #expect(abs(theirs.objective - values[index]) <= 1e-6 * values[index], "\(files[index]): \(theirs.objective)")
    }
  }

  private static func instance(_ path: String) throws -> Instance {
    let imported = try ImportedInstance.read(.freightBids, path: path, options: ImportOptions(scenario: 1))
    let loaded = LoadedInstance.load(name: "imported", files: imported.files.map { (name: $0.name, bytes: $0.bytes) })
    return try #require(loaded.instance, "\(loaded.faults.map(\.message))")
  }

  /// A bid carries nothing, or between the floor and the ceiling of all its shipments; some are taken, some left.
  private static func checkOffers(_ plan: VerifiedPlan, _ file: String) {
    let instance = plan.instance
    var carried = [Rational](repeating: .zero, count: instance.lanes.count)
    for (flow, priced) in zip(plan.plan.flows, plan.evaluation.flows) {
      carried[priced.pricedBy.index] += instance.settings.resolution.rational(flow.quantity)
    }
    var (taken, left) = (0, 0)
    for lane in 0..<instance.lanes.count where instance.lanes.offer[lane] != nil {
      if carried[lane].isZero {
        left += 1
        continue
      }
      taken += 1
      #expect(carried[lane] >= instance.lanes.capacityMin[lane]?.value ?? .zero, "\(file)")
      #expect(carried[lane] <= instance.lanes.capacityMax[lane]?.value ?? carried[lane], "\(file)")
    }
    #expect(taken > 0 && left > 0, "\(file): \(taken) bids taken, \(left) left")
  }
}
