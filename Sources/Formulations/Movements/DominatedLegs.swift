import Logistics

/// Whole legs that no optimal plan needs: another link from the same origin takes the same order, counts in the same rules,
/// and is no dearer in any objective.
///
/// They are left out of the program only: the bound of a certificate is computed over all of them, and holds, because a
/// dominated leg's reduced cost is never below that of the leg that dominates it.
enum DominatedLegs {
  private struct Key: Hashable {
    var order: OrderID
    var origin: SiteID
    /// Everything on the link that a rule beyond the origin's could ask about.
    var provider: ProviderID?
    var offer: OfferID?
    var lanes: [LaneID]
    var constraints: [Counted]
    /// Where what the link itself is tells in a rule: nothing else is like it.
    var own: LinkID?
    var seller: Seller
    /// Whose margin its charges count in.
    var operating: PartnerID?
  }

  /// A constraint that counts a leg: as its share, as the whole that the share is of, or as both.
  private struct Counted: Hashable {
    var constraint: Int
    var asPart: Bool
    var asWhole: Bool
  }

  static func removed(from movements: [Movement], of instance: Instance) -> [Movement] {
    let context = Context(instance)
    let costs = ObjectiveCosts(instance)
    var best: [Key: [(index: Int, costs: [Rational])]] = [:]
    var isDominated = [Bool](repeating: false, count: movements.count)
    for index in movements.indices {
      guard case .wholeLeg(let order, let link) = movements[index].decision, !instance.links.withdrawn.contains(link) else {
        continue
      }
      let movement = movements[index]
      let key = context.key(movement, order)
      let own = instance.objectives.map { costs.minimized(movement, $0) }
      let rivals = best[key] ?? []
      if rivals.contains(where: { zip($0.costs, own).allSatisfy { $0 <= $1 } }) {
        isDominated[index] = true
        continue
      }
      for rival in rivals where zip(own, rival.costs).allSatisfy({ $0 <= $1 }) { isDominated[rival.index] = true }
      best[key] = rivals.filter { !isDominated[$0.index] } + [(index, own)]
    }
    return isDominated.contains(true) ? movements.indices.filter { !isDominated[$0] }.map { movements[$0] } : movements
  }

  /// What of a link's neighbourhood any rule asks about.
  private struct Context {
    let instance: Instance
    let providersMatter: [Bool]
    /// Whether anything asks if another than an incumbent carries.
    let carriersMatter: Bool
    let offersMatter: [Bool]
    let lanesMatter: [Bool]

    init(_ instance: Instance) {
      self.instance = instance
      let counted = instance.objectives.contains { $0.terms.contains { $0.objective == .providersUsed } }
        || instance.constraints.contains { $0.kind == .providerCount }
      providersMatter = instance.providers.map { counted || $0.engagementCost.isPositive || $0.hasTerms || !instance.rebates.isEmpty }
      carriersMatter =
        !instance.lanes.incumbents.isEmpty || instance.providers.contains { $0.isIncumbent || $0.switchCost.isPositive }
      var offers = [Bool](repeating: false, count: instance.offers.count)
      let lanesCounted = instance.constraints.contains { $0.kind == .flowCount }
      lanesMatter = instance.lanes.marks.indices.map { lane in
        let lanes = instance.lanes
        let limited = lanes.capacityMin[lane] != nil || lanes.capacityMax[lane] != nil
          || lanes.minimumIfUsed[lane] != nil || lanes.fixedCost[lane]?.isPositive ?? false
        if limited, let offer = lanes.offer[lane] { offers[offer.index] = true }
        let pricing = lanes.pricedBy[lane].index
        let charges = lanes.rate[pricing].map { instance[$0].charges } ?? []
        let paysByPeriod = charges.contains { $0.basis == .period || $0.countsFlow } || lanes.unitCost[pricing]?.basis == .period
        return limited || lanesCounted || paysByPeriod
      }
      offersMatter = offers
    }

    func key(_ movement: Movement, _ order: OrderID) -> Key {
      let link = movement.link.index
      let provider = instance.links.provider[link].flatMap { providersMatter[$0.index] ? $0 : nil }
      let offer = instance.links.offer[link].flatMap { offersMatter[$0.index] ? $0 : nil }
      let lanes = movement.parts.flatMap(\.covering).filter { lanesMatter[$0.index] }
      let customer = instance[order].customer
      let constraints = counted(movement, customer)
      let isAwarded = instance.links.lanes(of: movement.link).contains { instance.lanes.awardIsSingle[$0.index] }
      let isItself = isAwarded || carriersMatter || constraints.contains { measuresLinks($0.constraint) }
      return Key(
        order: order, origin: instance.links.origin[link], provider: provider, offer: offer, lanes: lanes,
        constraints: constraints, own: isItself ? movement.link : nil,
        seller: instance.seller(movement.link, customer), operating: instance.links.seller(of: movement.link).partner)
    }

    private func counted(_ movement: Movement, _ customer: CustomerID) -> [Counted] {
      instance.constraints.indices.compactMap { index in
        let constraint = instance.constraints[index]
        let asPart = isMatched(movement, constraint.filter, customer)
        let asWhole = constraint.within.map { isMatched(movement, $0, customer) } ?? false
        return asPart || asWhole ? Counted(constraint: index, asPart: asPart, asWhole: asWhole) : nil
      }
    }

    private func isMatched(_ movement: Movement, _ filter: FlowFilter, _ customer: CustomerID) -> Bool {
      movement.parts.contains { part in
        instance.matches(filter, movement.link, instance.product(of: part.commodity), customer: customer)
      }
    }

    /// Whether legs of the same quantity count differently in a constraint, link by link.
    private func measuresLinks(_ constraint: Int) -> Bool {
      switch instance.constraints[constraint].kind {
      case .co2, .score, .transit, .budget: true
      case .flow, .flowCount, .providerCount, .siteCount, .sourceCount, .changes: false
      }
    }
  }
}

extension Provider {
  /// Whether a rule limits what it carries, or where.
  fileprivate var hasTerms: Bool {
    volumeMin.isPositive || volumeMax != nil || maxLanes != nil || maxSites != nil
  }
}
