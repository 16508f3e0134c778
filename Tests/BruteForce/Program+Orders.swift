extension Program {
  /// One offer on a lane that is awarded to one, and one source for customers who want one.
  mutating func addOffersAndAwards() throws(BruteForceError) {
    var lanes: [[String]: [Int]] = [:]
    var awarded: Set<[String]> = []
    for (variable, _) in variables.enumerated() {
      guard let arc = arc(of: variable) else { continue }
      let lane = [arc.key.origin, arc.key.destination]
      lanes[lane, default: []].append(variable)
      if arc.rows.contains(where: { network.lanes[$0].row.text("award") == "single" }) { awarded.insert(lane) }
    }
    for lane in awarded.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      addAtMostOne("award of \(lane)", lanes[lane] ?? []) { $0.offerKey }
    }
    for customer in network.singleSource.sorted() {
      let last = variables.indices.filter { arc(of: $0)?.key.destination == customer }
      addAtMostOne("single_source of \(customer)", last) { [$0.origin] }
    }
  }

  /// A rule that of the classes of the variables' lanes at most one moves something.
  private mutating func addAtMostOne(_ name: String, _ members: [Int], by classOf: (LaneKey) -> [String]) {
    var classes: [[String]: [Int]] = [:]
    for variable in members {
      guard let arc = arc(of: variable) else { continue }
      classes[classOf(arc.key), default: []].append(variable)
    }
    let keys = classes.keys.sorted { $0.lexicographicallyPrecedes($1) }
    let counted = keys.map { total(classes[$0] ?? []) }
    rules.append(Rule(name: name, metric: .count(counted), upper: 1))
  }

  /// Orders that go whole, from one source and along one offer a leg, or not at all.
  mutating func addOrderRules() {
    var rowsOf: [[String]: [Int]] = [:]
    for (row, demand) in network.demand.enumerated() where demand.isComplete {
      rowsOf[[demand.customer, demand.order ?? ""], default: []].append(row)
    }
    for order in rowsOf.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let rows = rowsOf[order] ?? []
      let carried = variables.indices.filter { index in
        commodities[variables[index].commodity].row.map(rows.contains) ?? false
      }
      let whole = rows.map { network.demand[$0].quantity }.reduce(0, +)
      let deliveries = carried.filter { variables[$0].serves != nil }
      let name = "complete \(order)"
      rules.append(
        Rule(name: name, metric: .sum(total(deliveries)), lower: whole, allowsZero: true))
      addAtMostOne(name, deliveries) { [$0.origin] }
      var legs: [[String]: [Int]] = [:]
      for variable in carried {
        guard let arc = arc(of: variable) else { continue }
        legs[[arc.key.origin, arc.key.destination], default: []].append(variable)
      }
      for leg in legs.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        addAtMostOne(name, legs[leg] ?? []) { $0.offerKey }
      }
    }
  }
}

extension LaneKey {
  /// What an offer on a lane is told apart by.
  var offerKey: [String] { [provider ?? "", mode ?? "", service ?? "", offer ?? "", channel ?? "", partner ?? ""] }
}
