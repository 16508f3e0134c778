extension Freezer {
  /// Reads `products`, `sites`, `customers` and `providers`, each in the order of its names.
  func readMasterTables() {
    channels = listed(.channel, Channel.init(name:mark:)) { readChannels($0, &$1) }
    partners = listed(.partner, Partner.init(name:mark:)) { readPartners($0, &$1) }
    providers = listed(.provider, Provider.init(name:mark:)) { readProviders($0, &$1) }
    products = listed(.product, Product.init(name:mark:)) { readProducts($0, &$1) }
    sites = listed(.site, Site.init(name:mark:)) { readSites($0, &$1) }
    customers = listed(.customer, Customer.init(name:mark:)) { readCustomers($0, &$1) }
  }

  /// One thing a name, filled from its master table where there is one.
  private func listed<Thing>(
    _ kind: NameKind, _ make: (String, SourceMark?) -> Thing, _ fill: (TableView, inout [Thing]) -> Void
  ) -> [Thing] {
    let known = names(kind)
    var things = known.names.indices.map { make(known.names[$0], known.isListed ? known.marks[$0] : nil) }
    if let master = kind.masterTable, let table = table(master) { fill(table, &things) }
    return things
  }

  /// The rows of a master table that are the first of their name and not excluded, with their ids.
  func rows(_ table: TableView, _ kind: NameKind) -> [(row: Int, id: Int)] {
    let (column, known) = (table.column(kind.rawValue), names(kind))
    var isRead = [Bool](repeating: false, count: known.count)
    return liveRows(table).compactMap { row in
      guard case .text(let text) = column[row] else { return nil }
      let id = Int(known.id(text))
      guard id >= 0, !isRead[id] else { return nil }
      isRead[id] = true
      return (row, id)
    }
  }

  private func readProviders(_ table: TableView, _ providers: inout [Provider]) {
    let (types, engagement) = (table.column("type"), money(table.column("engagement_cost"), perPeriod: false))
    let terms = ProviderTermColumns(self, table)
    for (row, id) in rows(table, .provider) {
      providers[id].type = text(types, row)
      providers[id].engagementCost = engagement.value(row, log) ?? .zero
      terms.read(row, into: &providers[id])
    }
  }

  private func readProducts(_ table: TableView, _ products: inout [Product]) {
    let weight = amounts(table.column("unit_weight"), .weight)
    let volume = amounts(table.column("unit_volume"), .volume)
    let perPallet = amounts(table.column("units_per_pallet"), .quantity, .positive)
    let value = unitPrices(table.column("unit_value"))
    let price = unitPrices(table.column("unit_price"))
    for (row, id) in rows(table, .product) {
      products[id].unitWeight = weight.value(row, log)
      products[id].unitVolume = volume.value(row, log)
      products[id].unitsPerPallet = perPallet.value(row, log)
      products[id].unitValue = value.value(row, log)
      products[id].unitPrice = price.value(row, log)
    }
  }

  private func readCustomers(_ table: TableView, _ customers: inout [Customer]) {
    let (type, segment, territory) = (table.column("type"), table.column("segment"), table.column("territory"))
    let (region, country) = (table.column("region"), table.column("country"))
    let (latitude, longitude) = coordinates(table)
    let singleSource = table.column("single_source")
    let (channel, partner) = (table.column("channel"), table.column("partner"))
    let (sources, priorities) = (
      numbers(table.column("max_sources"), .positive), numbers(table.column("priority"), .positive)
    )
    for (row, id) in rows(table, .customer) {
      customers[id].type = text(type, row)
      customers[id].segment = text(segment, row)
      customers[id].territory = text(territory, row)
      customers[id].region = text(region, row)
      customers[id].country = text(country, row)
      (customers[id].latitude, customers[id].longitude) = position(latitude, longitude, row)
      customers[id].singleSource = flag(singleSource, row)
      customers[id].channel = single(channel, row, .channel).map(ChannelID.init(rawValue:))
      customers[id].partner = single(partner, row, .partner).map(PartnerID.init(rawValue:))
      customers[id].maxSources = count(sources, row)
      customers[id].priority = priorities.value(row, log)
    }
  }

  private func coordinates(_ table: TableView) -> (NumberColumn, NumberColumn) {
    (numbers(table.column("latitude"), .any), numbers(table.column("longitude"), .any))
  }

  private func position(_ latitudes: NumberColumn, _ longitudes: NumberColumn, _ row: Int) -> (Rational?, Rational?) {
    let (latitude, longitude) = (latitudes.value(row, log), longitudes.value(row, log))
    if let latitude, latitude.magnitude > Rational(90) {
      log.error(latitudes.column.mark(row), .numberRange, "`latitude` must be from -90 to 90")
    }
    if let longitude, longitude.magnitude > Rational(180) {
      log.error(longitudes.column.mark(row), .numberRange, "`longitude` must be from -180 to 180")
    }
    if (latitude == nil) != (longitude == nil) {
      let blank = latitude == nil ? latitudes.column : longitudes.column
      log.warning(blank.mark(row), .halfAPosition, "one coordinate alone is no position")
    }
    return (latitude, longitude)
  }
}

// MARK: Sites

extension Freezer {
  private enum InitialState: String, CaseIterable { case existing, potential }
  private enum SiteStatus: String, CaseIterable { case include, consider, exclude }

  private func readSites(_ table: TableView, _ sites: inout [Site]) {
    let rows = rows(table, .site)
    readSitePlaces(table, rows, &sites)
    readSiteLimits(table, rows, &sites)
    readSiteCosts(table, rows, &sites)
  }

  private func readSitePlaces(_ table: TableView, _ rows: [(row: Int, id: Int)], _ sites: inout [Site]) {
    let (type, region, country) = (table.column("type"), table.column("region"), table.column("country"))
    let (statuses, states) = (table.column("status"), table.column("initial_state"))
    let operators = table.column("operator")
    let (latitude, longitude) = coordinates(table)
    for (row, id) in rows {
      sites[id].type = text(type, row)
      sites[id].region = text(region, row)
      sites[id].country = text(country, row)
      (sites[id].latitude, sites[id].longitude) = position(latitude, longitude, row)
      sites[id].status = word(statuses, row, SiteStatus.include) == .consider ? .consider : .include
      let fallback: InitialState = sites[id].status == .consider ? .potential : .existing
      sites[id].startsOpen = word(states, row, fallback) == .existing
      if case .text(let text) = operators[row], names(.partner).id(text) >= 0 {
        sites[id].operatedByPartner = PartnerID(rawValue: names(.partner).id(text))
        checkOneOperator(operators, row, text)
      } else {
        sites[id].operatedBy = provider(operators, row)
      }
    }
  }

  private func checkOneOperator(_ column: ColumnView, _ row: Int, _ text: TextID) {
    guard names(.provider).id(text) >= 0, names(.provider).isListed else { return }
    log.error(
      column.mark(row), .ambiguousName, "`\(draft.text(text))` can mean a provider or a partner",
      hint: "give one of them another name")
  }

  private func provider(_ column: ColumnView, _ row: Int) -> ProviderID? {
    guard case .text(let text) = column[row] else { return nil }
    switch scope(.provider).resolve(text) {
    case .one(let id): return ProviderID(rawValue: id)
    case .faulty(let fault): log.error(column.mark(row), fault.rule, fault.message, hint: fault.hint)
    default:
      log.error(column.mark(row), .singleNameWanted, "a site has one operator, not a group")
    }
    return nil
  }

  private func readSiteLimits(_ table: TableView, _ rows: [(row: Int, id: Int)], _ sites: inout [Site]) {
    let least = limits(table.column("throughput_min"), Measure.allCases)
    let most = limits(table.column("throughput_max"), Measure.allCases)
    for (row, id) in rows {
      sites[id].throughputMin = least.read(row, log)
      sites[id].throughputMax = most.read(row, log)
      warnOfContradiction(sites[id].throughputMin, sites[id].throughputMax, "the site `\(sites[id].name)`")
    }
  }

  /// No plan exists under limits that exclude each other; the plan says so too, this says it at once.
  func warnOfContradiction(_ least: Limit?, _ most: Limit?, _ whose: String) {
    guard let least, let most, least.measure == most.measure, most.value < least.value else { return }
    log.warning(
      least.mark, .contradictoryLimits,
      "the least that \(whose) must move, \(least.value), is above the most, \(most.value)")
  }

  private func readSiteCosts(_ table: TableView, _ rows: [(row: Int, id: Int)], _ sites: inout [Site]) {
    let startup = money(table.column("fixed_startup_cost"), perPeriod: false)
    let closing = money(table.column("fixed_closing_cost"), perPeriod: false)
    let operating = money(table.column("fixed_operating_cost"), perPeriod: true)
    let inbound = unitPrices(table.column("inbound_handling_cost"))
    let outbound = unitPrices(table.column("outbound_handling_cost"))
    for (row, id) in rows {
      sites[id].startupCost = startup.value(row, log) ?? .zero
      sites[id].closingCost = closing.value(row, log) ?? .zero
      sites[id].operatingCost = operating.value(row, log) ?? .zero
      sites[id].inboundHandlingCost = inbound.value(row, log) ?? .zero
      sites[id].outboundHandlingCost = outbound.value(row, log) ?? .zero
    }
  }
}
