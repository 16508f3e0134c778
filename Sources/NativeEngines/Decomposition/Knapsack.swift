/// An item that would pay at the current multipliers.
struct Offer: BitwiseCopyable {
  /// Value by weight: the lower the better.
  var ratio: Double
  /// Cost less multiplier; below 0.
  var value: Double
  var weight: Double
  /// The slot of its arc.
  var slot: Int32
}

/// The cheapest contents of one site's capacity: continuous, or 0-1.
///
/// Works in place on a buffer of offers; afterwards the first `count` of them are taken.
struct Knapsack {
  /// What the contents cost, or a bound from below where an exact answer took too long; at most 0.
  var value = 0.0
  /// Offers taken, a partly taken one the last.
  var count = 0
  /// How much of the last one is taken.
  var lastShare = 1.0
  /// Of the 0-1 problem what its continuous relaxation costs, and the ratio at which that fills up.
  var relaxedValue = 0.0
  var breakRatio = 0.0

  /// By quickselect on the ratios (Balas and Zemel 1980): linear time on average.
  ///
  /// - Parameter pivot: a guess of the last ratio taken.
  static func continuous(
    _ offers: UnsafeMutablePointer<Offer>, count: Int, capacity: Double, pivot guess: Double
  ) -> Knapsack {
    var (low, high, left) = (0, count, capacity)
    var pivot = guess
    while high - low > 12 {
      var (middle, taken) = partition(offers, low, high, below: pivot)
      if middle == low || middle == high {
        pivot = medianOfThree(offers[low].ratio, offers[(low + high) / 2].ratio, offers[high - 1].ratio)
        (middle, taken) = partition(offers, low, high, below: pivot)
        // Ratios that are all alike need no order.
        if middle == low { (middle, taken) = partition(offers, low, high, below: pivot.nextUp) }
        if middle == high && taken > left { break }
      }
      if taken <= left {
        left -= taken
        low = middle
      } else {
        high = middle
      }
      if high > low { pivot = offers[(low + high) / 2].ratio }
    }
    sort(offers, low, high)
    return fill(offers, from: low, to: count, left: left)
  }

  private static func fill(_ offers: UnsafeMutablePointer<Offer>, from low: Int, to end: Int, left room: Double)
    -> Knapsack
  {
    var knapsack = Knapsack(value: 0, count: low, lastShare: 1)
    for index in 0..<low { knapsack.value += offers[index].value }
    var left = room
    while knapsack.count < end && left > 0 {
      let offer = offers[knapsack.count]
      knapsack.count += 1
      if offer.weight > left {
        knapsack.lastShare = left / offer.weight
        knapsack.value += offer.value * knapsack.lastShare
        return knapsack
      }
      left -= offer.weight
      knapsack.value += offer.value
    }
    return knapsack
  }

  /// Offers with a ratio below `pivot` first; where they end, and their weight.
  @inline(__always)
  private static func partition(
    _ offers: UnsafeMutablePointer<Offer>, _ low: Int, _ high: Int, below pivot: Double
  ) -> (middle: Int, weight: Double) {
    var (middle, weight) = (low, 0.0)
    for index in low..<high where offers[index].ratio < pivot {
      let offer = offers[index]
      offers[index] = offers[middle]
      offers[middle] = offer
      weight += offer.weight
      middle += 1
    }
    return (middle, weight)
  }

  private static func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
    max(min(a, b), min(max(a, b), c))
  }

  /// Quicksort by ratio; short stretches by insertion.
  static func sort(_ offers: UnsafeMutablePointer<Offer>, _ first: Int, _ end: Int) {
    var (low, high) = (first, end)
    while high - low > 24 {
      let pivot = medianOfThree(offers[low].ratio, offers[(low + high) / 2].ratio, offers[high - 1].ratio)
      var (left, right) = (low, high - 1)
      while left <= right {
        while offers[left].ratio < pivot { left += 1 }
        while offers[right].ratio > pivot { right -= 1 }
        if left <= right {
          (offers[left], offers[right]) = (offers[right], offers[left])
          left += 1
          right -= 1
        }
      }
      // The shorter side by itself, the longer one here.
      if right - low < high - left {
        sort(offers, low, right + 1)
        low = left
      } else {
        sort(offers, left, high)
        high = right + 1
      }
    }
    sortShort(offers, low, high)
  }

  @inline(__always)
  private static func sortShort(_ offers: UnsafeMutablePointer<Offer>, _ low: Int, _ high: Int) {
    guard high - low > 1 else { return }
    for index in (low + 1)..<high {
      let offer = offers[index]
      var place = index
      while place > low && offers[place - 1].ratio > offer.ratio {
        offers[place] = offers[place - 1]
        place -= 1
      }
      offers[place] = offer
    }
  }
}

extension Knapsack {
  /// Nodes after which the 0-1 problem is given up for its bound.
  private static let nodeLimit = 4000

  /// Depth first by falling ratio, bounded by the continuous knapsack (Horowitz and Sahni 1974).
  static func zeroOne(_ offers: UnsafeMutablePointer<Offer>, count: Int, capacity: Double) -> Knapsack {
    sort(offers, 0, count)
    let relaxed = fill(offers, from: 0, to: count, left: capacity)
    let breakRatio = relaxed.count > 0 ? offers[relaxed.count - 1].ratio : 0
    if relaxed.lastShare == 1 {
      var exact = relaxed
      (exact.relaxedValue, exact.breakRatio) = (relaxed.value, relaxed.count < count ? breakRatio : 0)
      return exact
    }
    var search = ZeroOneSearch(offers, count: count, capacity: capacity)
    let isExact = search.run(nodeLimit: nodeLimit)
    var knapsack = Knapsack(value: isExact ? search.bestValue : relaxed.value, count: 0, lastShare: 1)
    (knapsack.relaxedValue, knapsack.breakRatio) = (relaxed.value, breakRatio)
    for index in 0..<count where search.best[index] {
      let offer = offers[index]
      offers[index] = offers[knapsack.count]
      offers[knapsack.count] = offer
      knapsack.count += 1
    }
    return knapsack
  }
}

/// The tree search of the 0-1 knapsack over offers sorted by ratio.
private struct ZeroOneSearch {
  private let offers: UnsafeMutablePointer<Offer>
  private let count: Int
  private var left: Double
  private var value = 0.0
  private var taken: [Bool]
  private(set) var best: [Bool]
  private(set) var bestValue = 0.0
  /// Of the first so many offers together.
  private var sums: [(weight: Double, value: Double)]

  init(_ sorted: UnsafeMutablePointer<Offer>, count length: Int, capacity: Double) {
    offers = sorted
    count = length
    left = capacity
    taken = [Bool](repeating: false, count: length)
    best = taken
    sums = []
    sums.reserveCapacity(length + 1)
    var sum = (weight: 0.0, value: 0.0)
    sums.append(sum)
    for index in 0..<length {
      sum.weight += sorted[index].weight
      sum.value += sorted[index].value
      sums.append(sum)
    }
  }

  /// False where the limit came first.
  mutating func run(nodeLimit: Int) -> Bool {
    var index = 0
    var nodes = 0
    while true {
      nodes += 1
      if nodes > nodeLimit { return false }
      if bound(from: index) < bestValue - 1e-12 * abs(bestValue) {
        dive(from: index)
        index = count
      }
      // Back to the last one taken, which is left out next.
      var last = index - 1
      while last >= 0 && !taken[last] { last -= 1 }
      guard last >= 0 else { return true }
      taken[last] = false
      left += offers[last].weight
      value -= offers[last].value
      index = last + 1
    }
  }

  /// Takes what fits, in order.
  private mutating func dive(from start: Int) {
    for index in start..<count where offers[index].weight <= left {
      taken[index] = true
      left -= offers[index].weight
      value += offers[index].value
    }
    if value < bestValue {
      bestValue = value
      best = taken
    }
  }

  /// The continuous knapsack over the offers from `start` on, by bisection of their sums.
  private func bound(from start: Int) -> Double {
    let reach = sums[start].weight + left
    var (low, high) = (start, count)
    while low < high {
      let middle = (low + high + 1) / 2
      if sums[middle].weight <= reach { low = middle } else { high = middle - 1 }
    }
    let whole = value + sums[low].value - sums[start].value
    return low == count ? whole : whole + offers[low].ratio * (reach - sums[low].weight)
  }
}
