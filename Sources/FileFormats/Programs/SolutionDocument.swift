public import MathProgram

/// The answer to a bare program as `lanewise solve` writes it.
public struct SolutionDocument: Sendable {
  private let outcome: Outcome
  private let engine: String
  private let program: Program

  public init(_ outcome: Outcome, engine: String, of program: Program) {
    self.outcome = outcome
    self.engine = engine
    self.program = program
  }

  /// The one word: `optimal`, `feasible`, `infeasible`, `unbounded` or `unknown`.
  public var status: String { outcome.status().rawValue }

  /// `status`, `stopped_by`, `objective`, `bound`, `engine`, `seconds` {read, solve}.
  public func json(readSeconds: Double, solveSeconds: Double) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("status", status)
      json.member("stopped_by", stoppedBy)
      json.member("objective", measured: outcome.objective)
      json.member("bound", measured: outcome.proof.bound)
      json.member("engine", engine)
      json.list("attempts", outcome.attempts) { json, attempt in
        json.object(.inline) { json in
          json.member("engine", attempt.engine)
          json.member("method", attempt.method)
          json.member("result", attempt.result)
        }
      }
      json.key("seconds")
      json.object(.inline) { json in
        json.member("read", measured: readSeconds)
        json.member("solve", measured: solveSeconds)
      }
    }
    return json.finished()
  }

  /// One line a nonzero column, or arc with flow: its name or number, and the value.
  public var solution: [UInt8] {
    var text = "# status \(status)\n"
    if let objective = outcome.objective { text += "# objective \(objective)\n" }
    switch (outcome.solution, program) {
    case (.columns(let values)?, .linear(let linear)):
      for (column, value) in values.enumerated() where value != 0 {
        text += "\(linear.columnNames.isEmpty ? "x\(column + 1)" : linear.columnNames[column]) \(value)\n"
      }
    case (.flow(let flows)?, .flow(let network)):
      for (arc, flow) in flows.enumerated() where flow != 0 {
        text += "f \(network.tail[arc] + 1) \(network.head[arc] + 1) \(flow)\n"
      }
    default: break
    }
    return Array(text.utf8)
  }

  public var stoppedBy: String {
    switch outcome.stoppedBy {
    case .proof: "proof"
    case .gap: "gap"
    case .workLimit: "work_limit"
    case .timeLimit: "time_limit"
    case .interrupt: "interrupt"
    case .engineFault: "engine_fault"
    }
  }
}
