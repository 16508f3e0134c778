/// What `contracts` says: most of its lines are constraints on what a provider carries or a partner sells, the rest rebates
/// and price floors.
struct FrozenContracts {
  var constraints: [Constraint] = []
  var rebates: [Rebate] = []
  var floors: [PriceFloor] = []
  /// With whom each contract is.
  var parties: [String: ContractParty] = [:]
}

extension Freezer {
  func readContracts(_ demand: [DemandRow]) -> FrozenContracts {
    guard let table = table("contracts") else { return FrozenContracts() }
    refusePeriods(table.column("period"), liveRows(table))
    var reader = ContractReader(self, table, demand)
    for row in liveRows(table) { reader.read(row) }
    return reader.finish()
  }

  /// A price that the instance gives may not be below what was agreed: no plan can mend it.
  func checkPriceFloors(_ prices: [SalePrice], _ floors: [PriceFloor]) {
    for floor in floors {
      for price in prices where floor.covers(price) {
        guard let asked = price.unitPrice, asked < floor.value else { continue }
        log.error(
          price.mark, .priceFloor,
          "`\(partners[floor.partner.index].name)` sells `\(products[price.product.index].name)` at \(asked), and "
            + "`\(floor.contract)` has agreed on \(floor.value) at least",
          hint: "raise the price, or agree on another floor", related: [Fault.Related(floor.mark, "the price floor")])
      }
    }
  }

  /// Breaks that count over a contract are of one that is there, and price its provider's lanes.
  func checkContracts(_ instance: Instance, _ contracts: [String: ContractParty]) {
    let parties = contracts.compactMapValues(\.provider)
    for (index, rate) in instance.rates.enumerated() {
      for name in rate.charges.compactMap(\.contract) {
        guard let party = parties[name] else {
          log.error(
            rates.marks[index], .unknownName, "there is no contract `\(name)` with a provider",
            hint: hint(for: name, among: parties.keys.sorted()) ?? "add it to `contracts`")
          continue
        }
        for lane in (0..<instance.lanes.count) where instance.lanes.rate[lane] == RateID(index) {
          let links = instance.lanes.links(of: LaneID(lane))
          guard links.contains(where: { instance.links.provider[$0.index] != party }) else { continue }
          log.error(
            instance.lanes.marks[lane], .offerOfSeveral,
            "the rate `\(rate.name)` counts over the contract `\(name)`, which is with "
              + "`\(instance[party].name)` alone", hint: "name its provider in the lane, or another rate")
        }
      }
    }
  }
}

/// Reads the lines of contracts one by one.
struct ContractReader {
  let freezer: Freezer
  let table: TableView
  let demand: [DemandRow]
  private let contracts, lines, parties, terms: ColumnView
  let units: ColumnView
  let values, thresholds, shortfalls: NumberColumn
  let selectors: [(column: ColumnView, scope: KeyScope)]
  var frozen = FrozenContracts()
  private var keys: [String: SourceMark] = [:]

  enum Term: String, CaseIterable {
    case commitmentMin = "commitment_min"
    case volumeMax = "volume_max"
    case takeOrPay = "take_or_pay"
    case shareMin = "share_min"
    case shareMax = "share_max"
    case rebate, exclusive
    case fillRateMin = "fill_rate_min"
    case onTimeMin = "on_time_min"
    case priceFloor = "price_floor"
  }

  struct Line {
    var name: String
    var contract: String
    var party: ContractParty
    var filter: FlowFilter
    var row: Int
  }

  init(_ freezer: Freezer, _ table: TableView, _ demand: [DemandRow]) {
    self.freezer = freezer
    self.table = table
    self.demand = demand
    contracts = table.column("contract")
    lines = table.column("line")
    parties = table.column("party")
    terms = table.column("term")
    units = table.column("unit")
    values = freezer.numbers(table.column("value"))
    thresholds = freezer.amounts(table.column("threshold"), .quantity)
    shortfalls = freezer.numbers(table.column("shortfall_cost"))
    selectors = [
      ("origin", freezer.scope(.site)), ("destination", freezer.scope(.site, .customer)),
      ("customer", freezer.scope(.customer)), ("mode", freezer.scope(.mode)), ("service", freezer.scope(.service)),
      ("product", freezer.scope(.product)),
    ].map { (table.column($0.0), $0.1) }
  }

  mutating func read(_ row: Int) {
    guard let contract = freezer.requiredText(contracts, row).map(freezer.draft.text),
      let line = freezer.requiredText(lines, row).map(freezer.draft.text), isNew(contract, line, row)
    else { return }
    guard let party = party(row), freezer.requiredText(terms, row) != nil else { return }
    if let other = frozen.parties.updateValue(party, forKey: contract), other != party {
      freezer.log.error(
        parties.mark(row), .mixedCharge, "the contract `\(contract)` is with one party",
        hint: "give the other party a contract of its own")
    }
    guard let term = Term(rawValue: freezer.text(terms, row)) else {
      freezer.log.error(
        terms.mark(row), .notSupported, "the term `\(freezer.text(terms, row))` is not supported yet",
        hint: "one of " + Term.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))
      return
    }
    guard suits(term, party, row), let filter = filter(row) else { return }
    add(term, Line(name: "\(contract) \(line)", contract: contract, party: party, filter: filter, row: row))
  }

  /// Some terms are with one kind of party alone.
  private func suits(_ term: Term, _ party: ContractParty, _ row: Int) -> Bool {
    let isOfPartners = term == .priceFloor || term == .fillRateMin
    if isOfPartners, party.partner == nil {
      freezer.log.error(
        parties.mark(row), .notSupported, "a `\(term.rawValue)` is agreed with a partner, not with a provider")
      return false
    }
    guard term == .rebate, party.provider == nil else { return true }
    freezer.log.error(
      parties.mark(row), .notSupported, "a `rebate` of a partner is not supported yet",
      hint: "a lower `commission` in `prices` or `partners` is")
    return false
  }

  private mutating func isNew(_ contract: String, _ line: String, _ row: Int) -> Bool {
    guard let first = keys.updateValue(table.mark(row), forKey: "\(contract)\u{0}\(line)") else { return true }
    freezer.log.error(
      table.mark(row), .duplicateKey, "two lines `\(line)` of the contract `\(contract)`",
      related: [Fault.Related(first, "the first of them")])
    return false
  }

  private func party(_ row: Int) -> ContractParty? {
    guard let text = freezer.requiredText(parties, row) else { return nil }
    switch freezer.scope(.provider, .partner).resolve(text) {
    case .one(let member):
      let providerCount = Int32(truncatingIfNeeded: freezer.providers.count)
      return member < providerCount
        ? .provider(ProviderID(rawValue: member)) : .partner(PartnerID(rawValue: member - providerCount))
    case .vanished(let name):
      freezer.log.note(parties.mark(row), .rowsLeftOut, "a line with `\(name)` is left out, as that is excluded")
    case .faulty(let fault): freezer.log.error(parties.mark(row), fault.rule, fault.message, hint: fault.hint)
    case .blank, .each, .together:
      freezer.log.error(parties.mark(row), .singleNameWanted, "a contract is with one party, not a group")
    }
    return nil
  }

  /// Members of a group are one together here, in braces or not: a line is about the total.
  private func filter(_ row: Int) -> FlowFilter? {
    var filter = FlowFilter()
    for (column, scope) in selectors {
      guard case .text(let text) = column[row] else { continue }
      let value = scope.resolve(text)
      switch value {
      case .faulty(let fault):
        freezer.log.error(column.mark(row), fault.rule, fault.message, hint: fault.hint)
        return nil
      case .each:
        freezer.log.error(
          column.mark(row), .singleNameWanted, "a line of a contract is about one total",
          hint: "write the group in braces, or a line for each member")
        return nil
      default: set(column.name, value.members, &filter)
      }
    }
    return filter
  }

  private func set(_ column: String, _ members: [Int32], _ filter: inout FlowFilter) {
    switch column {
    case "origin": filter.origins = members.map(SiteID.init(rawValue:))
    case "destination": filter.destinations = members.map(node)
    case "customer": filter.customers = members.map(CustomerID.init(rawValue:))
    case "mode": filter.modes = members.map(ModeID.init(rawValue:))
    case "service": filter.services = members.map(ServiceID.init(rawValue:))
    default: filter.products = members.map(ProductID.init(rawValue:))
    }
  }

  /// Sites are numbered before customers.
  private func node(_ member: Int32) -> Node {
    let siteCount = Int32(truncatingIfNeeded: freezer.sites.count)
    return member < siteCount ? .site(SiteID(rawValue: member)) : .customer(CustomerID(rawValue: member - siteCount))
  }

  func finish() -> FrozenContracts {
    var frozen = frozen
    for index in frozen.rebates.indices { frozen.rebates[index].tiers.sort { $0.threshold < $1.threshold } }
    return frozen
  }
}
