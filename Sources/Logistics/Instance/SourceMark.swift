/// A place in a source file. 16 bytes; the column is found by scanning the row again, which only a fault has to do.
public struct SourceMark: Sendable, Hashable {
  /// Index into the draft's files.
  public let file: Int32
  /// From 1.
  public let line: Int32
  /// Of the row's first byte.
  public let offset: UInt32
  /// The field's index in the row, from 0; −1 for the row as a whole.
  public let field: Int16

  public init(file: Int32, line: Int32, offset: UInt32, field: Int16 = -1) {
    self.file = file
    self.line = line
    self.offset = offset
    self.field = field
  }

  public func field(_ index: Int16) -> SourceMark { SourceMark(file: file, line: line, offset: offset, field: index) }
}

/// Something wrong with an instance, or worth knowing: where, what, by which rule, and what to do.
public struct Fault: Error, Sendable, Equatable {
  public enum Severity: String, Sendable { case error, warning, note }

  public let severity: Severity
  /// nil where the fault has no place in a file.
  public let mark: SourceMark?
  /// A stable short name of the rule: `unknown-name`, `number-out-of-range`, ….
  public let rule: String
  /// Lower case, no full stop, literal text in backticks.
  public let message: String
  public let hint: String?
  /// The offending text where it is not simply the cell.
  public let text: String?
  /// Further places that belong to the fault, each with a word on its part.
  public let related: [Related]

  public struct Related: Sendable, Equatable {
    public let mark: SourceMark
    public let note: String
    public init(_ mark: SourceMark, _ note: String) {
      self.mark = mark
      self.note = note
    }
  }

  public init(
    _ severity: Severity = .error, at mark: SourceMark?, rule: String, _ message: String, hint: String? = nil,
    text: String? = nil, related: [Related] = []
  ) {
    self.severity = severity
    self.mark = mark
    self.rule = rule
    self.message = message
    self.hint = hint
    self.text = text
    self.related = related
  }
}
