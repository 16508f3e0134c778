/// What is shipped today, as `baseline` says it, in an instance's ids.
public struct Baseline: Sendable {
  /// A row that the instance knows how to read.
  public struct Row: Sendable {
    public let key: FlowKey
    public let quantity: Quantity
    /// In the currency; nil: not known.
    public let actualCost: Rational?
    public let mark: SourceMark
  }

  /// A row that names what the instance does not offer.
  public struct Unmatched: Sendable {
    public let mark: SourceMark
    /// Lower case, no full stop.
    public let reason: String
  }

  public private(set) var rows: [Row] = []
  public private(set) var unmatched: [Unmatched] = []

  /// Reads the table; an instance without one has no rows.
  public init(_ draft: Draft, _ instance: Instance) {
    guard let table = draft.table("baseline") else { return }
    let reader = BaselineReader(TableView(draft: draft, table: table), instance)
    for row in 0..<table.rowCount where !reader.isExcluded(row) {
      switch reader.read(row) {
      case .success(let known): rows.append(known)
      case .failure(let unknown): unmatched.append(Unmatched(mark: table.marks[row], reason: unknown.reason))
      }
    }
  }

  /// The flows of the rows, those of one key added up; sites are open where something touches them or they start so.
  public func plan(of instance: Instance) -> Plan {
    var sums: [FlowKey: Int64] = [:]
    for row in rows {
      let (sum, overflow) = (sums[row.key] ?? 0).addingReportingOverflow(row.quantity.steps)
      sums[row.key] = overflow ? .max : sum
    }
    var open = instance.periods.map { _ in instance.sites.map { $0.startsOpen || $0.status == .include } }
    for key in sums.keys {
      open[key.period.index][instance.links.origin[key.link.index].index] = true
      if case .site(let site) = instance.links.destination[key.link.index] { open[key.period.index][site.index] = true }
    }
    return Plan(flows: sums.map { PlannedFlow($0.key, Quantity(steps: $0.value)) }, openSites: open)
  }
}

/// Finds the flow that a row of `baseline` means.
private struct BaselineReader {
  struct Unknown: Error {
    let reason: String
  }

  private let draft: Draft
  private let instance: Instance
  private let keys: [ColumnView]
  private let products, orders, quantities, costs, statuses: ColumnView
  private let links: [[String]: LinkID]
  private let rows: [[String]: DemandID]
  /// The row of a named order, whoever asks for it.
  private let tracked: [[String]: DemandID]
  private let productIDs: [String: ProductID]

  init(_ table: TableView, _ instance: Instance) {
    draft = table.draft
    self.instance = instance
    keys = ["origin", "destination", "provider", "mode", "service", "offer"].map(table.column)
    products = table.column("product")
    orders = table.column("order")
    quantities = table.column("quantity")
    costs = table.column("actual_cost")
    statuses = table.column("status")
    var links: [[String]: LinkID] = [:]
    for index in 0..<instance.links.count { links[BaselineReader.names(LinkID(index), instance)] = LinkID(index) }
    self.links = links
    var rows: [[String]: DemandID] = [:]
    var tracked: [[String]: DemandID] = [:]
    for (index, row) in instance.demand.enumerated() {
      let (product, order) = (instance[row.product].name, instance[row.order].name ?? "")
      rows[[instance[row.customer].name, product, order]] = DemandID(index)
      if !order.isEmpty { tracked[[product, order]] = DemandID(index) }
    }
    self.rows = rows
    self.tracked = tracked
    productIDs = Dictionary(instance.products.enumerated().map { ($1.name, ProductID($0)) }) { first, _ in first }
  }

  private static func names(_ link: LinkID, _ instance: Instance) -> [String] {
    let (links, i) = (instance.links, link.index)
    return [
      instance[links.origin[i]].name, instance.name(of: links.destination[i]),
      links.provider[i].map { instance[$0].name } ?? "", links.mode[i].map { instance.modes[$0.index] } ?? "",
      links.service[i].map { instance.services[$0.index] } ?? "", links.offer[i].map { instance[$0].name } ?? "",
    ]
  }

  func isExcluded(_ row: Int) -> Bool { draft.text(of: statuses[row]) == "exclude" }

  func read(_ row: Int) -> Result<Baseline.Row, Unknown> {
    let names = keys.map { draft.text(of: $0[row]) }
    guard let link = links[names] else {
      let way = names.filter { !$0.isEmpty }.map { "`\($0)`" }.joined(separator: ", ")
      return .failure(Unknown(reason: "no lane is offered of \(way)"))
    }
    let (product, order) = (draft.text(of: products[row]), draft.text(of: orders[row]))
    guard let commodity = commodity(product, order, on: link) else {
      let what = order.isEmpty ? "" : " under order `\(order)`"
      return .failure(Unknown(reason: "nobody asks for `\(product)`\(what) there"))
    }
    let amount = draft.number(quantities[row]) ?? .zero
    guard let quantity = instance.settings.resolution.floor(amount) else {
      return .failure(Unknown(reason: "the quantity is too large"))
    }
    return .success(
      Baseline.Row(
        key: FlowKey(link, PeriodID(0), commodity), quantity: quantity, actualCost: draft.number(costs[row]),
        mark: keys[0].mark(row)))
  }

  private func commodity(_ product: String, _ order: String, on link: LinkID) -> Commodity? {
    switch instance.links.destination[link.index] {
    case .customer(let customer): rows[[instance[customer].name, product, order]].map { .row($0) }
    case .site where !order.isEmpty: tracked[[product, order]].map { .row($0) }
    case .site: productIDs[product].map { .pooled($0) }
    }
  }
}
