/// A solution: which sites are open, and what share of which item goes over which arc.
struct SitePlan {
  struct Share {
    var slot: Int32
    var share: Double
  }

  var isOpen: [Bool]
  var shares: [Share]

  func cost(_ table: SiteTable) -> Double {
    var sum = 0.0
    for site in isOpen.indices where isOpen[site] { sum += table.fixedCost[site] }
    for share in shares { sum += share.share * table.cost[Int(share.slot)] }
    return sum
  }

  /// One value a column of the network.
  func columns(_ table: SiteTable) -> [Double] {
    var values = [Double](repeating: 0, count: table.siteCount + table.arcCount)
    for site in isOpen.indices where isOpen[site] { values[site] = 1 }
    for share in shares { values[table.siteCount + Int(table.arc[Int(share.slot)])] = share.share }
    return values
  }
}
