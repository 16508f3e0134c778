/// One site's 0-1 knapsack: depth first by falling ratio, bounded by the continuous one (Horowitz and Sahni 1974).
///
/// Keeps its memory between knapsacks. Once sorted, it also says what the continuous knapsack costs where an offer is
/// left out or room is taken away.
final class ZeroOneKnapsack {
  private let offers: UnsafeMutablePointer<Offer>
  /// Of the first so many offers together.
  private let weightSum: UnsafeMutablePointer<Double>
  private let valueSum: UnsafeMutablePointer<Double>
  private let taken: UnsafeMutablePointer<Bool>
  private let best: UnsafeMutablePointer<Bool>
  private(set) var count = 0
  /// What the contents cost, or a bound from below where an exact answer took too long; at most 0.
  private(set) var value = 0.0
  private var bestValue = 0.0
  private var room = 0.0
  /// Nodes looked at so far.
  private(set) var nodesSeen = 0

  /// Nodes after which a knapsack is given up for its bound.
  private static let nodeLimit = 4000

  init(mostOffers: Int) {
    offers = .allocate(capacity: mostOffers)
    weightSum = .allocate(capacity: mostOffers + 1)
    valueSum = .allocate(capacity: mostOffers + 1)
    taken = .allocate(capacity: mostOffers)
    best = .allocate(capacity: mostOffers)
    weightSum[0] = 0
    valueSum[0] = 0
  }

  deinit {
    offers.deallocate()
    weightSum.deallocate()
    valueSum.deallocate()
    taken.deallocate()
    best.deallocate()
  }

  func clear() { count = 0 }

  @inline(__always)
  func add(_ offer: Offer) {
    offers[count] = offer
    count &+= 1
  }

  /// Sorts by ratio and adds up; needed before anything is asked.
  func sort() {
    Knapsack.sort(offers, 0, count)
    for index in 0..<count {
      weightSum[index + 1] = weightSum[index] + offers[index].weight
      valueSum[index + 1] = valueSum[index] + offers[index].value
    }
  }

  /// Fills the capacity as cheaply as it can be; `forEachTaken` tells with what.
  ///
  /// - Precondition: sorted, and all offers together do not fit.
  func solve(capacity: Double) {
    (room, bestValue) = (capacity, 0)
    for index in 0..<count { (taken[index], best[index]) = (false, false) }
    value = search() ? bestValue : continuous(capacity)
  }

  /// Calls `body` with the slots of the best contents.
  @inline(__always)
  func forEachTaken(_ body: (Int32) -> Void) {
    for index in 0..<count where best[index] { body(offers[index].slot) }
  }

  /// False where the limit came first.
  private func search() -> Bool {
    var (index, nodes, sum) = (0, 0, 0.0)
    defer { nodesSeen &+= nodes }
    while true {
      nodes &+= 1
      if nodes > Self.nodeLimit { return false }
      if sum + continuous(room, from: index) < bestValue - 1e-12 * abs(bestValue) {
        for next in index..<count where offers[next].weight <= room {
          taken[next] = true
          room -= offers[next].weight
          sum += offers[next].value
        }
        if sum < bestValue {
          bestValue = sum
          best.update(from: taken, count: count)
        }
        index = count
      }
      // Back to the last one taken, which is left out next.
      var last = index - 1
      while last >= 0 && !taken[last] { last -= 1 }
      guard last >= 0 else { return true }
      taken[last] = false
      room += offers[last].weight
      sum -= offers[last].value
      index = last + 1
    }
  }

  // MARK: The continuous knapsack

  /// What the offers from `start` on cost in so much room, the last one in part.
  func continuous(_ room: Double, from start: Int = 0) -> Double {
    let reach = weightSum[start] + room
    let full = lastFitting(reach, from: start)
    let whole = valueSum[full] - valueSum[start]
    return full == count ? whole : whole + offers[full].ratio * (reach - weightSum[full])
  }

  /// The same over all offers but one.
  func continuous(_ room: Double, without left: Int) -> Double {
    if room < 0 { return .infinity }
    if weightSum[left] >= room { return continuous(room) }
    let reach = room + offers[left].weight
    let full = lastFitting(reach, from: left + 1)
    let whole = valueSum[full] - offers[left].value
    return full == count ? whole : whole + offers[full].ratio * (reach - weightSum[full])
  }

  /// How many offers are full when those from the first to `start` are, by bisection of the sums.
  @inline(__always)
  private func lastFitting(_ reach: Double, from start: Int) -> Int {
    var (low, high) = (start, count)
    while low < high {
      let middle = (low + high + 1) / 2
      if weightSum[middle] <= reach { low = middle } else { high = middle - 1 }
    }
    return low
  }

  func offer(_ index: Int) -> Offer { offers[index] }
  func slot(_ index: Int) -> Int32 { offers[index].slot }
  func isTaken(_ index: Int) -> Bool { best[index] }
}
