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

/// The cheapest contents of one site's capacity, the last of them in part.
///
/// Works in place on a buffer of offers; afterwards the first `count` of them are taken, the one of the highest ratio last.
struct Knapsack {
  /// What the contents cost; at most 0.
  var value = 0.0
  /// Offers taken, a partly taken one the last.
  var count = 0
  /// How much of the last one is taken.
  var lastShare = 1.0

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
    let knapsack = fill(offers, from: low, to: count, left: left)
    if knapsack.count == low { putWorstLast(offers, low) }
    return knapsack
  }

  /// Offers that fill the capacity to the brim are in no order: the last one taken is to be the worst all the same, because its
  /// ratio is what a unit of the capacity is worth.
  private static func putWorstLast(_ offers: UnsafeMutablePointer<Offer>, _ count: Int) {
    guard count > 1 else { return }
    var worst = 0
    for index in 1..<count where offers[index].ratio > offers[worst].ratio { worst = index }
    (offers[worst], offers[count - 1]) = (offers[count - 1], offers[worst])
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
