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
      let movement = movements[index]
      for part in movement.parts {
        let commodity = balanced(part.commodity)
        let start = Place(site: origin(index), period: movement.period, commodity: commodity)
        stocks.enter(start, term(index, part.amount), arrives: false)
        guard case .site(let site) = instance.links.destination[movement.link.index] else { continue }
        let end = Place(site: site, period: movement.period, commodity: commodity)
        stocks.enter(end, term(index, -part.amount), arrives: true)
      }
    }
    for stock in stocks.all {
      let place = stock.place
      let product = instance.product(of: place.commodity)
      let originates = instance.supplies.cells[SiteProduct(place.site, product, place.period)] != nil
      // Where nothing arrives, what leaves is not negative by itself.
      if originates && !stock.arrives { continue }
      codebook.addRow(
        .balance(place.site, place.period, place.commodity), lower: .zero, upper: originates ? nil : .zero, stock.terms)
    }
    addSupplyLimits()
  }

  /// What leaves and arrives, place by place in the order in which they are met.
  private struct Stocks {
    struct Stock {
      var place: Place
      var terms: [Term] = []
      var arrives = false
    }

    private(set) var all: [Stock] = []
    private var slots: [Place: Int] = [:]
    /// Movements come sorted by origin, so that the slot asked for is mostly the last one.
    private var last: (place: Place, slot: Int)?

    mutating func enter(_ place: Place, _ term: Term, arrives: Bool) {
      let slot = arrives ? slot(of: place) : slotOfOrigin(place)
      all[slot].terms.append(term)
      if arrives { all[slot].arrives = true }
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
      for part in movements[index].parts {
        let product = instance.product(of: part.commodity)
        if originates[origin(index).index] {
          cellTerms[SiteProduct(origin(index), product, movements[index].period), default: []]
            .append(term(index, part.amount))
        }
        if case .site(let site) = instance.links.destination[movements[index].link.index], originates[site.index] {
          cellTerms[SiteProduct(site, product, movements[index].period), default: []].append(term(index, -part.amount))
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
    if let maximum = row.maximum { codebook.addRow(.supplyMaximum(id), upper: maximum, terms) }
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
