/// What is wrong with a file of a bare program, and where.
public struct ProgramFormatFault: Error, Sendable, Equatable, CustomStringConvertible {
  public var file: String
  /// From 1; 0 where the fault is the whole file's.
  public var line: Int
  /// In characters, from 1; 0 where the fault is the whole file's.
  public var column: Int
  /// The offending text, shortened, with unprintable bytes escaped; empty where something is missing.
  public var text: String
  /// What was expected, in words.
  public var rule: String
  public var hint: String?

  public init(file: String, line: Int = 0, column: Int = 0, text: String = "", rule: String, hint: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.text = text
    self.rule = rule
    self.hint = hint
  }

  /// `file:line:column: rule: text`, and the hint on a line of its own.
  public var description: String {
    let place = line > 0 ? "\(file):\(line):\(column)" : file
    let message = text.isEmpty ? "\(place): \(rule)" : "\(place): \(rule): `\(text)`"
    guard let hint else { return message }
    return "\(message)\nhint: \(hint)"
  }
}

/// All faults of a file, in the order of their places, up to the limit that the reader was given.
public struct ProgramFormatFaults: Error, Sendable, Equatable, CustomStringConvertible {
  public var faults: [ProgramFormatFault]
  /// Whether reading ended at the limit, so that there may be more.
  public var isCutShort: Bool

  public init(_ faults: [ProgramFormatFault], isCutShort: Bool = false) {
    self.faults = faults
    self.isCutShort = isCutShort
  }

  public var description: String {
    let lines = faults.map(\.description).joined(separator: "\n")
    return isCutShort ? "\(lines)\nreading ended after \(faults.count) faults" : lines
  }
}
