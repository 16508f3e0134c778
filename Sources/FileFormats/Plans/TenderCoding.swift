import Logistics

// Terms of what the terms of providers decide and demand.
extension CertificateCoding {
  func term(_ decision: TenderDecision) -> CertificateTerm {
    switch decision {
    case .carries(let provider, let origin, let end): ["carries", instance[provider].name, site(origin)] + node(end)
    case .touches(let provider, let id): list("touches", instance[provider].name, site(id))
    case .changed(let origin, let end, let product): ["changed", site(origin)] + node(end) + [instance[product].name]
    case .left(let provider, let origin, let end): ["left", instance[provider].name, site(origin)] + node(end)
    case .originCounted(let id, let origin): list("origin_counted", number(id), site(origin))
    case .reached(let key, let index): ["reached", String(index)] + schedule(key)
    case .amount(let key, let index): ["amount", String(index)] + schedule(key)
    case .charged(let key, let index): ["charged", String(index)] + schedule(key)
    case .shipments(let lane): list("shipments", number(lane))
    }
  }

  /// A charge with breaks by its place in the instance.
  func schedule(_ key: PriceSchedule) -> CertificateTerm {
    switch key {
    case .lane(let lane, let charge): list("lane", number(lane), String(charge))
    case .provider(let rate, let charge, let provider):
      list("provider", number(rate), String(charge), instance[provider].name)
    case .contract(let rate, let charge): list("contract", number(rate), String(charge))
    case .rebate(let id): list("rebate", number(id))
    }
  }

  func term(_ rule: TenderRule) -> CertificateTerm {
    switch rule {
    case .volumeLeast(let provider): list("volume_min", instance[provider].name)
    case .volumeMost(let provider): list("volume_max", instance[provider].name)
    case .laneCount(let provider): list("max_lanes", instance[provider].name)
    case .siteCount(let provider): list("max_sites", instance[provider].name)
    case .kept(let decision, let provider): ["kept", instance[provider].name] + term(decision)
    case .counted(let key): ["counted"] + schedule(key)
    case .basis(let key): ["basis"] + schedule(key)
    case .oneBreak(let key): ["one_break"] + schedule(key)
    case .breakFrom(let key, let index): ["break_from", String(index)] + schedule(key)
    case .breakTo(let key, let index): ["break_to", String(index)] + schedule(key)
    case .chargedMost(let key, let index): ["charged_most", String(index)] + schedule(key)
    case .chargedLeast(let key, let index): ["charged_least", String(index)] + schedule(key)
    case .ratioMost(let key, let index): ["ratio_most", String(index)] + schedule(key)
    case .ratioLeast(let key, let index): ["ratio_least", String(index)] + schedule(key)
    case .shipmentsLeast(let lane): list("shipments_least", number(lane))
    case .shipmentsMost(let lane): list("shipments_most", number(lane))
    case .twinVolumes(let first, let second): list("twin_volumes", instance[first].name, instance[second].name)
    case .twinsEngaged(let first, let second): list("twins_engaged", instance[first].name, instance[second].name)
    }
  }
}

extension CertificateDecoding {
  func tenderDecision(_ keys: inout TermReader) throws(Fault) -> TenderDecision {
    switch try keys.start() {
    case "carries": .carries(try keys.provider(), try keys.site(), try keys.node())
    case "touches": .touches(try keys.provider(), try keys.site())
    case "changed": .changed(try keys.site(), try keys.node(), try keys.product())
    case "left": .left(try keys.provider(), try keys.site(), try keys.node())
    case "origin_counted": .originCounted(try keys.constraint(), try keys.site())
    case "reached": try inBreak(&keys, TenderDecision.reached)
    case "amount": try inBreak(&keys, TenderDecision.amount)
    case "charged": try inBreak(&keys, TenderDecision.charged)
    case "shipments": .shipments(try keys.lane())
    case let kind: throw keys.fault("`\(kind)` is no decision of a tender")
    }
  }

  func tenderRule(_ keys: inout TermReader) throws(Fault) -> TenderRule {
    switch try keys.start() {
    case "volume_min": return .volumeLeast(try keys.provider())
    case "volume_max": return .volumeMost(try keys.provider())
    case "max_lanes": return .laneCount(try keys.provider())
    case "max_sites": return .siteCount(try keys.provider())
    case "kept":
      let provider = try keys.provider()
      return .kept(try decision(&keys), provider)
    case "counted": return .counted(try schedule(&keys))
    case "basis": return .basis(try schedule(&keys))
    case "one_break": return .oneBreak(try schedule(&keys))
    case "break_from": return try inBreak(&keys, TenderRule.breakFrom)
    case "break_to": return try inBreak(&keys, TenderRule.breakTo)
    case "charged_most": return try inBreak(&keys, TenderRule.chargedMost)
    case "charged_least": return try inBreak(&keys, TenderRule.chargedLeast)
    case "ratio_most": return try inBreak(&keys, TenderRule.ratioMost)
    case "ratio_least": return try inBreak(&keys, TenderRule.ratioLeast)
    case "shipments_least": return .shipmentsLeast(try keys.lane())
    case "shipments_most": return .shipmentsMost(try keys.lane())
    case "twin_volumes": return .twinVolumes(try keys.provider(), try keys.provider())
    case "twins_engaged": return .twinsEngaged(try keys.provider(), try keys.provider())
    case let kind: throw keys.fault("`\(kind)` is no rule of a tender")
    }
  }

  func schedule(_ term: CertificateTerm) throws(Fault) -> PriceSchedule {
    var keys = TermReader(term[...], names)
    let schedule = try schedule(&keys)
    try keys.end()
    return schedule
  }

  private func inBreak<Term>(
    _ keys: inout TermReader, _ make: (PriceSchedule, Int) -> Term
  ) throws(Fault) -> Term {
    let index = try keys.integer()
    return make(try schedule(&keys), index)
  }

  private func schedule(_ keys: inout TermReader) throws(Fault) -> PriceSchedule {
    switch try keys.text() {
    case "lane": return .lane(try keys.lane(), charge: try keys.integer())
    case "provider":
      let (rate, charge) = (try keys.rate(), try keys.integer())
      return .provider(rate, charge: charge, try keys.provider())
    case "contract": return .contract(try keys.rate(), charge: try keys.integer())
    case "rebate": return .rebate(try keys.number(names.instance.rebates.count, "rebate"))
    case let word: throw keys.fault("`\(word)` is no price schedule")
    }
  }
}
