extension FixedChargeNetwork {
  /// How closely a linear program ties shares to open sites.
  public enum Strength: Sendable, Equatable {
    /// Each share by a row of its own: the best bound, and the most rows.
    case strong
    /// Only through capacities, or one row a site that has none.
    case aggregated
  }
}

extension LinearProgram {
  /// The network as a linear program with integers; its columns are those of the network's solutions.
  ///
  /// Rows: one an item (its shares come to 1), one a site (its capacity), then the rows that tie shares to open sites,
  /// then the rows over sites alone.
  public init(_ network: FixedChargeNetwork, _ strength: FixedChargeNetwork.Strength) {
    self.init(name: network.name)
    objectiveConstant = network.objectiveConstant
    let isStrong = strength == .strong
    let rows = network.itemCount + network.siteCount + (isStrong ? network.arcCount : 0)
    reserve(columns: network.columnCount, rows: rows, entries: (isStrong ? 4 : 2) * network.arcCount)
    for site in 0..<network.siteCount {
      let least: Double = network.isAlwaysOpen[site] ? 1 : 0
      addColumn(lower: least, upper: 1, objective: network.fixedCost[site], isInteger: true)
    }
    for arc in 0..<network.arcCount {
      addColumn(lower: 0, upper: 1, objective: network.cost[arc], isInteger: network.sourcing == .whole)
    }
    let byItem = network.arcs(groupedBy: network.item, count: network.itemCount)
    for arcs in byItem { addRow(lower: 1, upper: 1, entries: arcs.map { (network.column(ofArc: $0), 1) }) }
    let bySite = network.arcs(groupedBy: network.site, count: network.siteCount)
    for (site, arcs) in bySite.enumerated() { addCapacity(of: site, arcs, network) }
    for (site, arcs) in bySite.enumerated() where !network.isAlwaysOpen[site] {
      addLinks(of: site, arcs, network, isStrong: isStrong)
    }
    for count in network.counts {
      addRow(lower: count.lower, upper: count.upper, entries: count.terms.map { (network.column(ofSite: $0.index), $0.weight) })
    }
  }

  private mutating func addCapacity(of site: Int, _ arcs: [Int], _ network: FixedChargeNetwork) {
    guard network.capacity[site].isFinite else { return }
    for arc in arcs where network.weight[arc] != 0 {
      appendEntry(column: network.column(ofArc: arc), coefficient: network.weight[arc])
    }
    if network.capacity[site] != 0 {
      appendEntry(column: network.column(ofSite: site), coefficient: -network.capacity[site])
    }
    closeRow(lower: -.infinity, upper: 0)
  }

  private mutating func addLinks(of site: Int, _ arcs: [Int], _ network: FixedChargeNetwork, isStrong: Bool) {
    if isStrong {
      for arc in arcs {
        appendEntry(column: network.column(ofArc: arc), coefficient: 1)
        appendEntry(column: network.column(ofSite: site), coefficient: -1)
        closeRow(lower: -.infinity, upper: 0)
      }
      return
    }
    // A capacity ties all arcs that have a weight.
    let loose = network.capacity[site].isFinite ? arcs.filter { network.weight[$0] == 0 } : arcs
    guard !loose.isEmpty else { return }
    for arc in loose { appendEntry(column: network.column(ofArc: arc), coefficient: 1) }
    appendEntry(column: network.column(ofSite: site), coefficient: -Double(loose.count))
    closeRow(lower: -.infinity, upper: 0)
  }
}

extension FixedChargeNetwork {
  /// The arcs of each site or item, in their own order.
  func arcs(groupedBy end: [Int32], count: Int) -> [[Int]] {
    var groups = [[Int]](repeating: [], count: count)
    for arc in 0..<arcCount { groups[Int(end[arc])].append(arc) }
    return groups
  }
}
