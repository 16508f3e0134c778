public import Logistics

/// Rules in the planner's words, with the row that says them.
public struct RuleWords: Sendable {
  public struct Said: Sendable, Equatable {
    public var text: String
    public var mark: SourceMark?
  }

  public let names: PlanNames

  public init(_ instance: Instance) { names = PlanNames(instance) }

  var instance: Instance { names.instance }

  public func say(_ rule: Rule) -> Said {
    switch rule {
    case .balance(let site, _, let goods):
      Said(
        text: "no more of `\(names.product(goods))` can leave `\(instance[site].name)` than arrives there",
        mark: instance[site].mark)
    case .supplyMaximum(let row): supply(row, most: true)
    case .supplyMinimum(let row): supply(row, most: false)
    case .demand(let row): Said(text: "\(asks(row)) must be met", mark: instance[row].mark)
    case .wholeOrder(let order):
      Said(text: "\(called(order)) goes whole, from one source", mark: firstMark(order))
    case .linking(let dependent, let switching): linking(dependent, switching)
    case .usage(let decision): Said(text: "\(switchWords(decision).text) counts only where something moves", mark: nil)
    case .throughputMaximum(let site, _): throughput(site, instance[site].throughputMax, "at most")
    case .throughputMinimum(let site, _): throughput(site, instance[site].throughputMin, "at least")
    case .capacityMaximum(let lane): limit(lane, instance.lanes.capacityMax[lane.index], "carries at most")
    case .capacityMinimum(let lane): limit(lane, instance.lanes.capacityMin[lane.index], "carries at least")
    case .minimumIfUsed(let lane): limit(lane, instance.lanes.minimumIfUsed[lane.index], "carries nothing or at least")
    case .minimumCharge(let lane, _): Said(text: "\(called(lane)) has a minimum charge", mark: mark(lane))
    case .singleAward(let origin, let end, _):
      Said(text: "one offer takes all from `\(instance[origin].name)` to `\(names.node(end))`", mark: nil)
    case .singleSource(let customer):
      Said(text: "`\(instance[customer].name)` is served from one site only", mark: instance[customer].mark)
    case .oneOfferALeg(let order, let from, let to):
      Said(
        text: "\(called(order)) goes by one offer from `\(instance[from].name)` to `\(instance[to].name)`",
        mark: firstMark(order))
    case .constraintLeast(let id), .constraintMost(let id): constraint(id)
    case .creditLimit(let id):
      Said(
        text: "`\(instance[id].name)` owes at most \(instance[id].creditLimit.map(number) ?? "anything")",
        mark: instance[id].mark)
    case .partnerMargin(let id):
      Said(
        text: "`\(instance[id].name)` keeps at least \(instance[id].marginMin.map(number) ?? "0") %",
        mark: instance[id].mark)
    case .channelShareLeast(let id):
      share("channel `\(instance[id].name)`", "at least", instance[id].shareMin, instance[id].mark)
    case .channelShareMost(let id):
      share("channel `\(instance[id].name)`", "at most", instance[id].shareMax, instance[id].mark)
    case .territoryShareLeast(let id):
      share(territory(id), "at least", instance[id].shareMin, instance[id].mark)
    case .territoryShareMost(let id):
      share(territory(id), "at most", instance[id].shareMax, instance[id].mark)
    case .fillFloor(let id):
      Said(
        text: "\(instance.allocation[id].name) is served at least "
          + "\(instance.settings.resolution.text(instance.allocation[id].least)) \(unit(.quantity))",
        mark: instance.allocation[id].mark)
    case .shareLeast(let id, _), .shareMost(let id, _), .shareFloor(let id, _):
      Said(
        text: "\(instance.allocation[id].name) shares by `\(instance.allocation[id].kind.rawValue)`",
        mark: instance.allocation[id].mark)
    case .productSources(let customer, let product), .furtherSources(let customer, let product):
      sources(customer, product)
    case .rankedRate(let id, _, _):
      Said(
        text: "\(instance.allocation[id].name) shares by `\(instance.allocation[id].kind.rawValue)`",
        mark: instance.allocation[id].mark)
    case .objectiveKept(let level): Said(text: "objective \(level + 1) keeps its value", mark: nil)
    case .tender(let rule): say(rule)
    }
  }

  private func share(_ who: String, _ bound: String, _ percent: Rational?, _ mark: SourceMark?) -> Said {
    Said(text: "\(who) sells \(bound) \(percent.map(number) ?? "any") %", mark: mark)
  }

  private func territory(_ id: TerritoryID) -> String {
    "`\(instance[instance[id].partner].name)` in `\(instance[id].territory)`"
  }

  private func sources(_ customer: CustomerID, _ product: ProductID) -> Said {
    let limit = instance.allocation.splits.first { $0.customer == customer && $0.product == product }
    let most = limit?.most.map { "at most \($0) sites" } ?? "few sites"
    return Said(
      text: "`\(instance[customer].name)` gets `\(instance[product].name)` from \(most)",
      mark: limit?.mark ?? instance[customer].mark)
  }

  private func supply(_ id: SupplyID, most: Bool) -> Said {
    let row = instance.supplies[id]
    let goods = row.products.count == 1 ? "`\(instance[row.products[0]].name)`" : "\(row.products.count) products"
    let places = row.sites.count == 1 ? "`\(instance[row.sites[0]].name)`" : "\(row.sites.count) sites together"
    let value = most ? row.maximum.map(number) ?? "any amount" : number(row.minimum)
    return Said(
      text: "\(places) supplies at \(most ? "most" : "least") \(value) \(unit(.quantity)) of \(goods)",
      mark: most ? row.maximumMark : row.minimumMark)
  }

  private func throughput(_ site: SiteID, _ limit: Limit?, _ words: String) -> Said {
    let amount = limit.map { "\(number($0.value)) \(unit($0.measure))" } ?? "any amount"
    return Said(text: "`\(instance[site].name)` ships \(words) \(amount)", mark: limit?.mark ?? instance[site].mark)
  }

  private func limit(_ lane: LaneID, _ limit: Limit?, _ words: String) -> Said {
    let amount = limit.map { "\(number($0.value)) \(unit($0.measure))" } ?? "any amount"
    return Said(text: "\(called(lane)) \(words) \(amount)", mark: limit?.mark ?? mark(lane))
  }

  private func constraint(_ id: ConstraintID) -> Said {
    let row = instance[id]
    let sense =
      switch row.sense {
      case .min: "at least"
      case .max: "at most"
      case .fixed: "exactly"
      case .conditionalMin: "nothing or at least"
      }
    let unit =
      switch row.kind {
      case .flow: row.within == nil ? " \(self.unit(row.measure))" : " %"
      case .flowCount: " lanes"
      case .providerCount: " providers"
      case .siteCount: " sites"
      case .sourceCount: " origins"
      case .transit: " \(instance.settings.timeUnit)"
      case .score: row.score.map { " as `\($0.rawValue)`" } ?? ""
      case .co2: " kg of CO2"
      case .changes: " changes"
      case .budget: (instance.settings.currency.isEmpty ? " of cost" : " \(instance.settings.currency)") + kinds(row.costKinds)
      }
    return Said(text: "constraint `\(row.name)` asks for \(sense) \(number(row.value))\(unit)", mark: row.mark)
  }

  private func kinds(_ costs: CostKinds) -> String {
    costs.isAll ? "" : " of " + costs.listed.map { "`\($0.rawValue)`" }.joined(separator: ", ")
  }

  private func linking(_ dependent: Decision, _ switching: Decision) -> Said {
    let switched = switchWords(switching)
    return Said(text: "\(movement(dependent)) needs \(switched.text)", mark: switched.mark)
  }

  private func movement(_ decision: Decision) -> String {
    switch decision {
    case .flow(let key): "what moves on \(names.words(key.link))"
    case .wholeLeg(let order, let link), .orderOnLink(let order, let link):
      "\(called(order)) on \(names.words(link))"
    case .unmet(let row): "a shortfall of \(asks(row))"
    case .siteOpen(let site, _): "`\(instance[site].name)`, where it is open,"
    default: "a movement"
    }
  }

  private func switchWords(_ decision: Decision) -> Said {
    switch decision {
    case .siteOpen(let site, _): Said(text: "`\(instance[site].name)` to be open", mark: instance[site].mark)
    case .offerTaken(let offer): Said(text: "offer `\(instance[offer].name)` to be taken", mark: nil)
    case .laneUsed(let lane, _), .pooledOnLane(let lane), .orderOnLane(let lane, _, _):
      Said(text: "\(called(lane)) to be used", mark: mark(lane))
    case .linkAwarded(let link): Said(text: "\(names.words(link)) to be awarded", mark: nil)
    case .providerEngaged(let provider):
      Said(text: "`\(instance[provider].name)` to be engaged", mark: instance[provider].mark)
    case .customerSource(let customer, let site):
      Said(
        text: "`\(instance[site].name)` to be the one source of `\(instance[customer].name)`",
        mark: instance[customer].mark)
    case .partnerEngaged(let partner):
      Said(text: "`\(instance[partner].name)` to be engaged", mark: instance[partner].mark)
    case .productSource(let customer, let product, let site):
      Said(
        text: "`\(instance[site].name)` to be a source of `\(instance[product].name)` for "
          + "`\(instance[customer].name)`", mark: instance[customer].mark)
    case .orderShort(let order): Said(text: "\(called(order)) to count as unmet", mark: firstMark(order))
    case .orderAtSite(let order, let site):
      Said(text: "\(called(order)) to count at `\(instance[site].name)`", mark: instance[site].mark)
    case .orderOnLink(let order, let link):
      Said(text: "\(called(order)) to go by \(names.words(link))", mark: firstMark(order))
    case .orderInConstraint(_, let id), .constraintActive(let id), .constraintExcess(let id),
      .constraintShortfall(let id):
      Said(text: "constraint `\(instance[id].name)` to count it", mark: instance[id].mark)
    case .tender(let decision): switchWords(decision)
    case .flow, .wholeLeg, .unmet, .minimumTopUp, .furtherSources, .commonShare, .atFloor, .rankedRate, .rateShortfall:
      Said(text: movement(decision), mark: nil)
    }
  }

  // MARK: Things by name

  public func asks(_ id: DemandID) -> String {
    let row = instance[id]
    let order = instance[row.order].name.map { ", order `\($0)`" } ?? ""
    return "the demand of `\(instance[row.customer].name)` for \(number(row.quantity)) \(unit(.quantity)) of "
      + "`\(instance[row.product].name)`\(order)"
  }

  public func called(_ order: OrderID) -> String {
    if let name = instance[order].name { return "order `\(name)` of `\(instance[instance[order].customer].name)`" }
    return instance[order].rows.first.map(asks) ?? "an order"
  }

  public func called(_ lane: LaneID) -> String {
    let links = instance.lanes.links(of: lane)
    guard let first = links.first else { return "the lane row" }
    return links.count == 1 ? "lane \(names.words(first))" : "the lane row of \(links.count) lanes together"
  }

  private func mark(_ lane: LaneID) -> SourceMark? { instance.lanes.marks[lane.index] }
  private func firstMark(_ order: OrderID) -> SourceMark? { instance[order].rows.first.map { instance[$0].mark } }
  private func number(_ value: Rational) -> String { ExactText.decimal(value) }
  private func unit(_ measure: Measure) -> String { measure.unit(instance.settings) }
}
