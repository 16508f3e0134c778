import Logistics
import MathProgram

/// What leaves a site came there, or originates there within what its supply rows allow.
extension ProgramBuilder {
  private struct Place: Hashable {
    var site: SiteID
    var period: PeriodID
    var commodity: Commodity
  }

  mutating func addBalances() {
    var stocks = Stocks()
    for index in movements.indices {
      let (link, period) = (movements[index].link.index, movements[index].period)
      var place = 0
      movements[index].parts.forEach { part in
        let commodity = balanced(part.commodity)
        let start = Place(site: instance.links.origin[link], period: period, commodity: commodity)
        stocks.enter(start, StockChange(index, place, arrives: false))
        if case .site(let site) = instance.links.destination[link] {
          let end = Place(site: site, period: period, commodity: commodity)
          stocks.enter(end, StockChange(index, place, arrives: true))
        }
        place += 1
      }
    }
    for stock in stocks.all {
      let place = stock.place
      let product = instance.product(of: place.commodity)
      let originates = instance.supplies.cells[SiteProduct(place.site, product, place.period)] != nil
      // Where nothing arrives, what leaves is not negative by itself.
      if originates && !stock.arrives { continue }
      codebook.addRow(
        .balance(place.site, place.period, place.commodity), lower: .zero, upper: originates ? nil : .zero, terms(of: stock))
    }
    addSupplyLimits()
  }

  private func terms(of stock: Stocks.Stock) -> [Term] {
    stock.changes.map { change in
      let amount = movements[Int(change.movement)].parts[Int(change.part)].amount
      return term(Int(change.movement), change.arrives ? -amount : amount)
    }
  }

  /// A part of a movement that leaves or arrives, in as little room as a million of them should take.
  private struct StockChange {
    var movement: Int32
    var part: Int32
    var arrives: Bool

    init(_ movement: Int, _ part: Int, arrives: Bool) {
      self.movement = Int32(truncatingIfNeeded: movement)
      self.part = Int32(truncatingIfNeeded: part)
      self.arrives = arrives
    }
  }

  /// What leaves and arrives, place by place in the order in which they are met.
  private struct Stocks {
    struct Stock {
      var place: Place
      var changes: [StockChange] = []
      var arrives = false
    }

    private(set) var all: [Stock] = []
    private var slots: [Place: Int] = [:]
    /// Movements come sorted by origin, so that the slot asked for is mostly the last one.
    private var last: (place: Place, slot: Int)?

    mutating func enter(_ place: Place, _ change: StockChange) {
      let slot = change.arrives ? slot(of: place) : slotOfOrigin(place)
      all[slot].changes.append(change)
      if change.arrives { all[slot].arrives = true }
    }

    private mutating func slotOfOrigin(_ place: Place) -> Int {
      if let last, last.place == place { return last.slot }
      let slot = slot(of: place)
      last = (place, slot)
      return slot
    }

    private mutating func slot(of place: Place) -> Int {
      if let known = slots[place] { return known }
      slots[place] = all.count
      all.append(Stock(place: place))
      return all.count - 1
    }
  }

  /// As what a commodity is balanced at sites: the rows of anonymous orders are pooled there.
  private func balanced(_ commodity: Commodity) -> Commodity {
    guard case .row(let row) = commodity, !instance[instance[row].order].isTracked else { return commodity }
    return .pooled(instance[row].product)
  }

  private mutating func addSupplyLimits() {
    var originates = [Bool](repeating: false, count: instance.sites.count)
    for row in instance.supplies.rows {
      for site in row.sites { originates[site.index] = true }
    }
    var cellTerms: [SiteProduct: [Term]] = [:]
    for index in movements.indices {
      let source = origin(index)
      var target: SiteID?
      if case .site(let site) = instance.links.destination[movements[index].link.index] { target = site }
      guard originates[source.index] || target.map({ originates[$0.index] }) ?? false else { continue }
      for part in movements[index].parts {
        let product = instance.product(of: part.commodity)
        if originates[source.index] {
          cellTerms[SiteProduct(source, product, movements[index].period), default: []].append(term(index, part.amount))
        }
        if let target, originates[target.index] {
          cellTerms[SiteProduct(target, product, movements[index].period), default: []].append(term(index, -part.amount))
        }
      }
    }
    var terms = [[Term]](repeating: [], count: instance.supplies.rows.count)
    for (id, row) in instance.supplies.rows.enumerated() {
      for site in row.sites {
        for product in row.products {
          let key = SiteProduct(site, product, row.period)
          guard instance.supplies.cells[key]?.limitedBy.contains(SupplyID(id)) ?? false else { continue }
          terms[id] += cellTerms[key] ?? []
        }
      }
    }
    for (id, row) in instance.supplies.rows.enumerated() { addLimits(of: row, SupplyID(id), terms[id]) }
  }

  private mutating func addLimits(of row: SupplyRow, _ id: SupplyID, _ terms: [Term]) {
    if let maximum = row.maximum {
      // A site that is closed originates nothing.
      let isOfOneSite = row.sites.count == 1 && terms.allSatisfy { $0.coefficient.isPositive }
      addSwitchedLimit(
        .supplyMaximum(id), terms, limit: maximum, isMost: true,
        switching: isOfOneSite ? .siteOpen(row.sites[0], row.period) : nil)
    }
    guard row.minimum.isPositive else { return }
    let considered = row.sites.filter { instance[$0].status == .consider }
    if considered.isEmpty {
      codebook.addRow(.supplyMinimum(id), lower: row.minimum, terms)
    } else if row.sites.count == 1 {
      addSwitchedLimit(
        .supplyMinimum(id), terms, limit: row.minimum, isMost: false, switching: .siteOpen(row.sites[0], row.period))
    }
  }
}
