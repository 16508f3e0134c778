/// What planning says about an instance. A claim until it is verified; nothing is written from it.
public enum Claim: Sendable {
  case plan(PlanClaim)
  case noPlan(NoPlanClaim)
}

/// A plan, and how good planning says it is.
public struct PlanClaim: Sendable {
  public var plan: Plan
  /// One for each objective level.
  public var levels: [LevelClaim]
  public var certificate: Certificate
  public var run: RunRecord

  public init(plan: Plan, levels: [LevelClaim], certificate: Certificate, run: RunRecord) {
    self.plan = plan
    self.levels = levels
    self.certificate = certificate
    self.run = run
  }
}

/// An engine's word on one objective level.
public struct LevelClaim: Sendable, Equatable {
  /// No plan that keeps the earlier levels is better, says the engine, in the level's own direction; nil: it did not say.
  public var bound: Double?
  /// Which engine said so.
  public var boundBy: String

  public init(bound: Double?, boundBy: String) {
    self.bound = bound
    self.boundBy = boundBy
  }
}

/// That no plan exists, and the first useful reason.
public struct NoPlanClaim: Sendable {
  public var cause: NoPlanCause
  /// Proof, where there is one.
  public var certificate: Certificate?
  public var run: RunRecord

  public init(cause: NoPlanCause, certificate: Certificate?, run: RunRecord) {
    self.cause = cause
    self.certificate = certificate
    self.run = run
  }
}

/// The least by which the rules would have to give way, and what stops more.
public struct NoPlanCause: Sendable {
  /// Demand that cannot be met, by how many units at least in the best compromise.
  public var shortfalls: [Shortfall]
  /// Rules that would have to give way otherwise, by how much.
  public var violations: [RuleViolation]
  /// Rules that bind at the compromise: what stops more from being served.
  public var binding: [Rule]

  public struct Shortfall: Sendable, Equatable {
    public var row: DemandID
    public var units: Rational
    public init(row: DemandID, units: Rational) {
      self.row = row
      self.units = units
    }
  }

  public struct RuleViolation: Sendable, Equatable {
    public var rule: Rule
    public var amount: Rational
    public init(rule: Rule, amount: Rational) {
      self.rule = rule
      self.amount = amount
    }
  }

  public init(shortfalls: [Shortfall], violations: [RuleViolation], binding: [Rule]) {
    self.shortfalls = shortfalls
    self.violations = violations
    self.binding = binding
  }
}

/// How an answer came about.
public struct RunRecord: Sendable, Equatable {
  public enum Stop: String, Sendable {
    case proof, gap
    case workLimit = "work_limit"
    case timeLimit = "time_limit"
    case interrupt
    case engineFault = "engine_fault"
  }

  public struct Attempt: Sendable, Equatable {
    public var engine: String
    public var method: String
    public var result: String
    public init(engine: String, method: String, result: String) {
      self.engine = engine
      self.method = method
      self.result = result
    }
  }

  public var stoppedBy: Stop
  /// The engine whose answer this is.
  public var engine: String
  public var attempts: [Attempt]
  /// Whether another plan, as good in every objective, was met on the way; false: none was met.
  public var metEquallyGoodPlan = false

  public init(stoppedBy: Stop, engine: String, attempts: [Attempt] = []) {
    self.stoppedBy = stoppedBy
    self.engine = engine
    self.attempts = attempts
  }
}
