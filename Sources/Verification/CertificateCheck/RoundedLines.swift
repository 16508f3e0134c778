import Logistics

/// How many charge lines of a plan may have been rounded, at most: those of which some part is not a whole number of
/// grains for a step.
struct RoundedLines {
  private(set) var count = 0
  private let instance: Instance
  private let step: Rational

  init(_ book: RuleBook) {
    instance = book.instance
    step = book.instance.settings.resolution.rational(Quantity(steps: 1))
    countTransport(book)
    countSites()
    countDemand()
    countConstraints(book)
    for lane in 0..<instance.lanes.count { count(instance.lanes.fixedCost[lane] ?? .zero) }
    for provider in instance.providers { count(provider.engagementCost) }
    countSwitching(book)
    for limit in instance.allocation.splits { count(limit.cost) }
    for partner in instance.sales.partners { count(partner.engagementCost) }
    countSales(book)
    // One line a schedule, and one for each of its surcharges.
    for schedule in book.schedules { count += 1 + schedule.schedule.surcharges.count }
  }

  private mutating func count(_ atom: Rational) { count += isExact(atom) ? 0 : 1 }

  /// Whether it is a whole number of grains.
  private func isExact(_ atom: Rational) -> Bool {
    guard let denominator = atom.parts?.denominator else { return false }
    return denominator == 1 || Rational.powerOfTen(Money.grainsPerUnit) % denominator == 0
  }

  private mutating func countSwitching(_ book: RuleBook) {
    for decision in book.decisions {
      if case .tender(.left(let provider, _, _)) = decision.decision { count(instance[provider].switchCost) }
    }
  }

  private mutating func countSites() {
    for site in instance.sites {
      count(site.inboundHandlingCost * step)
      count(site.outboundHandlingCost * step)
      count(site.startupCost)
      count(site.closingCost)
      count(site.operatingCost)
    }
    for row in instance.supplies.rows where !isExact(row.unitCost * step) {
      count += row.sites.count * row.products.count
    }
  }

  /// Revenue, commissions and selling costs where sellers have terms of their own: at most five lines a row and seller.
  private mutating func countSales(_ book: RuleBook) {
    guard !instance.sales.isEmpty else { return }
    struct Line: Hashable {
      let row: DemandID
      let seller: Seller
    }
    var rough: Set<Line> = []
    for move in book.moves where move.isLastLeg {
      for part in move.parts {
        guard case .row(let row) = part.commodity else { continue }
        let sale = Sale(row, move.link, instance)
        let price = (sale.price ?? .zero) * step * Rational(mantissa: 1, decimals: 2)
        let atoms = [
          (sale.revenue ?? .zero) * step, price * sale.channelCommission, price * sale.partnerCommission,
          price * sale.priceCommission, sale.sellingCost * step,
        ]
        if !atoms.allSatisfy(isExact) { rough.insert(Line(row: row, seller: sale.seller)) }
      }
    }
    count += 5 * rough.count
  }

  /// Penalties, and revenue.
  private mutating func countDemand() {
    for row in instance.demand {
      let penalty = row.penaltyCost ?? .zero
      count += isExact(penalty * step) && isExact(penalty * row.quantity) ? 0 : 1
      count((row.unitPrice ?? .zero) * step)
    }
  }

  private mutating func countConstraints(_ book: RuleBook) {
    for index in instance.constraints.indices {
      guard let penalty = instance.constraints[index].penaltyCost else { continue }
      let constraint = instance.constraints[index]
      let isSimple =
        switch constraint.kind {
        case .flow: constraint.within == nil && constraint.measure == .quantity
        case .flowCount, .providerCount, .siteCount, .sourceCount, .changes: true
        case .co2, .score, .transit, .budget: false
        }
      count += isSimple && isExact(penalty * step) && isExact(penalty * constraint.value) ? 0 : 1
    }
  }

  // MARK: Rates

  /// A shipment, as charge lines tell it: of a whole last leg only one link is taken.
  private struct Load: Hashable {
    let lane: LaneID
    let order: OrderID?
    let isWholeLeg: Bool
  }

  private mutating func countTransport(_ book: RuleBook) {
    let tariffs = LaneTariffs(instance)
    let prices = ShipmentPrices(instance, tariffs, book.moves)
    var rough: Set<Load> = []
    for move in book.moves {
      let named = move.order.flatMap { instance[$0].isTracked || move.isWholeLeg ? $0 : nil }
      for part in move.parts where !isExact(move, part, prices) {
        rough.insert(Load(lane: part.tariff, order: named, isWholeLeg: move.isWholeLeg))
      }
    }
    var ofLegs: [OrderID: Int] = [:]
    for load in rough {
      // Charges, the minimum, surcharges (once more on what is paid by the period), and duty.
      let lines = tariffs[load.lane.index].charges.count + 2 + 2 * tariffs[load.lane.index].surcharges.count
      guard load.isWholeLeg, let order = load.order else {
        count += lines
        continue
      }
      let mostRows = instance[order].rows.count
      ofLegs[order] = max(ofLegs[order] ?? 0, lines * mostRows)
    }
    count += ofLegs.values.reduce(0, +)
  }

  /// Whether every charge of the part's shipment is a whole number of grains whatever moves.
  private func isExact(_ move: Move, _ part: Move.Part, _ prices: ShipmentPrices) -> Bool {
    let distance = instance.distance(move.link, part.product, move.period)
    if prices.tariffs.isMerePrice(part.tariff.index) && instance.lanes.dutyRate.isEmpty {
      guard let price = instance.lanes.unitCost[part.tariff.index] else { return true }
      return isExact(price, part, distance, prices)
    }
    let size = prices.knownSize(part.tariff, move.order, distance: distance)
    guard prices.tariffs[part.tariff.index].surcharges.isEmpty,
      instance.schedules(pricing: part.tariff, on: move.link).isEmpty,
      instance.dutyRate(move.link, part.product, move.period).isZero
    else { return false }
    return prices.tariffs[part.tariff.index].charges.allSatisfy { charge in
      guard let reached = charge.reached(size) else { return true }
      guard !prices.isFull(charge, part.tariff), isExact(reached.minimumCharge ?? .zero) else { return false }
      if charge.basis == .period { return charge.breaks.allSatisfy { isExact($0.cost) } }
      if charge.basis == .distance { return isExact(reached.cost * (distance ?? .zero)) }
      guard charge.basis.isLinear else { return isExact(reached.cost) }
      let perUnit = prices.measures.perUnit(charge.basis, part.commodity, distance: distance) ?? .zero
      return isExact(reached.unitCost(charge.basis) * perUnit * step)
    }
  }
  /// The same of a row that has this price and nothing else.
  private func isExact(_ price: UnitCost, _ part: Move.Part, _ distance: Rational?, _ prices: ShipmentPrices) -> Bool {
    if price.basis == .distance { return isExact(price.cost * (distance ?? .zero)) }
    guard price.basis.isLinear else { return isExact(price.cost) }
    let perUnit = prices.measures.perUnit(price.basis, part.commodity, distance: distance) ?? .zero
    return isExact(price.basis.unitCost(price.cost) * perUnit * step)
  }
}
