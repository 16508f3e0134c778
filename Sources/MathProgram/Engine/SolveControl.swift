import Synchronization

/// A request to stop that any thread may raise, and that engines look at often.
public final class CancelFlag: Sendable {
  private let raised = Atomic<Bool>(false)

  public init() {}

  public func cancel() { raised.store(true, ordering: .relaxed) }
  public var isCancelled: Bool { raised.load(ordering: .relaxed) }
}

/// What a running solve tells about itself.
public struct Progress: Sendable {
  public var work: Int
  /// Of the best solution so far, in the program's own direction.
  public var incumbent: Double?
  /// Proven so far, in the program's own direction.
  public var bound: Double?

  public init(work: Int, incumbent: Double? = nil, bound: Double? = nil) {
    self.work = work
    self.incumbent = incumbent
    self.bound = bound
  }
}

/// Where a solve may begin.
public enum Start: Sendable {
  /// A value for every column; the engine checks before it believes.
  case incumbent([Double])
  /// A flow for every arc.
  case flow([Int64])
}

/// How far a solve may go, who may stop it, and whom it tells.
public struct SolveControl: Sendable {
  /// Raised by Ctrl-C, or by whoever asked.
  public var cancel: CancelFlag?
  /// The clock ends the solve here; engines stop within it + max(0.5 s, 2 %).
  public var deadline: ContinuousClock.Instant?
  /// In the engine's own units of work (pivots, nodes); the run is the same at every speed of machine.
  public var workLimit: Int?
  /// A relative gap that is good enough.
  public var gap: Double
  /// Work that may go, once a program with integers is solved, into a branch tree that others can check (`Evidence`).
  public var proofWork: Int
  /// Threads that the engine may use; the answer is the same at any number.
  public var threads: Int
  /// Called on the engine's thread; keep it short.
  public var progress: (@Sendable (Progress) -> Void)?
  /// Least time of the clock between two calls of `progress`; at zero, every look at the clock tells.
  public var progressInterval: Duration
  /// Called on the engine's thread with every better solution of a program with integers: values of all columns.
  public var incumbent: (@Sendable ([Double], Double) -> Void)?
  public var start: Start?

  public init(
    cancel: CancelFlag? = nil, deadline: ContinuousClock.Instant? = nil, workLimit: Int? = nil, gap: Double = 0,
    proofWork: Int = 0, threads: Int = 1, progress: (@Sendable (Progress) -> Void)? = nil,
    progressInterval: Duration = .milliseconds(100), incumbent: (@Sendable ([Double], Double) -> Void)? = nil,
    start: Start? = nil
  ) {
    self.cancel = cancel
    self.deadline = deadline
    self.workLimit = workLimit
    self.gap = gap
    self.proofWork = proofWork
    self.threads = threads
    self.progress = progress
    self.progressInterval = progressInterval
    self.incumbent = incumbent
    self.start = start
  }
}
