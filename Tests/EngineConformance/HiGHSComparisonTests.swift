import FileFormats
import Foundation
import MathProgram
import Testing

/// Random programs solved by our engines and by HiGHS, where `LANEWISE_ORACLE_PYTHON` names an interpreter that has it.
@Suite(.enabled(if: HiGHSOracle.python != nil)) struct HiGHSComparisonTests {
  private static let scale = Double(ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"] ?? "") ?? 1
  private static func size(_ count: Int) -> Int { max(1, Int(Double(count) * scale)) }

  @Test func linearProgramsHaveTheAnswersOfHiGHS() throws {
    try expectEqualAnswers(seeds: 40_001..<40_001 + Self.size(250)) { $0.linear() }
  }

  @Test func programsWithWholeColumnsHaveTheAnswersOfHiGHS() throws {
    try expectEqualAnswers(seeds: 50_001..<50_001 + Self.size(250)) { $0.small(integers: 8, continuous: 3) }
  }

  /// Every program that HiGHS calls infeasible, until there are a hundred: we say so too, and a Farkas certificate,
  /// checked by code of its own, proves it.
  @Test func infeasibleProgramsAreCalledSoWithAProof() throws {
    var proven = 0
    var first = 60_001
    while proven < Self.size(100) {
      let seeds = first..<first + 200
      first = seeds.upperBound
      let programs = seeds.map { seed in
        var generator = ProgramGenerator(seed: UInt64(seed))
        return generator.linear()
      }
      for ((seed, program), answer) in zip(zip(seeds, programs), try HiGHSOracle.answers(programs))
      where answer.status == "infeasible" {
        for engine in EnginesUnderTest.all where engine.capabilities.linearPrograms {
          let outcome = try engine.solve(.linear(program))
          #expect(outcome.status() == .infeasible, "\(engine.name), seed \(seed): \(outcome)")
          expectCertified(outcome, program, "\(engine.name), seed \(seed)")
        }
        proven += 1
      }
    }
  }

  private func expectEqualAnswers(seeds: Range<Int>, _ draw: (inout ProgramGenerator) -> LinearProgram) throws {
    let programs = seeds.map { seed in
      var generator = ProgramGenerator(seed: UInt64(seed))
      return draw(&generator)
    }
    let answers = try HiGHSOracle.answers(programs)
    #expect(answers.count == programs.count)
    for ((seed, program), answer) in zip(zip(seeds, programs), answers) {
      for engine in EnginesUnderTest.all
      where engine.capabilities.linearPrograms && (engine.capabilities.integers || !program.hasIntegers) {
        let outcome = try engine.solve(.linear(program))
        let label = "\(engine.name), seed \(seed): HiGHS \(answer), ours \(outcome)"
        #expect(outcome.status().rawValue == answer.status, "\(label)")
        guard answer.status == "optimal" else { continue }
        let difference = abs((outcome.objective ?? .nan) - answer.objective)
        #expect(difference <= 1e-6 * max(1, abs(answer.objective)), "\(label)")
      }
    }
  }
}

/// HiGHS on programs written as MPS.
enum HiGHSOracle {
  static let python = ProcessInfo.processInfo.environment["LANEWISE_ORACLE_PYTHON"]

  private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Oracles/highs_objective.py").path

  struct Answer {
    var status: String
    var objective: Double
  }

  /// One answer a program, in their order.
  static func answers(_ programs: [LinearProgram]) throws -> [Answer] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lanewise-highs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = try programs.enumerated().map { index, program in
      let file = folder.appending(path: "\(index).mps")
      try Data(ProgramWriter.mps(program)).write(to: file)
      return file.path
    }
    let process = Process()
    process.executableURL = URL(filePath: try #require(python))
    process.arguments = [script] + paths
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count == 3, let objective = Double(words[2]) else { return nil }
      return Answer(status: String(words[1]), objective: objective)
    }
  }
}
