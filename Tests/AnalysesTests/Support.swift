import Analyses
import FileFormats
import Foundation
import Logistics
import Planning
import Testing
import Verification

/// How large the random campaigns are, and short ways from tables to sessions.
enum Tables {
  /// `LANEWISE_TEST_SCALE`: 1 is what continuous integration runs.
  static func size(_ count: Int) -> Int {
    let scale = ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"].flatMap(Double.init) ?? 1
    return max(1, Int((Double(count) * scale).rounded()))
  }

  static func draft(_ tables: [String: String]) throws -> Draft {
    let files = tables.sorted { $0.key < $1.key }.map { (name: $0.key + ".csv", bytes: Array($0.value.utf8)) }
    let (draft, faults) = InstanceReader.read(name: "test", files: files)
    let errors = faults.filter { $0.severity == .error }
    try #require(errors.isEmpty, "\(FaultText(files: draft.files).report(errors))")
    return draft
  }

  static func session(_ tables: [String: String], _ options: PlanOptions = PlanOptions()) throws -> PlanningSession {
    PlanningSession(try draft(tables), options)
  }

  /// An example instance of the package.
  static func example(_ name: String) -> PlanningSession {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return PlanningSession(InstanceReader.read(folder: root.appending(path: "Instances/\(name)").path).draft)
  }
}

/// A generator with a printed seed: the same numbers on every machine.
struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func roll(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[roll(0...elements.count - 1)] }

  mutating func chance(_ percent: Int) -> Bool { roll(1...100) <= percent }
}
