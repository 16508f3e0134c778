import BruteForce
import FileFormats
import Formulations
import Foundation
import Logistics
import Planning
import Testing
import Verification

/// Random instances planned by us, and their exported programs solved by HiGHS: the same first objective.
@Suite(.enabled(if: Campaign.oraclePython != nil)) struct HiGHSCampaign {
  /// Seeds on which GLPK's branching misses an optimum that HiGHS finds in the same program.
  private static let openDefects: Set<UInt64> = [1090, 1115, 1237]

  private struct Case {
    var seed: UInt64
    var value: Double?
  }

  @Test(arguments: Campaign.Theme.allCases) func theExportedProgramHasTheSameOptimum(_ theme: Campaign.Theme) throws {
    let folder = try Campaign.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var cases: [Case] = []
    var paths: [String] = []
    var seed: UInt64 = 1_000
    while cases.count < Campaign.size(theme == .tender ? 200 : 300) {
      seed += 1
      // A seed with a measure that nothing here would ask for is passed over.
      guard var instance = Planned.loaded(theme.instance(seed), "tiny").instance else { continue }
      // Later levels may let the first one slip within its tolerance; here it stands alone.
      instance.objectives = Array(instance.objectives.prefix(1))
      let program = try #require(ExportedPrograms(instance).levels.first?.program)
      let path = folder.appending(path: "\(seed).mps")
      try Data(ProgramWriter.mps(program)).write(to: path)
      paths.append(path.path)
      switch try Planner().plan(instance) {
      case .plan(let plan): cases.append(Case(seed: seed, value: plan.levels[0].value.approximate))
      case .noPlan: cases.append(Case(seed: seed, value: nil))
      }
    }
    let answers = try Self.highs(paths)
    #expect(answers.count == cases.count)
    for (ours, theirs) in zip(cases, answers) {
      guard let value = ours.value else {
        #expect(theirs.status == "infeasible", "seed \(ours.seed)")
        continue
      }
      #expect(theirs.status == "optimal", "seed \(ours.seed)")
      withKnownIssue("branching by GLPK's word stops short of the optimum here", isIntermittent: true) {
        #expect(
          abs(value - theirs.objective) <= 1e-6 * max(1, abs(value)),
          "seed \(ours.seed): ours \(value), HiGHS \(theirs.objective)")
      } when: {
        theme == .everything && Self.openDefects.contains(ours.seed)
      }
    }
  }

  private static func highs(_ paths: [String]) throws -> [(status: String, objective: Double)] {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Campaign.oraclePython))
    process.arguments = [Campaign.root.appending(path: "Tests/Oracles/highs_objective.py").path] + paths
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count == 3 else { return nil }
      return (String(words[1]), Double(words[2]) ?? .nan)
    }
  }
}
