/// What is found when a linear program is looked at for a network with fixed charges.
public enum SiteRecognition: Sendable {
  case sites(RecognizedSites)
  /// Why the program is none, in words that name the row or column.
  case none(reason: String)
}

extension LinearProgram {
  /// Looks for a network with fixed charges: rows of items that are served by flows, each flow in at most one
  /// capacity and switched on by at most one 0-1 column, all flows of a capacity by the same.
  ///
  /// - Complexity: linear in columns and entries, with a sort.
  public func recognizeSites() -> SiteRecognition {
    guard faults().isEmpty else { return .none(reason: "the program has faults") }
    guard hasIntegers else { return .none(reason: "no column is whole: there is nothing to open or to serve whole") }
    var recognizer = SiteRecognizer(self)
    do throws(SiteRecognizer.Refusal) {
      return .sites(try recognizer.recognize())
    } catch {
      return .none(reason: error.reason)
    }
  }
}

/// The steps of recognition: which rows matter, which are items, what switches what, which site is which.
private struct SiteRecognizer {
  struct Refusal: Error { var reason: String }

  private struct Flow {
    var item = -1
    /// Its coefficient in the item's row.
    var coefficient = 1.0
    var opening: Int?
    var source: Int?
    var capacityRow: Int?
    /// Its coefficient in the capacity row.
    var load = 0.0
  }

  private let program: LinearProgram
  private let sign: Double
  private var flows: [Flow]
  private var items: [RecognizedSites.Item] = []
  /// Items that may be left out.
  private var isOptional: [Bool] = []
  /// Rows that no values within the bounds can break, and those that were read as something else.
  private var isSettled: [Bool]
  private var capacityOfRow: [Int: Double] = [:]
  private var sites: [RecognizedSites.Site] = []
  /// Of 0-1 columns that stand in a row of sources.
  private var isSource: [Bool]

  init(_ program: LinearProgram) {
    self.program = program
    sign = program.direction == .maximize ? -1 : 1
    flows = [Flow](repeating: Flow(), count: program.columnCount)
    isSettled = [Bool](repeating: false, count: program.rowCount)
    isSource = [Bool](repeating: false, count: program.columnCount)
  }

  mutating func recognize() throws(Refusal) -> RecognizedSites {
    for row in 0..<program.rowCount { isSettled[row] = holdsAlways(row) }
    findItems()
    if items.isEmpty { throw Refusal(reason: "no row is an item that flows serve") }
    findSources()
    for row in 0..<program.rowCount where !isSettled[row] { try readLimit(row) }
    return try build()
  }

  // MARK: Rows

  private func entries(_ row: Int) -> [(column: Int, coefficient: Double)] {
    program.entryRange(ofRow: row).filter { program.coefficients[$0] != 0 }
      .map { (Int(program.columnIndices[$0]), program.coefficients[$0]) }
  }

  private func holdsAlways(_ row: Int) -> Bool {
    var (least, most) = (0.0, 0.0)
    for (column, coefficient) in entries(row) {
      let (low, high) = (program.columnLower[column], program.columnUpper[column])
      least += min(coefficient * low, coefficient * high)
      most += max(coefficient * low, coefficient * high)
    }
    return program.rowLower[row] <= least && most <= program.rowUpper[row]
  }

  private func isZeroOne(_ column: Int) -> Bool {
    program.isInteger[column] && program.columnLower[column] >= 0 && program.columnUpper[column] <= 1
  }

  /// Equations over flows; and rows of whole columns of which at most one is taken, where these stand in no equation.
  private mutating func findItems() {
    for row in 0..<program.rowCount
    where !isSettled[row] && program.rowLower[row] == program.rowUpper[row] && program.rowUpper[row] > 0 {
      addItem(row, isOptional: false)
    }
    for row in 0..<program.rowCount
    where !isSettled[row] && program.rowLower[row] == -.infinity && program.rowUpper[row] == 1 {
      let isChoice = entries(row).allSatisfy {
        $0.coefficient == 1 && program.isInteger[$0.column] && program.objective[$0.column] != 0
      }
      if isChoice { addItem(row, isOptional: true) }
    }
  }

  private mutating func addItem(_ row: Int, isOptional optional: Bool) {
    let all = entries(row)
    guard all.allSatisfy({ $0.coefficient > 0 && flows[$0.column].item < 0 && program.columnLower[$0.column] == 0 })
    else { return }
    for (column, coefficient) in all {
      flows[column].item = items.count
      flows[column].coefficient = coefficient
    }
    items.append(.init(row: row, amount: program.rowUpper[row]))
    isOptional.append(optional)
    isSettled[row] = true
  }

  /// Rows that let a customer have one source: 0-1 columns that cost nothing.
  private mutating func findSources() {
    for row in 0..<program.rowCount
    where !isSettled[row] && program.rowLower[row] == -.infinity && program.rowUpper[row] == 1 {
      let isSourceRow = entries(row).allSatisfy {
        $0.coefficient == 1 && isZeroOne($0.column) && program.objective[$0.column] == 0 && flows[$0.column].item < 0
      }
      guard isSourceRow else { continue }
      for (column, _) in entries(row) { isSource[column] = true }
      isSettled[row] = true
    }
  }

  /// A row Σ weight × flow ≤ capacity, or ≤ capacity × opening, or flow ≤ all of it × opening.
  private mutating func readLimit(_ row: Int) throws(Refusal) {
    let isTurned = program.rowUpper[row] == .infinity
    let limit = isTurned ? -program.rowLower[row] : program.rowUpper[row]
    guard limit.isFinite, isTurned || program.rowLower[row] == -.infinity else {
      throw Refusal(reason: "\(program.label(ofRow: row)) has two limits")
    }
    var loads: [(column: Int, coefficient: Double)] = []
    var switching: (column: Int, coefficient: Double)?
    for (column, own) in entries(row) {
      let coefficient = isTurned ? -own : own
      if flows[column].item >= 0 && coefficient > 0 {
        loads.append((column, coefficient))
      } else if flows[column].item < 0 && coefficient < 0 && switching == nil && isZeroOne(column) {
        switching = (column, -coefficient)
      } else {
        throw Refusal(
          reason: "\(program.label(ofColumn: column)) is no part of a capacity in \(program.label(ofRow: row))")
      }
    }
    if let switching, limit == 0, loads.count == 1, try isLink(loads[0], switching) { return }
    try addCapacity(row, loads, switching, limit)
  }

  /// Whether the row is a link, which it then records.
  private mutating func isLink(
    _ load: (column: Int, coefficient: Double), _ switching: (column: Int, coefficient: Double)
  ) throws(Refusal) -> Bool {
    let all = load.coefficient * fullAmount(load.column)
    if switching.coefficient < all * (1 - 1e-9) { return false }
    if isSource[switching.column] {
      guard Self.set(&flows[load.column].source, switching.column) else { throw limitedTwice(load.column) }
    } else {
      guard Self.set(&flows[load.column].opening, switching.column) else { throw limitedTwice(load.column) }
    }
    return true
  }

  /// The column's value where it serves all of its item.
  private func fullAmount(_ column: Int) -> Double { items[flows[column].item].amount / flows[column].coefficient }

  /// False where another value is known already. Static, because a method would hold the flows while one of them changes,
  /// and have all of them copied.
  private static func set(_ place: inout Int?, _ value: Int) -> Bool {
    if let known = place { return known == value }
    place = value
    return true
  }

  private func limitedTwice(_ column: Int) -> Refusal {
    Refusal(reason: "\(program.label(ofColumn: column)) is limited or switched on twice in one way")
  }

  private mutating func addCapacity(
    _ row: Int, _ loads: [(column: Int, coefficient: Double)], _ switching: (column: Int, coefficient: Double)?,
    _ limit: Double
  ) throws(Refusal) {
    guard switching == nil || limit == 0, limit >= 0 else {
      throw Refusal(reason: "\(program.label(ofRow: row)) is no capacity")
    }
    for (column, coefficient) in loads {
      guard Self.set(&flows[column].capacityRow, row) else { throw limitedTwice(column) }
      flows[column].load = coefficient
      guard let switching else { continue }
      guard Self.set(&flows[column].opening, switching.column) else { throw limitedTwice(column) }
    }
    capacityOfRow[row] = switching?.coefficient ?? limit
  }
}

// MARK: - Building

extension SiteRecognizer {
  /// What makes a site: the column that opens it, else its capacity, else nothing at all.
  private enum SiteKey: Hashable {
    case opening(Int)
    case capacity(Int)
    case unlimited
  }

  private func key(of flow: Flow) -> SiteKey {
    flow.opening.map { .opening($0) } ?? flow.capacityRow.map { .capacity($0) } ?? .unlimited
  }

  private mutating func build() throws(Refusal) -> RecognizedSites {
    let isWhole = try sourcing()
    var network = FixedChargeNetwork(name: program.name, itemCount: items.count, sourcing: isWhole ? .whole : .split)
    network.objectiveConstant = sign * program.objectiveConstant
    let siteOfKey = try addSites(&network)
    var arcs = try addArcs(&network, siteOfKey)
    addLeavingOut(&network, &arcs)
    if !isWhole { try levelWeights(&network) }
    for arc in 0..<network.arcCount {
      let item = Int(network.item[arc])
      items[item].weight = min(items[item].weight, network.weight[arc])
    }
    for item in items.indices where !items[item].weight.isFinite { items[item].weight = 0 }
    return RecognizedSites(network: network, arcs: arcs, sites: sites, items: items, direction: program.direction)
  }

  /// Whether items go whole; all must go in one way.
  private func sourcing() throws(Refusal) -> Bool {
    var kinds: Set<Bool> = []
    for column in 0..<program.columnCount where flows[column].item >= 0 {
      kinds.insert(program.isInteger[column] && fullAmount(column) == 1 || flows[column].source != nil)
    }
    if kinds.count > 1 { throw Refusal(reason: "some items go whole and others in parts") }
    return kinds.contains(true)
  }

  // MARK: Sites

  private mutating func addSites(_ network: inout FixedChargeNetwork) throws(Refusal) -> [SiteKey: Int] {
    var siteOfKey: [SiteKey: Int] = [:]
    for column in 0..<program.columnCount where flows[column].item < 0 && !isSource[column] {
      try addOpening(column, &network, &siteOfKey)
    }
    var siteOfRow: [Int: Int] = [:]
    for column in 0..<program.columnCount where flows[column].item >= 0 {
      let flow = flows[column]
      if let opening = flow.opening, program.columnUpper[opening] == 0 { continue }
      let site: Int
      if let known = siteOfKey[key(of: flow)] {
        site = known
      } else {
        site = network.addSite(fixedCost: 0, isAlwaysOpen: true)
        siteOfKey[key(of: flow)] = site
        sites.append(.init(column: nil, capacityRow: nil))
      }
      guard let row = flow.capacityRow else { continue }
      let isOnlyRow = sites[site].capacityRow ?? row == row
      guard isOnlyRow, siteOfRow[row] ?? site == site else {
        throw Refusal(reason: "\(program.label(ofRow: row)) limits a part of a site, or several sites")
      }
      siteOfRow[row] = site
      sites[site].capacityRow = row
      network.setCapacity(capacityOfRow[row] ?? .infinity, site: site)
    }
    return siteOfKey
  }

  private mutating func addOpening(
    _ column: Int, _ network: inout FixedChargeNetwork, _ siteOfKey: inout [SiteKey: Int]
  ) throws(Refusal) {
    let (lower, upper) = (program.columnLower[column], program.columnUpper[column])
    let cost = sign * program.objective[column]
    guard isZeroOne(column) else {
      // A column that nothing limits but its bounds, and that is best at its lower one.
      if cost >= 0 && lower.isFinite && !standsInOpenRow(column) {
        network.objectiveConstant += cost * lower
        return
      }
      throw Refusal(reason: "\(program.label(ofColumn: column)) is neither a flow nor 0 or 1")
    }
    if upper == 0 { return }
    siteOfKey[.opening(column)] = network.addSite(fixedCost: cost, isAlwaysOpen: lower == 1)
    sites.append(.init(column: column, capacityRow: nil))
  }

  private func standsInOpenRow(_ column: Int) -> Bool {
    (0..<program.rowCount).contains { row in
      !holdsAlways(row) && entries(row).contains { $0.column == column }
    }
  }

  // MARK: Arcs

  private func addArcs(
    _ network: inout FixedChargeNetwork, _ siteOfKey: [SiteKey: Int]
  ) throws(Refusal) -> [RecognizedSites.Arc?] {
    var arcs: [RecognizedSites.Arc?] = []
    var arcOfPair: [UInt64: Int] = [:]
    for column in 0..<program.columnCount where flows[column].item >= 0 && program.columnUpper[column] > 0 {
      let flow = flows[column]
      // A site that is kept closed has no number.
      guard let site = siteOfKey[key(of: flow)] else { continue }
      let amount = fullAmount(column)
      guard program.columnUpper[column] >= amount * (1 - 1e-9) else {
        throw Refusal(reason: "\(program.label(ofColumn: column)) cannot carry all of its item")
      }
      let cost = sign * program.objective[column] * amount
      let arc = RecognizedSites.Arc(column: column, amount: amount, source: flow.source)
      let pair = UInt64(site) << 32 | UInt64(flow.item)
      if let known = arcOfPair[pair] {
        // Of two flows from one site to one item the cheaper one is enough.
        guard cost < network.cost[known] else { continue }
        network.setCost(cost, arc: known)
        arcs[known] = arc
      } else {
        arcOfPair[pair] = network.addArc(site: site, item: flow.item, cost: cost, weight: flow.load * amount)
        arcs.append(arc)
      }
    }
    return arcs
  }

  private mutating func addLeavingOut(_ network: inout FixedChargeNetwork, _ arcs: inout [RecognizedSites.Arc?]) {
    guard isOptional.contains(true) else { return }
    let nowhere = network.addSite(fixedCost: 0, isAlwaysOpen: true)
    sites.append(.init(column: nil, capacityRow: nil))
    for item in isOptional.indices where isOptional[item] {
      network.addArc(site: nowhere, item: item, cost: 0, weight: 0)
      arcs.append(nil)
    }
  }

  // MARK: Weights

  /// Multiplies each site's capacity row so that every item weighs the same at all sites.
  private mutating func levelWeights(_ network: inout FixedChargeNetwork) throws(Refusal) {
    var weights = [Double](repeating: -1, count: items.count)
    for (site, arcs) in network.arcs(groupedBy: network.site, count: network.siteCount).enumerated()
    where network.capacity[site].isFinite {
      let anchor = arcs.first { weights[Int(network.item[$0])] > 0 && network.weight[$0] > 0 }
      let factor = anchor.map { weights[Int(network.item[$0])] / network.weight[$0] } ?? 1
      for arc in arcs {
        let (item, weight) = (Int(network.item[arc]), network.weight[arc] * factor)
        if weights[item] < 0 { weights[item] = weight }
        guard abs(weights[item] - weight) <= 1e-9 * max(weight, weights[item]) else {
          let row = sites[site].capacityRow.map(program.label(ofRow:)) ?? "a site"
          throw Refusal(reason: "\(row) weighs items in other proportions than other capacities")
        }
      }
      sites[site].rowFactor = factor
      network.setCapacity(network.capacity[site] * factor, site: site)
    }
    for arc in 0..<network.arcCount { network.setWeight(max(0, weights[Int(network.item[arc])]), arc: arc) }
  }
}
