public import Logistics
public import MathProgram

/// Which engine plans, and how far it may go.
public struct PlanOptions: Sendable {
  public enum EngineChoice: String, Sendable, CaseIterable {
    /// The most special engine that takes the instance; the next one where it gives no answer.
    case auto
    case glpk
    /// Our own algorithms alone: what is no network, no sites and sourcing and no tender of whole lanes is refused.
    case native
  }

  public var engine = EngineChoice.auto
  /// Of the whole run.
  public var timeLimit: Duration?
  /// In the engines' own units of work: the same answer on every machine.
  public var workLimit: Int?
  /// A relative gap that is good enough.
  public var gap = 0.0
  /// Threads that one solve may use; the answer is the same at any number.
  public var threads = 1
  public var cancel: CancelFlag?
  /// Called on an engine's thread.
  public var progress: (@Sendable (PlanProgress) -> Void)?
  /// Called as each phase begins.
  public var phaseBegan: (@Sendable (PlanPhase) -> Void)?

  public init() {}
}

/// What becomes of an instance, one after the other.
public enum PlanPhase: String, Sendable {
  /// The instance becomes a program.
  case formulate
  /// The program becomes a plan, with what was proved of it.
  case solve
  /// The plan and its proof are checked against the instance.
  case verify
}

/// What a run tells about itself, in the objective's own direction.
public struct PlanProgress: Sendable {
  /// From 0, of `levels`.
  public var level: Int
  public var levels: Int
  public var phase: String
  public var incumbent: Double?
  public var bound: Double?
}

/// Why a run ended without an answer.
public enum PlanFailure: Error, Sendable {
  /// Stopped before any plan was found, by a limit, an interrupt or an engine's fault; `run` holds which, and all that was
  /// tried, `message` says it in words.
  case stopped(run: RunRecord, message: String)
  /// No engine that was asked for takes the instance's structure; `reason` is why, in the planner's words.
  case unsupported(engine: String, reason: String)
  /// The objective of a level has no bound: the instance's data are at fault.
  case unbounded(level: Int)
  /// The check refused the plan; the message names the rules.
  case refused(String)
}
