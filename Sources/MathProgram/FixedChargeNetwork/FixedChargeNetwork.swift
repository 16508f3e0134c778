/// Which sites are open, and which of them serves each item: sites with fixed costs and capacities, items that are
/// served along arcs, in parts from several sites or whole from one.
///
/// Minimises Σ fixed cost of open sites + Σ cost × share over arcs, so that the shares of every item come to 1, and the
/// weights that a site serves stay within its capacity and the open sites keep the rows over sites alone, the *counts*: how many
/// may be open, say. With whole items and sites that are always open it is the
/// generalised assignment problem, with one site a cost centre without capacity the one where items may be left out.
public struct FixedChargeNetwork: Sendable, Equatable {
  /// How an item may be served.
  public enum Sourcing: Sendable, Equatable {
    /// In parts, from any sites.
    case split
    /// By one site alone.
    case whole
  }

  public var name = ""
  public private(set) var sourcing: Sourcing
  /// Added to the sum of costs.
  public var objectiveConstant = 0.0

  // One entry a site.
  public private(set) var fixedCost: [Double] = []
  /// Infinite where there is none.
  public private(set) var capacity: [Double] = []
  /// A site that cannot be closed; its fixed cost is still counted.
  public private(set) var isAlwaysOpen: [Bool] = []

  public let itemCount: Int
  /// Rows over sites alone; their terms are sites.
  public private(set) var counts: [SwitchCount] = []

  // One entry an arc.
  public private(set) var site: [Int32] = []
  public private(set) var item: [Int32] = []
  /// Of serving all of the item.
  public private(set) var cost: [Double] = []
  /// What all of the item takes of the site's capacity.
  public private(set) var weight: [Double] = []

  public init(name: String = "", itemCount items: Int, sourcing how: Sourcing) {
    self.name = name
    itemCount = items
    sourcing = how
  }

  public var siteCount: Int { fixedCost.count }
  public var arcCount: Int { site.count }

  public mutating func reserve(arcs: Int) {
    site.reserveCapacity(arcs)
    item.reserveCapacity(arcs)
    cost.reserveCapacity(arcs)
    weight.reserveCapacity(arcs)
  }

  @discardableResult
  public mutating func addSite(
    fixedCost charge: Double, capacity most: Double = .infinity, isAlwaysOpen open: Bool = false
  )
    -> Int
  {
    fixedCost.append(charge)
    capacity.append(most)
    isAlwaysOpen.append(open)
    return fixedCost.count - 1
  }

  public mutating func addCount(_ count: SwitchCount) { counts.append(count) }

  /// Adds the arc on which `site` serves `item`; at most one for each pair.
  @discardableResult
  public mutating func addArc(site from: Int, item to: Int, cost all: Double, weight taken: Double) -> Int {
    site.append(Int32(truncatingIfNeeded: from))
    item.append(Int32(truncatingIfNeeded: to))
    cost.append(all)
    weight.append(taken)
    return site.count - 1
  }
}

extension FixedChargeNetwork {
  /// The same with items that may be split: no plan of it costs more than the best of this one.
  public func split() -> FixedChargeNetwork {
    var relaxed = self
    relaxed.sourcing = .split
    return relaxed
  }

  /// The first item that does not weigh the same on all its arcs; nil where each does.
  public func unevenItem() -> Int? {
    var weights = [Double](repeating: -1, count: itemCount)
    for arc in 0..<arcCount {
      let own = Int(item[arc])
      if weights[own] >= 0 && weights[own] != weight[arc] { return own }
      weights[own] = weight[arc]
    }
    return nil
  }

  public mutating func setCost(_ value: Double, arc: Int) { cost[arc] = value }
  public mutating func setWeight(_ value: Double, arc: Int) { weight[arc] = value }
  public mutating func setCapacity(_ value: Double, site: Int) { capacity[site] = value }
}

// MARK: - Columns

extension FixedChargeNetwork {
  /// Columns of its linear program and of its solutions: one a site (1: open), then one an arc (the share served).
  public var columnCount: Int { siteCount + arcCount }

  public func column(ofSite site: Int) -> Int { site }
  public func column(ofArc arc: Int) -> Int { siteCount + arc }

  /// The cost of a solution, constant included.
  public func objective(ofColumns values: [Double]) -> Double {
    var sum = objectiveConstant
    for site in 0..<siteCount { sum += fixedCost[site] * values[site] }
    for arc in 0..<arcCount where values[siteCount + arc] != 0 { sum += cost[arc] * values[siteCount + arc] }
    return sum
  }

  /// What is wrong with a solution, the first thing found; nil where all holds to within `tolerance`, which is relative
  /// for capacities.
  public func violation(ofColumns values: [Double], tolerance: Double = 1e-6) -> String? {
    guard values.count == columnCount else { return "\(values.count) values for \(columnCount) columns" }
    var served = [Double](repeating: 0, count: itemCount)
    var used = [Double](repeating: 0, count: siteCount)
    for arc in 0..<arcCount {
      let share = values[siteCount + arc]
      let (site, item) = (Int(site[arc]), Int(item[arc]))
      if !(share >= -tolerance && share <= values[site] + tolerance) {
        return "arc \(arc) carries \(share) of its item, its site is open by \(values[site])"
      }
      if sourcing == .whole && min(abs(share), abs(share - 1)) > tolerance {
        return "arc \(arc) carries a part, \(share)"
      }
      served[item] += share
      used[site] += share * weight[arc]
    }
    for site in 0..<siteCount {
      let open = values[site]
      if min(abs(open), abs(open - 1)) > tolerance || isAlwaysOpen[site] && open < 0.5 {
        return "site \(site) is \(open)"
      }
      if used[site] > capacity[site] * (1 + tolerance) + tolerance {
        return "site \(site) serves \(used[site]), its capacity is \(capacity[site])"
      }
    }
    for item in 0..<itemCount where abs(served[item] - 1) > tolerance {
      return "item \(item) is served \(served[item])"
    }
    let isOpen = (0..<siteCount).map { values[$0] > 0.5 }
    for (row, count) in counts.enumerated() where count.missed(isOpen) != 0 { return "row \(row) over sites is not kept" }
    return nil
  }
}
