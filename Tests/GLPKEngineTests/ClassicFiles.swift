import Foundation
import MathProgram

/// Just enough reading to bring classic instances to the engine; the product has its own readers.
enum ClassicFiles {
  /// The folder of the data, where there is one.
  static let data = ProcessInfo.processInfo.environment["LANEWISE_DATA"]

  static func text(_ path: String) throws -> String {
    let tool = path.hasSuffix(".gz") ? "/bin/zcat" : path.hasSuffix(".xz") ? "/usr/bin/xzcat" : nil
    guard let tool else { return try String(contentsOfFile: path, encoding: .utf8) }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = [path]
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A program in MPS format without spaces in its names.
  static func mps(_ path: String) throws -> LinearProgram {
    var reader = MPSReader()
    for line in try text(path).split(whereSeparator: \.isNewline) { reader.read(line) }
    return reader.program
  }

  /// Generalised assignment: every job to one agent, at least cost.
  static func assignment(_ path: String) throws -> LinearProgram {
    var numbers = try text(path).split(whereSeparator: \.isWhitespace).compactMap { Double($0) }[...]
    let agents = Int(numbers.removeFirst())
    let jobs = Int(numbers.removeFirst())
    let costs = numbers.prefix(agents * jobs)
    let uses = numbers.dropFirst(agents * jobs).prefix(agents * jobs)
    let capacities = numbers.dropFirst(2 * agents * jobs)
    var program = LinearProgram()
    for cost in costs { program.addColumn(upper: 1, objective: cost, isInteger: true) }
    for job in 0..<jobs {
      program.addRow(lower: 1, upper: 1, entries: (0..<agents).map { ($0 * jobs + job, 1.0) })
    }
    for agent in 0..<agents {
      let entries = (0..<jobs).map { (agent * jobs + $0, uses[uses.startIndex + agent * jobs + $0]) }
      program.addRow(upper: capacities[capacities.startIndex + agent], entries: entries)
    }
    return program
  }

  /// A minimum-cost flow problem in DIMACS format.
  static func network(_ path: String) throws -> FlowNetwork {
    var network = FlowNetwork(nodeCount: 0)
    for line in try text(path).split(whereSeparator: \.isNewline) {
      let words = line.split(separator: " ")
      let numbers = words.dropFirst().compactMap { Int64($0) }
      switch words.first {
      case "p": network = FlowNetwork(nodeCount: Int(numbers[0]))
      case "n": network.setSupply(numbers[1], node: Int(numbers[0]) - 1)
      case "a":
        network.addArc(
          from: Int(numbers[0]) - 1, to: Int(numbers[1]) - 1, lower: numbers[2], upper: numbers[3], cost: numbers[4])
      default: break
      }
    }
    return network
  }

  /// Capacitated warehouse location of the OR-Library: shares of each customer's demand from each warehouse.
  static func warehouses(_ path: String) throws -> LinearProgram {
    var numbers = try text(path).split(whereSeparator: \.isWhitespace).compactMap { Double($0) }[...]
    let sites = Int(numbers.removeFirst())
    let customers = Int(numbers.removeFirst())
    var program = LinearProgram()
    var capacities: [Double] = []
    for _ in 0..<sites {
      capacities.append(numbers.removeFirst())
      program.addColumn(upper: 1, objective: numbers.removeFirst(), isInteger: true)
    }
    var demands: [Double] = []
    for _ in 0..<customers {
      demands.append(numbers.removeFirst())
      let first = program.columnCount
      for _ in 0..<sites { program.addColumn(upper: 1, objective: numbers.removeFirst()) }
      program.addRow(lower: 1, upper: 1, entries: (0..<sites).map { (first + $0, 1.0) })
    }
    for site in 0..<sites {
      var entries = (0..<customers).map { (sites + $0 * sites + site, demands[$0]) }
      entries.append((site, -capacities[site]))
      program.addRow(upper: 0, entries: entries)
      for customer in 0..<customers {
        program.addRow(upper: 0, entries: [(sites + customer * sites + site, 1), (site, -1)])
      }
    }
    return program
  }
}

private struct MPSReader {
  private var section = ""
  private var rowKinds: [Character] = []
  private var rowOfName: [String: Int] = [:]
  private var columnOfName: [String: Int] = [:]
  private var isWhole = false
  private var costs: [Double] = []
  private var bounds: [(Double, Double)] = []
  private var whole: [Bool] = []
  private var entries: [[(Int, Double)]] = []
  private var limits: [Double] = []
  private var ranges: [Double?] = []

  mutating func read(_ line: Substring) {
    if line.hasPrefix("*") { return }
    let words = line.split(separator: " ").map(String.init)
    guard let first = words.first else { return }
    if !line.hasPrefix(" ") {
      section = first
      return
    }
    switch section {
    case "ROWS": addRow(first, words[1])
    case "COLUMNS": words[1] == "'MARKER'" ? (isWhole = words[2] == "'INTORG'") : addEntries(words)
    case "RHS": for (row, value) in pairs(words) { limits[row] = value }
    case "RANGES": for (row, value) in pairs(words) { ranges[row] = value }
    case "BOUNDS": bound(first, words)
    default: break
    }
  }

  private mutating func addRow(_ kind: String, _ name: String) {
    rowOfName[name] = rowKinds.count
    rowKinds.append(Character(kind))
    entries.append([])
    limits.append(0)
    ranges.append(nil)
  }

  private func pairs(_ words: [String]) -> [(row: Int, value: Double)] {
    var rest = words.count % 2 == 1 ? words.dropFirst() : words[...]
    var pairs: [(Int, Double)] = []
    while rest.count >= 2 {
      if let row = rowOfName[rest.removeFirst()], let value = Double(rest.removeFirst()) { pairs.append((row, value)) }
    }
    return pairs
  }

  private mutating func addEntries(_ words: [String]) {
    let column = columnOfName[words[0]] ?? columnOfName.count
    if column == columnOfName.count {
      columnOfName[words[0]] = column
      costs.append(0)
      bounds.append((0, isWhole ? 1 : .infinity))
      whole.append(isWhole)
    }
    for (row, value) in pairs(words) {
      if rowKinds[row] == "N" { costs[column] = value } else { entries[row].append((column, value)) }
    }
  }

  private mutating func bound(_ kind: String, _ words: [String]) {
    let hasSet = columnOfName[words[1]] == nil
    guard let column = columnOfName[words[hasSet ? 2 : 1]] else { return }
    let value = words.count > (hasSet ? 3 : 2) ? Double(words[hasSet ? 3 : 2]) ?? 0 : 0
    switch kind {
    case "UP": bounds[column].1 = value
    case "LO":
      bounds[column].0 = value
      if whole[column] && bounds[column].1 == 1 { bounds[column].1 = .infinity }
    case "FX": bounds[column] = (value, value)
    case "FR": bounds[column] = (-.infinity, .infinity)
    case "MI": bounds[column].0 = -.infinity
    case "BV":
      bounds[column] = (0, 1)
      whole[column] = true
    case "PL": bounds[column].1 = .infinity
    default: break
    }
  }

  var program: LinearProgram {
    var program = LinearProgram()
    for column in costs.indices {
      program.addColumn(
        lower: bounds[column].0, upper: bounds[column].1, objective: costs[column], isInteger: whole[column])
    }
    for row in rowKinds.indices where rowKinds[row] != "N" {
      var (lower, upper) = (limits[row], limits[row])
      let range = ranges[row]
      switch rowKinds[row] {
      case "L": lower = range.map { upper - abs($0) } ?? -.infinity
      case "G": upper = range.map { lower + abs($0) } ?? .infinity
      default: if let range { range < 0 ? (lower += range) : (upper += range) }
      }
      program.addRow(lower: lower, upper: upper, entries: entries[row].map { (column: $0.0, coefficient: $0.1) })
    }
    return program
  }
}
