public import Logistics

/// `plan.json` on standard output where a run was stopped before it found any plan: that nothing is known, and why.
public struct UnknownDocument: Sendable {
  private let instance: String
  private let run: RunRecord
  private let context: PlanContext

  /// - Parameter instance: its name.
  public init(instance: String, run: RunRecord, _ context: PlanContext) {
    self.instance = instance
    self.run = run
    self.context = context
  }

  public var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("schema_version", count: PlanDocument.schemaVersion)
      json.member("instance", instance)
      json.member("scenario", context.scenario)
      json.member("status", "unknown")
      json.member("stopped_by", run.stoppedBy.rawValue)
      PlanDocument.writeRun(&json, run, isVerified: false)
      json.key("seconds")
      json.object { json in
        for phase in context.phases { json.member(phase.name, measured: phase.seconds) }
      }
    }
    return json.finished()
  }
}
