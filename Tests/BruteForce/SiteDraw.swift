import Synchronization

/// Draws a tiny instance about sites: warehouses to open, behind them sometimes plants, and two or three customers.
struct SiteDraw {
  private var random: SplitMix64
  private var wanted: Set<SiteFeature> = []
  private var products = ["A"]
  private var plants: [String] = []
  private var warehouses: [String] = []
  private var customers: [String] = []
  /// Quantities are planned in tenths: every one is then a tenth of the number drawn.
  private var isInTenths = false
  /// The steps that all demand adds up to.
  private var demanded = 0
  private var settings = TinyTable("settings", ["key", "value"])
  private var productTable = TinyTable("products", ["product", "unit_weight"])
  private var sites = TinyTable("sites", ["site", "type", "status", "initial_state"])
  private var supply = TinyTable("supply", ["site", "product"])
  private var customerTable = TinyTable("customers", ["customer"])
  private var demand = TinyTable("demand", ["customer", "product", "order", "quantity"])
  private var lanes = TinyTable("lanes", ["origin", "destination", "product", "unit_cost"])
  private var constraints = TinyTable("constraints", ["constraint", "type", "sense", "value"])

  init(seed: UInt64, focus: SiteFeature) {
    random = SplitMix64(seed: seed)
    wanted = [focus]
  }

  /// In how many of a hundred draws a feature is wanted, where it is not 30; capacities are of one measure.
  private static let odds: [SiteFeature: Int] = [
    .operatingCost: 60, .startupCost: 35, .closingCost: 35, .leastThroughput: 28, .secondEchelon: 35, .unmetDemand: 40,
  ]

  private func wants(_ feature: SiteFeature) -> Bool { wanted.contains(feature) }

  mutating func instance() -> TinyInstance {
    chooseFeatures()
    isInTenths = random.chance(60)
    settings.append(["key": "quantity_decimals", "value": isInTenths ? "1" : "0"])
    if wants(.unmetDemand) { settings.append(["key": "default_penalty_cost", "value": String(random.pick(8...60))]) }
    if wants(.severalProducts) { products = ["A", "B"] }
    for product in products { productTable.append(["product": product, "unit_weight": random.pick(["1", "2", "0.5"])]) }
    drawDemand()
    drawSites()
    drawLanes()
    drawCounts()
    let tables = [settings, productTable, sites, supply, customerTable, demand, lanes, constraints]
    return TinyInstance(tables.filter { !$0.rows.isEmpty })
  }

  private mutating func chooseFeatures() {
    let measures = SiteFeature.allCases.filter { $0.measure != nil }
    for feature in SiteFeature.allCases where feature.measure == nil && random.chance(Self.odds[feature] ?? 30) {
      wanted.insert(feature)
    }
    if wanted.isDisjoint(with: measures), random.chance(92) { wanted.insert(random.pick(measures)) }
  }

  private func quantity(_ steps: Int) -> String { isInTenths ? "0.\(steps)" : String(steps) }

  private mutating func drawDemand() {
    customers = random.chance(50) ? ["C1", "C2", "C3"] : ["C1", "C2"]
    for customer in customers {
      customerTable.append(["customer": customer])
      if wants(.singleSource), random.chance(75) { customerTable.set(customerTable.rows.count - 1, "single_source", "yes") }
      for product in products where product == "A" || random.chance(50) {
        let steps = min(random.pick(1...3), 6 - demanded)
        guard steps > 0 else { continue }
        let isOrder = wants(.wholeOrders) && random.chance(75)
        let order = isOrder || wants(.capacityByOrders) && random.chance(50) ? "O\(customer)" : ""
        demand.append(["customer": customer, "product": product, "order": order, "quantity": quantity(steps)])
        demanded += steps
      }
    }
    agreeOnPolicies()
  }

  /// The rows of one order go whole together.
  private mutating func agreeOnPolicies() {
    guard wants(.wholeOrders) else { return }
    for customer in customers where random.chance(80) {
      for row in demand.rows.indices where demand.cell(row, "order") == "O\(customer)" {
        demand.set(row, "ship_policy", "complete")
      }
    }
  }

  private mutating func drawSites() {
    warehouses = random.chance(60) ? ["W1", "W2", "W3"] : ["W1", "W2"]
    if wants(.secondEchelon) {
      plants = random.chance(60) ? ["P1", "P2"] : ["P1"]
      if warehouses.count == 3 { warehouses.removeLast() }
    }
    for site in plants + warehouses { drawSite(site, isPlant: plants.contains(site)) }
    guard let measure = SiteFeature.allCases.first(where: { $0.measure != nil && wants($0) })?.measure else { return }
    sites.setUnit(measure.isEmpty ? nil : measure, of: "throughput_max")
  }

  private mutating func drawSite(_ site: String, isPlant: Bool) {
    let isConsidered = random.chance(85)
    sites.append(["site": site, "type": isPlant ? "plant" : "warehouse", "status": isConsidered ? "consider" : "include"])
    let row = sites.rows.count - 1
    if isConsidered { sites.set(row, "initial_state", random.pick(["existing", "potential", ""])) }
    let costs: [(SiteFeature, String, ClosedRange<Int>)] = [
      (.startupCost, "fixed_startup_cost", 4...25), (.closingCost, "fixed_closing_cost", 4...25),
      (.operatingCost, "fixed_operating_cost", 3...25),
    ]
    for (feature, name, range) in costs where wants(feature) && random.chance(75) {
      sites.set(row, name, cost(range))
      guard isConsidered else { continue }
      if feature == .startupCost { sites.set(row, "initial_state", "potential") }
      if feature == .closingCost { sites.set(row, "initial_state", "existing") }
    }
    drawLimits(row, isPlant: isPlant)
    guard isPlant || plants.isEmpty else { return }
    for product in products {
      supply.append(["site": site, "product": product])
      guard wants(.productLimit), random.chance(70) else { continue }
      supply.set(supply.rows.count - 1, "supply_max", quantity(random.pick(1...max(1, demanded - 1))))
    }
  }

  private mutating func cost(_ range: ClosedRange<Int>) -> String {
    random.chance(15) ? "\(random.pick(range)).5" : String(random.pick(range))
  }

  private mutating func drawLimits(_ row: Int, isPlant: Bool) {
    let most = random.pick(max(1, demanded / 2)...max(1, demanded))
    if random.chance(80) {
      if wants(.capacityInUnits) { sites.set(row, "throughput_max", quantity(most)) }
      if wants(.capacityByWeight) { sites.set(row, "throughput_max", quantity(most)) }
      if wants(.capacityByOrders), !isPlant { sites.set(row, "throughput_max", String(random.pick(1...2))) }
    }
    if wants(.leastThroughput), !isPlant, random.chance(60) {
      sites.set(row, "throughput_min", quantity(random.pick(1...max(1, demanded / 2))))
    }
  }

  private mutating func drawLanes() {
    // A unit of tenths costs ten times as much, so that it weighs the same against what a site costs.
    func unit(_ random: inout SplitMix64, _ isInTenths: Bool) -> String {
      String(random.pick(1...9) * (isInTenths ? 10 : 1))
    }
    for plant in plants {
      for warehouse in warehouses where random.chance(90) {
        lanes.append(["origin": plant, "destination": warehouse, "product": "", "unit_cost": unit(&random, isInTenths)])
      }
    }
    for warehouse in warehouses {
      for customer in customers where random.chance(88) {
        lanes.append(["origin": warehouse, "destination": customer, "product": "", "unit_cost": unit(&random, isInTenths)])
      }
    }
    guard wants(.laneFixedCost) else { return }
    for row in lanes.rows.indices where random.chance(50) { lanes.set(row, "fixed_cost", cost(3...20)) }
  }

  private mutating func drawCounts() {
    if wants(.fewestSites) {
      constraints.append(["constraint": "fewest", "type": "site_count", "sense": "min", "value": String(random.pick(2...3))])
    }
    if wants(.mostSites) {
      let least = wants(.fewestSites) ? 3 : plants.isEmpty ? 1 : 2
      constraints.append(["constraint": "most", "type": "site_count", "sense": "max", "value": String(random.pick(least...3))])
    }
  }
}

extension TinyInstance {
  private static let drawnSites = Mutex<[UInt64: TinyInstance]>([:])

  /// An instance about which sites open, drawn once in a run: seeds are about one feature each, in turn, which shall decide its
  /// optimum.
  public static func randomSites(seed: UInt64) -> TinyInstance {
    if let known = drawnSites.withLock({ $0[seed] }) { return known }
    let focus = SiteFeature.allCases[Int(seed % UInt64(SiteFeature.allCases.count))]
    var seeds = SplitMix64(seed: seed)
    var attempts = 0
    while true {
      attempts += 1
      var draw = SiteDraw(seed: seeds.next(), focus: focus)
      let candidate = draw.instance()
      guard focus.isPresent(in: candidate), let search = try? BruteForce(candidate, leafLimit: 20_000),
        let answer = try? search.answer(), answer.isFeasible || attempts > 200
      else { continue }
      guard focus.decides(candidate, answer) ?? false || attempts > 200 else { continue }
      drawnSites.withLock { $0[seed] = candidate }
      return candidate
    }
  }
}
