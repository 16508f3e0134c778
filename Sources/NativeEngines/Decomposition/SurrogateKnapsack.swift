/// The integer knapsack over the sites that the relaxation leaves: open capacity covers the weight of all items, and
/// a site is open as a whole (Cornuejols, Sridharan and Thizy 1991; Görtz and Klose 2012).
///
/// Solved only as far as to tell whether it closes a node: by a tree over sites whose leaves the continuous knapsack
/// closes, each at a covering multiplier of its own. That tree is the proof, over one vector of the items' multipliers.
struct SurrogateKnapsack {
  /// A node of the tree, in preorder: behind a split stands all that is below its site open, then closed.
  struct Node: BitwiseCopyable {
    /// −1 at a leaf.
    var site: Int32
    /// Of a leaf, the multiplier of the covering row that closes it.
    var cover: Double
  }

  private let table: SiteTable
  private(set) var nodes: [Node] = []
  /// The least bound of a leaf.
  private(set) var bound = Double.infinity
  private var rows: [Row] = []
  private var cutoff = 0.0
  /// Beyond it the answer is no.
  private static let mostNodes = 120

  /// A site that costs something to open.
  private struct Row: BitwiseCopyable {
    var site: Int32
    var state = SiteState.undecided
    var value: Double
    var capacity: Double
  }

  init(_ table: SiteTable) { self.table = table }

  /// Whether no set of sites costs less than the cutoff at the relaxation's last multipliers; then `nodes` say why. Not tried
  /// where rounding the continuous answer up gives such a set.
  mutating func closes(_ relaxation: some CoveringRelaxation, _ states: [SiteState], cutoff: Double) -> Bool {
    guard relaxation.bound + relaxation.cover.roundingCost >= cutoff else { return false }
    self.cutoff = cutoff
    nodes.removeAll(keepingCapacity: true)
    bound = .infinity
    return close(list(relaxation.values, from: relaxation.multiplierSum, states))
  }

  /// Lists the sites that cost something to open, those that cover most for it first; what the others leave.
  private mutating func list(_ values: UnsafeMutablePointer<Double>, from start: Double, _ states: [SiteState]) -> Left {
    rows.removeAll(keepingCapacity: true)
    var left = Left(need: table.leastWeight, sum: start)
    for site in states.indices where states[site] != .closed {
      if states[site] == .open || values[site] <= 0 {
        left.need -= table.capacity[site]
        left.sum += values[site]
      } else if table.capacity[site] > 0 {
        rows.append(Row(site: Int32(site), value: values[site], capacity: table.capacity[site]))
      }
    }
    rows.sort { ($0.value * $1.capacity, $0.site) < ($1.value * $0.capacity, $1.site) }
    return left
  }

  /// What open sites leave to cover, and what they cost with all multipliers.
  private struct Left {
    var need: Double
    var sum: Double
  }

  /// Closes what is left of the sites that are undecided; false where some set costs less, or the tree has too many nodes.
  private mutating func close(_ left: Left) -> Bool {
    guard nodes.count < Self.mostNodes else { return false }
    var (need, sum) = (left.need, left.sum)
    var critical: Int?
    var index = 0
    while need > table.leastWeight * 1e-12, index < rows.count {
      let row = rows[index]
      if row.state == .undecided {
        sum += row.value * min(1, need / row.capacity)
        need -= row.capacity
        critical = index
      }
      index += 1
    }
    if need > table.leastWeight * 1e-12 { return closeShort(left) }
    guard let critical else { return leaf(sum, cover: 0) }
    let row = rows[critical]
    if sum >= cutoff { return leaf(sum, cover: row.value / row.capacity) }
    // All that is open in the continuous answer, the last site as a whole, is a set of sites.
    if sum + row.value * min(1, -need / row.capacity) < cutoff { return false }
    nodes.append(Node(site: row.site, cover: 0))
    rows[critical].state = .open
    guard close(Left(need: left.need - row.capacity, sum: left.sum + row.value)) else { return false }
    rows[critical].state = .closed
    guard close(left) else { return false }
    rows[critical].state = .undecided
    return true
  }

  private mutating func leaf(_ sum: Double, cover: Double) -> Bool {
    guard sum >= cutoff else { return false }
    bound = min(bound, sum)
    nodes.append(Node(site: -1, cover: cover))
    return true
  }

  /// All sites that are left are too small: a multiplier large enough lifts the bound above the cutoff.
  private mutating func closeShort(_ left: Left) -> Bool {
    let open = rows.reduce(0) { $0 + ($1.state == .undecided ? $1.capacity : 0) }
    let dearest = rows.reduce(0) { max($0, $1.state == .undecided ? $1.value / $1.capacity : 0) }
    let missing = left.need - open
    return leaf(.infinity, cover: max(dearest, 2 * (abs(cutoff) + abs(left.sum)) / missing))
  }
}

/// A relaxation that leaves a covering knapsack over the sites; what its last evaluation says.
protocol CoveringRelaxation {
  /// By site: fixed cost and contents.
  var values: UnsafeMutablePointer<Double> { get }
  var cover: SiteCover { get }
  /// Of all items.
  var multiplierSum: Double { get }
  var bound: Double { get }
}

extension SiteRelaxation: CoveringRelaxation {}
extension WholeRelaxation: CoveringRelaxation {}
