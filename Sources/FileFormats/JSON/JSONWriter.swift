/// Writes JSON as a stream: members in the order written, the same bytes for the same calls.
///
/// Exact numbers go out as strings through `string`; `number` is for what is measured, not planned.
public struct JSONWriter {
  /// Whether members stand on a line each, or one after the other, with or without a blank between them.
  public enum Layout: Sendable { case lines, inline, compact }

  private var stream: ByteStream
  private var open: [Container] = []
  private var afterKey = false

  private struct Container {
    var layout: Layout
    var isEmpty = true
  }

  /// - Parameter sink: takes the text piece by piece, the last one with `finish`; nil gathers it for `finished`.
  public init(to sink: ByteStream.Sink? = nil) { stream = ByteStream(to: sink) }

  public mutating func object(_ layout: Layout = .lines, _ body: (inout JSONWriter) -> Void) {
    container("{", "}", layout, body)
  }

  public mutating func array(_ layout: Layout = .lines, _ body: (inout JSONWriter) -> Void) {
    container("[", "]", layout, body)
  }

  /// The name of the member that the next call writes.
  public mutating func key(_ name: String) {
    startValue()
    quote(name)
    append(open.last?.layout == .compact ? ":" : ": ")
    afterKey = true
  }

  public mutating func string(_ text: String) {
    startValue()
    quote(text)
  }

  public mutating func integer(_ value: Int) {
    startValue()
    append(String(value))
  }

  /// A measured number; `null` where it is not finite.
  public mutating func number(_ value: Double) {
    startValue()
    append(value.isFinite ? "\(value)" : "null")
  }

  public mutating func flag(_ value: Bool) {
    startValue()
    append(value ? "true" : "false")
  }

  public mutating func null() {
    startValue()
    append("null")
  }

  /// The bytes, ended by a line feed.
  public func finished() -> [UInt8] { stream.bytes + [UInt8(ascii: "\n")] }

  /// Hands on what is left, ended by a line feed.
  public mutating func finish() {
    stream.append(UInt8(ascii: "\n"))
    stream.finish()
  }

  private mutating func container(
    _ start: StaticString, _ end: StaticString, _ layout: Layout, _ body: (inout JSONWriter) -> Void
  ) {
    startValue()
    append(start.description)
    // What stands inside a line cannot break it.
    let actual = open.last.map { $0.layout == .lines ? layout : $0.layout } ?? layout
    open.append(Container(layout: actual))
    body(&self)
    if let closed = open.popLast(), closed.layout == .lines, !closed.isEmpty { breakLine() }
    append(end.description)
  }

  private mutating func startValue() {
    if afterKey {
      afterKey = false
      return
    }
    guard let last = open.indices.last else { return }
    if !open[last].isEmpty { append(open[last].layout == .inline ? ", " : ",") }
    open[last].isEmpty = false
    if open[last].layout == .lines { breakLine() }
  }

  private mutating func breakLine() {
    stream.append(UInt8(ascii: "\n"))
    stream.passOn()
    for _ in 0..<2 * open.count { stream.append(UInt8(ascii: " ")) }
  }

  private mutating func append(_ text: String) { stream.append(contentsOf: text.utf8) }

  private mutating func quote(_ text: String) {
    stream.append(UInt8(ascii: "\""))
    var rest = text.utf8[...]
    // Some readers take a byte order mark at the start of any text for their own.
    if rest.starts(with: [0xef, 0xbb, 0xbf]) {
      append("\\ufeff")
      rest = rest.dropFirst(3)
    }
    for byte in rest {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case UInt8(ascii: "\n"): append("\\n")
      case UInt8(ascii: "\r"): append("\\r")
      case UInt8(ascii: "\t"): append("\\t")
      case 0..<0x20, 0x7f: append("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))")
      default: stream.append(byte)
      }
    }
    stream.append(UInt8(ascii: "\""))
  }
}

// MARK: Members

extension JSONWriter {
  public mutating func member(_ name: String, _ text: String?) {
    key(name)
    if let text { string(text) } else { null() }
  }

  public mutating func member(_ name: String, count: Int) {
    key(name)
    integer(count)
  }

  public mutating func member(_ name: String, flag value: Bool) {
    key(name)
    flag(value)
  }

  public mutating func member(_ name: String, measured value: Double?) {
    key(name)
    if let value { number(value) } else { null() }
  }

  /// A list, one element a call of `body`.
  public mutating func list<Elements: Sequence>(
    _ name: String, _ elements: Elements, _ layout: Layout = .lines,
    _ body: (inout JSONWriter, Elements.Element) -> Void
  ) {
    key(name)
    array(layout) { json in
      for element in elements { body(&json, element) }
    }
  }
}
