import Synchronization

/// Draws one candidate instance from a seed: first which features it shall have, then tables that have them.
struct InstanceDraw {
  var random: SplitMix64
  var wanted: Set<Feature> = []
  var products: [String] = []
  var plants: [String] = []
  var warehouses: [String] = []
  var customers: [String] = []
  var providers = ["V1", "V2", "V3"]
  /// Whether quantities are planned in tenths: every quantity is then a tenth of the number drawn.
  let isInTenths: Bool
  let quantityUnit: String
  /// The steps that all demand adds up to.
  var demanded = 0
  /// The weight, volume and part of a pallet of one unit of the first product.
  var unitWeight = Rational.one, unitVolume = Rational.one, unitPallet = Rational.one
  var settings = TinyTable("settings", ["key", "value"])
  var productTable = TinyTable("products", ["product"])
  var sites = TinyTable("sites", ["site", "type", "status"])
  var supply = TinyTable("supply", ["site", "product"])
  var customerTable = TinyTable("customers", ["customer", "segment"])
  var demand = TinyTable("demand", ["customer", "product", "order", "quantity"])
  var providerTable = TinyTable("providers", ["provider", "type"])
  var lanes = TinyTable(
    "lanes", ["origin", "destination", "provider", "mode", "service", "offer", "product", "unit_cost", "rate"])
  var rates = TinyTable("rates", ["rate", "charge", "break_from", "break_to", "basis", "structure", "cost"])
  var constraints = TinyTable("constraints", ["constraint", "type"])
  var objectives = TinyTable("objectives", ["priority", "objective"])
  var groups = TinyTable("groups", ["group", "type", "member"])
  var surcharges = TinyTable("surcharges", ["applies_to", "name", "basis", "value"])
  var contracts = TinyTable("contracts", ["contract", "line", "party", "term", "value"])
  let theme: Theme

  /// What the features of an instance are drawn from.
  enum Theme { case everything, tender }

  /// - Parameter focus: A feature that is wanted in any case.
  init(seed: UInt64, focus: Feature? = nil, theme: Theme = .everything) {
    self.theme = theme
    random = SplitMix64(seed: seed)
    isInTenths = random.chance(15)
    quantityUnit = random.chance(20) ? "case" : "unit"
    if let focus { wanted.insert(focus) }
  }

  func wants(_ feature: Feature) -> Bool { wanted.contains(feature) }

  /// Draws the instance; it may still be too large, or break a rule of the format.
  mutating func instance() -> TinyInstance {
    chooseFeatures()
    drawSettings()
    drawProducts()
    drawSites()
    drawCustomers()
    drawDemand()
    drawSupply()
    drawRates()
    drawLanes()
    drawSiteLimits()
    drawProviders()
    drawObjectives()
    drawConstraints()
    if theme == .tender { drawTender() }
    let tables = [
      settings, productTable, sites, supply, customerTable, demand, providerTable, lanes, rates, groups, objectives,
      constraints, surcharges, contracts,
    ]
    return TinyInstance(tables.filter { !$0.rows.isEmpty })
  }

  private mutating func chooseFeatures() {
    // A budget is drawn last, over all that costs something, and what is made soft after it.
    for feature in Feature.allCases where !Self.drawnLast.contains(feature) && random.chance(odds(feature)) {
      wanted.insert(feature)
    }
    if wants(.softOnTime) { wanted.insert(.onTimeMin) }
    if wants(.softAverage), !wants(.scoreLimit), !wants(.transitLimit) { wanted.insert(.scoreLimit) }
    for feature in [Feature.shipComplete, .orderWeight, .band] where wants(feature) { wanted.insert(.namedOrder) }
    if wants(.overridingRow), random.chance(60) { wanted.insert(random.pick([.groupRow, .togetherRow])) }
    if wants(.senseConditional) || wants(.senseFixed) || wants(.shareWithin) { wanted.insert(.flowConstraint) }
    if wants(.closingCost) || wants(.startupCost) { wanted.insert(.siteConsidered) }
  }

  private static let drawnLast: Set<Feature> = [.budgetLimit, .softBudget, .budgetKinds, .softAverage, .softOnTime]

  private mutating func drawSettings() {
    settings.append(["key": "model_name", "value": "tiny"])
    settings.append(["key": "currency", "value": "EUR"])
    settings.append(["key": "quantity_decimals", "value": isInTenths ? "1" : "0"])
    if quantityUnit != "unit" { settings.append(["key": "quantity_unit", "value": quantityUnit]) }
    if wants(.defaultPenalty) {
      settings.append(["key": "default_penalty_cost", "value": amount(8...30)])
    }
  }

  private mutating func drawProducts() {
    products = wants(.togetherRow) || random.chance(40) ? ["A", "B"] : ["A"]
    let isPriced = random.chance(85)
    for (place, product) in products.enumerated() {
      let weight = random.pick(["0.5", "1", "2", "3", "4"])
      let volume = random.pick(["0.1", "0.2", "0.25", "0.5"])
      let perPallet = random.pick(["2", "4", "5", "10", "3"])
      productTable.append([
        "product": product, "category": "goods", "unit_weight": weight, "unit_volume": volume,
        "units_per_pallet": perPallet, "unit_price": isPriced ? String(random.pick(20...60)) : "",
      ])
      guard place == 0 else { continue }
      unitWeight = Rational(weight) ?? .one
      unitVolume = Rational(volume) ?? .one
      unitPallet = .one / (Rational(perPallet) ?? .one)
    }
  }

  /// A cost as a planner writes it: mostly whole, now and then a decimal or a fraction.
  mutating func amount(_ range: ClosedRange<Int>) -> String {
    let whole = random.pick(range)
    switch random.pick(0...11) {
    case 0: return "\(whole).5"
    case 1: return "\(whole * 4 + 1)/4"
    case 2: return "\(whole)e0"
    default: return "\(whole)"
    }
  }

  /// A quantity of so many steps, as it is written.
  func quantity(_ steps: Int) -> String { exact(steps).description }

  private func exact(_ steps: Int) -> Rational { isInTenths ? Rational(Int128(steps), over: 10) : Rational(steps) }

  /// What so many steps of the first product are in a measure.
  func limit(_ steps: Int, in measure: String) -> String {
    let amount = switch measure {
    case "kg": exact(steps) * unitWeight
    case "m3": exact(steps) * unitVolume
    case "pallet": exact(steps) * unitPallet
    case "half kg": exact(steps) / Rational(2)
    case "order": Rational(steps)
    default: exact(steps)
    }
    return amount.description
  }

  /// A measure for a column of limits, such as the wanted features ask for.
  mutating func limitMeasure(orders: Bool) -> String? {
    var measures: [String?] = [nil]
    for feature in [Feature.limitByWeight, .limitByVolume, .limitByPallet] where wants(feature) {
      measures += [feature.measure, feature.measure]
    }
    if orders, wants(.limitByOrder) { measures += [Feature.limitByOrder.measure, Feature.limitByOrder.measure] }
    return random.pick(measures)
  }
}

extension TinyInstance {
  /// What this run has drawn already: several tests look at the same seeds.
  private static let drawn = Mutex<[UInt64: TinyInstance]>([:])

  /// The instance of a seed, drawn once in a run.
  public static func random(seed: UInt64) -> TinyInstance {
    if let known = drawn.withLock({ $0[seed] }) { return known }
    let instance = draw(seed: seed)
    drawn.withLock { $0[seed] = instance }
    return instance
  }

  /// Draws the instance of a seed: tiny, within the format and quick to look through.
  ///
  /// Some seeds ask for an instance without any plan, the others for one whose best plan moves something, out of twenty
  /// at least for most.
  /// Each is about one feature, which shall decide: candidates are drawn until one is as asked, and after many
  /// without the feature's deciding.
  public static func draw(seed: UInt64) -> TinyInstance { draw(seed: seed, of: .everything, InstanceDraw.seldomDecisive) }

  /// The instance of a seed that is about freight tenders, drawn alike, and once in a run.
  public static func tender(seed: UInt64) -> TinyInstance {
    if let known = drawnTenders.withLock({ $0[seed] }) { return known }
    let instance = draw(seed: seed, of: .tender, InstanceDraw.seldomDecisiveOfTender)
    drawnTenders.withLock { $0[seed] = instance }
    return instance
  }

  private static let drawnTenders = Mutex<[UInt64: TinyInstance]>([:])

  private static func draw(seed: UInt64, of theme: InstanceDraw.Theme, _ focuses: [Feature]) -> TinyInstance {
    var seeds = SplitMix64(seed: seed)
    let focus = focuses[Int(seed % UInt64(focuses.count))]
    let isFeasible = focus.isAboutObjectives || seeds.chance(72)
    let least = isFeasible ? seeds.pick([1, 20, 20, 20]) : 0
    var attempts = 0
    while true {
      attempts += 1
      var draw = InstanceDraw(seed: seeds.next(), focus: focus, theme: theme)
      let candidate = draw.instance()
      guard attempts > 400 || focus.isPresent(in: candidate) else { continue }
      guard let search = try? BruteForce(candidate, leafLimit: 20_000), let answer = try? search.answer(),
        answer.isFeasible == isFeasible, answer.planCount >= least, answer.plan.map({ !$0.flows.isEmpty }) ?? true
      else { continue }
      if attempts > 400 || focus.decides(candidate, answer) ?? false { return candidate }
    }
  }
}
