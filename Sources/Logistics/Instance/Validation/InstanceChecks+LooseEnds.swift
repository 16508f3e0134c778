// Loose ends: nothing is wrong with them, but somebody may have meant something else.

extension InstanceChecks {
  func warnOfLooseEnds() {
    warnOfUnsupplied()
    warnOfUnreached()
    noteUnused()
  }

  /// Products that are asked for and that no site originates.
  private func warnOfUnsupplied() {
    var supplied = [Bool](repeating: false, count: instance.products.count)
    for key in instance.supplies.cells.keys { supplied[key.product.index] = true }
    var isWarned = supplied
    for row in instance.demand where !isWarned[row.product.index] {
      isWarned[row.product.index] = true
      log.warning(
        row.mark, .unsuppliedProduct, "nobody supplies `\(instance[row.product].name)`",
        hint: "give it a row in `supply`")
    }
  }

  /// Demand that no lane leads to.
  private func warnOfUnreached() {
    for row in instance.demand {
      let links = reach.links(to: row.customer)
      let isReached = links.contains { link in
        reach.allowsLast(row, link) && instance.pricingLane(link, row.product, row.period) != nil
      }
      guard !isReached else { continue }
      let (customer, product) = (instance[row.customer].name, instance[row.product].name)
      let isNarrowed = row.service != nil || row.fromSites != nil
      log.warning(
        row.mark, .unreachedDemand,
        links.isEmpty
          ? "no lane leads to `\(customer)`"
          : "no lane to `\(customer)` carries `\(product)`" + (isNarrowed ? " as the row asks" : ""))
    }
  }

  private func noteUnused() {
    var (usedRates, usedProviders) = (Set<RateID>(), Set(instance.sites.compactMap(\.operatedBy)))
    for lane in 0..<instance.lanes.count {
      if let rate = instance.lanes.rate[lane] { usedRates.insert(rate) }
    }
    for provider in instance.links.provider.compactMap({ $0 }) { usedProviders.insert(provider) }
    let rates = instance.rates.indices.filter { !usedRates.contains(RateID($0)) }.map { instance.rates[$0].name }
    let providers = instance.providers.indices.filter { !usedProviders.contains(ProviderID($0)) }
    let asked = Set(instance.demand.map(\.customer))
    let customers = instance.customers.indices.filter { !asked.contains(CustomerID($0)) }
    note(rates, "of `rates` are named by no lane")
    note(providers.map { instance.providers[$0].name }, "of `providers` have no lane and no site")
    note(customers.map { instance.customers[$0].name }, "of the customers ask for nothing")
  }

  private func note(_ names: [String], _ what: String) {
    guard !names.isEmpty else { return }
    let shown = names.prefix(10).map { "`\($0)`" }.joined(separator: ", ")
    let rest = names.count > 10 ? " and \(names.count - 10) more" : ""
    log.note(nil, .unusedRows, "\(names.count) \(what): \(shown)\(rest)")
  }
}
