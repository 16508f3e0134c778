/// Turns a draft into an instance, or into every fault that keeps it from being one.
public enum Validation {
  /// Judges the whole draft at once and freezes it.
  ///
  /// The instance is nil exactly where a fault is an error. Warnings and notes (defaults used, names implied, rows left
  /// out) come along either way. Faults are in the order of their places.
  /// - Complexity: O(cells + written-out rows), expected.
  public static func freeze(_ draft: Draft) -> (instance: Instance?, faults: [Fault]) {
    let freezer = Freezer(draft)
    let instance = freezer.freeze()
    let faults = freezer.log.inOrder
    return (freezer.log.hasErrors ? nil : instance, faults)
  }
}

/// Collects what is wrong: of each rule the first thousand faults, the rest counted.
final class FaultLog {
  static let mostOfARule = 1_000

  private var listed: [Fault] = []
  private var counts: [String: Int] = [:]
  private(set) var hasErrors = false

  func report(_ fault: Fault) {
    if fault.severity == .error { hasErrors = true }
    let count = (counts[fault.rule] ?? 0) + 1
    counts[fault.rule] = count
    if count <= FaultLog.mostOfARule { listed.append(fault) }
  }

  /// As reported, then a line for each rule that was cut.
  var faults: [Fault] {
    let cut = counts.filter { $0.value > FaultLog.mostOfARule }.sorted { $0.key < $1.key }
    return listed
      + cut.map { rule, count in
        let severity = listed.first { $0.rule == rule }?.severity ?? .error
        return Fault(
          severity, at: nil, .furtherFaults, "\(count - FaultLog.mostOfARule) more faults of rule `\(rule)`")
      }
  }

  func error(
    _ mark: SourceMark?, _ rule: ValidationRule, _ message: String, hint: String? = nil, text: String? = nil,
    related: [Fault.Related] = []
  ) {
    report(Fault(.error, at: mark, rule: rule, message, hint: hint, text: text, related: related))
  }

  /// The same for what the form of the tables must keep to: a scenario may have written what no reader would let pass.
  func error(
    _ mark: SourceMark?, _ rule: ReadingRule, _ message: String, hint: String? = nil, text: String? = nil,
    related: [Fault.Related] = []
  ) {
    report(Fault(.error, at: mark, rule, message, hint: hint, text: text, related: related))
  }

  func warning(_ mark: SourceMark?, _ rule: ValidationRule, _ message: String, hint: String? = nil) {
    report(Fault(.warning, at: mark, rule: rule, message, hint: hint))
  }

  func note(_ mark: SourceMark?, _ rule: ValidationRule, _ message: String) {
    report(Fault(.note, at: mark, rule: rule, message))
  }

  /// By file, line and field; those without a place last, as reported.
  var inOrder: [Fault] {
    faults.enumerated().sorted { a, b in
      let (left, right) = (FaultLog.rank(a.element), FaultLog.rank(b.element))
      return left == right ? a.offset < b.offset : left < right
    }.map(\.element)
  }

  private static func rank(_ fault: Fault) -> (Int32, Int32, Int16) {
    guard let mark = fault.mark else { return (.max, .max, .max) }
    return (mark.file, mark.line, mark.field)
  }
}
