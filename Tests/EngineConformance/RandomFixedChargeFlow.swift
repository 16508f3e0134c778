import MathProgram

/// A random flow with fixed charges as a program: plants, perhaps depots, customers; one product or two; capacities of sites
/// that are switched on, lanes with a cost of their own, demand that may go unserved at a price, rows that count switches.
struct RandomFixedChargeFlow {
  private(set) var program: LinearProgram
  private var draw: ProgramGenerator
  /// What may flow in all: the bound of every flow.
  private var most = 0.0
  private var sites: [Site] = []
  /// Of sites and lanes.
  private var switches: [Int] = []
  private var rows: [(lower: Double, upper: Double, entries: [(Int, Double)])] = []

  /// A place, and by product the flows that enter and leave it.
  private struct Site {
    /// Its switch; nil: always open.
    var column: Int?
    var capacity: Double
    var entering: [[Int]]
    var leaving: [[Int]]
  }

  init(seed: UInt64) {
    draw = ProgramGenerator(seed: seed)
    program = LinearProgram(direction: draw.chance(25) ? .maximize : .minimize)
    let products = draw.integer(1...2)
    let demand = (0..<products).map { _ in (0..<draw.integer(1...4)).map { _ in draw.number(1...9) } }
    most = demand.joined().reduce(0, +)
    let plants = (0..<draw.integer(1...3)).map { _ in addSite(products) }
    let depots = (0..<draw.integer(0...3)).map { _ in addSite(products) }
    for product in demand.indices {
      for depot in depots {
        for plant in plants where draw.chance(80) { sites[depot].entering[product].append(addLane(from: plant, product)) }
      }
      for quantity in demand[product] { serve(quantity, from: depots.isEmpty ? plants : depots, product) }
    }
    for plant in plants { limit(plant) }
    for depot in depots { limit(depot, isBalanced: true) }
    countSwitches()
    for row in rows { program.addRow(lower: row.lower, upper: row.upper, entries: row.entries) }
  }

  private mutating func cost(_ range: ClosedRange<Int>) -> Double {
    (program.direction == .maximize ? -1 : 1) * draw.number(range)
  }

  private mutating func addSite(_ products: Int) -> Int {
    let isSwitched = draw.chance(85)
    let column =
      isSwitched ? program.addColumn(lower: draw.chance(10) ? 1 : 0, upper: 1, objective: cost(-10...40), isInteger: true) : nil
    if let column { switches.append(column) }
    let none = [[Int]](repeating: [], count: products)
    sites.append(Site(column: column, capacity: draw.number(2...25), entering: none, leaving: none))
    return sites.count - 1
  }

  private mutating func addLane(from site: Int, _ product: Int) -> Int {
    let column = program.addColumn(lower: 0, upper: most, objective: cost(0...9), isInteger: true)
    sites[site].leaving[product].append(column)
    if draw.chance(20) {
      let used = program.addColumn(lower: 0, upper: 1, objective: cost(-8...15), isInteger: true)
      rows.append((-.infinity, 0, [(column, 1), (used, -most)]))
      switches.append(used)
    }
    if draw.chance(15) { rows.append((-.infinity, draw.number(1...9), [(column, 1)])) }
    if let open = sites[site].column, draw.chance(70) {
      rows.append((-.infinity, 0, [(column, 1), (open, -min(most, sites[site].capacity))]))
    }
    return column
  }

  private mutating func serve(_ quantity: Double, from origins: [Int], _ product: Int) {
    var entries: [(Int, Double)] = []
    for site in origins where draw.chance(80) { entries.append((addLane(from: site, product), 1)) }
    if draw.chance(90) || entries.isEmpty {
      entries.append((program.addColumn(lower: 0, upper: quantity, objective: cost(20...40), isInteger: true), 1))
    }
    rows.append((quantity, quantity, entries))
  }

  /// Limits on products one by one, which may imply that on all of them, or not, or take its place.
  private mutating func limitProducts(_ site: Site, _ column: Int) {
    guard draw.chance(40) else { return }
    let isTight = draw.chance(50)
    for leaving in site.leaving where !leaving.isEmpty && draw.chance(90) {
      let most = isTight ? max(1, (site.capacity / Double(site.leaving.count)).rounded(.down)) : draw.number(2...25)
      rows.append((-.infinity, 0, leaving.map { ($0, 1) } + [(column, -most)]))
    }
  }

  /// Limits on how many are on, by weights or alike; one that is on only with another; one that lets nothing through itself.
  private mutating func countSwitches() {
    guard switches.count > 1 else { return }
    if draw.chance(25) {
      let counted = switches.filter { _ in draw.chance(80) }.map { ($0, draw.chance(80) ? 1.0 : draw.number(-2...3)) }
      let limit = draw.number(1...switches.count)
      rows.append(draw.chance(60) ? (-.infinity, limit, counted) : (draw.chance(70) ? min(2, limit) : limit, .infinity, counted))
    }
    if draw.chance(15) { rows.append((-.infinity, 0, [(switches[0], 1), (switches[1], -1)])) }
    if draw.chance(15) {
      let needed = program.addColumn(lower: 0, upper: 1, objective: cost(0...20), isInteger: true)
      for own in switches where draw.chance(50) { rows.append((-.infinity, 0, [(own, 1), (needed, -1)])) }
    }
  }

  private mutating func limit(_ index: Int, isBalanced: Bool = false) {
    let site = sites[index]
    if isBalanced {
      for product in site.leaving.indices {
        rows.append((0, 0, site.leaving[product].map { ($0, 1) } + site.entering[product].map { ($0, -1) }))
      }
    }
    var entries = site.leaving.joined().map { ($0, 1.0) }
    guard !entries.isEmpty else { return }
    if let column = site.column { limitProducts(site, column) }
    if let column = site.column {
      entries.append((column, -site.capacity))
      rows.append((-.infinity, 0, entries))
    } else {
      rows.append((-.infinity, site.capacity, entries))
    }
  }
}
