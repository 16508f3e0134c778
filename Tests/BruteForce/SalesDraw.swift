import Synchronization

/// Draws a tiny instance that sells through two channels and two partners: two sites, three customers, two products.
struct SalesDraw {
  private var random: SplitMix64
  private var wanted: Set<SalesFeature> = []
  private let customers = ["C1", "C2", "C3"]
  private let channels = ["shop", "trade"]
  private let partners = ["D1", "D2"]
  private var products = ["A"]
  private var settings = TinyTable("settings", ["key", "value"])
  private var productTable = TinyTable("products", ["product", "unit_price"])
  private var sites = TinyTable("sites", ["site"])
  private var supply = TinyTable("supply", ["site", "product", "supply_max", "unit_cost"])
  private var inventory = TinyTable("inventory", ["site", "product", "initial_stock"])
  private var customerTable = TinyTable("customers", ["customer", "territory"])
  private var channelTable = TinyTable("channels", ["channel"])
  private var partnerTable = TinyTable("partners", ["partner", "channel"])
  private var prices = TinyTable("prices", ["channel", "partner", "product"])
  private var territories = TinyTable("territories", ["territory", "partner", "product"])
  private var demand = TinyTable("demand", ["customer", "product", "quantity"])
  private var lanes = TinyTable("lanes", ["origin", "destination", "product", "unit_cost"])
  private var objectives = TinyTable("objectives", ["priority", "objective"])

  /// How much of the usual odds the features beside the focus have, in percent.
  private let share: Int

  init(seed: UInt64, focus: SalesFeature?, share: Int = 100) {
    random = SplitMix64(seed: seed)
    wanted = focus.map { [$0] } ?? []
    self.share = share
  }

  /// In how many of a hundred draws a feature is wanted, where it is not 33.
  private static let odds: [SalesFeature: Int] = [
    .channelShareMin: 42, .exclusiveTerritory: 45, .partnerCommission: 40, .marginMin: 40, .siteOperator: 40,
    .territoryShareMin: 40, .shareOfRevenue: 40, .shareOfDemand: 40,
  ]

  private func wants(_ feature: SalesFeature) -> Bool { wanted.contains(feature) }

  mutating func instance() -> TinyInstance {
    for feature in SalesFeature.allCases where random.chance((Self.odds[feature] ?? 33) * share / 100) { wanted.insert(feature) }
    if wants(.shareOfRevenue) || wants(.shareOfDemand), !wants(.channelShareMin) { wanted.insert(.channelShareMax) }
    if wants(.offering) { products = ["A", "B"] } else if random.chance(35) { products = ["A", "B"] }
    settings.append(["key": "quantity_decimals", "value": "0"])
    settings.append(["key": "default_penalty_cost", "value": String(random.pick(2...12))])
    for product in products {
      productTable.append(["product": product, "unit_price": String(random.pick(12...30))])
    }
    drawSites()
    drawCustomers()
    drawSellers()
    drawPrices()
    drawTerritories()
    drawLanes()
    if random.chance(30) { objectives.append(["priority": "1", "objective": "total_cost"]) }
    let tables = [
      settings, productTable, sites, supply, inventory, customerTable, channelTable, partnerTable, prices, territories, demand,
      lanes, objectives,
    ]
    return TinyInstance(tables.filter { !$0.rows.isEmpty })
  }

  private mutating func drawSites() {
    for (place, site) in ["P1", "P2"].enumerated() {
      sites.append(["site": site])
      if place == 1, wants(.siteOperator) {
        sites.set(1, "operator", random.pick(partners))
        if random.chance(50) { sites.set(1, "outbound_handling_cost", String(random.pick(1...3))) }
      }
      for product in products {
        if place == 1, wants(.initialStock), product == "A" || random.chance(50) {
          inventory.append(["site": site, "product": product, "initial_stock": String(random.pick(1...4))])
          continue
        }
        supply.append([
          "site": site, "product": product, "supply_max": String(random.pick(1...4)),
          "unit_cost": String(random.pick(1...4)),
        ])
      }
    }
  }

  private mutating func drawCustomers() {
    for (place, customer) in customers.enumerated() {
      customerTable.append(["customer": customer, "territory": place < 2 ? "north" : "south"])
      if wants(.customerChannel), random.chance(60) { customerTable.set(place, "channel", random.pick(channels)) }
      if random.chance(60) { customerTable.set(place, "partner", random.pick(partners)) }
      for product in products where product == "A" || random.chance(40) {
        demand.append(["customer": customer, "product": product, "quantity": String(random.pick(1...2))])
      }
    }
  }

  private mutating func drawSellers() {
    for (place, channel) in channels.enumerated() {
      channelTable.append(["channel": channel])
      if wants(.channelCommission), random.chance(70) {
        channelTable.set(place, "commission", random.pick(["5", "10", "20", "30"]))
      }
      if wants(.sellingCost), random.chance(70) { channelTable.set(place, "selling_cost", String(random.pick(1...6))) }
      let bounds = [(SalesFeature.channelShareMin, "share_min"), (.channelShareMax, "share_max")]
      for (feature, column) in bounds where wants(feature) && random.chance(60) {
        channelTable.set(place, column, random.pick(column == "share_min" ? ["20", "30", "40"] : ["40", "50", "60"]))
      }
      let bases = [(SalesFeature.shareOfRevenue, "revenue"), (.shareOfDemand, "demand")].filter { wants($0.0) }.map(\.1)
      if !bases.isEmpty, !channelTable.cell(place, "share_min").isEmpty || !channelTable.cell(place, "share_max").isEmpty {
        channelTable.set(place, "share_of", random.pick(bases))
      }
    }
    for (place, partner) in partners.enumerated() {
      partnerTable.append(["partner": partner, "channel": random.chance(50) ? random.pick(channels) : ""])
      if wants(.partnerCommission), random.chance(70) {
        partnerTable.set(place, "commission", random.pick(["5", "15", "25", "40"]))
      }
      if wants(.creditLimit), random.chance(70) { partnerTable.set(place, "credit_limit", String(random.pick(10...40))) }
      if wants(.marginMin), random.chance(70) { partnerTable.set(place, "margin_min", random.pick(["5", "10", "20"])) }
      if wants(.partnerEngagement), random.chance(70) {
        partnerTable.set(place, "engagement_cost", String(random.pick(3...20)))
      }
    }
  }

  private mutating func drawPrices() {
    let terms = [SalesFeature.priceCommission, .partnerPrice, .salePrice, .offering].filter { wants($0) }
    guard !terms.isEmpty else { return }
    // A price of a channel and one of a partner would both match a sale of the two.
    let isPartners = wants(.partnerPrice) || random.chance(50)
    for place in 0..<random.pick(1...2) {
      prices.append([
        "channel": isPartners ? "" : channels[place], "partner": isPartners ? partners[place] : "",
        "product": wants(.offering) && random.chance(70) ? random.pick(products) : "ALL",
      ])
      let row = prices.rows.count - 1
      if wants(.salePrice) { prices.set(row, "unit_price", String(random.pick(8...35))) }
      if wants(.partnerPrice), isPartners { prices.set(row, "partner_price", String(random.pick(6...20))) }
      if wants(.priceCommission) { prices.set(row, "commission", random.pick(["5", "10", "30"])) }
    }
  }

  private mutating func drawTerritories() {
    let terms = [SalesFeature.exclusiveTerritory, .territoryShareMin, .territoryShareMax].filter { wants($0) }
    guard !terms.isEmpty else { return }
    let exclusive = random.pick(partners)
    for territory in ["north", "south"] where random.chance(75) {
      territories.append(["territory": territory, "partner": exclusive, "product": ""])
      let row = territories.rows.count - 1
      if wants(.exclusiveTerritory), random.chance(70) { territories.set(row, "exclusive", "yes") }
      if wants(.territoryShareMin), random.chance(60) { territories.set(row, "share_min", random.pick(["30", "50"])) }
      if wants(.territoryShareMax), random.chance(60) { territories.set(row, "share_max", random.pick(["50", "60"])) }
    }
  }

  private mutating func drawLanes() {
    for site in ["P1", "P2"] {
      for customer in customers where random.chance(80) {
        let ways = random.chance(25) ? 2 : 1
        var used: Set<[String]> = []
        for _ in 0..<ways {
          let channel = wants(.laneChannel) && random.chance(50) ? random.pick(channels) : ""
          let partner = wants(.lanePartner) && random.chance(50) ? random.pick(partners) : ""
          guard used.insert([channel, partner]).inserted else { continue }
          lanes.append(["origin": site, "destination": customer, "product": "", "unit_cost": String(random.pick(1...8))])
          lanes.set(lanes.rows.count - 1, "channel", channel)
          lanes.set(lanes.rows.count - 1, "partner", partner)
        }
      }
    }
  }
}

extension TinyInstance {
  private static let drawnSales = Mutex<[UInt64: TinyInstance]>([:])

  /// An instance that sells through channels and partners, drawn once in a run: seeds are about one feature each, in turn,
  /// which shall decide its optimum.
  public static func randomSales(seed: UInt64) -> TinyInstance {
    if let known = drawnSales.withLock({ $0[seed] }) { return known }
    let focus = SalesFeature.allCases[Int(seed % UInt64(SalesFeature.allCases.count))]
    var seeds = SplitMix64(seed: seed)
    var attempts = 0
    while true {
      attempts += 1
      var draw = SalesDraw(seed: seeds.next(), focus: focus)
      let candidate = draw.instance()
      guard focus.isPresent(in: candidate), let search = try? BruteForce(candidate, leafLimit: 20_000),
        let answer = try? search.answer(), answer.isFeasible || attempts > 200
      else { continue }
      guard focus.decides(candidate, answer) ?? false || attempts > 200 else { continue }
      drawnSales.withLock { $0[seed] = candidate }
      return candidate
    }
  }
}
