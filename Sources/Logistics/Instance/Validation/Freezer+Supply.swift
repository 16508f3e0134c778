extension Freezer {
  /// Reads `supply`: rows of one site and product, and rows of several together.
  func readSupply() -> Supplies {
    var supplies = table("supply").map { readSupply($0, isStock: false) } ?? Supplies()
    if let stock = table("inventory").map({ readSupply($0, isStock: true) }) { add(stock, to: &supplies) }
    return supplies
  }

  private func readSupply(_ table: TableView, isStock: Bool) -> Supplies {
    refusePeriods(table.column("period"), liveRows(table))
    let parts = [
      KeyPart(column: table.column("site"), scope: scope(.site), blank: .missing),
      KeyPart(column: table.column("product"), scope: scope(.product), blank: .missing),
    ]
    var builder = SupplyBuilder(MergedRows(RowExpansion(self, table, parts)), isStock: isStock)
    builder.fill()
    builder.cover()
    return builder.supplies
  }

  /// Stock is drawn on like a supply that costs nothing. Where both were there it would have to be known which is drawn on.
  private func add(_ stock: Supplies, to supplies: inout Supplies) {
    let first = supplies.rows.count
    supplies.rows += stock.rows
    for (key, cell) in stock.cells {
      func moved(_ id: SupplyID) -> SupplyID { SupplyID(id.index + first) }
      if let other = supplies.cells[key] {
        log.error(
          stock[cell.pricedBy].mark, .notSupported,
          "stock of `\(products[key.product.index].name)` at `\(sites[key.site.index].name)`, where it is supplied too, is not "
            + "supported yet", hint: "add the stock to `supply_max`",
          related: [Fault.Related(supplies[other.pricedBy].mark, "the supply")])
      }
      supplies.cells[key] = Supplies.Cell(pricedBy: moved(cell.pricedBy), limitedBy: cell.limitedBy.map(moved))
    }
  }

  /// What arrives could stay too, which one period without holding costs does not plan yet.
  func checkStock(_ instance: Instance) {
    guard instance.supplies.rows.contains(where: \.isStock) else { return }
    var reported: Set<SourceMark> = []
    for link in instance.links.destination.indices {
      guard case .site(let site) = instance.links.destination[link] else { continue }
      for lane in instance.links.lanes(of: LinkID(link)) {
        for product in products.indices.map({ ProductID($0) }) where instance.lanes.products[lane.index].contains(product) {
          guard let cell = instance.supplies.cells[SiteProduct(site, product, PeriodID(0))],
            instance.supplies[cell.pricedBy].isStock,
            reported.insert(instance.supplies[cell.pricedBy].mark).inserted
          else { continue }
          log.error(
            instance.supplies[cell.pricedBy].mark, .notSupported,
            "stock of `\(products[product.index].name)` at `\(sites[site.index].name)`, where lanes bring more of it, is not "
              + "supported yet",
            related: [Fault.Related(instance.lanes.marks[lane.index], "such a lane")])
        }
      }
    }
  }
}

/// Fills supply rows, and finds which of them price and limit each site and product.
struct SupplyBuilder {
  private let rows: MergedRows
  private let freezer: Freezer
  private let isStock: Bool
  private(set) var supplies = Supplies()
  private var hasCost: [Bool] = []

  init(_ rows: MergedRows, isStock: Bool) {
    self.rows = rows
    self.isStock = isStock
    freezer = rows.freezer
  }

  mutating func fill() {
    if isStock { return fillStock() }
    let least = freezer.limits(rows.table.column("supply_min"), [.quantity])
    let most = freezer.limits(rows.table.column("supply_max"), [.quantity])
    let costs = freezer.unitPrices(rows.table.column("unit_cost"), .any)
    for merged in 0..<rows.count {
      let low = limit(least, merged)
      let high = limit(most, merged)
      let costRow = rows.source(merged, costs.column)
      hasCost.append(costRow != nil)
      let key = rows.key(merged)
      supplies.rows.append(
        SupplyRow(
          sites: rows.sets.members(key[0]).map(SiteID.init(rawValue:)),
          products: rows.sets.members(key[1]).map(ProductID.init(rawValue:)), period: PeriodID(0),
          minimum: low?.value ?? .zero, maximum: high?.value,
          unitCost: costRow.flatMap { costs.value($0, freezer.log) } ?? .zero, mark: rows.mark(merged),
          minimumMark: low?.mark, maximumMark: high?.mark))
      freezer.warnOfContradiction(low, high, "the supply row")
    }
  }

  private mutating func fillStock() {
    let stocks = freezer.amounts(rows.table.column("initial_stock"), .quantity)
    for merged in 0..<rows.count {
      let source = rows.source(merged, stocks.column)
      hasCost.append(false)
      let key = rows.key(merged)
      var row = SupplyRow(
        sites: rows.sets.members(key[0]).map(SiteID.init(rawValue:)),
        products: rows.sets.members(key[1]).map(ProductID.init(rawValue:)), period: PeriodID(0), minimum: .zero,
        maximum: source.flatMap { stocks.value($0, freezer.log) } ?? .zero, unitCost: .zero, mark: rows.mark(merged),
        maximumMark: source.map { stocks.column.mark($0) })
      row.isStock = true
      supplies.rows.append(row)
    }
  }

  private func limit(_ column: LimitColumn, _ merged: Int) -> Limit? {
    rows.source(merged, column.numbers.column).flatMap { column.read($0, freezer.log) }
  }

  /// Lists the rows of every site and product, the one that prices first.
  mutating func cover() {
    var covering: [SiteProduct: [SupplyID]] = [:]
    var order: [SiteProduct] = []
    var total = 0
    for (index, row) in supplies.rows.enumerated() {
      total += row.sites.count * row.products.count
      guard total <= RowExpansion.mostRows else {
        freezer.log.error(row.mark, .tooManyRows, "the together rows of `supply` cover too many products")
        return
      }
      for site in row.sites {
        for product in row.products {
          let key = SiteProduct(site, product, row.period)
          if covering[key] == nil { order.append(key) }
          covering[key, default: []].append(SupplyID(index))
        }
      }
    }
    for key in order { settle(key, covering[key] ?? []) }
  }

  private mutating func settle(_ key: SiteProduct, _ ids: [SupplyID]) {
    guard ids.count > 1 else {
      supplies.cells[key] = Supplies.Cell(pricedBy: ids[0], limitedBy: ids)
      return
    }
    let sorted = ids.sorted { a, b in
      let (left, right) = (Rank.sum(rows.ranks(a.index)), Rank.sum(rows.ranks(b.index)))
      return left == right ? a < b : left < right
    }
    checkOrder(sorted, "this row")
    let filled = sorted.filter { hasCost[$0.index] }
    checkOrder(filled, "the `unit_cost` here")
    supplies.cells[key] = Supplies.Cell(pricedBy: filled.first ?? sorted[0], limitedBy: ids)
  }

  /// The first is at least as specific as the others, or nobody knows which counts.
  private func checkOrder(_ sorted: [SupplyID], _ what: String) {
    guard let top = sorted.first else { return }
    let first = rows.ranks(top.index)
    for other in sorted.dropFirst() {
      let ranks = rows.ranks(other.index)
      guard ranks == first || !Rank.isAtLeastAsSpecific(first, ranks) else { continue }
      rows.reportAmbiguous(rows.writtenRow(top.index), rows.writtenRow(other.index), what)
      break
    }
  }
}
