import Logistics

/// What one customer gets of one product.
struct CustomerProduct: Hashable {
  let customer: CustomerID
  let product: ProductID
}

// How scarce goods are shared: floors of scopes, equal shares, sources of a product; and the rates that stages compare.
extension Inspection {
  mutating func checkAllocation() {
    for index in instance.allocation.floors.indices { checkFloor(FloorID(index)) }
    for index in instance.allocation.shares.indices { checkShare(ShareID(index)) }
    if !instance.allocation.splits.isEmpty { findProductSources() }
    for limit in instance.allocation.splits { checkSources(limit) }
    evaluation.memberRates = instance.allocation.rules.map { rule in rule.members.map { rate(of: $0) } }
    evaluation.classesServed = instance.allocation.rules.map { $0.classes.map { served($0) } }
  }

  /// What some demand rows are served, in units.
  func served(_ rows: [DemandID]) -> Rational { units(rows.reduce(Int128(0)) { $0 + servedSteps[$1.index] }) }

  private func rate(of member: AllocationRule.Member) -> Rational {
    (served(member.rows) * Rational(100)).divided(by: member.weight) ?? .zero
  }

  // MARK: Floors

  private mutating func checkFloor(_ id: FloorID) {
    let floor = instance.allocation[id]
    let amount = served(floor.rows)
    let least = resolution.rational(floor.least)
    guard amount < least else { return }
    violate(
      .fillFloor(id), .fillFloor, "\(floor.name) is served \(amount), at least \(least) must be", floor.mark)
  }

  // MARK: Equal shares

  private mutating func checkShare(_ id: ShareID) {
    let share = instance.allocation[id]
    let range = commonShares(share, tolerance: step)
    guard range.low.value >= range.high.value || range.low.value >= .one || !range.high.value.isPositive else { return }
    let (low, high) = (share.members[range.low.member], share.members[range.high.member])
    let message = "\(share.name) shares by `\(share.kind.rawValue)`, but "
      + "\(words(low)) is served \(served(low.rows)) and \(words(high)) \(served(high.rows)), which is no common rate"
    let rule = Rule.shareMost(id, range.low.member)
    violate(rule, Violation.Kind(share.kind), message, share.mark)
  }

  private func words(_ member: EqualShare.Member) -> String {
    member.rows.first.map { instance.words($0) } ?? "a member"
  }

  struct ShareEnd {
    var value: Rational
    var member: Int
  }

  /// The proportions with which every member is at most `tolerance` off: between the member that asks for the largest and
  /// the one that allows the least. A member at its floor asks for none.
  func commonShares(_ share: EqualShare, tolerance: Rational) -> (low: ShareEnd, high: ShareEnd) {
    var low: ShareEnd?
    var high: ShareEnd?
    for (index, member) in share.members.enumerated() {
      let amount = served(member.rows)
      let above = (amount - tolerance - member.base).divided(by: member.span) ?? .zero
      let below = (amount + tolerance - member.base).divided(by: member.span) ?? .one
      if !isAtFloor(member, amount), low.map({ above > $0.value }) ?? true { low = ShareEnd(value: above, member: index) }
      if high.map({ below < $0.value }) ?? true { high = ShareEnd(value: below, member: index) }
    }
    return (low ?? ShareEnd(value: Rational(-1), member: 0), high ?? ShareEnd(value: .one, member: 0))
  }

  func isAtFloor(_ member: EqualShare.Member, _ amount: Rational) -> Bool {
    member.floor.isPositive && amount <= member.floor
  }

  // MARK: Sources of a product

  private mutating func findProductSources() {
    for flow in flows where flow.isLastLeg {
      guard let customer = flow.customer else { continue }
      productSources[CustomerProduct(customer: customer, product: flow.product), default: []].insert(flow.origin)
    }
  }

  /// The origins of the last legs that bring a product to a customer with a split limit.
  func sources(of customer: CustomerID, _ product: ProductID) -> Set<SiteID> {
    productSources[CustomerProduct(customer: customer, product: product)] ?? []
  }

  private mutating func checkSources(_ limit: SplitLimit) {
    guard let most = limit.most else { return }
    let sources = sources(of: limit.customer, limit.product)
    guard sources.count > most else { return }
    let names = sources.sorted().map { "`\(instance[$0].name)`" }.joined(separator: ", ")
    let message = "`\(instance[limit.product].name)` for `\(instance[limit.customer].name)` comes from \(names), at most "
      + "\(most) may serve it"
    violate(.productSources(limit.customer, limit.product), .maxSources, message, limit.mark)
  }

  mutating func chargeSplits() {
    for limit in instance.allocation.splits where limit.cost.isPositive {
      let further = sources(of: limit.customer, limit.product).count - 1
      guard further > 0 else { continue }
      let name = "\(instance[limit.customer].name): \(instance[limit.product].name)"
      charge(.splits, name, quantity: Rational(further), unitCost: limit.cost)
    }
  }
}

extension Violation.Kind {
  fileprivate init(_ kind: EqualShare.Kind) {
    switch kind {
    case .inRatio: self = .inRatio
    case .proportional: self = .proportional
    case .equalFill: self = .equalFill
    }
  }
}
