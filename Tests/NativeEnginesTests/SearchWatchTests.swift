import MathProgram
import Synchronization
import Testing

@testable import NativeEngines

/// What a search for plans and bounds tells while it goes on.
@Suite struct SearchWatchTests {
  /// The first report comes at once.
  private func told(proved: Double?, boundAtHand: Double) -> Double? {
    var network = FixedChargeNetwork(itemCount: 1, sourcing: .split)
    network.addSite(fixedCost: 3)
    network.addArc(site: 0, item: 0, cost: 4, weight: 1)
    let bound = Mutex<Double?>(nil)
    let control = SolveControl(progress: { progress in bound.withLock { $0 = progress.bound } })
    var watch = SearchWatch(control, SiteTable(network), constant: 100)
    watch.proved = proved
    _ = watch.spend(1, bound: boundAtHand)
    return bound.withLock { $0 }
  }

  @Test func theBoundOfOneNodeIsNotToldForThatOfTheTree() {
    #expect(told(proved: 5, boundAtHand: 6) == 105)
    #expect(told(proved: nil, boundAtHand: 6) == 106)
  }
}
