/// One file of an output folder, written a piece at a time.
public struct OutputFile: Sendable, Equatable {
  /// Without any folder.
  public let name: String
  private let produce: @Sendable (ByteStream.Sink) throws(OutputFault) -> Void

  /// - Parameter produce: hands on the file's bytes, the same each time it is asked.
  public init(name: String, _ produce: @escaping @Sendable (ByteStream.Sink) throws(OutputFault) -> Void) {
    self.name = name
    self.produce = produce
  }

  public init(name: String, bytes: [UInt8]) { self.init(name: name) { sink in sink(bytes) } }

  /// A table, row by row.
  init(name: String, header: [String], _ rows: @escaping @Sendable (inout SummaryTable) -> Void) {
    self.init(name: name) { sink in
      withoutActuallyEscaping(sink) { sink in
        var table = SummaryTable(header, to: sink)
        rows(&table)
        table.finish()
      }
    }
  }

  /// A JSON document, member by member.
  init(name: String, json members: @escaping @Sendable (inout JSONWriter) -> Void) {
    self.init(name: name) { sink in
      withoutActuallyEscaping(sink) { sink in
        var json = JSONWriter(to: sink)
        members(&json)
        json.finish()
      }
    }
  }

  /// Hands on the bytes piece by piece.
  ///
  /// - Throws: `OutputFault` where they cannot be made.
  func write(to sink: ByteStream.Sink) throws(OutputFault) { try produce(sink) }

  /// All of them at once; empty where they cannot be made.
  public var bytes: [UInt8] {
    var all: [UInt8] = []
    do {
      try write { all += $0 }
    } catch {
      return []
    }
    return all
  }

  public static func == (one: OutputFile, other: OutputFile) -> Bool {
    one.name == other.name && one.bytes == other.bytes
  }
}
