// What surcharges, scores and duties need to know of the lanes that they are about.

extension InstanceChecks {
  func checkProviderTerms() {
    checkSurcharges()
    checkScores()
  }

  /// A shipment has one provider's surcharges.
  private func checkSurcharges() {
    let isForProviders = instance.surcharges.contains {
      if case .provider = $0.target { true } else { false }
    }
    guard isForProviders else { return }
    for lane in (0..<instance.lanes.count).map({ LaneID($0) }) {
      let providers = Set(instance.lanes.links(of: lane).map { instance.links.provider[$0.index] })
      guard providers.count > 1 else { continue }
      log.error(
        instance.lanes.marks[lane.index], .notSupported,
        "a row that takes several providers together cannot have the surcharges of each",
        hint: "without the braces each provider has a row of its own")
    }
  }

  private func checkScores() {
    for constraint in instance.constraints {
      guard let score = constraint.score else { continue }
      for link in instance.links.origin.indices.map({ LinkID($0) }) {
        guard let product = unscored(link, score, constraint.filter) else { continue }
        log.error(
          constraint.mark, .unknownMeasure,
          "the `\(score.rawValue)` of what carries `\(instance[product].name)` from \(way(link)) is unknown, and the "
            + "constraint `\(constraint.name)` needs it",
          hint: "give `\(score.rawValue)` in `providers`" + (score == .onTimeRate ? " or `lanes`" : ""))
        break
      }
    }
  }

  /// A product that the filter means on the link, and whose score there is unknown.
  private func unscored(_ link: LinkID, _ score: Score, _ filter: FlowFilter) -> ProductID? {
    instance.products.indices.map { ProductID($0) }.first { product in
      reach.pricingLane(link, product) != nil
        && instance.matches(filter.withoutCustomers, link, product, customer: nil)
        && instance.score(score, link, product, PeriodID(0)) == nil
    }
  }
}
