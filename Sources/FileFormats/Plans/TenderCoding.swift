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
    }
  }

  func term(_ rule: TenderRule) -> CertificateTerm {
    switch rule {
    case .volumeLeast(let provider): list("volume_min", instance[provider].name)
    case .volumeMost(let provider): list("volume_max", instance[provider].name)
    case .laneCount(let provider): list("max_lanes", instance[provider].name)
    case .siteCount(let provider): list("max_sites", instance[provider].name)
    case .kept(let decision, let provider): ["kept", instance[provider].name] + term(decision)
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
    case let kind: throw keys.fault("`\(kind)` is no rule of a tender")
    }
  }
}
