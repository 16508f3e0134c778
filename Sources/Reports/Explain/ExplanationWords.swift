import Analyses
import FileFormats
import Logistics
import Verification

/// Findings in sentences, with names and money.
struct ExplanationWords {
  let explanation: Explanation
  let numbers: ReportNumbers
  private let names: PlanNames
  private let rules: RuleWords

  init(_ explanation: Explanation) {
    self.explanation = explanation
    numbers = ReportNumbers(explanation.plan.instance)
    names = PlanNames(explanation.plan.instance)
    rules = RuleWords(explanation.plan.instance)
  }

  private var instance: Instance { explanation.plan.instance }
  private var unit: String { instance.settings.quantityUnit }

  var title: String { name(explanation.subject) }

  func name(_ subject: ExplainedSubject) -> String {
    switch subject {
    case .customer(let customer): instance[customer].name
    case .site(let site): instance[site].name
    case .provider(let provider): instance[provider].name
    case .lane(let origin, let end): "\(instance[origin].name) → \(instance.name(of: end))"
    case .contract(let name): "contract \(name)"
    }
  }

  /// Lower case, no full stop.
  var sentences: [String] { explanation.findings.map(sentence) }

  func sentence(_ finding: Finding) -> String {
    switch finding {
    case .served(let row, let ways, let unmet): served(row, ways, unmet)
    case .marginalDemand(_, let more, let less): marginal(more, less)
    case .demandRange(let row, let each, let end): range(row, each, end)
    case .demandFall(let row, let each, let end): fall(row, each, end)
    case .throughput(let site, let out, let into, _, let limit, let saves): throughput(site, out, into, limit, saves)
    case .openness(let site, let isOpen, let other): openness(site, isOpen, other)
    case .carried(let provider, let units, let lanes, let paid): carried(provider, units, lanes, paid)
    case .used(let link, let units, let cost): used(link, units, cost)
    case .without(let subject, let cost, let lost): without(subject, cost, lost)
    case .rateRange(let lane, let price, let basis, let fall, let rise): rateRange(lane, price, basis, fall, rise)
    case .breakEven(let lane, let price, let basis, let fall, let units): breakEven(lane, price, basis, fall, units)
    case .forced(let lane, let units, let cost): forced(lane, units, cost)
    case .line(let id, let moved, let saving): line(id, moved, saving)
    case .givenBack(let id, let amount):
      "`\(instance[instance[id].provider].name)` gives back \(amount == .zero ? "nothing" : money(amount)) (\(tiers(id)))"
    }
  }

  private func money(_ amount: Money) -> String { numbers.moneyWithCurrency(amount.rational) }

  // MARK: Demand

  private func served(
    _ row: DemandID, _ ways: [(link: LinkID, units: Rational, cost: Money)], _ unmet: Rational
  ) -> String {
    let goods = "`\(instance[instance[row].product].name)`"
    let order = instance[instance[row].order].name.map { " under order `\($0)`" } ?? ""
    guard !ways.isEmpty else {
      return "asks for \(numbers.quantityWithUnit(instance[row].quantity)) of \(goods)\(order) and gets nothing"
    }
    let parts = ways.map { way in
      "\(numbers.quantityWithUnit(way.units)) over \(names.words(way.link)) at \(money(way.cost))"
    }
    let rest = unmet.isPositive ? "; \(numbers.quantityWithUnit(unmet)) stay unmet" : ""
    return "gets of \(goods)\(order): \(parts.joined(separator: "; "))\(rest)"
  }

  private func marginal(_ more: Money?, _ less: Money?) -> String {
    let up = more.map { "one more \(unit) would cost \(money($0))" } ?? "one more \(unit) cannot be served"
    let down = less.map { "one less would save \(money($0))" } ?? "one less leaves no plan"
    return "\(up), all the network's costs counted; \(down)"
  }

  private func range(_ row: DemandID, _ each: Money, _ end: Rational?) -> String {
    guard let end else { return "every further \(unit) costs the same as far as was looked" }
    guard end > instance[row].quantity else { return "the next \(unit) already costs otherwise" }
    return "each further \(unit) costs the same up to \(numbers.quantityWithUnit(end)); beyond, the plan changes"
  }

  private func fall(_ row: DemandID, _ each: Money, _ end: Rational) -> String {
    guard end.isPositive else { return "each \(unit) less saves the same, down to none" }
    guard end < instance[row].quantity - .one else { return "the next \(unit) less already saves otherwise" }
    return "each \(unit) less saves the same down to \(numbers.quantityWithUnit(end)); below, the plan changes"
  }

  // MARK: Sites

  private func throughput(
    _ site: SiteID, _ out: Rational, _ into: Rational, _ limit: Limit?, _ saves: Money?
  ) -> String {
    let moved = "ships \(numbers.quantityWithUnit(out)) and receives \(numbers.quantityWithUnit(into))"
    guard let limit else { return "\(moved); nothing limits its throughput" }
    let most = "\(numbers.plain(limit.value)) \(limit.measure.unit(instance.settings))"
    guard let saves else { return "\(moved); at most \(most)" }
    return saves.grains > 0
      ? "\(moved); its limit of \(most) binds: one more would save \(money(saves))"
      : "\(moved); its limit of \(most) does not bind: one more would save nothing"
  }

  private func openness(_ site: SiteID, _ isOpen: Bool, _ other: Money?) -> String {
    let state = isOpen ? "is opened or kept open" : "stays closed"
    let turned = isOpen ? "closing it" : "opening it"
    guard let other else { return "\(state); \(turned) leaves no plan" }
    if other == .zero { return "\(state), but \(turned) would cost the same" }
    return "\(state): \(turned) would cost \(money(other)) more"
  }

  // MARK: Contracts

  private func line(_ id: ConstraintID, _ moved: Rational?, _ saving: Money?) -> String {
    let isLeast = instance[id].sense == .min || instance[id].sense == .conditionalMin
    let said = rules.say(isLeast ? .constraintLeast(id) : .constraintMost(id)).text
    let now = moved.map { "; the plan moves \(numbers.quantityWithUnit($0))" } ?? ""
    guard let saving else { return "\(said)\(now); what it costs is not known: planning without it gave no plan" }
    if saving == .zero { return "\(said)\(now); without it the plan would cost the same" }
    return saving.grains > 0
      ? "\(said)\(now); without it the plan would cost \(money(saving)) less"
      : "\(said)\(now); without it the plan would cost \(money(Money(grains: 0 &- saving.grains))) more"
  }

  /// What a rebate is about, told from the others of its contract.
  private func tiers(_ id: RebateID) -> String {
    let told = instance[id].tiers.map { "\(numbers.percent($0.percent)) from \(numbers.quantityWithUnit($0.threshold))" }
    return told.joined(separator: ", ")
  }

  // MARK: Providers and lanes

  private func carried(_ provider: ProviderID, _ units: Rational, _ lanes: Int, _ paid: Money) -> String {
    units.isPositive
      ? "carries \(numbers.quantityWithUnit(units)) on \(numbers.count(lanes, "lane")) and is paid \(money(paid))"
      : "carries nothing"
  }

  private func used(_ link: LinkID, _ units: Rational, _ cost: Money) -> String {
    units.isPositive
      ? "\(names.words(link)) carries \(numbers.quantityWithUnit(units)) at \(money(cost))"
      : "\(names.words(link)) carries nothing"
  }

  private func without(_ subject: ExplainedSubject, _ cost: Money?, _ lost: Rational?) -> String {
    guard let cost, let lost else { return "without it no plan exists" }
    let served = lost.isPositive ? " and leave \(numbers.quantityWithUnit(lost)) unserved" : ""
    if cost == .zero && !lost.isPositive { return "doing without it would cost nothing" }
    return cost.grains < 0
      ? "doing without it would save \(money(Money(grains: 0 &- cost.grains)))\(served)"
      : "doing without it would cost \(money(cost)) more\(served)"
  }

  private func each(_ basis: Basis) -> String {
    switch basis {
    case .weight: instance.settings.weightUnit
    case .volume: instance.settings.volumeUnit
    case .pallet: "pallet"
    case .unitDistance: "\(unit) and \(instance.settings.distanceUnit)"
    case .weightDistance: "tonne and km"
    default: unit
    }
  }

  private func price(_ price: Rational, _ basis: Basis) -> String {
    let text = ReportNumbers.grouped(ReportNumbers.rounded(price, decimals: 4), keepZeros: false)
    let currency = instance.settings.currency
    return "\(text)\(currency.isEmpty ? "" : " \(currency)") a \(each(basis))"
  }

  private func rateRange(
    _ lane: LaneID, _ now: Rational, _ basis: Basis, _ fall: Rational?, _ rise: Rational?
  ) -> String {
    let low = fall.map { "from \(price(now - $0, basis))" }
    let high = rise.map { "up to \(price(now + $0, basis))" }
    let called = rules.called(lane)
    guard low != nil || high != nil else { return "the plan stays whatever \(called) costs a \(each(basis))" }
    let ends = [low, high].compactMap { $0 }.joined(separator: " ")
    let rest = instance.lanes.rate[lane.index] == nil ? "" : " beside its rate"
    return "the plan stays while \(called) costs \(ends)\(rest); now \(price(now, basis))"
  }

  private func breakEven(
    _ lane: LaneID, _ now: Rational, _ basis: Basis, _ fall: Rational?, _ units: Rational?
  ) -> String {
    let called = rules.called(lane)
    guard let fall, let units else { return "\(called) would not win even if it cost nothing a \(each(basis))" }
    if fall.isZero { return "\(called) is as good as what is used: a tie" }
    return "\(called) would win once it costs \(price(now - fall, basis)) instead of \(price(now, basis)), and would "
      + "then carry \(numbers.quantityWithUnit(units))"
  }

  private func forced(_ lane: LaneID, _ units: Rational, _ cost: Money?) -> String {
    let amount = numbers.quantityWithUnit(units)
    guard let cost else { return "\(amount) cannot go over \(rules.called(lane))" }
    return "sending \(amount) over it all the same would cost \(money(cost)) more"
  }
}
