import Formulations
public import Logistics
import MathProgram
public import Verification

/// An instance that is planned again and again, each time with other changes to its tables.
///
/// What was planned before does not change an answer, and calls may come from several threads at once.
public struct PlanningSession: Sendable {
  /// As read: the changes of one call do not outlast it.
  public let draft: Draft
  public let options: PlanOptions

  public init(_ draft: Draft, _ options: PlanOptions = PlanOptions()) {
    self.draft = draft
    self.options = options
  }

  /// The instance as the changes make it.
  ///
  /// - Throws: `ReplanFailure.faults` where a change does not fit the tables, or the changed tables have faults.
  public func instance(with changes: [InstanceChange] = []) throws(ReplanFailure) -> Instance {
    let (changed, faults) = changes.isEmpty ? (draft, []) : draft.applying(changes)
    let (instance, more) = Validation.freeze(changed)
    let errors = (faults + more).filter { $0.severity == .error }
    guard let instance, errors.isEmpty else { throw .faults(errors) }
    return instance
  }

  /// The verified answer to the instance as the changes make it.
  ///
  /// - Parameter reference: of equally good plans the one nearest to this is taken.
  /// - Throws: `ReplanFailure`.
  public func replan(
    with changes: [InstanceChange] = [], nearest reference: VerifiedPlan? = nil
  ) throws(ReplanFailure) -> VerifiedAnswer {
    try plan(try instance(with: changes), nearest: reference)
  }

  /// The verified answer to an instance that the caller changed after it was frozen.
  ///
  /// - Throws: `ReplanFailure.planning`.
  public func plan(_ instance: Instance, nearest reference: VerifiedPlan? = nil) throws(ReplanFailure) -> VerifiedAnswer
  {
    let translated = reference.map { PlanTranslation(to: instance).plan($0.plan, of: $0.instance) }
    do throws(PlanFailure) {
      return try Planner(options).plan(instance, nearest: translated)
    } catch {
      throw .planning(error)
    }
  }
}

/// Why a changed instance has no answer.
public enum ReplanFailure: Error, Sendable {
  /// The changes do not fit the tables, or make faulty ones.
  case faults([Fault])
  case planning(PlanFailure)

  /// In one line.
  public var message: String {
    switch self {
    case .faults(let faults): faults.first?.message ?? "the changed tables have faults"
    case .planning(.stopped(_, let message)): "stopped before any plan was found: \(message)"
    case .planning(.unsupported(let engine, let reason)): "`\(engine)` does not take the instance: \(reason)"
    case .planning(.unbounded): "an objective has no bound"
    case .planning(.refused(let message)): "the check refused the plan: \(message)"
    }
  }
}

extension PlanningSession {
  /// Whether an instance is more than a linear program: it has decisions that are whole, or whole quantities.
  public func hasIntegers(_ instance: Instance) -> Bool {
    instance.settings.resolution.decimals == 0 || InstanceProgram(instance).program.hasIntegers
  }
}
