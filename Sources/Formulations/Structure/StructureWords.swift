import Logistics
import MathProgram

/// Why an instance is no network, in words that a planner understands.
struct StructureWords {
  private let source: InstanceProgram
  var instance: Instance { source.instance }

  init(_ source: InstanceProgram) { self.source = source }

  func reason(_ obstacle: NetworkObstacle, in program: LinearProgram) -> String {
    if let row = obstacle.row, row < source.rules.count {
      return obstacle.kind == .coefficients ? unevenSizes(source.rules[row]) : numbers(of: say(source.rules[row]))
    }
    if let row = obstacle.row, row < program.rowCount { return "the value of an earlier objective is kept by a limit" }
    guard let column = obstacle.column, column < source.decisions.count else { return obstacle.reason(in: program) }
    let decision = source.decisions[column]
    switch obstacle.kind {
    case .manyRows, .signs: return crossing(decision, column, in: program)
    default: return numbers(of: say(decision))
    }
  }

  private func numbers(of what: String) -> String { "\(what) has numbers beyond what flows are counted in" }

  // MARK: A row whose coefficients differ

  private func unevenSizes(_ rule: Rule) -> String {
    switch rule {
    case .linking(_, let switching), .usage(let switching): return whole(switching)
    case .minimumCharge(let lane, _): return "\(say(lane)) has a minimum charge"
    case .balance(let site, _, _):
      return "whole orders of different sizes pass `\(instance[site].name)`"
    case .supplyMaximum, .supplyMinimum, .throughputMaximum, .throughputMinimum, .capacityMaximum, .capacityMinimum,
      .minimumIfUsed, .constraintLeast, .constraintMost, .fillFloor, .shareLeast, .shareMost, .shareFloor,
      .productSources, .furtherSources, .rankedRate, .creditLimit, .partnerMargin, .channelShareLeast,
      .channelShareMost, .territoryShareLeast, .territoryShareMost, .tender:
      return "\(say(rule)) counts what differs in size"
    default: return say(rule)
    }
  }

  /// What is taken or left as a whole.
  private func whole(_ switching: Decision) -> String {
    switch switching {
    case .siteOpen(let site, _): "site `\(instance[site].name)` is under consideration"
    case .offerTaken(let offer): "offer `\(instance[offer].name)` is taken or left as a whole"
    case .laneUsed(let lane, .covered): "\(say(lane)) has a fixed cost, or a minimum if it is used"
    case .laneUsed(let lane, .priced): "\(say(lane)) is charged by the period, or is counted"
    case .pooledOnLane(let lane), .orderOnLane(let lane, _, .priced): "\(say(lane)) is charged by the shipment or order"
    case .orderOnLane(let lane, _, .covered): "\(say(lane)) counts orders that may be divided or pass sites"
    case .linkAwarded(let link): "one offer takes all \(say(link))"
    case .providerEngaged(let provider): "provider `\(instance[provider].name)` is engaged or not, and that counts"
    case .customerSource(let customer, _): "customer `\(instance[customer].name)` has a single source"
    case .orderShort(let order):
      "unmet orders are counted, and an order of `\(instance[instance[order].customer].name)` may be served in part"
    case .orderAtSite(_, let site): "`\(instance[site].name)` counts orders that may be divided or pass sites"
    case .orderOnLink(let order, _):
      "whole orders of `\(instance[instance[order].customer].name)` choose between offers before their last leg"
    case .orderInConstraint(_, let id), .constraintActive(let id): "constraint `\(instance[id].name)` holds or not as a whole"
    case .tender(let decision): whole(decision)
    default: "`\(switching)` is 0 or 1"
    }
  }

  // MARK: A column in too many rows

  private func crossing(_ decision: Decision, _ column: Int, in program: LinearProgram) -> String {
    let rows = (0..<min(program.rowCount, source.rules.count)).filter { row in
      program.rowLower[row] > -.infinity || program.rowUpper[row] < .infinity
    }
    let rules = rows.filter { row in
      program.entryRange(ofRow: row).contains { Int(program.columnIndices[$0]) == column }
    }
    if let row = rules.first(where: { isSwitched(source.rules[$0]) }) { return unevenSizes(source.rules[row]) }
    let limits = rules.prefix(4).map { say(source.rules[$0]) }.joined(separator: "; ")
    return "\(say(decision)) counts in limits of which none lies within another: \(limits)"
  }

  private func isSwitched(_ rule: Rule) -> Bool {
    switch rule {
    case .linking, .usage, .minimumCharge: true
    default: false
    }
  }

  // MARK: Names

  func say(_ rule: Rule) -> String {
    switch rule {
    case .balance(let site, _, let commodity): "what passes `\(instance[site].name)` of \(say(commodity))"
    case .supplyMaximum(let id): "the supply limit at \(instance.place(instance.supplies[id].maximumMark))"
    case .supplyMinimum(let id): "the least supply at \(instance.place(instance.supplies[id].minimumMark))"
    case .demand(let row): "the demand at \(instance.place(instance[row].mark))"
    case .wholeOrder(let order): "a whole order of `\(instance[instance[order].customer].name)`"
    case .throughputMaximum(let site, _), .throughputMinimum(let site, _): "the throughput of `\(instance[site].name)`"
    case .capacityMaximum(let lane), .capacityMinimum(let lane): "the capacity of \(say(lane))"
    case .minimumIfUsed(let lane): "the minimum of \(say(lane))"
    case .minimumCharge(let lane, _): "the minimum charge of \(say(lane))"
    case .singleAward(let site, let node, _): "the one award from `\(instance[site].name)` to `\(instance.name(of: node))`"
    case .singleSource(let customer): "the single source of `\(instance[customer].name)`"
    case .oneOfferALeg(_, let from, let to):
      "the one offer from `\(instance[from].name)` to `\(instance[to].name)` for a whole order"
    case .constraintLeast(let id), .constraintMost(let id): "constraint `\(instance[id].name)`"
    case .objectiveKept(let level): "objective \(level + 1)"
    case .fillFloor(let id): "the least fill rate of \(instance.allocation[id].name)"
    case .shareLeast(let id, _), .shareMost(let id, _), .shareFloor(let id, _):
      "the one proportion of \(instance.allocation[id].name)"
    case .productSources(let customer, _), .furtherSources(let customer, _):
      "the number of sites that serve `\(instance[customer].name)`"
    case .rankedRate(let id, _, _): "the ranking of \(instance.allocation[id].name)"
    case .creditLimit(let partner): "the credit limit of `\(instance[partner].name)`"
    case .partnerMargin(let partner): "the margin of `\(instance[partner].name)`"
    case .channelShareLeast(let channel), .channelShareMost(let channel): "the share of `\(instance[channel].name)`"
    case .territoryShareLeast(let id), .territoryShareMost(let id):
      "the share of `\(instance[instance[id].partner].name)` in `\(instance[id].territory)`"
    case .linking(_, let switching), .usage(let switching): whole(switching)
    case .tender(let rule): say(rule)
    }
  }

  private func say(_ decision: Decision) -> String {
    switch decision {
    case .flow(let key): "the flow of \(say(key.commodity)) \(say(key.link))"
    case .wholeLeg(let order, let link): "a whole order of `\(instance[instance[order].customer].name)` \(say(link))"
    case .unmet(let row): "the unmet part of the demand at \(instance.place(instance[row].mark))"
    default: whole(decision)
    }
  }

  func say(_ lane: LaneID) -> String { "the lane at \(instance.place(instance.lanes.marks[lane.index]))" }

  private func say(_ link: LinkID) -> String {
    let origin = instance[instance.links.origin[link.index]].name
    return "from `\(origin)` to `\(instance.name(of: instance.links.destination[link.index]))`"
  }

  private func say(_ commodity: Commodity) -> String { "`\(instance[instance.product(of: commodity)].name)`" }
}
