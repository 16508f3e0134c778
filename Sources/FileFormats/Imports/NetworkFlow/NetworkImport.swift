import Logistics
import MathProgram

/// Turns a minimum-cost flow problem of the DIMACS challenge into an instance.
///
/// A node is a site, always open, called `n` and its number; what it has is supply. A sink from which no arc leads is a
/// customer of that name; one that also passes goods on is a site with a customer of its own, reached at no cost. An
/// arc is a lane; arcs beside others between the same nodes are told apart by their mode.
enum NetworkImport {
  /// - Throws: `ImportFault`, also where a number is beyond the format's limits.
  static func read(path: String) throws(ImportFault) -> ImportedInstance {
    let file: ProgramFile
    do throws(ProgramFormatFaults) {
      file = try ProgramFile.read(path: path, format: .dimacsMin)
    } catch {
      throw .malformedProgram(error)
    }
    guard case .flow(let network) = file.program else {
      throw .malformed(place: path, message: "the file holds no network")
    }
    let name = String(path.split(separator: "/").last ?? "")
    let tables = try NetworkTables(network, file: name)
    return tables.instance(named: "Network \(name)", notes: file.notes.map(\.description))
  }
}

/// The tables of a network.
private struct NetworkTables {
  private let network: FlowNetwork
  private let isOrigin: [Bool]
  private var isTouched: [Bool]
  private var loops = 0
  private var loopCost = Rational.zero

  /// - Throws: where a number is larger than the format's limit.
  init(_ network: FlowNetwork, file: String) throws(ImportFault) {
    self.network = network
    var isOrigin = [Bool](repeating: false, count: network.nodeCount)
    var isTouched = isOrigin
    for arc in 0..<network.arcCount {
      let (tail, head) = (Int(network.tail[arc]), Int(network.head[arc]))
      if tail != head { isOrigin[tail] = true }
      isTouched[tail] = true
      isTouched[head] = true
    }
    for node in 0..<network.nodeCount where network.supply[node] != 0 { isTouched[node] = true }
    self.isOrigin = isOrigin
    self.isTouched = isTouched
    try refuseTooLarge(file)
    try addLoops(file)
  }

  func instance(named name: String, notes: [String]) -> ImportedInstance {
    let customers = (0..<network.nodeCount).count { isCustomer($0) || hasOwnCustomer($0) }
    var report = [
      "\(network.nodeCount) nodes and \(network.arcCount) arcs: \(sites.rows.count) sites, \(customers) customers, "
        + "\(lanes.rows.count) lanes",
      "lower bounds of arcs are `capacity_min`, which binds always; all quantities are whole",
    ]
    if !isBalanced {
      report.append("supplies and demands do not add up to 0: nothing but \"no plan exists\" can be the answer")
    }
    if loops > 0 {
      report.append(
        "\(loops) arcs from a node to itself are left out; at their best they add \(loopCost) to the objective")
    }
    return ImportedInstance(
      tables: [
        ImportedTable("settings", ["key", "value"], [["model_name", name], ["quantity_decimals", "0"]]), sites, supply,
        demand, lanes,
      ], report: report + notes)
  }

  private static let product = "flow"

  /// Supplies that add up are all shipped where all demand is served; others must be shipped too, and cannot be.
  private var isBalanced: Bool {
    network.supply.reduce(Rational.zero) { $0 + Rational(whole: Int128($1)) }.isZero
  }

  private func isCustomer(_ node: Int) -> Bool { network.supply[node] < 0 && !isOrigin[node] }
  private func hasOwnCustomer(_ node: Int) -> Bool { network.supply[node] < 0 && isOrigin[node] }
  private func name(_ node: Int) -> String { "n\(node + 1)" }
  private func customer(_ node: Int) -> String { isCustomer(node) ? name(node) : "\(name(node)) demand" }

  private var sites: ImportedTable {
    let nodes = (0..<network.nodeCount).filter { isTouched[$0] && !isCustomer($0) }
    return ImportedTable("sites", ["site"], nodes.map { [name($0)] })
  }

  private var supply: ImportedTable {
    let least = !isBalanced
    let rows = network.supply.enumerated().filter { $1 > 0 }.map { node, supply in
      [name(node), Self.product, least ? "\(supply)" : "", "\(supply)"]
    }
    return ImportedTable("supply", ["site", "product", "supply_min", "supply_max"], rows)
  }

  private var demand: ImportedTable {
    let rows = network.supply.enumerated().filter { $1 < 0 }.map { [customer($0), Self.product, "\(-$1)"] }
    return ImportedTable("demand", ["customer", "product", "quantity"], rows)
  }

  private var lanes: ImportedTable {
    var rows: [[String]] = []
    var copies: [UInt64: Int] = [:]
    for arc in 0..<network.arcCount where network.tail[arc] != network.head[arc] {
      let ends = UInt64(network.tail[arc]) << 32 | UInt64(network.head[arc])
      let copy = copies[ends, default: 0] + 1
      copies[ends] = copy
      let (lower, upper) = (network.lower[arc], network.upper[arc])
      rows.append([
        name(Int(network.tail[arc])), name(Int(network.head[arc])), copy == 1 ? "" : "arc \(copy)",
        "\(network.cost[arc])", lower == 0 ? "" : "\(lower)", upper == FlowNetwork.unlimited ? "" : "\(upper)",
      ])
    }
    for node in 0..<network.nodeCount where hasOwnCustomer(node) {
      rows.append([name(node), customer(node), "", "0", "", ""])
    }
    return ImportedTable("lanes", ["origin", "destination", "mode", "unit_cost", "capacity_min", "capacity_max"], rows)
  }
}

// MARK: What does not fit

extension NetworkTables {
  private func refuseTooLarge(_ file: String) throws(ImportFault) {
    let largest = Int64(1_000_000_000_000)
    for (node, supply) in network.supply.enumerated() where supply.magnitude > largest.magnitude {
      throw .malformed(place: file, message: "the supply of node \(node + 1) is above 10^12: `\(supply)`")
    }
    for arc in 0..<network.arcCount {
      let upper = network.upper[arc] == FlowNetwork.unlimited ? 0 : network.upper[arc]
      for number in [network.lower[arc], upper, network.cost[arc]] where number.magnitude > largest.magnitude {
        throw .malformed(place: file, message: "a number of arc \(arc + 1) is above 10^12: `\(number)`")
      }
      if network.lower[arc] < 0 {
        throw .malformed(
          place: file, message: "arc \(arc + 1) has a lower bound below 0, which no lane can: `\(network.lower[arc])`")
      }
    }
  }

  /// Counts the arcs from a node to itself: what flows on them is of no concern to anything else.
  private mutating func addLoops(_ file: String) throws(ImportFault) {
    for arc in 0..<network.arcCount where network.tail[arc] == network.head[arc] {
      let cost = network.cost[arc]
      let flow = cost < 0 ? network.upper[arc] : network.lower[arc]
      if flow == FlowNetwork.unlimited {
        throw .malformed(
          place: file, message: "arc \(arc + 1) leads from a node to itself at a cost below 0 and without a capacity")
      }
      loops += 1
      loopCost += Rational(whole: Int128(cost) * Int128(flow))
    }
  }
}
