import Logistics

@testable import Verification

/// Random plans that keep balances and whole orders more often than not.
struct RandomPlans {
  private let instance: Instance
  private let moves: [Move]
  private var steps: Int64 { instance.settings.resolution.stepsPerUnit }

  init(_ book: RuleBook) {
    instance = book.instance
    moves = book.moves
  }

  func plan(_ dice: inout Dice) -> Plan {
    var amounts: [FlowKey: Int64] = [:]
    var needed: [StockKey: Int64] = [:]
    func send(_ link: LinkID, _ commodity: Commodity, _ quantity: Int64) {
      guard quantity > 0 else { return }
      amounts[FlowKey(link, PeriodID(0), commodity), default: 0] += quantity
      let row: DemandID? = if case .row(let id) = commodity { id } else { nil }
      let isTracked = row.map { instance[instance[$0].order].isTracked } ?? false
      let pooled = isTracked ? commodity : .pooled(instance.product(of: commodity))
      let origin = instance.links.origin[link.index]
      needed[StockKey(site: origin, period: PeriodID(0), commodity: pooled), default: 0] += quantity
    }
    serveOrders(&dice, send)
    for key in needed.keys.sorted(by: { "\($0)" < "\($1)" }) { refill(key, needed[key] ?? 0, &dice, send) }
    return finish(amounts, &dice)
  }

  private func serveOrders(_ dice: inout Dice, _ send: (LinkID, Commodity, Int64) -> Void) {
    for index in instance.orders.indices {
      let id = OrderID(index)
      if instance.orders[index].isWhole {
        let legs = moves.filter { $0.isWholeLeg && $0.order == id }
        guard !legs.isEmpty, !instance.orders[index].mayBeUnserved || dice.chance(60) else { continue }
        let leg = dice.pick(legs)
        for row in instance.orders[index].rows { send(leg.link, .row(row), instance[row].mostServed.steps) }
      } else {
        for row in instance.orders[index].rows { serve(row, &dice, send) }
      }
    }
  }

  private func serve(_ row: DemandID, _ dice: inout Dice, _ send: (LinkID, Commodity, Int64) -> Void) {
    let legs = moves.filter { $0.isLastLeg && $0.parts.contains { $0.commodity == .row(row) } }
    guard !legs.isEmpty else { return }
    let demand = instance[row]
    var left = dice.chance(60) ? demand.mostServed.steps : demand.leastServed.steps
    if dice.chance(20) { left = Int64(dice.below(Int(demand.mostServed.steps) + 1)) }
    let first = dice.chance(30) ? Int64(dice.below(Int(left) + 1)) : left
    let leg = dice.pick(legs)
    send(leg.link, .row(row), first)
    left -= first
    let other = dice.pick(legs)
    if other.link != leg.link { send(other.link, .row(row), left) }
  }

  /// Brings to a hub what leaves it.
  private func refill(
    _ key: StockKey, _ quantity: Int64, _ dice: inout Dice, _ send: (LinkID, Commodity, Int64) -> Void
  ) {
    let product = instance.product(of: key.commodity)
    guard instance.supplies.cells[SiteProduct(key.site, product, PeriodID(0))] == nil else { return }
    let links = moves.filter { move in
      move.destination == .site(key.site) && move.parts.contains { $0.commodity == key.commodity }
    }
    guard !links.isEmpty else { return }
    let (first, second) = (dice.pick(links), dice.pick(links))
    let part = first.link == second.link || dice.chance(70) ? quantity : Int64(dice.below(Int(quantity) + 1))
    send(first.link, key.commodity, part)
    send(second.link, key.commodity, quantity - part)
  }

  private func finish(_ amounts: [FlowKey: Int64], _ dice: inout Dice) -> Plan {
    let flows = amounts.map { PlannedFlow($0.key, Quantity(steps: $0.value)) }
    var open = instance.sites.map { $0.status == .include }
    for site in open.indices where !open[site] { open[site] = dice.chance(20) }
    for flow in flows {
      open[instance.links.origin[flow.key.link.index].index] = true
      if case .site(let site) = instance.links.destination[flow.key.link.index] { open[site.index] = true }
    }
    return Plan(flows: flows, openSites: [open])
  }
}
