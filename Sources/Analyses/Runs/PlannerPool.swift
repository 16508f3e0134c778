import Logistics
import Planning
import Synchronization
import Verification

/// Planners that keep their bases, one for each task that runs at a time; or cold ones.
final class PlannerPool: Sendable {
  private let session: PlanningSession
  private let isWarm: Bool
  private let idle = Mutex<[WarmPlanner]>([])

  init(_ session: PlanningSession, isWarm: Bool) {
    self.session = session
    self.isWarm = isWarm
  }

  var options: PlanOptions { session.options }

  func plan(_ instance: Instance) -> Result<VerifiedAnswer, ReplanFailure> {
    guard isWarm else {
      do throws(ReplanFailure) { return .success(try session.plan(instance)) } catch { return .failure(error) }
    }
    let planner = idle.withLock { $0.popLast() } ?? WarmPlanner(session.options)
    defer { idle.withLock { $0.append(planner) } }
    do throws(PlanFailure) {
      return .success(try planner.plan(instance))
    } catch {
      return .failure(.planning(error))
    }
  }
}
