import Synchronization

/// Draws a tiny instance with too little for everyone: two plants, three customers, one or two products, and policies.
struct AllocationDraw {
  var random: SplitMix64
  private var wanted: Set<AllocationFeature> = []
  private var products = ["A"]
  private let customers = ["C1", "C2", "C3"]
  private var settings = TinyTable("settings", ["key", "value"])
  private var productTable = TinyTable("products", ["product"])
  private var sites = TinyTable("sites", ["site"])
  private var supply = TinyTable("supply", ["site", "product", "supply_max", "unit_cost"])
  private var customerTable = TinyTable("customers", ["customer", "segment"])
  private var demand = TinyTable("demand", ["customer", "product", "order", "quantity"])
  private var lanes = TinyTable("lanes", ["origin", "destination", "product", "unit_cost", "transit_time", "capacity_max"])
  private var policies = TinyTable("policies", ["scope", "product"])
  private var objectives = TinyTable("objectives", ["priority", "objective"])
  private var demanded = 0

  init(seed: UInt64, focus: AllocationFeature) {
    random = SplitMix64(seed: seed)
    wanted = [focus]
  }

  /// In how many of a hundred draws a feature is wanted, where it is not 36: those that give way to others more often.
  private static let odds: [AllocationFeature: Int] = [.maxMin: 55, .quota: 45, .maxSources: 42, .maxTransit: 42]

  private func wants(_ feature: AllocationFeature) -> Bool { wanted.contains(feature) }

  mutating func instance() -> TinyInstance {
    for feature in AllocationFeature.allCases where random.chance(Self.odds[feature] ?? 36) { wanted.insert(feature) }
    products = wants(.inRatio) || random.chance(35) ? ["A", "B"] : ["A"]
    settings.append(["key": "quantity_decimals", "value": "0"])
    if random.chance(60) { settings.append(["key": "default_penalty_cost", "value": String(random.pick(5...20))]) }
    for product in products { productTable.append(["product": product, "unit_price": ""]) }
    for site in ["P1", "P2"] { sites.append(["site": site]) }
    drawCustomers()
    drawDemand()
    drawSupply()
    drawLanes()
    drawPolicies()
    drawObjectives()
    let tables = [
      settings, productTable, sites, supply, customerTable, demand, lanes, policies, objectives,
    ]
    return TinyInstance(tables.filter { !$0.rows.isEmpty })
  }

  private mutating func drawCustomers() {
    for (place, customer) in customers.enumerated() {
      customerTable.append(["customer": customer, "segment": place < 2 ? "small" : "large"])
      if wants(.maxSources), random.chance(60) { customerTable.set(place, "max_sources", "1") }
      if wants(.impliedPriority), random.chance(70) { customerTable.set(place, "priority", String(random.pick(1...2))) }
    }
  }

  private mutating func drawDemand() {
    let ratioCustomer = wants(.inRatio) ? random.pick(customers) : ""
    for customer in customers {
      for product in products {
        let isRatio = customer == ratioCustomer
        guard isRatio || product == "A" || (demanded < 6 && random.chance(40)) else { continue }
        let quantity = random.pick(1...(products.count == 1 ? 4 : 3))
        demanded += quantity
        demand.append([
          "customer": customer, "product": product, "order": isRatio ? "O1" : "", "quantity": String(quantity),
        ])
        let row = demand.rows.count - 1
        if isRatio { demand.set(row, "ship_policy", "in_ratio") }
        if random.chance(30) { demand.set(row, "penalty_cost", String(random.pick(2...25))) }
        if random.chance(15) { demand.set(row, "min_fill_rate", random.pick(["25", "50"])) }
        if wants(.maxTransit), random.chance(50) { demand.set(row, "max_transit_time", "2") }
        if wants(.demandPriority), random.chance(50) { demand.set(row, "priority", String(random.pick(1...3))) }
      }
    }
  }

  private mutating func drawSupply() {
    for product in products {
      let asked = demand.rows.indices.filter { demand.cell($0, "product") == product }
        .compactMap { Int(demand.cell($0, "quantity")) }.reduce(0, +)
      let there = max(1, asked - random.pick(0...3))
      let first = random.pick(0...there)
      for (site, amount) in [("P1", first), ("P2", there - first)] where amount > 0 {
        supply.append([
          "site": site, "product": product, "supply_max": String(amount), "unit_cost": String(random.pick(0...3)),
        ])
      }
    }
  }

  private mutating func drawLanes() {
    for site in ["P1", "P2"] {
      for customer in customers where random.chance(85) {
        lanes.append([
          "origin": site, "destination": customer, "product": "", "unit_cost": String(random.pick(1...9)),
          "transit_time": String(random.pick(1...3)), "capacity_max": random.chance(15) ? "2" : "",
        ])
      }
    }
  }

  private mutating func drawPolicies() {
    let rules = [
      (AllocationFeature.priorityRule, "priority"), (.proportional, "proportional"), (.equalFill, "equal_fill"),
      (.maxMin, "max_min"),
    ].filter { wants($0.0) }.map(\.1)
    var scopes = ["ALL", "segment:small"]
    scopes.shuffle(using: &random)
    for (rule, scope) in zip(rules.shuffled(using: &random), scopes) { addPolicy(scope, rule) }
    if wants(.quota), policies.rows.count < 2 {
      addPolicy("segment:large", "quota")
      policies.set(policies.rows.count - 1, "quota", random.pick(["20", "40", "50"]))
      if let free = scopes.first(where: { scope in
        scope != "ALL" && !policies.rows.indices.contains { policies.cell($0, "scope") == scope }
      }) {
        addPolicy(free, "quota")
        policies.set(policies.rows.count - 1, "quota", random.pick(["30", "50", "80"]))
      }
    }
    for feature in [AllocationFeature.fillFloor, .maxSplits, .splitCost, .scopePriority] where wants(feature) {
      let scope = random.pick(["C1", "C3", "segment:small", "ALL"])
      let row = policies.rows.indices.first { policies.cell($0, "scope") == scope && policies.cell($0, "product") == "" }
      if row == nil { addPolicy(scope, "") }
      let place = row ?? policies.rows.count - 1
      switch feature {
      case .fillFloor: policies.set(place, "min_fill_rate", random.pick(["30", "50", "75"]))
      case .maxSplits: policies.set(place, "max_splits", "1")
      case .splitCost: policies.set(place, "split_cost", String(random.pick(2...15)))
      default: policies.set(place, "priority", String(random.pick(1...3)))
      }
    }
  }

  private mutating func addPolicy(_ scope: String, _ rule: String) {
    policies.append(["scope": scope, "product": "", "allocation_rule": rule])
  }

  private mutating func drawObjectives() {
    var chosen = wants(.maxMinFill) ? ["max_min_fill"] : []
    if random.chance(40) { chosen.append(random.pick(["fill_rate", "unmet_demand"])) }
    guard !chosen.isEmpty else { return }
    for (place, name) in (chosen + ["total_cost"]).enumerated() {
      objectives.append(["priority": String(place + 1), "objective": name])
    }
  }
}

extension TinyInstance {
  private static let drawnAllocations = Mutex<[UInt64: TinyInstance]>([:])

  /// An instance with scarce goods and rules for sharing them, drawn once in a run: seeds are about one feature each, in turn,
  /// which shall decide its optimum.
  public static func randomAllocation(seed: UInt64) -> TinyInstance {
    if let known = drawnAllocations.withLock({ $0[seed] }) { return known }
    let focus = AllocationFeature.allCases[Int(seed % UInt64(AllocationFeature.allCases.count))]
    var seeds = SplitMix64(seed: seed)
    var attempts = 0
    while true {
      attempts += 1
      var draw = AllocationDraw(seed: seeds.next(), focus: focus)
      let candidate = draw.instance()
      guard focus.isPresent(in: candidate), let search = try? BruteForce(candidate, leafLimit: 20_000),
        let answer = try? search.answer(), answer.isFeasible || attempts > 200
      else { continue }
      guard focus.decides(candidate, answer) ?? false || attempts > 200 else { continue }
      drawnAllocations.withLock { $0[seed] = candidate }
      return candidate
    }
  }
}
