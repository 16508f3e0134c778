import BruteForce
import FileFormats
import Formulations
import Foundation
import Logistics
import Planning
import Testing
import Verification

/// The levels of a plan, allocation rules' stages among them, against HiGHS: one program after the other, each with the values of the
/// earlier ones kept.
@Suite(.enabled(if: Campaign.oraclePython != nil)) struct LexicographicTests {
  private struct Case {
    var name: String
    /// nil: there is no plan.
    var values: [Double]?
  }

  @Test func everyLevelIsHiGHSsWithTheEarlierOnesKept() throws {
    let folder = try Campaign.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var cases: [Case] = []
    var seed: UInt64 = 5_000
    while cases.count < Campaign.size(100) {
      seed += 1
      guard let instance = Planned.loaded(.randomAllocation(seed: seed), "tiny").instance, instance.objectives.count > 1
      else { continue }
      try write(instance, to: folder.appending(path: "\(seed)"))
      var values: [Double]?
      if case .plan(let plan) = try Planner().plan(instance) { values = plan.levels.map(\.value.approximate) }
      cases.append(Case(name: "\(seed)", values: values))
    }
    let answers = try solve(cases.map { folder.appending(path: $0.name).path })
    #expect(answers.count == cases.count)
    for (ours, theirs) in zip(cases, answers) {
      #expect(theirs.first == ours.name)
      guard let values = ours.values else {
        #expect(theirs == [ours.name, "infeasible"])
        continue
      }
      let found = theirs.dropFirst().map { Double($0) ?? .nan }
      #expect(found.count == values.count, "seed \(ours.name): \(theirs)")
      // What keeps the earlier levels leaves HiGHS a little room.
      for (own, other) in zip(values, found) {
        #expect(abs(own - other) <= 1e-5 * max(1, abs(own)), "seed \(ours.name): ours \(values), HiGHS \(found)")
      }
    }
    let levels = cases.compactMap(\.values?.count).reduce(0, +)
    print("\(cases.count) instances with \(levels) levels equal to HiGHS's")
  }

  private func write(_ instance: Instance, to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for level in ExportedPrograms(instance).levels {
      try Data(ProgramWriter.mps(level.program)).write(to: folder.appending(path: "\(level.name).mps"))
    }
  }

  private func solve(_ folders: [String]) throws -> [[String]] {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Campaign.oraclePython))
    process.arguments = [Campaign.root.appending(path: "Tests/Oracles/highs_levels.py").path] + folders
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    return Array(lines.suffix(folders.count))
  }
}
