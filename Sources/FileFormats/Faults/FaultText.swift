public import Logistics

/// Faults as people and programs read them: where, what, the row with a caret, the rule, a hint.
public struct FaultText: Sendable {
  private let files: [SourceFile]

  /// - Parameter files: those that the marks refer to, `Draft.files`.
  public init(files: [SourceFile]) { self.files = files }

  /// The fault in lines, the last one ended:
  ///
  ///     lanes.csv:3:20: error: `roud` is not …
  ///       3 | P1,C1,Carrier,roud,12
  ///         |               ^~~~
  ///       rule: unknown-word
  ///       hint: did you mean `road`?
  public func text(_ fault: Fault) -> String {
    let place = fault.mark.flatMap { FaultPlace($0, in: files) }
    var lines = ["\(place.map { FaultText.position($0) + ": " } ?? "")\(fault.severity.rawValue): \(fault.message)"]
    if let place, !FaultText.aboutFiles.contains(fault.rule) { lines += FaultText.excerpt(place) }
    lines.append("  rule: \(fault.rule)")
    if let hint = fault.hint { lines.append("  hint: \(hint)") }
    for related in fault.related {
      guard let place = FaultPlace(related.mark, in: files) else { continue }
      lines.append("  \(FaultText.position(place)): \(related.note)")
      lines += FaultText.excerpt(place)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The fault as one JSON object on one line, without a line end: `file`, `line`, `column`, `severity`, `rule`,
  /// `message`, `hint`, `text`, `related`; what does not apply is left out.
  public func json(_ fault: Fault) -> String {
    let place = fault.mark.flatMap { FaultPlace($0, in: files) }
    var members = FaultText.members(of: place)
    members += [
      ("severity", FaultText.quoted(fault.severity.rawValue)), ("rule", FaultText.quoted(fault.rule)),
      ("message", FaultText.quoted(fault.message)),
    ]
    if let hint = fault.hint { members.append(("hint", FaultText.quoted(hint))) }
    if let text = fault.text ?? place?.text, !text.isEmpty { members.append(("text", FaultText.quoted(text))) }
    let related = fault.related.map { related in
      FaultText.object(
        FaultText.members(of: FaultPlace(related.mark, in: files)) + [("note", FaultText.quoted(related.note))])
    }
    if !related.isEmpty { members.append(("related", "[\(related.joined(separator: ","))]")) }
    return FaultText.object(members)
  }

  /// The first `limit` faults with errors before the rest, a blank line between, and a line that counts them all.
  public func report(_ faults: [Fault], limit: Int = 100) -> String {
    guard !faults.isEmpty else { return "" }
    let ordered = faults.filter { $0.severity == .error } + faults.filter { $0.severity != .error }
    var text = ordered.prefix(limit).map { self.text($0) }.joined(separator: "\n")
    if faults.count > limit { text += "\n\(faults.count - limit) more are not shown\n" }
    return text + "\n" + FaultText.count(faults) + "\n"
  }

  /// Every fault as a line of JSON.
  public func jsonLines(_ faults: [Fault]) -> String { faults.map { json($0) + "\n" }.joined() }

  /// `2 errors, 1 note`.
  public static func count(_ faults: [Fault]) -> String {
    let severities: [Fault.Severity] = [.error, .warning, .note]
    return severities.compactMap { severity in
      let count = faults.filter { $0.severity == severity }.count
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }.joined(separator: ", ")
  }

  /// Rules of faults that are about a file as a whole: no line of it is to blame.
  private static let aboutFiles: Set<String> = Set(
    [
      ReadingRule.unknownTable, .duplicateTable, .workbook, .unreadFile, .fileTooLarge, .furtherFaults, .noHeader,
    ].map(\.rawValue))

  private static func position(_ place: FaultPlace) -> String { "\(place.file):\(place.line):\(place.column)" }

  private static func excerpt(_ place: FaultPlace) -> [String] {
    let excerpt = FaultExcerpt(place)
    guard !excerpt.text.isEmpty else { return [] }
    let number = String(place.line)
    return [
      "  \(number) | \(excerpt.text)",
      "  \(String(repeating: " ", count: number.count)) | \(excerpt.pointer)",
    ]
  }

  private static func members(of place: FaultPlace?) -> [(String, String)] {
    guard let place else { return [] }
    return [("file", quoted(place.file)), ("line", "\(place.line)"), ("column", "\(place.column)")]
  }

  private static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  /// A JSON string (RFC 8259); control characters as escapes, all else as it is.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<" ", "\u{7f}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
