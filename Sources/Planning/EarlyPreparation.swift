import Dispatch
import Logistics
import Synchronization
import Verification

/// Prepares the check of an instance on another core while the plan is sought: large networks are checked about as long as
/// they are formulated, and the one does not wait for the other.
final class EarlyPreparation: Sendable {
  private let prepared = Mutex<PreparedCheck?>(nil)
  private let ended = DispatchSemaphore(value: 0)

  /// Links from which it is worth a thread and the memory that it holds while the solver runs.
  private static let leastLinks = 20_000

  /// nil where the instance is too small to gain by it.
  init?(_ instance: Instance) {
    guard instance.links.count >= Self.leastLinks else { return nil }
    DispatchQueue.global().async { [self] in
      let check = PreparedCheck(instance)
      prepared.withLock { $0 = check }
      ended.signal()
    }
  }

  /// Waits for it; once.
  func take() -> PreparedCheck? {
    ended.wait()
    return prepared.withLock { prepared in
      defer { prepared = nil }
      return prepared
    }
  }
}
