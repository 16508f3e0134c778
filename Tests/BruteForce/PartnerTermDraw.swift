import Synchronization

/// Puts constraints and contracts about who sells over an instance that sells through two channels and two partners.
struct PartnerTermDraw {
  private var random: SplitMix64
  private var wanted: Set<PartnerTerm>
  private let customers = ["C1", "C2", "C3"]
  private var constraints = TinyTable("constraints", ["constraint", "type"])
  private var contracts = TinyTable("contracts", ["contract", "line", "party", "term", "value"])

  init(seed: UInt64, focus: PartnerTerm) {
    random = SplitMix64(seed: seed)
    wanted = [focus]
    for term in PartnerTerm.allCases where random.chance(28) { wanted.insert(term) }
  }

  private func wants(_ term: PartnerTerm) -> Bool { wanted.contains(term) }

  mutating func instance() -> TinyInstance {
    var base = SalesDraw(seed: random.next(), focus: random.pick(Array(SalesFeature.allCases)), share: 30)
    var instance = base.instance()
    drawSelectors()
    drawContracts()
    if wants(.onTimeMin) {
      instance.edit("lanes") { table in
        for row in table.rows.indices { table.set(row, "on_time_rate", random.pick(["60", "85", "97.5"])) }
      }
    }
    if !constraints.rows.isEmpty { instance["constraints"] = constraints }
    if !contracts.rows.isEmpty { instance["contracts"] = contracts }
    return instance
  }

  // MARK: Constraints

  private mutating func drawSelectors() {
    if wants(.channelSelector) { addSelecting("channel", random.pick(["shop", "trade"])) }
    if wants(.partnerSelector) { addSelecting("partner", random.pick(["D1", "D2"])) }
  }

  /// A limit on what is sold so: a flow, a share of all that leaves a site or of all, or a count of lane rows or origins.
  private mutating func addSelecting(_ column: String, _ name: String) {
    switch random.pick(0...5) {
    case 0: add(column, name, "flow_count", random.pick(["max", "max", "min"]), String(random.pick(1...2)))
    case 1: add(column, name, "source_count", random.pick(["max", "min"]), "1")
    case 2:
      add(nil, "", "flow", "max", "99")
      let whole = constraints.cell(constraints.rows.count - 1, "constraint")
      if random.chance(50) { constraints.set(constraints.rows.count - 1, "origin", "P1") }
      add(column, name, "flow", random.pick(["min", "max"]), random.pick(["25", "50", "60"]))
      constraints.set(constraints.rows.count - 1, "unit", "%")
      constraints.set(constraints.rows.count - 1, "within", whole)
      return
    default:
      add(column, name, "flow", random.pick(["min", "max", "max", "fixed", "conditional_min"]), String(random.pick(1...3)))
      if random.chance(30) { constraints.set(constraints.rows.count - 1, "product", "A") }
      let isConditional = constraints.cell(constraints.rows.count - 1, "sense") == "conditional_min"
      if !isConditional, random.chance(30) {
        constraints.set(constraints.rows.count - 1, "penalty_cost", String(random.pick(2...9)))
      }
    }
    if random.chance(25) { constraints.set(constraints.rows.count - 1, "origin", random.pick(["P1", "P2"])) }
  }

  private mutating func add(_ column: String?, _ name: String, _ type: String, _ sense: String, _ value: String) {
    constraints.append(["constraint": "S\(constraints.rows.count + 1)", "type": type])
    let row = constraints.rows.count - 1
    if let column { constraints.set(row, column, name) }
    constraints.set(row, "sense", sense)
    constraints.set(row, "value", value)
  }

  // MARK: Contracts

  private mutating func drawContracts() {
    if wants(.shortfallCost), !wanted.contains(where: { $0.term != nil && $0 != .takeOrPay && $0 != .onTimeMin }) {
      wanted.insert(random.pick([.commitmentMin, .volumeMax, .shareMin, .shareMax, .exclusive, .fillRateMin]))
    }
    for term in PartnerTerm.allCases where wants(term) {
      guard let name = term.term else { continue }
      addLine(name, value(term))
      let row = contracts.rows.count - 1
      if term == .takeOrPay || wants(.shortfallCost) && term != .onTimeMin {
        contracts.set(row, "shortfall_cost", String(random.pick(1...9)))
      }
      if term == .exclusive || random.chance(15) && term != .fillRateMin {
        contracts.set(row, random.pick(["destination", "customer"]), random.pick(customers))
      } else if random.chance(15) {
        contracts.set(row, "product", "A")
      }
    }
  }

  private mutating func value(_ term: PartnerTerm) -> String {
    switch term {
    case .commitmentMin: String(random.pick(1...3))
    case .volumeMax: String(random.pick(0...2))
    case .takeOrPay: String(random.pick(2...4))
    case .shareMin: random.pick(["25", "40", "60"])
    case .shareMax: random.pick(["20", "40", "50"])
    case .fillRateMin: random.pick(["40", "60", "100"])
    case .onTimeMin: random.pick(["70", "80", "90"])
    case .exclusive, .channelSelector, .partnerSelector, .shortfallCost: ""
    }
  }

  private mutating func addLine(_ term: String, _ value: String) {
    let party = random.pick(["D1", "D2"])
    contracts.append([
      "contract": "with \(party)", "line": "\(contracts.rows.count + 1)", "party": party, "term": term, "value": value,
    ])
  }
}

extension TinyInstance {
  private static let drawnPartnerTerms = Mutex<[UInt64: TinyInstance]>([:])

  /// An instance with constraints and contracts about who sells, drawn once in a run: seeds are about one of them each, in
  /// turn, which shall decide its optimum.
  public static func randomPartnerTerms(seed: UInt64) -> TinyInstance {
    if let known = drawnPartnerTerms.withLock({ $0[seed] }) { return known }
    let focus = PartnerTerm.allCases[Int(seed % UInt64(PartnerTerm.allCases.count))]
    var seeds = SplitMix64(seed: seed)
    var attempts = 0
    while true {
      attempts += 1
      var draw = PartnerTermDraw(seed: seeds.next(), focus: focus)
      let candidate = draw.instance()
      guard focus.isPresent(in: candidate), let search = try? BruteForce(candidate, leafLimit: 20_000),
        let answer = try? search.answer(), answer.isFeasible || attempts > 200
      else { continue }
      guard focus.decides(candidate, answer) ?? false || attempts > 200 else { continue }
      drawnPartnerTerms.withLock { $0[seed] = candidate }
      return candidate
    }
  }
}
