import Logistics

/// The faults of one file as they are found: of each rule the first thousand, the rest counted.
struct FaultLedger {
  static let mostOfARule = 1_000

  private(set) var faults: [Fault] = []
  private var counts: [String: Int] = [:]
  private let file: Int32

  init(file: Int32) { self.file = file }

  mutating func add(_ fault: Fault) {
    let count = (counts[fault.rule] ?? 0) + 1
    counts[fault.rule] = count
    if count <= FaultLedger.mostOfARule { faults.append(fault) }
  }

  /// Counts faults of a rule that nobody described.
  mutating func add(uncounted count: Int, of rule: ReadingRule) { counts[rule.rawValue, default: 0] += count }

  /// The faults in the order of the file, then a line for each rule that was cut.
  func sorted() -> [Fault] {
    let ordered = faults.enumerated().sorted { a, b in FaultLedger.place(a) < FaultLedger.place(b) }.map(\.element)
    let cut = counts.filter { $0.value > FaultLedger.mostOfARule }.sorted { $0.key < $1.key }
    return ordered
      + cut.map { rule, count in
        let severity = faults.first { $0.rule == rule }?.severity ?? .error
        return Fault(
          severity, at: SourceMark(file: file, line: 1, offset: 0), .furtherFaults,
          "\(count - FaultLedger.mostOfARule) more faults of rule `\(rule)` in this file")
      }
  }

  private static func place(_ entry: (offset: Int, element: Fault)) -> (Int32, UInt32, Int16, Int) {
    let mark = entry.element.mark
    return (mark?.line ?? 0, mark?.offset ?? 0, mark?.field ?? -1, entry.offset)
  }
}
