import BruteForce
import FileFormats
import Formulations
import Logistics
import Planning
import Testing
import Verification

/// Short ways from tables to a verified answer.
enum Planned {
  /// - Throws: what the planner throws; a failed expectation where the instance has faults.
  static func answer(_ folder: String, scenario: String? = nil, _ options: PlanOptions = PlanOptions()) throws
    -> VerifiedAnswer
  {
    let loaded = LoadedInstance.load(folder: folder, scenario: scenario)
    let text = FaultText(files: loaded.draft.files)
    let instance = try #require(loaded.instance, "\(text.report(loaded.faults))")
    return try Planner(options).plan(instance)
  }

  static func plan(_ folder: String, scenario: String? = nil, _ options: PlanOptions = PlanOptions()) throws
    -> VerifiedPlan
  {
    guard case .plan(let plan) = try answer(folder, scenario: scenario, options) else {
      throw Missing.plan
    }
    return plan
  }

  /// From tables as text: name without `.csv` to content.
  static func answer(_ tables: [String: String], _ options: PlanOptions = PlanOptions()) throws -> VerifiedAnswer {
    try Planner(options).plan(instance(tables))
  }

  static func instance(_ tables: [String: String]) throws -> Instance {
    let files = tables.sorted { $0.key < $1.key }.map { (name: $0.key + ".csv", bytes: Array($0.value.utf8)) }
    let loaded = LoadedInstance.load(name: "test", files: files)
    return try #require(loaded.instance, "\(FaultText(files: loaded.draft.files).report(loaded.faults))")
  }

  static func faults(_ tables: [String: String]) -> [Fault] {
    let files = tables.sorted { $0.key < $1.key }.map { (name: $0.key + ".csv", bytes: Array($0.value.utf8)) }
    return LoadedInstance.load(name: "test", files: files).faults
  }

  /// nil where the tables have faults.
  static func instanceIfSound(_ tables: [String: String]) -> Instance? {
    let files = tables.sorted { $0.key < $1.key }.map { (name: $0.key + ".csv", bytes: Array($0.value.utf8)) }
    return LoadedInstance.load(name: "test", files: files).instance
  }

  static func loaded(_ tiny: TinyInstance, _ name: String) -> LoadedInstance {
    let files = tiny.tables.filter { !$0.rows.isEmpty }.map { (name: $0.name + ".csv", bytes: Array($0.csv.utf8)) }
    return LoadedInstance.load(name: name, files: files)
  }

  enum Missing: Error { case plan }
}
