import Logistics

/// Takes the charges of a plan along its flows to the demand rows.
struct CostSharing {
  typealias Shares = CostToServe.Shares

  private let instance: Instance
  private let facts: PlanEvaluation
  private let flows: [PlannedFlow]
  private let pools: GoodsPools
  /// By flow: what is paid for it and nothing before.
  private var own: [Shares]
  /// By pool: what is paid where its goods originate.
  private var sources: [Shares]
  private(set) var rows: [Shares]
  private(set) var nobody = Shares()

  init(_ plan: Plan, _ instance: Instance, _ facts: PlanEvaluation) {
    self.instance = instance
    self.facts = facts
    flows = plan.flows
    pools = GoodsPools(plan.flows, instance)
    own = Array(repeating: Shares(), count: plan.flows.count)
    sources = Array(repeating: Shares(), count: pools.keys.count)
    rows = Array(repeating: Shares(), count: instance.demand.count)
  }

  mutating func run() {
    for index in flows.indices { own[index].add(facts.flows[index].cost, .transport) }
    var supplied: [SiteProduct: Money] = [:]
    for line in facts.chargeLines {
      let part = CostToServe.Part(line.kind)
      switch line.bearers {
      case .pricedFlows: break
      case .supply(let key): supplied[key] = (supplied[key] ?? .zero).adding(line.amount)
      case .flows(let members): spread(line.amount, part, overFlows: members)
      case .rows(let members): spread(line.amount, part, overRows: members)
      }
    }
    spread(supplied)
    carry()
  }

  private mutating func spread(_ amount: Money, _ part: CostToServe.Part, overFlows members: [Int]) {
    guard !members.isEmpty else { return nobody.add(amount, part) }
    let whole = members.reduce(Int128(0)) { $0 + Int128(flows[$1].quantity.steps) }
    for index in members {
      own[index].add(CostToServe.part(amount, Int128(flows[index].quantity.steps), of: whole), part)
    }
  }

  private mutating func spread(_ amount: Money, _ part: CostToServe.Part, overRows members: [DemandID]) {
    guard !members.isEmpty else { return nobody.add(amount, part) }
    let served = members.map { Int128(facts.served[$0.index].steps) }
    let whole = served.reduce(0, +)
    for (member, steps) in zip(members, served) {
      let share =
        whole == 0
        ? CostToServe.part(amount, 1, of: Int128(members.count)) : CostToServe.part(amount, steps, of: whole)
      rows[member.index].add(share, part)
    }
  }

  /// What originates goes to the pools that send out more than they receive.
  private mutating func spread(_ supplied: [SiteProduct: Money]) {
    var draws: [SiteProduct: Int128] = [:]
    for (index, key) in pools.keys.enumerated() {
      draws[key.cell(instance), default: 0] += pools.draw[index]
    }
    for (index, key) in pools.keys.enumerated() where pools.draw[index] > 0 {
      let cell = key.cell(instance)
      guard let amount = supplied[cell], let whole = draws[cell] else { continue }
      sources[index].add(CostToServe.part(amount, pools.draw[index], of: whole), .supply)
    }
  }

  /// From the sources to the customers. What goes in circles within a group of pools is paid for by whatever leaves it.
  private mutating func carry() {
    var paid = [Shares](repeating: Shares(), count: pools.groups.count)
    for group in pools.groups.indices {
      for pool in pools.groups[group] { paid[group] += sources[pool] }
      let (inner, outer) = pools.leaving(group)
      for index in inner { paid[group] += own[index] }
      let whole = outer.reduce(Int128(0)) { $0 + Int128(flows[$1].quantity.steps) }
      for index in outer {
        var share = paid[group].part(Int128(flows[index].quantity.steps), of: whole)
        share += own[index]
        deliver(share, index, &paid)
      }
      if outer.isEmpty { nobody += paid[group] }
    }
  }

  private mutating func deliver(_ share: Shares, _ index: Int, _ paid: inout [Shares]) {
    if let pool = pools.destination[index] {
      paid[pools.group[pool]] += share
    } else if case .row(let row) = flows[index].key.commodity {
      rows[row.index] += share
    } else {
      nobody += share
    }
  }
}

extension StockKey {
  func cell(_ instance: Instance) -> SiteProduct { SiteProduct(site, instance.product(of: commodity), period) }
}
