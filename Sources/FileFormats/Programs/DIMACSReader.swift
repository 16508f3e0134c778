import MathProgram

/// Reads minimum-cost flow problems of the DIMACS challenge: `p min NODES ARCS`, `n NODE SUPPLY`,
/// `a TAIL HEAD LOWER CAPACITY COST`, `c` for comments; all numbers are whole.
///
/// A negative capacity, or `inf`, is none (noted), as in LEMON. A node without an `n` line has supply 0.
struct DIMACSReader {
  private let bytes: FileBytes
  private let base: UnsafePointer<UInt8>
  private let text: ProgramText
  private let log: FaultLog
  private var network = FlowNetwork(nodeCount: 0)
  private var isDeclared = false
  private var declaredArcs: Int64 = 0
  private var arcs = 0
  private var hasSupply: [Bool] = []
  /// The words of the line.
  private let words: UnsafeMutablePointer<ByteRange>

  /// The network in `bytes`; worthless where `log` holds faults afterwards.
  static func read(_ bytes: FileBytes, log: FaultLog) -> FlowNetwork {
    var reader = DIMACSReader(bytes, log)
    defer { reader.words.deallocate() }
    reader.readLines()
    return reader.network
  }

  private init(_ bytes: FileBytes, _ log: FaultLog) {
    self.bytes = bytes
    self.log = log
    base = UnsafePointer(bytes.base)
    text = ProgramText(bytes)
    words = .allocate(capacity: 6)
    words.initialize(repeating: .none, count: 6)
  }

  private mutating func readLines() {
    var cursor = 0
    while cursor < bytes.count && !log.isFull {
      let byte = base[cursor]
      if byte == UInt8(ascii: "a") && base[cursor &+ 1] <= 0x20 {
        cursor = readArc(at: cursor)
      } else {
        cursor = readOther(at: cursor)
      }
    }
    if log.isFull { return }
    let end = ByteRange(start: bytes.count, end: bytes.count)
    if !isDeclared {
      log.fault(end, "there is no line `p min NODES ARCS`")
    } else if log.isEmpty && Int64(arcs) != declaredArcs {
      log.fault(end, "line `p` declares \(declaredArcs) arcs and the file has \(arcs)")
    }
  }

  /// Splits the line at `start` and says how many words it has and where the next line begins.
  @inline(__always)
  private func split(at start: Int) -> (count: Int, next: Int) {
    var cursor = start
    var count = 0
    while true {
      var byte = base[cursor]
      while byte <= 0x20 && byte != 0x0A {
        cursor &+= 1
        byte = base[cursor]
      }
      if byte == 0x0A { return (count, cursor &+ 1) }
      let begin = cursor
      repeat {
        cursor &+= 1
        byte = base[cursor]
      } while byte > 0x20
      if count < 6 { words[count] = ByteRange(start: begin, end: cursor) }
      count &+= 1
    }
  }

  private mutating func readOther(at start: Int) -> Int {
    let (count, next) = split(at: start)
    if count == 0 { return next }
    let letter = words[0]
    if base[letter.start] == UInt8(ascii: "c") { return next }
    switch letter.count == 1 ? base[letter.start] : 0 {
    case UInt8(ascii: "p"): declare(count, ByteRange(start: start, end: next - 1))
    case UInt8(ascii: "n"): readSupply(count, ByteRange(start: start, end: next - 1))
    case UInt8(ascii: "a"): return readArc(at: start)
    default: log.fault(letter, "a line begins with `c`, `p`, `n` or `a`")
    }
    return next
  }

  private mutating func declare(_ count: Int, _ line: ByteRange) {
    if isDeclared { return log.fault(line, "a second line `p`") }
    isDeclared = true
    guard count == 4, text.matches(words[1], "min") else {
      return log.fault(line, "the problem line is `p min NODES ARCS`", hint: "only minimum-cost flow is read")
    }
    guard let nodes = number(words[2]), let arcs = number(words[3]) else { return }
    // An arc names two nodes in twelve bytes or so: many more nodes than bytes are a slip, and memory for nothing.
    guard nodes >= 0, nodes <= max(1 << 24, Int64(bytes.count)), nodes < Int64(Int32.max) else {
      return log.fault(words[2], "the number of nodes is out of all proportion to the file")
    }
    guard arcs >= 0, arcs < Int64(Int32.max) else { return log.fault(words[3], "the number of arcs is out of range") }
    network = FlowNetwork(nodeCount: Int(nodes))
    network.reserve(arcs: min(Int(arcs), bytes.count / 11 + 1))
    hasSupply = [Bool](repeating: false, count: Int(nodes))
    declaredArcs = arcs
  }

  private mutating func readSupply(_ count: Int, _ line: ByteRange) {
    guard isDeclared else { return log.fault(line, "line `n` before line `p`") }
    guard count == 3 else { return log.fault(line, "a supply line is `n NODE SUPPLY`") }
    guard let node = node(words[1]), let supply = number(words[2]) else { return }
    guard !hasSupply[node] else { return log.fault(words[1], "the node has two supply lines") }
    hasSupply[node] = true
    network.setSupply(supply, node: node)
  }

  @inline(__always)
  private mutating func readArc(at start: Int) -> Int {
    let (count, next) = split(at: start)
    let line = ByteRange(start: start, end: next &- 1)
    guard isDeclared, count == 6 else {
      log.fault(line, isDeclared ? "an arc line is `a TAIL HEAD LOWER CAPACITY COST`" : "line `a` before line `p`")
      return next
    }
    guard let tail = node(words[1]), let head = node(words[2]), let lower = number(words[3]),
      let upper = capacity(words[4], above: lower), let cost = number(words[5])
    else { return next }
    network.addArc(from: tail, to: head, lower: lower, upper: upper, cost: cost)
    arcs &+= 1
    return next
  }

  @inline(__always)
  private func number(_ word: ByteRange) -> Int64? {
    if let value = DecimalScanner.integer(base, word) { return value }
    log.fault(word, "a whole number below 2^63 was expected")
    return nil
  }

  @inline(__always)
  private func node(_ word: ByteRange) -> Int? {
    guard let number = number(word) else { return nil }
    guard number >= 1 && number <= Int64(network.nodeCount) else {
      log.fault(word, "nodes are numbered from 1 to \(network.nodeCount)")
      return nil
    }
    return Int(truncatingIfNeeded: number &- 1)
  }

  @inline(__always)
  private func capacity(_ word: ByteRange, above lower: Int64) -> Int64? {
    if let value = DecimalScanner.integer(base, word), value >= lower { return value }
    return unusualCapacity(word, above: lower)
  }

  @inline(never)
  private func unusualCapacity(_ word: ByteRange, above lower: Int64) -> Int64? {
    if text.infinity(word) == .infinity { return FlowNetwork.unlimited }
    guard let value = number(word) else { return nil }
    if value < 0 && lower >= 0 {
      log.note(word, "a negative capacity means that there is none")
      return FlowNetwork.unlimited
    }
    log.fault(word, "the capacity is below the lower bound \(lower)")
    return nil
  }
}
