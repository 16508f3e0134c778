import MathProgram

/// Switches that play the same part in the network: how many of a group are on is branched on as a whole.
///
/// What part a flow plays is found by colour refinement (Weisfeiler and Leman 1968) of flows and the network's rows, counting
/// kinds and not numbers of neighbours: flows on the same way between sources and sinks look alike.
struct ChargeGroups {
  /// By group: switches that own what flows through them.
  let members: [[Int]]
  /// By switch; −1: of no group.
  let groupOfSwitch: [Int32]
  /// By group: the mean capacity, by which the group's price is counted, so that it is of the size of a row's.
  let unit: [Double]

  var count: Int { members.count }

  private static let rounds = 3

  static let none = ChargeGroups(members: [], groupOfSwitch: [], unit: [])

  private init(members: [[Int]], groupOfSwitch: [Int32], unit: [Double]) {
    (self.members, self.groupOfSwitch, self.unit) = (members, groupOfSwitch, unit)
  }

  init(_ table: ChargeTable) {
    let colours = ChargeGroups.flowColours(table)
    var groups: [[Int]: [Int]] = [:]
    for index in 0..<table.switchCount where table.isOwner[index] && table.mayBeOn(index) && !table.mustBeOn(index) {
      let own = table.members(of: index).filter { table.isOwn($0, of: index) }
      groups[Set(own.map { colours[Int(table.memberFlow[$0])] }).sorted(), default: []].append(index)
    }
    let found = groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    var groupOfSwitch = [Int32](repeating: -1, count: table.switchCount)
    for (group, switches) in found.enumerated() {
      for index in switches { groupOfSwitch[index] = Int32(truncatingIfNeeded: group) }
    }
    members = found
    self.groupOfSwitch = groupOfSwitch
    unit = found.map { switches in
      max(1e-9, switches.reduce(0) { $0 + table.fullLoad(of: $1) } / Double(switches.count))
    }
  }

  private static func flowColours(_ table: ChargeTable) -> [Int] {
    var rows = (0..<table.rowCount).map { (table.rowLower[$0].isFinite ? 1 : 0) + (table.rowUpper[$0].isFinite ? 2 : 0) }
    for row in rows.indices where rows[row] == 3 && table.rowLower[row] == 0 && table.rowUpper[row] == 0 { rows[row] = 4 }
    var flows = [Int](repeating: 0, count: table.flowCount)
    for _ in 0..<rounds {
      var seen = [Set<Int>](repeating: [], count: rows.count)
      let own = (0..<table.flowCount).map { flow -> [Int] in
        let met = table.entries(of: flow).map { entry in
          2 * rows[Int(table.entryRow[entry])] + (table.entryValue[entry] < 0 ? 1 : 0)
        }
        return [flows[flow]] + Set(met).sorted()
      }
      flows = numbered(own)
      for flow in flows.indices {
        for entry in table.entries(of: flow) {
          seen[Int(table.entryRow[entry])].insert(2 * flows[flow] + (table.entryValue[entry] < 0 ? 1 : 0))
        }
      }
      rows = numbered(rows.indices.map { [rows[$0]] + seen[$0].sorted() })
    }
    return flows
  }

  /// What each group pays for a switch that is on, from the prices of rows and groups.
  func prices(_ all: [Double]) -> [Double] {
    zip(unit, all.suffix(count)).map { $1 / $0 }
  }

  func meanCost(_ group: Int, _ table: ChargeTable) -> Double {
    members[group].reduce(0) { $0 + abs(table.fixedCost[$1]) } / Double(members[group].count)
  }

  /// Prices of rows and groups that show that a group cannot have as many on as it must, or has too many; nil where none has.
  func shortfall(_ state: ChargeState, rowCount: Int) -> [Double]? {
    for (group, limits) in state.limits.enumerated() {
      let on = members[group].count { state.switches[$0] == .on }
      let open = members[group].count { state.switches[$0] != .off }
      guard Double(on) > limits.most || Double(open) < limits.least else { continue }
      var prices = [Double](repeating: 0, count: rowCount + count)
      prices[rowCount + group] = Double(on) > limits.most ? -unit[group] : unit[group]
      return prices
    }
    return nil
  }

  /// Equal descriptions get equal numbers, in the order in which they are met.
  private static func numbered(_ descriptions: [[Int]]) -> [Int] {
    var numbers: [[Int]: Int] = [:]
    return descriptions.map { description in
      if let known = numbers[description] { return known }
      numbers[description] = numbers.count
      return numbers.count - 1
    }
  }
}

/// How many switches of a group may be on.
struct GroupLimits {
  var least = -Double.infinity
  var most = Double.infinity

  var isFinite: Bool { least.isFinite || most.isFinite }

  mutating func tighten(_ limit: Double, isLeast: Bool) {
    if isLeast { least = max(least, limit) } else { most = min(most, limit) }
  }

  /// What a group's price is paid for: the limit on the side that its sign asks for.
  func limit(_ price: Double) -> Double { price > 0 ? least : most }
}

/// The search for what a group pays at which as many of it are used as its limits ask for: doubled until it is between two, then
/// halved.
struct GroupPrice {
  private let limits: GroupLimits
  private(set) var price: Double
  private var size: Double
  private var (low, high) = (-Double.infinity, Double.infinity)

  /// How far from a limit is as good as at it.
  private static let tolerance = 0.02

  init(_ limits: GroupLimits, from start: Double, size first: Double) {
    self.limits = limits
    price = start
    size = first
  }

  /// - Parameter use: at the last price.
  /// - Returns: whether another price may be better.
  mutating func step(use: Double) -> Bool {
    let isShort = use < limits.least - Self.tolerance || price < 0 && use < limits.most - Self.tolerance
    let isOver = use > limits.most + Self.tolerance || price > 0 && use > limits.least + Self.tolerance
    guard isShort != isOver else { return false }
    if isShort { low = max(low, price) } else { high = min(high, price) }
    let last = price
    if low.isFinite && high.isFinite {
      price = (low + high) / 2
    } else {
      price += isShort ? size : -size
      size *= 2
    }
    // A price changes its sign only where the other limit asks for it.
    if last * price < 0 { price = 0 }
    return abs(price - last) > 1e-3 * size && price.isFinite
  }
}
