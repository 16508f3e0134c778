import Logistics

/// Reads rules and decisions from terms; what the instance does not have is a fault.
struct CertificateDecoding {
  let names: NameIndex

  init(_ names: NameIndex) { self.names = names }

  private var instance: Instance { names.instance }

  func decision(_ term: CertificateTerm) throws(Fault) -> Decision {
    var keys = TermReader(term[...], names)
    let decision = try self.decision(&keys)
    try keys.end()
    return decision
  }

  func rule(_ term: ArraySlice<String>) throws(Fault) -> Rule {
    var keys = TermReader(term, names)
    let rule = try self.rule(&keys)
    try keys.end()
    return rule
  }

  func decision(_ keys: inout TermReader) throws(Fault) -> Decision {
    switch try keys.start() {
    case "flow": .flow(FlowKey(try keys.link(), try keys.period(), try keys.commodity()))
    case "whole_leg": .wholeLeg(try keys.order(), try keys.link())
    case "order_on_link": .orderOnLink(try keys.order(), try keys.link())
    case "unmet": .unmet(try keys.row())
    case "order_short": .orderShort(try keys.order())
    case "site_open": .siteOpen(try keys.site(), try keys.period())
    case "offer_taken": .offerTaken(try keys.number(instance.offers.count, "offer"))
    case "lane_used": .laneUsed(try keys.lane(), try keys.coverage())
    case "pooled_on_lane": .pooledOnLane(try keys.lane())
    case "order_on_lane": .orderOnLane(try keys.lane(), try keys.order(), try keys.coverage())
    case "minimum_top_up": .minimumTopUp(try keys.lane(), try keys.orderOrPooled())
    case "link_awarded": .linkAwarded(try keys.link())
    case "provider_engaged": .providerEngaged(try names.provider(try keys.text()))
    case "customer_source": .customerSource(try names.customer(try keys.text()), try keys.site())
    case "order_at_site": .orderAtSite(try keys.order(), try keys.site())
    case "order_in_constraint": .orderInConstraint(try keys.order(), try keys.constraint())
    case "partner_engaged": .partnerEngaged(try keys.partner())
    case "product_source":
      .productSource(try names.customer(try keys.text()), try names.product(try keys.text()), try keys.site())
    case "further_sources": .furtherSources(try names.customer(try keys.text()), try names.product(try keys.text()))
    case "common_share": .commonShare(try keys.share())
    case "at_floor": .atFloor(try keys.share(), try keys.integer())
    case "ranked_rate": .rankedRate(try keys.allocationRule(), try keys.integer())
    case "rate_shortfall": .rateShortfall(try keys.allocationRule(), try keys.integer(), member: try keys.integer())
    case "constraint_excess": .constraintExcess(try keys.constraint())
    case "constraint_shortfall": .constraintShortfall(try keys.constraint())
    case "constraint_active": .constraintActive(try keys.constraint())
    case "tender": .tender(try tenderDecision(&keys))
    case let kind: throw keys.fault("`\(kind)` is no kind of decision")
    }
  }

  private func rule(_ keys: inout TermReader) throws(Fault) -> Rule {
    switch try keys.start() {
    case "balance": .balance(try keys.site(), try keys.period(), try keys.commodity())
    case "supply_max": .supplyMaximum(try keys.supply())
    case "supply_min": .supplyMinimum(try keys.supply())
    case "demand": .demand(try keys.row())
    case "whole_order": .wholeOrder(try keys.order())
    case "linking": .linking(dependent: try decision(&keys), switching: try decision(&keys))
    case "usage": .usage(try decision(&keys))
    case "throughput_max": .throughputMaximum(try keys.site(), try keys.period())
    case "throughput_min": .throughputMinimum(try keys.site(), try keys.period())
    case "capacity_max": .capacityMaximum(try keys.lane())
    case "capacity_min": .capacityMinimum(try keys.lane())
    case "minimum_if_used": .minimumIfUsed(try keys.lane())
    case "minimum_charge": .minimumCharge(try keys.lane(), try keys.orderOrPooled())
    case "single_award": .singleAward(try keys.site(), try keys.node(), try keys.period())
    case "single_source": .singleSource(try names.customer(try keys.text()))
    case "one_offer_a_leg": .oneOfferALeg(try keys.order(), try keys.site(), try keys.site())
    case "constraint_least": .constraintLeast(try keys.constraint())
    case "constraint_most": .constraintMost(try keys.constraint())
    case "credit_limit": .creditLimit(try keys.partner())
    case "partner_margin": .partnerMargin(try keys.partner())
    case "channel_share_min": .channelShareLeast(try keys.channel())
    case "channel_share_max": .channelShareMost(try keys.channel())
    case "territory_share_min": .territoryShareLeast(try keys.territory())
    case "territory_share_max": .territoryShareMost(try keys.territory())
    case "fill_floor": .fillFloor(try keys.number(instance.allocation.floors.count, "fill floor"))
    case "share_least": .shareLeast(try keys.share(), try keys.integer())
    case "share_most": .shareMost(try keys.share(), try keys.integer())
    case "share_floor": .shareFloor(try keys.share(), try keys.integer())
    case "product_sources": .productSources(try names.customer(try keys.text()), try names.product(try keys.text()))
    case "further_sources": .furtherSources(try names.customer(try keys.text()), try names.product(try keys.text()))
    case "ranked_rate": .rankedRate(try keys.allocationRule(), try keys.integer(), member: try keys.integer())
    case "objective_kept": .objectiveKept(try keys.integer())
    case "tender": .tender(try tenderRule(&keys))
    case let kind: throw keys.fault("`\(kind)` is no kind of rule")
    }
  }
}

/// The keys of one term, one after the other.
struct TermReader {
  private var kind = ""
  private let names: NameIndex
  private var rest: ArraySlice<String>

  init(_ term: ArraySlice<String>, _ names: NameIndex) {
    self.names = names
    rest = term
  }

  /// The kind that the keys from here on belong to.
  mutating func start() throws(Fault) -> String {
    kind = try text()
    return kind
  }

  func fault(_ message: String) -> Fault { Fault(at: nil, rule: "certificate-form", message) }

  mutating func text() throws(Fault) -> String {
    guard let text = rest.popFirst() else {
      throw fault(kind.isEmpty ? "a rule or decision is empty" : "a `\(kind)` lacks a key")
    }
    return text
  }

  func end() throws(Fault) {
    guard rest.isEmpty else { throw fault("a `\(kind)` has a key too many") }
  }

  mutating func integer() throws(Fault) -> Int {
    let text = try text()
    guard let index = Int(text), index >= 0 else { throw fault("a `\(kind)` has `\(text)` where a number stands") }
    return index
  }

  mutating func number<ID: DenseID>(_ count: Int, _ what: String) throws(Fault) -> ID {
    try names.id(try integer(), of: count, what)
  }

  mutating func link() throws(Fault) -> LinkID { try number(names.instance.links.count, "link") }
  mutating func lane() throws(Fault) -> LaneID { try number(names.instance.lanes.count, "lane") }
  mutating func row() throws(Fault) -> DemandID { try number(names.instance.demand.count, "demand row") }
  mutating func order() throws(Fault) -> OrderID { try number(names.instance.orders.count, "order") }
  mutating func supply() throws(Fault) -> SupplyID { try number(names.instance.supplies.rows.count, "supply row") }
  mutating func constraint() throws(Fault) -> ConstraintID {
    try number(names.instance.constraints.count, "constraint")
  }
  mutating func partner() throws(Fault) -> PartnerID { try named(names.instance.sales.partners.map(\.name), "partner") }
  mutating func channel() throws(Fault) -> ChannelID { try named(names.instance.sales.channels.map(\.name), "channel") }
  mutating func territory() throws(Fault) -> TerritoryID {
    try number(names.instance.sales.territories.count, "territory row")
  }

  private mutating func named<ID: DenseID>(_ all: [String], _ what: String) throws(Fault) -> ID {
    let name = try text()
    guard let index = all.firstIndex(of: name) else { throw fault("the instance has no \(what) `\(name)`") }
    return ID(index)
  }

  mutating func share() throws(Fault) -> ShareID { try number(names.instance.allocation.shares.count, "equal share") }
  mutating func allocationRule() throws(Fault) -> AllocationID {
    try number(names.instance.allocation.rules.count, "allocation rule")
  }
  mutating func site() throws(Fault) -> SiteID { try names.site(try text()) }
  mutating func period() throws(Fault) -> PeriodID { try names.period(try text()) }

  mutating func orderOrPooled() throws(Fault) -> OrderID? {
    if rest.first == "pooled" {
      rest.removeFirst()
      return nil
    }
    return try order()
  }

  mutating func provider() throws(Fault) -> ProviderID { try names.provider(try text()) }
  mutating func rate() throws(Fault) -> RateID { try number(names.instance.rates.count, "rate") }
  mutating func product() throws(Fault) -> ProductID { try names.product(try text()) }

  mutating func coverage() throws(Fault) -> Coverage {
    let word = try text()
    guard let coverage = Coverage(rawValue: word) else { throw fault("`\(word)` is neither `covered` nor `priced`") }
    return coverage
  }

  mutating func commodity() throws(Fault) -> Commodity {
    switch try text() {
    case "pooled": .pooled(try names.product(try text()))
    case "row": .row(try row())
    case let word: throw fault("`\(word)` is neither `pooled` nor `row`")
    }
  }

  mutating func node() throws(Fault) -> Node {
    switch try text() {
    case "site": .site(try names.site(try text()))
    case "customer": .customer(try names.customer(try text()))
    case let word: throw fault("`\(word)` is neither `site` nor `customer`")
    }
  }
}
