import MathProgram

/// Reads generalized assignment problems as in the OR-Library: `m n`, then m rows of n costs, m rows of n resource
/// uses, and m capacities, with blanks and line ends between numbers as they come.
///
/// Column i·n + j is 1 where agent i does job j. Files do not say whether costs are to be kept low or high.
struct AssignmentReader {
  private let bytes: FileBytes
  private let base: UnsafePointer<UInt8>
  private let log: FaultLog
  private var cursor = 0

  /// The program in `bytes`; worthless where `log` holds faults afterwards.
  static func read(_ bytes: FileBytes, direction: LinearProgram.Direction, log: FaultLog) -> LinearProgram {
    var reader = AssignmentReader(bytes: bytes, base: UnsafePointer(bytes.base), log: log)
    return reader.program(direction) ?? LinearProgram()
  }

  private mutating func program(_ direction: LinearProgram.Direction) -> LinearProgram? {
    guard let agents = size("agents"), let jobs = size("jobs") else { return nil }
    let (pairs, overflow) = agents.multipliedReportingOverflow(by: jobs)
    // A number and its blank are two bytes: a file that promises more than it can hold is not worth the memory.
    guard !overflow, pairs <= bytes.count / 4 + 1 else {
      log.fault(
        ByteRange(start: bytes.count, end: bytes.count), "the file ends before \(agents) x \(jobs) costs and uses")
      return nil
    }
    guard let costs = numbers(pairs, "costs"), let uses = numbers(pairs, "resource uses"),
      let capacities = numbers(agents, "capacities")
    else { return nil }
    if let rest = nextWord() {
      log.fault(
        rest, "something follows the last capacity", hint: "one problem a file; several are to be split into files")
      return nil
    }
    return build(direction, jobs: jobs, costs, uses, capacities)
  }

  private func build(
    _ direction: LinearProgram.Direction, jobs: Int, _ costs: [Double], _ uses: [Double], _ capacities: [Double]
  ) -> LinearProgram {
    var program = LinearProgram(direction: direction)
    program.reserve(columns: costs.count, rows: jobs + capacities.count, entries: 2 * costs.count)
    for (pair, cost) in costs.enumerated() {
      let name = "x_\(pair / jobs + 1)_\(pair % jobs + 1)"
      program.addColumn(lower: 0, upper: 1, objective: cost, isInteger: true, name: name)
    }
    for job in 0..<jobs {
      for agent in capacities.indices { program.appendEntry(column: agent * jobs + job, coefficient: 1) }
      program.closeRow(lower: 1, upper: 1, name: "job_\(job + 1)")
    }
    for (agent, capacity) in capacities.enumerated() {
      for job in 0..<jobs where uses[agent * jobs + job] != 0 {
        program.appendEntry(column: agent * jobs + job, coefficient: uses[agent * jobs + job])
      }
      program.closeRow(lower: -.infinity, upper: capacity, name: "agent_\(agent + 1)")
    }
    return program
  }

  private mutating func nextWord() -> ByteRange? {
    while cursor < bytes.count && base[cursor] <= 0x20 { cursor += 1 }
    guard cursor < bytes.count else { return nil }
    let start = cursor
    while base[cursor] > 0x20 { cursor += 1 }
    return ByteRange(start: start, end: cursor)
  }

  private mutating func size(_ what: String) -> Int? {
    guard let word = nextWord() else {
      log.fault(
        ByteRange(start: bytes.count, end: bytes.count), "the file begins with the numbers of agents and of jobs")
      return nil
    }
    guard let value = DecimalScanner.integer(base, word), value >= 1, value <= 1 << 30 else {
      log.fault(word, "the number of \(what) is a whole number of 1 or more")
      return nil
    }
    return Int(value)
  }

  private mutating func numbers(_ count: Int, _ what: String) -> [Double]? {
    var values: [Double] = []
    values.reserveCapacity(count)
    for _ in 0..<count {
      guard let word = nextWord() else {
        let end = ByteRange(start: bytes.count, end: bytes.count)
        log.fault(end, "the file ends after \(values.count) of \(count) \(what)")
        return nil
      }
      if let value = DecimalScanner.double(base, word), value.isFinite {
        values.append(value)
      } else {
        log.fault(word, "a decimal number was expected among the \(what)")
        if log.isFull { return nil }
        values.append(0)
      }
    }
    return values
  }
}
