import Logistics
import MathProgram

/// Names that a person recognises in an exported program, each with its index so that none comes twice.
struct ProgramNames {
  let instance: Instance

  func named(_ source: InstanceProgram) -> LinearProgram {
    source.program.named(
      columns: source.decisions.enumerated().map { "x\($0)_\(clean(name(of: $1)))" },
      rows: source.rules.enumerated().map { "r\($0)_\(clean(name(of: $1)))" })
  }

  /// LP and MPS names hold no blanks and little punctuation.
  private func clean(_ text: String) -> String {
    String(decoding: text.utf8.prefix(80).map { isPlain($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
  }

  private func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private func name(of decision: Decision) -> String {
    switch decision {
    case .flow(let key): "flow_\(link(key.link))_\(commodity(key.commodity))"
    case .wholeLeg(let order, let on): "whole_\(called(order))_\(link(on))"
    case .orderOnLink(let order, let on): "leg_\(called(order))_\(link(on))"
    case .unmet(let row): "unmet_\(commodity(.row(row)))"
    case .orderShort(let order): "short_\(called(order))"
    case .siteOpen(let site, _): "open_\(instance[site].name)"
    case .offerTaken(let offer): "offer_\(instance[offer].name)"
    case .laneUsed(let lane, let coverage): "used_\(place(lane))_\(coverage.rawValue)"
    case .pooledOnLane(let lane): "shipment_\(place(lane))"
    case .orderOnLane(let lane, let order, let coverage):
      "order_\(called(order))_\(place(lane))_\(coverage.rawValue)"
    case .minimumTopUp(let lane, _): "minimum_\(place(lane))"
    case .linkAwarded(let on): "award_\(link(on))"
    case .providerEngaged(let provider): "engaged_\(instance[provider].name)"
    case .customerSource(let customer, let site): "source_\(instance[customer].name)_\(instance[site].name)"
    case .orderAtSite(let order, let site): "order_\(called(order))_\(instance[site].name)"
    case .orderInConstraint(let order, let id): "order_\(called(order))_\(instance[id].name)"
    case .partnerEngaged(let partner): "engaged_partner_\(instance[partner].name)"
    case .productSource(let customer, let product, let site):
      "source_\(instance[customer].name)_\(instance[product].name)_\(instance[site].name)"
    case .furtherSources(let customer, let product):
      "further_sources_\(instance[customer].name)_\(instance[product].name)"
    case .commonShare(let share): "share_\(share.index)"
    case .atFloor(let share, let member): "at_floor_\(share.index)_\(member)"
    case .rankedRate(let rule, let rank): "rate_\(rule.index)_\(rank)"
    case .rateShortfall(let rule, let rank, let member): "below_rate_\(rule.index)_\(rank)_\(member)"
    case .constraintExcess(let id): "excess_\(instance[id].name)"
    case .constraintShortfall(let id): "shortfall_\(instance[id].name)"
    case .constraintActive(let id): "active_\(instance[id].name)"
    case .tender(let decision): name(of: decision)
    }
  }

  private func name(of rule: Rule) -> String {
    switch rule {
    case .balance(let site, _, let goods): "balance_\(instance[site].name)_\(commodity(goods))"
    case .supplyMaximum(let row): "supply_max_\(instance.supplies[row].mark.line)"
    case .supplyMinimum(let row): "supply_min_\(instance.supplies[row].mark.line)"
    case .demand(let row): "demand_\(commodity(.row(row)))"
    case .wholeOrder(let order): "order_\(called(order))"
    case .linking: "linking"
    case .usage(let decision): "usage_\(name(of: decision))"
    case .throughputMaximum(let site, _): "throughput_max_\(instance[site].name)"
    case .throughputMinimum(let site, _): "throughput_min_\(instance[site].name)"
    case .capacityMaximum(let lane): "capacity_max_\(place(lane))"
    case .capacityMinimum(let lane): "capacity_min_\(place(lane))"
    case .minimumIfUsed(let lane): "minimum_if_used_\(place(lane))"
    case .minimumCharge(let lane, _): "minimum_charge_\(place(lane))"
    case .singleAward(let site, let node, _): "award_\(instance[site].name)_\(instance.name(of: node))"
    case .singleSource(let customer): "single_source_\(instance[customer].name)"
    case .oneOfferALeg(let order, let from, let to):
      "one_offer_\(called(order))_\(instance[from].name)_\(instance[to].name)"
    case .constraintLeast(let id): "least_\(instance[id].name)"
    case .constraintMost(let id): "most_\(instance[id].name)"
    case .creditLimit(let partner): "credit_\(instance[partner].name)"
    case .partnerMargin(let partner): "margin_\(instance[partner].name)"
    case .channelShareLeast(let channel): "share_min_\(instance[channel].name)"
    case .channelShareMost(let channel): "share_max_\(instance[channel].name)"
    case .territoryShareLeast(let row): "territory_share_min_\(row.index)"
    case .territoryShareMost(let row): "territory_share_max_\(row.index)"
    case .fillFloor(let floor): "fill_floor_\(floor.index)"
    case .shareLeast(let share, let member): "share_least_\(share.index)_\(member)"
    case .shareMost(let share, let member): "share_most_\(share.index)_\(member)"
    case .shareFloor(let share, let member): "share_floor_\(share.index)_\(member)"
    case .productSources(let customer, let product):
      "sources_\(instance[customer].name)_\(instance[product].name)"
    case .furtherSources(let customer, let product):
      "further_sources_\(instance[customer].name)_\(instance[product].name)"
    case .rankedRate(let rule, let rank, let member): "ranked_\(rule.index)_\(rank)_\(member)"
    case .objectiveKept(let level): "kept_\(level + 1)"
    case .tender(let rule): name(of: rule)
    }
  }

  private func name(of decision: TenderDecision) -> String {
    switch decision {
    case .carries(let provider, let origin, let end):
      "carries_\(instance[provider].name)_\(instance[origin].name)_\(instance.name(of: end))"
    case .touches(let provider, let site): "touches_\(instance[provider].name)_\(instance[site].name)"
    case .changed(let origin, let end, let product):
      "changed_\(instance[origin].name)_\(instance.name(of: end))_\(instance[product].name)"
    case .left(let provider, let origin, let end):
      "left_\(instance[provider].name)_\(instance[origin].name)_\(instance.name(of: end))"
    case .originCounted(let id, let site): "origin_\(instance[id].name)_\(instance[site].name)"
    case .reached(let key, let index): "break\(index + 1)_\(called(key))"
    case .amount(let key, let index): "amount\(index + 1)_\(called(key))"
    case .charged(let key, let index): "charged\(index + 1)_\(called(key))"
    case .shipments(let lane): "shipments_\(place(lane))"
    }
  }

  private func called(_ key: PriceSchedule) -> String {
    let name = instance.charge(of: key)?.name ?? ""
    return switch key {
    case .lane(let lane, _): "\(name)_\(place(lane))"
    case .provider(let rate, _, let provider): "\(instance[rate].name)_\(name)_\(instance[provider].name)"
    case .contract(let rate, _): "\(instance[rate].name)_\(name)"
    case .rebate(let id): "rebate_\(instance[id].contract)"
    }
  }

  private func name(of rule: TenderRule) -> String {
    switch rule {
    case .volumeLeast(let provider): "volume_min_\(instance[provider].name)"
    case .volumeMost(let provider): "volume_max_\(instance[provider].name)"
    case .laneCount(let provider): "max_lanes_\(instance[provider].name)"
    case .siteCount(let provider): "max_sites_\(instance[provider].name)"
    case .kept(_, let provider): "kept_by_\(instance[provider].name)"
    case .counted(let key): "counted_\(called(key))"
    case .basis(let key): "basis_\(called(key))"
    case .oneBreak(let key): "one_break_\(called(key))"
    case .breakFrom(let key, let index): "from\(index + 1)_\(called(key))"
    case .breakTo(let key, let index): "to\(index + 1)_\(called(key))"
    case .chargedMost(let key, let index): "charged_most\(index + 1)_\(called(key))"
    case .chargedLeast(let key, let index): "charged_least\(index + 1)_\(called(key))"
    case .ratioMost(let key, let index): "ratio_most\(index + 1)_\(called(key))"
    case .ratioLeast(let key, let index): "ratio_least\(index + 1)_\(called(key))"
    case .shipmentsLeast(let lane): "shipments_least_\(place(lane))"
    case .shipmentsMost(let lane): "shipments_most_\(place(lane))"
    case .twinVolumes(let first, let second): "twin_volumes_\(instance[first].name)_\(instance[second].name)"
    case .twinsEngaged(let first, let second): "twins_engaged_\(instance[first].name)_\(instance[second].name)"
    }
  }

  private func link(_ id: LinkID) -> String {
    let origin = instance[instance.links.origin[id.index]].name
    let carrier = instance.links.provider[id.index].map { "_\(instance[$0].name)" } ?? ""
    return "\(origin)_\(instance.name(of: instance.links.destination[id.index]))\(carrier)"
  }

  private func commodity(_ commodity: Commodity) -> String {
    switch commodity {
    case .pooled(let product): return instance[product].name
    case .row(let row):
      let order = instance[instance[row].order].name.map { "_\($0)" } ?? ""
      return "\(instance[instance[row].customer].name)_\(instance[instance[row].product].name)\(order)"
    }
  }

  private func called(_ order: OrderID) -> String { instance[order].name ?? instance[instance[order].customer].name }

  private func place(_ lane: LaneID) -> String { "lane\(instance.lanes.marks[lane.index].line)" }
}
