#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files that are measured: written by one seed, the same on every machine.
enum GeneratedFile: String, CaseIterable {
  /// Distribution of several products in fixed MPS: names of eight characters, two entries a line, as old modelling
  /// languages write.
  case mpsFixed = "mps-fixed"
  /// The same in free MPS with names that say what they are, as today's libraries write.
  case mpsFree = "mps-free"
  /// A network of three echelons.
  case dimacs

  private static let seed: UInt64 = 20_250_901

  /// - Parameter size: columns, or arcs.
  func write(size: Int, to path: String) throws {
    guard let file = fopen(path, "wb") else { throw WritingError(path: path) }
    defer { fclose(file) }
    var text = LineWriter(file)
    var random = SplitMix64(seed: Self.seed)
    switch self {
    case .mpsFixed: DistributionProgram(columns: size, isFree: false).write(&text, &random)
    case .mpsFree: DistributionProgram(columns: size, isFree: true).write(&text, &random)
    case .dimacs: writeNetwork(arcs: size, &text, &random)
    }
    text.flush()
  }

  struct WritingError: Error { var path: String }
}

/// Flows from warehouses to customers, product by product: each stands in the objective, in a demand row, in the
/// warehouse's capacity and in the balance of its product.
private struct DistributionProgram {
  let columns: Int
  let isFree: Bool
  private var products: Int { 5 }
  private var warehouses: Int { max(2, Int(Double(columns / products).squareRoot()) / 4) }
  private var customers: Int { columns / (products * warehouses) + 1 }

  init(columns: Int, isFree: Bool) {
    self.columns = columns
    self.isFree = isFree
  }

  func write(_ text: inout LineWriter, _ random: inout SplitMix64) {
    text.add("NAME          DISTRIB\nROWS\n N  COST\n")
    for warehouse in 0..<warehouses {
      text.add(" L  \(capacity(warehouse))\n")
      for product in 0..<products { text.add(" L  \(balance(warehouse, product))\n") }
    }
    for customer in 0..<customers {
      for product in 0..<products { text.add(" G  \(demand(customer, product))\n") }
    }
    text.add("COLUMNS\n")
    forEachFlow { index, warehouse, customer, product in
      let name = flow(index, warehouse, customer, product)
      let cost = "\(random.whole(1...999)).\(random.whole(10...99))"
      let weight = "\(random.whole(0...9)).\(random.whole(100...999))"
      entry(&text, name, "COST", cost, demand(customer, product), "1")
      entry(&text, name, capacity(warehouse), weight, balance(warehouse, product), "1")
    }
    text.add("RHS\n")
    for warehouse in 0..<warehouses {
      entry(&text, "RHS", capacity(warehouse), "\(random.whole(10_000...99_999))")
      for product in 0..<products { entry(&text, "RHS", balance(warehouse, product), "\(random.whole(1000...9999))") }
    }
    for customer in 0..<customers {
      for product in 0..<products { entry(&text, "RHS", demand(customer, product), "\(random.whole(1...99))") }
    }
    text.add("BOUNDS\n")
    forEachFlow { index, warehouse, customer, product in
      let name = flow(index, warehouse, customer, product)
      if index % 3 == 0 { text.add(isFree ? " UP BND \(name) \(random.whole(50...500))\n" : bound(name, &random)) }
    }
    text.add("ENDATA\n")
  }

  private func forEachFlow(_ body: (_ index: Int, _ warehouse: Int, _ customer: Int, _ product: Int) -> Void) {
    for index in 0..<columns {
      body(index, index / (customers * products), index / products % customers, index % products)
    }
  }

  private func bound(_ name: String, _ random: inout SplitMix64) -> String {
    " UP BND       \(padded(name, 8))  \(padded("\(random.whole(50...500))", 12))\n"
  }

  private func entry(_ text: inout LineWriter, _ name: String, _ parts: String...) {
    if isFree {
      text.add("    \(name)")
      for part in parts { text.add(" \(part)") }
    } else {
      text.add("    \(padded(name, 8))")
      for place in stride(from: 0, to: parts.count, by: 2) {
        text.add("\(place == 0 ? "  " : "   ")\(padded(parts[place], 8))  \(padded(parts[place + 1], 12))")
      }
    }
    text.add("\n")
  }

  // Names of at most eight characters in fixed MPS: letters and a number.
  private func capacity(_ warehouse: Int) -> String { isFree ? "capacity[W\(warehouse)]" : "W\(warehouse)" }
  private func balance(_ warehouse: Int, _ product: Int) -> String {
    isFree ? "balance[W\(warehouse),P\(product)]" : "B\(warehouse * products + product)"
  }
  private func demand(_ customer: Int, _ product: Int) -> String {
    isFree ? "demand[C\(customer),P\(product)]" : "D\(customer * products + product)"
  }
  private func flow(_ index: Int, _ warehouse: Int, _ customer: Int, _ product: Int) -> String {
    isFree ? "flow[W\(warehouse),C\(customer),P\(product)]" : "X\(index)"
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }
}

/// One part plants, four parts warehouses, fifteen parts customers; most arcs lead to customers.
private func writeNetwork(arcs: Int, _ text: inout LineWriter, _ random: inout SplitMix64) {
  let plants = max(1, arcs / 160)
  let (warehouses, customers) = (plants * 4, plants * 15)
  let nodes = plants + warehouses + customers
  text.add("c three echelons\np min \(nodes) \(arcs)\n")
  for plant in 0..<plants { text.add("n \(plant + 1) 1500\n") }
  for customer in 0..<customers { text.add("n \(plants + warehouses + customer + 1) -100\n") }
  for arc in 0..<arcs {
    let isInbound = arc % 4 == 0
    let tail = isInbound ? random.whole(1...plants) : plants + random.whole(1...warehouses)
    let head = isInbound ? plants + random.whole(1...warehouses) : plants + warehouses + random.whole(1...customers)
    text.add("a \(tail) \(head) 0 \(random.whole(10...5000)) \(random.whole(1...10_000))\n")
  }
}

/// Text on its way to a file, a megabyte at a time.
struct LineWriter {
  private let file: UnsafeMutablePointer<FILE>
  private var bytes: [UInt8] = []

  init(_ file: UnsafeMutablePointer<FILE>) { self.file = file }

  mutating func add(_ text: String) {
    bytes += text.utf8
    if bytes.count >= 1 << 20 { flush() }
  }

  mutating func flush() {
    fwrite(bytes, 1, bytes.count, file)
    bytes.removeAll(keepingCapacity: true)
  }
}
