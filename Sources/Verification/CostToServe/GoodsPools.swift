import Logistics

/// Where goods of a plan are alike: at one site in one period, of one product or of one row of a named order.
struct GoodsPools {
  private(set) var keys: [StockKey] = []
  /// By pool: steps that leave beyond those that arrive, so that originate there.
  private(set) var draw: [Int128] = []
  /// By flow: the pool it leaves, and the pool it goes to; nil: to a customer.
  private(set) var origin: [Int] = []
  private(set) var destination: [Int?] = []
  /// Pools among which goods go in circles, together; whatever goes from one group to another goes to a later one.
  private(set) var groups: [[Int]] = []
  /// By pool.
  private(set) var group: [Int] = []
  /// By pool: the flows that leave it.
  private var outgoing: [[Int]] = []

  init(_ flows: [PlannedFlow], _ instance: Instance) {
    var slots: [StockKey: Int] = [:]
    for (index, flow) in flows.enumerated() {
      let link = flow.key.link.index
      let from = slot(instance.links.origin[link], flow.key, instance, &slots)
      origin.append(from)
      outgoing[from].append(index)
      draw[from] += Int128(flow.quantity.steps)
      guard case .site(let site) = instance.links.destination[link] else {
        destination.append(nil)
        continue
      }
      let to = slot(site, flow.key, instance, &slots)
      destination.append(to)
      draw[to] -= Int128(flow.quantity.steps)
    }
    findGroups()
  }

  /// The flows within a group, and those that leave it.
  func leaving(_ index: Int) -> (inner: [Int], outer: [Int]) {
    var (inner, outer): ([Int], [Int]) = ([], [])
    for pool in groups[index] {
      for flow in outgoing[pool] {
        if let end = destination[flow], group[end] == index { inner.append(flow) } else { outer.append(flow) }
      }
    }
    return (inner, outer)
  }

  private mutating func slot(
    _ site: SiteID, _ flow: FlowKey, _ instance: Instance, _ slots: inout [StockKey: Int]
  ) -> Int {
    let key = StockKey(site: site, period: flow.period, commodity: GoodsPools.pooled(flow.commodity, instance))
    if let slot = slots[key] { return slot }
    slots[key] = keys.count
    keys.append(key)
    draw.append(0)
    outgoing.append([])
    return keys.count - 1
  }

  /// Goods of anonymous orders are nobody's until the last leg.
  private static func pooled(_ commodity: Commodity, _ instance: Instance) -> Commodity {
    guard case .row(let row) = commodity, !instance[instance[row].order].isTracked else { return commodity }
    return .pooled(instance[row].product)
  }

  /// Tarjan's strongly connected components (SIAM J. Comput. 1, 1972), without recursion: they come out last first.
  private mutating func findGroups() {
    var walk = ComponentWalk(count: keys.count)
    let ends = outgoing.map { flows in flows.compactMap { destination[$0] } }
    for start in keys.indices { walk.visit(from: start, ends) }
    groups = walk.components.reversed()
    group = Array(repeating: 0, count: keys.count)
    for (index, members) in groups.enumerated() {
      for pool in members { group[pool] = index }
    }
  }
}

/// A depth-first walk that closes a component once nothing in it leads back any further.
private struct ComponentWalk {
  private(set) var components: [[Int]] = []
  private var order: [Int?]
  private var low: [Int]
  private var isOpen: [Bool]
  private var open: [Int] = []
  private var count = 0

  init(count: Int) {
    order = Array(repeating: nil, count: count)
    low = Array(repeating: 0, count: count)
    isOpen = Array(repeating: false, count: count)
  }

  mutating func visit(from start: Int, _ ends: [[Int]]) {
    guard order[start] == nil else { return }
    var path = [(node: start, next: 0)]
    enter(start)
    while let top = path.last {
      guard top.next < ends[top.node].count else {
        path.removeLast()
        if let before = path.last { low[before.node] = min(low[before.node], low[top.node]) }
        close(top.node)
        continue
      }
      path[path.count - 1].next += 1
      let end = ends[top.node][top.next]
      if let seen = order[end] {
        if isOpen[end] { low[top.node] = min(low[top.node], seen) }
      } else {
        enter(end)
        path.append((end, 0))
      }
    }
  }

  private mutating func enter(_ node: Int) {
    order[node] = count
    low[node] = count
    count += 1
    open.append(node)
    isOpen[node] = true
  }

  private mutating func close(_ node: Int) {
    guard low[node] == order[node] else { return }
    var members: [Int] = []
    while let last = open.popLast() {
      isOpen[last] = false
      members.append(last)
      if last == node { break }
    }
    components.append(members)
  }
}
