import Logistics

/// A rule or decision as `certificate.json` has it: its kind, then its keys, all as text, such as
/// `["balance", "Lyon", "", "pooled", "tea"]`; a decision within a rule simply follows.
///
/// Sites, products, customers, providers and periods stand by name; rows, links, orders and offers by their number in
/// the legend.
typealias CertificateTerm = [String]

/// Writes rules and decisions as terms.
struct CertificateCoding {
  let instance: Instance

  init(_ instance: Instance) { self.instance = instance }

  func list(_ kind: String, _ keys: String...) -> CertificateTerm { [kind] + keys }
  func number(_ id: some DenseID) -> String { String(id.index) }
  func site(_ id: SiteID) -> String { instance[id].name }
  private func customer(_ id: CustomerID) -> String { instance[id].name }
  private func period(_ id: PeriodID) -> String {
    instance.periods.indices.contains(id.index) ? instance.periods[id.index] : ""
  }
  private func order(_ id: OrderID?) -> String { id.map(number) ?? "pooled" }

  private func commodity(_ commodity: Commodity) -> CertificateTerm {
    switch commodity {
    case .pooled(let product): ["pooled", instance[product].name]
    case .row(let row): ["row", number(row)]
    }
  }

  func node(_ node: Node) -> CertificateTerm {
    switch node {
    case .site(let id): ["site", site(id)]
    case .customer(let id): ["customer", customer(id)]
    }
  }

  func term(_ decision: Decision) -> CertificateTerm {
    switch decision {
    case .flow(let key): ["flow", number(key.link), period(key.period)] + commodity(key.commodity)
    case .wholeLeg(let order, let link): list("whole_leg", number(order), number(link))
    case .orderOnLink(let order, let link): list("order_on_link", number(order), number(link))
    case .unmet(let row): list("unmet", number(row))
    case .orderShort(let order): list("order_short", number(order))
    case .siteOpen(let id, let time): list("site_open", site(id), period(time))
    case .offerTaken(let offer): list("offer_taken", number(offer))
    case .laneUsed(let lane, let coverage): list("lane_used", number(lane), coverage.rawValue)
    case .pooledOnLane(let lane): list("pooled_on_lane", number(lane))
    case .orderOnLane(let lane, let id, let coverage):
      list("order_on_lane", number(lane), number(id), coverage.rawValue)
    case .minimumTopUp(let lane, let id): list("minimum_top_up", number(lane), order(id))
    case .linkAwarded(let link): list("link_awarded", number(link))
    case .providerEngaged(let provider): list("provider_engaged", instance[provider].name)
    case .customerSource(let id, let origin): list("customer_source", customer(id), site(origin))
    case .orderAtSite(let order, let id): list("order_at_site", number(order), site(id))
    case .orderInConstraint(let order, let id): list("order_in_constraint", number(order), number(id))
    case .partnerEngaged(let partner): list("partner_engaged", instance[partner].name)
    case .productSource(let id, let product, let origin):
      list("product_source", customer(id), instance[product].name, site(origin))
    case .furtherSources(let id, let product): list("further_sources", customer(id), instance[product].name)
    case .commonShare(let share): list("common_share", number(share))
    case .atFloor(let share, let member): list("at_floor", number(share), String(member))
    case .rankedRate(let rule, let rank): list("ranked_rate", number(rule), String(rank))
    case .rateShortfall(let rule, let rank, let member):
      list("rate_shortfall", number(rule), String(rank), String(member))
    case .constraintExcess(let id): list("constraint_excess", number(id))
    case .constraintShortfall(let id): list("constraint_shortfall", number(id))
    case .constraintActive(let id): list("constraint_active", number(id))
    case .tender(let decision): ["tender"] + term(decision)
    }
  }

  func term(_ rule: Rule) -> CertificateTerm {
    switch rule {
    case .balance(let id, let time, let goods): ["balance", site(id), period(time)] + commodity(goods)
    case .supplyMaximum(let row): list("supply_max", number(row))
    case .supplyMinimum(let row): list("supply_min", number(row))
    case .demand(let row): list("demand", number(row))
    case .wholeOrder(let order): list("whole_order", number(order))
    case .linking(let dependent, let switching): ["linking"] + term(dependent) + term(switching)
    case .usage(let decision): ["usage"] + term(decision)
    case .throughputMaximum(let id, let time): list("throughput_max", site(id), period(time))
    case .throughputMinimum(let id, let time): list("throughput_min", site(id), period(time))
    case .capacityMaximum(let lane): list("capacity_max", number(lane))
    case .capacityMinimum(let lane): list("capacity_min", number(lane))
    case .minimumIfUsed(let lane): list("minimum_if_used", number(lane))
    case .minimumCharge(let lane, let id): list("minimum_charge", number(lane), order(id))
    case .singleAward(let origin, let end, let time): ["single_award", site(origin)] + node(end) + [period(time)]
    case .singleSource(let id): list("single_source", customer(id))
    case .oneOfferALeg(let order, let from, let to): list("one_offer_a_leg", number(order), site(from), site(to))
    case .constraintLeast(let id): list("constraint_least", number(id))
    case .constraintMost(let id): list("constraint_most", number(id))
    case .creditLimit(let partner): list("credit_limit", instance[partner].name)
    case .partnerMargin(let partner): list("partner_margin", instance[partner].name)
    case .channelShareLeast(let channel): list("channel_share_min", instance[channel].name)
    case .channelShareMost(let channel): list("channel_share_max", instance[channel].name)
    case .territoryShareLeast(let row): list("territory_share_min", number(row))
    case .territoryShareMost(let row): list("territory_share_max", number(row))
    case .fillFloor(let floor): list("fill_floor", number(floor))
    case .shareLeast(let share, let member): list("share_least", number(share), String(member))
    case .shareMost(let share, let member): list("share_most", number(share), String(member))
    case .shareFloor(let share, let member): list("share_floor", number(share), String(member))
    case .productSources(let id, let product): list("product_sources", customer(id), instance[product].name)
    case .furtherSources(let id, let product): list("further_sources", customer(id), instance[product].name)
    case .rankedRate(let rule, let rank, let member):
      list("ranked_rate", number(rule), String(rank), String(member))
    case .objectiveKept(let level): list("objective_kept", String(level))
    case .tender(let rule): ["tender"] + term(rule)
    }
  }
}
