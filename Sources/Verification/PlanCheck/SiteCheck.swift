import Logistics

// Open sites, and what leaves them.
extension Inspection {
  mutating func checkSites() {
    checkOpen()
    for period in instance.periods.indices.map({ PeriodID($0) }) {
      evaluation.throughput.append([])
      let leaving = outflows(period)
      for site in instance.sites.indices.map({ SiteID($0) }) {
        evaluation.throughput[period.index].append(throughput(leaving[site.index], site, period))
        checkThroughput(leaving[site.index], site, period)
      }
    }
  }

  private mutating func checkOpen() {
    for (period, open) in plan.openSites.enumerated() {
      for index in instance.sites.indices where instance.sites[index].status == .include && !open[index] {
        let message = "`\(instance.sites[index].name)` is open in every period, not closed in "
          + "`\(instance.periods[period])`"
        violate(nil, .siteOpen, message, instance.sites[index].mark)
      }
    }
    for flow in flows {
      checkOpen(flow, flow.origin)
      if case .site(let site) = flow.destination { checkOpen(flow, site) }
    }
  }

  private mutating func checkOpen(_ flow: InspectedFlow, _ site: SiteID) {
    guard !isOpen(site, flow.key.period) else { return }
    let rule = Rule.linking(dependent: .flow(flow.key), switching: .siteOpen(site, flow.key.period))
    let message = "\(flow.units) move on \(instance.words(flow.link)) though `\(instance[site].name)` is closed"
    violate(rule, .siteClosed, message, instance[site].mark)
  }

  private func outflows(_ period: PeriodID) -> [[InspectedFlow]] {
    var leaving = [[InspectedFlow]](repeating: [], count: instance.sites.count)
    for flow in flows where flow.key.period == period { leaving[flow.origin.index].append(flow) }
    return leaving
  }

  private func throughput(_ leaving: [InspectedFlow], _ site: SiteID, _ period: PeriodID) -> SiteThroughput {
    let orders = total(leaving, .order).flatMap { $0.int64 }.map { Int($0) }
    let outbound = leaving.reduce(Int128(0)) { $0 + $1.steps }
    return SiteThroughput(outbound: units(outbound), inbound: .zero, orders: orders)
  }

  private mutating func checkThroughput(_ leaving: [InspectedFlow], _ site: SiteID, _ period: PeriodID) {
    let words = "`\(instance[site].name)`"
    if let limit = instance[site].throughputMax {
      let rule = Rule.throughputMaximum(site, period)
      checkMost(leaving, limit, rule, .throughputMax, words)
    }
    if let limit = instance[site].throughputMin, isOpen(site, period) {
      let rule = Rule.throughputMinimum(site, period)
      checkLeast(leaving, limit, rule, .throughputMin, words)
    }
  }

  mutating func checkMost(_ flows: [InspectedFlow], _ limit: Limit, _ rule: Rule, _ kind: Violation.Kind, _ words: String) {
    guard let amount = total(flows, limit.measure) else { return violateUnknown(rule, words, limit.mark) }
    guard amount > limit.value else { return }
    violate(rule, kind, limitMessage(words, amount, "at most", limit), limit.mark)
  }

  mutating func checkLeast(_ flows: [InspectedFlow], _ limit: Limit, _ rule: Rule, _ kind: Violation.Kind, _ words: String) {
    guard let amount = total(flows, limit.measure) else { return violateUnknown(rule, words, limit.mark) }
    guard amount < limit.value else { return }
    violate(rule, kind, limitMessage(words, amount, "at least", limit), limit.mark)
  }

  private func limitMessage(_ words: String, _ amount: Rational, _ bound: String, _ limit: Limit) -> String {
    let unit = instance.unit(limit.measure)
    return "\(words) carries \(amount) \(unit), \(bound) \(limit.value) \(unit) may leave or move"
  }
}

extension Inspection {
  /// Units that arrive over lanes, by site.
  mutating func measureInbound() {
    var arriving = [[Int128]](
      repeating: Array(repeating: 0, count: instance.sites.count), count: instance.periods.count)
    for flow in flows {
      if case .site(let site) = flow.destination { arriving[flow.key.period.index][site.index] += flow.steps }
    }
    for period in arriving.indices {
      for site in arriving[period].indices {
        evaluation.throughput[period][site].inbound = units(arriving[period][site])
      }
    }
  }
}
