extension Freezer {
  func readDemand() -> (rows: [DemandRow], orders: [Order]) {
    guard let table = table("demand") else { return ([], []) }
    refusePeriods(table.column("period"), liveRows(table))
    let parts = [
      KeyPart(column: table.column("customer"), scope: scope(.customer), blank: .missing, allowsTogether: false),
      KeyPart(column: table.column("product"), scope: scope(.product), blank: .missing, allowsTogether: false),
      KeyPart(column: table.column("order"), scope: nil, blank: .unnamed),
    ]
    checkOrderSpelling(table)
    var builder = DemandBuilder(MergedRows(RowExpansion(self, table, parts)))
    builder.fill()
    builder.groupOrders()
    builder.checkTotals()
    return (builder.demand, builder.orders)
  }

  private func checkOrderSpelling(_ table: TableView) {
    let column = table.column("order")
    guard column.exists else { return }
    var seen = [Bool](repeating: false, count: draft.texts.count)
    var firsts: [String: String] = [:]
    for row in liveRows(table) {
      guard case .text(let text) = column[row], !seen[Int(text.rawValue)] else { continue }
      seen[Int(text.rawValue)] = true
      let name = draft.text(text)
      guard let first = firsts.updateValue(name, forKey: Freezer.plainSpelling(name)) else { continue }
      log.error(
        column.mark(row), .similarNames, "the order names `\(first)` and `\(name)` differ in case or blanks only",
        hint: "spell one name one way")
    }
  }
}

/// Fills demand rows and groups them into orders.
struct DemandBuilder {
  private enum ShipPolicy: String, CaseIterable {
    case independent, complete
    case inRatio = "in_ratio"
  }
  private enum DemandStatus: String, CaseIterable { case include, consider, exclude }

  private let rows: MergedRows
  private let freezer: Freezer
  private(set) var demand: [DemandRow] = []
  private(set) var orders: [Order] = []
  /// What each row says of its ship policy; nil where it says nothing.
  private var policies: [ShipPolicy?] = []

  init(_ rows: MergedRows) {
    self.rows = rows
    freezer = rows.freezer
  }

  private struct Columns {
    let quantity, weight, price, penalty, fillRate, transit, priority: NumberColumn
    let policy, service, fromSite, status: ColumnView

    init(_ freezer: Freezer, _ table: TableView) {
      quantity = freezer.amounts(table.column("quantity"), .quantity)
      weight = freezer.amounts(table.column("weight"), .weight)
      price = freezer.unitPrices(table.column("unit_price"))
      penalty = freezer.unitPrices(table.column("penalty_cost"))
      fillRate = freezer.amounts(table.column("min_fill_rate"), .percent, .percent)
      transit = freezer.amounts(table.column("max_transit_time"), .time)
      priority = freezer.numbers(table.column("priority"), .positive)
      policy = table.column("ship_policy")
      service = table.column("service")
      fromSite = table.column("from_site")
      status = table.column("status")
    }
  }

  mutating func fill() {
    let columns = Columns(freezer, rows.table)
    demand.reserveCapacity(rows.count)
    for merged in 0..<rows.count {
      let key = rows.key(merged)
      let quantity = required(columns.quantity, merged)
      let product = ProductID(rawValue: key[1])
      let penalty = penalty(columns, merged)
      let limits = limits(columns, merged, quantity, penalty)
      demand.append(
        DemandRow(
          customer: CustomerID(rawValue: key[0]), product: product, period: PeriodID(0), order: OrderID(0),
          quantity: quantity, weight: filled(columns.weight, merged).value,
          unitPrice: filled(columns.price, merged).value ?? freezer.products[product.index].unitPrice,
          penaltyCost: penalty, leastServed: limits.least, mostServed: limits.most,
          service: service(columns.service, merged), fromSites: fromSites(columns.fromSite, merged),
          mark: rows.mark(merged)))
      demand[merged].hasOwnPrice = filled(columns.price, merged).value != nil
      demand[merged].longestTransit = filled(columns.transit, merged).value
      demand[merged].priority = filled(columns.priority, merged).value
      let policyRow = rows.source(merged, columns.policy)
      policies.append(policyRow.map { freezer.word(columns.policy, $0, ShipPolicy.independent) })
    }
  }

  private func filled(_ column: NumberColumn, _ merged: Int) -> Filled {
    rows.source(merged, column.column).map { column.read($0, freezer.log) } ?? .blank
  }

  private func required(_ column: NumberColumn, _ merged: Int) -> Rational {
    guard let row = rows.source(merged, column.column) else {
      freezer.missing(column.column, rows.row(merged))
      return .zero
    }
    return column.value(row, freezer.log) ?? .zero
  }

  private func isConsidered(_ columns: Columns, _ merged: Int) -> Bool {
    guard let row = rows.source(merged, columns.status) else { return false }
    return freezer.word(columns.status, row, DemandStatus.include) == .consider
  }

  /// The row's own, else the default; a row under consideration pays no default, and `none` switches it off.
  private func penalty(_ columns: Columns, _ merged: Int) -> Rational? {
    switch filled(columns.penalty, merged) {
    case .value(let own): own
    case .none: nil
    case .blank: isConsidered(columns, merged) ? nil : freezer.settings.defaultPenaltyCost
    }
  }

  /// Least and most that can be served, in steps.
  private func limits(
    _ columns: Columns, _ merged: Int, _ quantity: Rational, _ penalty: Rational?
  ) -> (least: Quantity, most: Quantity) {
    let resolution = freezer.settings.resolution
    // At most 10^12 units of at most 10^6 steps.
    let most = resolution.floor(quantity) ?? .zero
    if resolution.rational(most) != quantity {
      freezer.log.note(
        rows.mark(merged), .notInSteps,
        "\(quantity) is no multiple of the resolution: at most \(resolution.text(most)) can be served")
    }
    let fillRate = filled(columns.fillRate, merged).value
    guard penalty != nil || freezer.countsUnmet || isConsidered(columns, merged) else {
      if let fillRate, fillRate < Rational(100) { warnOfIdleFillRate(columns.fillRate.column, merged) }
      return (most, most)
    }
    let share = (fillRate ?? .zero) * (Rational(1, over: 100) ?? .zero)
    return (min(resolution.ceiling(share * quantity) ?? most, most), most)
  }

  private func warnOfIdleFillRate(_ column: ColumnView, _ merged: Int) {
    guard let row = rows.source(merged, column) else { return }
    freezer.log.warning(
      column.mark(row), .idleFillRate, "without a `penalty_cost` the row must be served in full",
      hint: "give a `penalty_cost`, or `default_penalty_cost` in `settings`")
  }

  private func service(_ column: ColumnView, _ merged: Int) -> ServiceID? {
    guard let row = rows.source(merged, column), case .text(let text) = column[row] else { return nil }
    switch freezer.scope(.service).resolve(text) {
    case .one(let id): return ServiceID(rawValue: id)
    case .faulty(let fault): freezer.log.error(column.mark(row), fault.rule, fault.message, hint: fault.hint)
    default: freezer.log.error(column.mark(row), .singleNameWanted, "a demand row asks for one service")
    }
    return nil
  }

  /// A site or a group of them; none of those that are excluded.
  private func fromSites(_ column: ColumnView, _ merged: Int) -> [SiteID]? {
    guard let row = rows.source(merged, column), case .text(let text) = column[row] else { return nil }
    let value = freezer.scope(.site).resolve(text)
    switch value {
    case .faulty(let fault): freezer.log.error(column.mark(row), fault.rule, fault.message, hint: fault.hint)
    case .vanished(let name):
      freezer.log.warning(
        column.mark(row), .excludedName, "`\(name)` is excluded, and so nothing can be served from there")
      return []
    default: return value.members.map(SiteID.init(rawValue:))
    }
    return nil
  }
}

// MARK: Orders

extension DemandBuilder {
  /// Rows of one customer and order name make one order; a row without a name is one of its own.
  mutating func groupOrders() {
    var index = KeyIndex(capacity: demand.count)
    for merged in 0..<rows.count {
      let key = rows.key(merged)
      var orderKey = PackedKey()
      orderKey[0] = key[0]
      orderKey[1] = key[2]
      // Anonymous rows differ by product only, and each is its own order.
      orderKey[2] = key[2] == KeyCode.blank ? Int32(truncatingIfNeeded: merged) : 0
      let (order, isNew) = index.insert(orderKey)
      if isNew {
        orders.append(
          Order(
            name: key[2] == KeyCode.blank ? nil : freezer.draft.text(TextID(key[2])),
            customer: demand[merged].customer, period: PeriodID(0), rows: [], isWhole: false, mayBeUnserved: false,
            orderedWeight: nil))
      }
      demand[merged].order = OrderID(order)
      orders[order].rows.append(DemandID(merged))
    }
    for order in orders.indices { finish(order) }
  }

  private mutating func finish(_ order: Int) {
    let members = orders[order].rows
    orders[order].orderedWeight = members.reduce(Rational?.some(.zero)) { sum, row in
      guard let sum, let weight = weight(of: demand[row.index]) else { return nil }
      return sum + weight
    }
    orders[order].isWhole = isShipped(members, .complete)
    orders[order].isInRatio = isShipped(members, .inRatio)
    guard orders[order].isWhole else { return }
    orders[order].mayBeUnserved = members.allSatisfy { demand[$0.index].leastServed == .zero }
    for row in members {
      demand[row.index].leastServed = orders[order].mayBeUnserved ? .zero : demand[row.index].mostServed
    }
  }

  /// The row's own weight, else its quantity at the product's.
  private func weight(of row: DemandRow) -> Rational? {
    row.weight ?? freezer.products[row.product.index].unitWeight.map { $0 * row.quantity }
  }

  /// Whether the first row that has a ship policy has this one; the others may not have another.
  private func isShipped(_ members: [DemandID], _ policy: ShipPolicy) -> Bool {
    guard let first = members.first(where: { policies[$0.index] == policy }) else { return false }
    for row in members where policies[row.index] != nil && policies[row.index] != policy {
      guard policies[row.index] == .independent || policy == .complete else { continue }
      freezer.log.error(
        demand[row.index].mark, .mixedShipPolicy, "rows of one order are shipped `\(policy.rawValue)` all or none",
        related: [Fault.Related(demand[first.index].mark, "this row of the order is `\(policy.rawValue)`")])
    }
    return true
  }

  /// Sums over a product's rows must fit 64 bits with room.
  func checkTotals() {
    var totals = [Int64](repeating: 0, count: freezer.products.count)
    for row in demand {
      // Both are at most 10^18, so that the sum is below 2^63.
      totals[row.product.index] += row.mostServed.steps
      guard totals[row.product.index] > 1_000_000_000_000_000_000 else { continue }
      freezer.log.error(
        row.mark, .numberRange,
        "the demand for `\(freezer.products[row.product.index].name)` adds up to more than 10^18 steps",
        hint: "use a larger quantity unit, or fewer `quantity_decimals`")
      totals[row.product.index] = 0
    }
  }
}
