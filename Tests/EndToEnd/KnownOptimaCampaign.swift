import FileFormats
import Foundation
import Logistics
import MathProgram
import Planning
import Testing
import Verification

/// Every published value of the classic families, from the file to the answer: equal to it within 1e-6, or honestly
/// open.
///
/// An engine's work limit stands for the clock, so that the same programs are solved on every machine;
/// `LANEWISE_TEST_SCALE` buys more. `Benchmarks/known_optima.py` is the same with 60 s an instance.
@Suite(.enabled(if: Campaign.data("fctp") != nil), .serialized) struct KnownOptimaCampaign {
  /// A value whose file is not found would be passed over in silence.
  @Test(arguments: [
    ("fctp", 6), ("gap", 25), ("miplib3", 8), ("netlib-lp", 11), ("mincostflow", 9), ("torture", 12),
  ])
  func everyPublishedValueHasItsFile(family: String, count: Int) {
    #expect(PublishedValue.all([family]).count == count)
  }

  @Test(arguments: PublishedValue.all(["fctp", "gap", "miplib3", "netlib-lp", "mincostflow"]))
  func aBareProgramHasItsPublishedValueOrIsOpen(_ published: PublishedValue) throws {
    var options = ProgramReadingOptions(format: published.family == "gap" ? .gap : nil)
    options.assignmentDirection = published.isMaximized ? .maximize : .minimize
    let program = try published.program(options)
    try expectRight(program, published)
  }

  @Test(arguments: PublishedValue.all(["torture"]))
  func aTrickleCannotPassAClosedLane(_ published: PublishedValue) throws {
    let outcome = try expectRight(try published.program(), published)
    #expect(outcome.status() == .optimal, "\(published)")
  }

  private static let warehouses = PublishedValue.all(["orlib-cap"]).filter {
    $0.name.count == 5 && $0.name.hasPrefix("cap")
  }

  @Test func everyWarehouseProblemHasItsFile() { #expect(Self.warehouses.count == 13) }

  @Test(arguments: warehouses)
  func aWarehouseProblemIsPlannedToItsPublishedValueOrIsOpen(_ published: PublishedValue) throws {
    let imported = try ImportedInstance.read(.orLibraryCap, path: published.path)
    let files = imported.files.map { (name: $0.name, bytes: $0.bytes) }
    let instance = try #require(LoadedInstance.load(name: published.name, files: files).instance)
    var options = PlanOptions()
    options.workLimit = Self.workLimit
    guard case .plan(let plan) = try Planner(options).plan(instance) else { throw Planned.Missing.plan }
    let level = plan.levels[0]
    let slack = 1e-6 * abs(published.value)
    // Published to a thousandth; a plan's cost is exact.
    #expect(level.value.approximate >= published.value - slack, "\(published)")
    if plan.status == .optimal { #expect(level.value.approximate <= published.value + slack, "\(published)") }
    for bound in [level.bound, level.certifiedBound].compactMap({ $0 }) {
      #expect(bound.approximate <= published.value + slack, "\(published)")
    }
  }

  private static let workLimit = Campaign.size(20_000)

  @discardableResult
  private func expectRight(_ program: Program, _ published: PublishedValue) throws -> Outcome {
    var options = PlanOptions()
    options.workLimit = Self.workLimit
    let outcome = try BareProgram(program).solve(options).outcome
    let sign = published.isMaximized ? -1.0 : 1.0
    let slack = 1e-6 * abs(published.value)
    switch outcome.status() {
    case .optimal: #expect(abs((outcome.objective ?? .nan) - published.value) <= slack, "\(published): \(outcome)")
    case .feasible, .unknown:
      if let objective = outcome.objective {
        #expect(sign * (objective - published.value) >= -slack, "\(published): \(outcome)")
      }
      if let bound = outcome.proof.bound {
        #expect(sign * (bound - published.value) <= slack, "\(published): \(outcome)")
      }
    case .infeasible, .unbounded: Issue.record("\(published): \(outcome)")
    }
    return outcome
  }
}

/// A row of a `known_optima.csv`, with the file that it is about.
struct PublishedValue: Sendable, CustomTestStringConvertible {
  var family: String
  var name: String
  var path: String
  var value: Double
  var isMaximized: Bool

  var testDescription: String { "\(family)/\(name)" }

  /// Every value of the families whose file is at hand.
  static func all(_ families: [String]) -> [PublishedValue] {
    families.flatMap { family -> [PublishedValue] in
      guard let folder = Campaign.data(family),
        let table = try? String(contentsOfFile: folder + "/known_optima.csv", encoding: .utf8)
      else { return [] }
      let files = (FileManager.default.subpaths(atPath: folder) ?? []).sorted()
      return table.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard cells.count >= 2, let value = Double(cells[1]) else { return nil }
        guard let file = files.first(where: { isFile($0, of: cells[0]) }) else { return nil }
        return PublishedValue(
          family: family, name: cells[0], path: "\(folder)/\(file)", value: value,
          isMaximized: cells.count > 2 && cells[2] == "max")
      }
    }
  }

  private static func isFile(_ file: String, of name: String) -> Bool {
    ["", ".txt", ".mps.gz", ".min.gz", ".min.xz"].contains { file == name + $0 || file.hasSuffix("/" + name + $0) }
  }

  /// The program, unpacked by `xz` where that is how it comes.
  func program(_ options: ProgramReadingOptions = ProgramReadingOptions()) throws -> Program {
    guard path.hasSuffix(".xz") else { return try ProgramFile.read(path: path, options: options).program }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["xz", "-dc", path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return try ProgramFile.read(bytes: bytes, format: .dimacsMin, name: name, options: options).program
  }
}
