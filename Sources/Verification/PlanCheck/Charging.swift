import Logistics

// Every cost of the plan, as charge lines, and what they add up to.
extension Inspection {
  mutating func chargeAll() {
    chargeTransport()
    chargeLaneFixed()
    chargeSupply()
    chargeHandling()
    chargeSites()
    chargeSales()
    chargeSplits()
    chargeEngagement()
    chargeSwitching()
    chargeUnmet()
    chargeConstraints()
    chargeBudgets()
    addUp()
    countRevenue()
  }

  /// Adds a line of quantity × unit cost; one that costs nothing is left out.
  mutating func charge(
    _ kind: CostKind, _ name: String, provider: ProviderID? = nil, lane: LaneID? = nil, order: OrderID? = nil,
    site: SiteID? = nil, bearers: ChargeBearers, quantity: Rational, unitCost: Rational
  ) {
    let exact = quantity * unitCost
    guard !exact.isZero else { return }
    guard let amount = Money(rounding: exact) else { return violateMoney(name) }
    evaluation.chargeLines.append(
      ChargeLine(
        kind: kind, charge: name, provider: provider, lane: lane, order: order, site: site, quantity: quantity,
        unitCost: unitCost, amount: amount, bearers: bearers))
  }

  mutating func violateMoney(_ name: String) {
    violate(nil, .tooLarge, "the charge `\(name)` is beyond what money can be counted in", nil)
  }

  private mutating func addUp() {
    var sums: [CostKind: Money] = [:]
    var total = Money.zero
    for line in evaluation.chargeLines {
      guard let sum = sums[line.kind, default: .zero].adding(line.amount), let all = total.adding(line.amount) else {
        return violateMoney(line.charge)
      }
      sums[line.kind] = sum
      total = all
    }
    evaluation.totalCost = total
    evaluation.costs = CostKind.allCases.compactMap { kind in
      guard let amount = sums[kind], amount != .zero else { return nil }
      return CostItem(kind: kind, amount: amount)
    }
  }

  /// Of what a row is served, at what each of its sales brings us; nil: a price is unknown.
  private func saleRevenue(_ row: DemandID) -> Rational? {
    lastLegs[row.index].reduce(.zero) { sum, index in
      guard let sum, let price = Sale(row, flows[index].link, instance).revenue else { return nil }
      return sum + flows[index].units * price
    }
  }

  private mutating func countRevenue() {
    var revenue = Money.zero
    for index in instance.demand.indices where servedSteps[index] != 0 {
      guard let sold = saleRevenue(DemandID(index)) else { return }
      guard let amount = Money(rounding: sold), let sum = revenue.adding(amount) else {
        return violateMoney("revenue")
      }
      revenue = sum
    }
    evaluation.revenue = revenue
    evaluation.profit = revenue.adding(Money(grains: 0 &- evaluation.totalCost.grains))
  }
}
