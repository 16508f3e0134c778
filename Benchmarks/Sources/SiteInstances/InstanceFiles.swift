import MathProgram

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads published instances; they are trusted to be what they say.
enum InstanceFiles {
  private static func words(_ path: String) -> [Substring] {
    guard let file = fopen(path, "rb") else {
      print("cannot read `\(path)`")
      exit(2)
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
  }

  /// OR-Library: `m n`, capacity and fixed cost of each site, then demand and costs of each customer. A word in place
  /// of a capacity stands for `capacity`.
  static func orLibrary(_ path: String, capacity: Double) -> FixedChargeNetwork {
    var reader = NumberReader(words(path), placeholder: capacity)
    let (sites, items) = (reader.whole(), reader.whole())
    var network = FixedChargeNetwork(itemCount: items, sourcing: .split)
    for _ in 0..<sites {
      let capacity = reader.number()
      network.addSite(fixedCost: reader.number(), capacity: capacity)
    }
    for item in 0..<items {
      let demand = reader.number()
      for site in 0..<sites { network.addArc(site: site, item: item, cost: reader.number(), weight: demand) }
    }
    return network
  }

  /// Holmberg's and Yang's single-source problems: `m n`, capacity and fixed cost of each site, demands, costs site
  /// by site.
  static func singleSource(_ path: String) -> FixedChargeNetwork {
    var reader = NumberReader(words(path))
    let (sites, items) = (reader.whole(), reader.whole())
    var network = FixedChargeNetwork(itemCount: items, sourcing: .whole)
    for _ in 0..<sites {
      let capacity = reader.number()
      network.addSite(fixedCost: reader.number(), capacity: capacity)
    }
    let demand = (0..<items).map { _ in reader.number() }
    for site in 0..<sites {
      for item in 0..<items { network.addArc(site: site, item: item, cost: reader.number(), weight: demand[item]) }
    }
    return network
  }

  /// Generalised assignment: `m n`, costs, uses and capacities, agent by agent.
  static func assignment(_ path: String) -> FixedChargeNetwork {
    var reader = NumberReader(words(path))
    let (agents, jobs) = (reader.whole(), reader.whole())
    let costs = (0..<agents * jobs).map { _ in reader.number() }
    let uses = (0..<agents * jobs).map { _ in reader.number() }
    var network = FixedChargeNetwork(itemCount: jobs, sourcing: .whole)
    for agent in 0..<agents {
      network.addSite(fixedCost: 0, capacity: reader.number(), isAlwaysOpen: true)
      for job in 0..<jobs {
        network.addArc(site: agent, item: job, cost: costs[agent * jobs + job], weight: uses[agent * jobs + job])
      }
    }
    return network
  }
}

private struct NumberReader {
  private let words: [Substring]
  private let placeholder: Double
  private var next = 0

  init(_ all: [Substring], placeholder value: Double = 0) {
    words = all
    placeholder = value
  }

  mutating func number() -> Double {
    defer { next += 1 }
    return Double(words[next]) ?? placeholder
  }

  mutating func whole() -> Int { Int(number()) }
}
