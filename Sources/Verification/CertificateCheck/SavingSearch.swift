/// Finds the offer at which a continuous knapsack is full, in doubles and in time linear in the offers on average: a weighted
/// selection (Balas and Zemel 1980).
enum SavingSearch {
  struct Offer {
    /// By a unit of capacity.
    let saving: Double
    /// Of the capacity; above 0.
    let takes: Double
  }

  /// The saving of the offer that no longer fits wholly where those that save most are taken first; nil where all fit.
  static func lastTaken(_ offers: inout [Offer], _ capacity: Double) -> Double? {
    offers.withUnsafeMutableBufferPointer { lastTaken($0, capacity) }
  }

  private static func lastTaken(_ offers: UnsafeMutableBufferPointer<Offer>, _ capacity: Double) -> Double? {
    var (low, high, left) = (0, offers.count, capacity)
    while low < high {
      let pivot = middle(offers[low].saving, offers[(low + high) / 2].saving, offers[high - 1].saving)
      // Those that save more come first, then those that save as much.
      var (more, next, less, takenByMore, takenByEqual) = (low, low, high, 0.0, 0.0)
      while next < less {
        let offer = offers[next]
        if offer.saving > pivot {
          takenByMore += offer.takes
          offers.swapAt(more, next)
          (more, next) = (more + 1, next + 1)
        } else if offer.saving == pivot {
          takenByEqual += offer.takes
          next += 1
        } else {
          less -= 1
          offers.swapAt(next, less)
        }
      }
      if takenByMore > left {
        high = more
      } else if takenByMore + takenByEqual > left {
        return pivot
      } else {
        left -= takenByMore + takenByEqual
        // What is not a number is like nothing, and ends the search.
        low = max(less, low + 1)
      }
    }
    return nil
  }

  private static func middle(_ a: Double, _ b: Double, _ c: Double) -> Double { max(min(a, b), min(max(a, b), c)) }
}
