/// What goes wrong on purpose: the tests' way to see that the engine survives what GLPK really does now and then.
struct FaultInjection: Sendable {
  enum Call: Sendable { case simplex, exact, branch }

  enum Fault: Sendable, Equatable {
    /// A real bad call of GLPK, and so a real abort.
    case abort
    /// Runs out of its memory limit.
    case memory
    /// Never comes back, but prints, as GLPK's endless instability loops do.
    case hang
    /// Neither comes back within these milliseconds nor prints.
    case deaf(milliseconds: Int)
    /// Sleeps before it answers rightly.
    case slow(milliseconds: Int)
    /// Values and duals that are no numbers.
    case notANumber
    /// Values and duals far off, at random.
    case garbage
    /// A value that is a little off, and the claim that all is well.
    case wrongAnswer
    /// Says that there is no solution.
    case claimsInfeasible
    /// Says that there is no bound.
    case claimsUnbounded
    /// Says that it is singular.
    case fails
  }

  /// The fault that the given call meets; calls of a session are counted from 0.
  var fault: @Sendable (_ call: Call, _ count: Int) -> Fault?

  init(_ fault: @escaping @Sendable (_ call: Call, _ count: Int) -> Fault?) {
    self.fault = fault
  }

  /// Every call meets it.
  static func always(_ fault: Fault) -> FaultInjection { FaultInjection { _, _ in fault } }

  /// The first calls meet it, the later ones do not.
  static func first(_ count: Int, _ fault: Fault) -> FaultInjection {
    FaultInjection { _, number in number < count ? fault : nil }
  }

  /// Calls of this kind meet it.
  static func on(_ call: Call, _ fault: Fault) -> FaultInjection {
    FaultInjection { other, _ in call == other ? fault : nil }
  }
}
