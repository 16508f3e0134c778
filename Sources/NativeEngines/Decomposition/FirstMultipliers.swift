/// Where the search for multipliers begins.
enum FirstMultipliers {
  /// Of each item its second least cost, with its part of the fixed cost of a full site where that is still to be decided; nothing of
  /// rows over sites.
  static func secondCheapest(_ table: SiteTable) -> [Double] {
    var first = [Double](repeating: .infinity, count: table.itemCount)
    var second = first
    for site in 0..<table.siteCount {
      let capacity = table.capacity[site]
      let unit = !table.isAlwaysOpen[site] && capacity.isFinite && capacity > 0 ? max(0, table.fixedCost[site]) / capacity : 0
      for slot in table.slots(of: site) {
        let (item, value) = (Int(table.item[slot]), table.cost[slot] + unit * table.weight[slot])
        if value < first[item] {
          second[item] = first[item]
          first[item] = value
        } else if value < second[item] {
          second[item] = value
        }
      }
    }
    return zip(first, second).map { $1.isFinite ? $1 : $0.isFinite ? $0 : 0 } + [Double](repeating: 0, count: table.counts.count)
  }
}
