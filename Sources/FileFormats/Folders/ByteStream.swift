/// Bytes on their way to a file, handed on a piece at a time: a file of any size takes the memory of one piece.
public struct ByteStream {
  /// Takes the next piece.
  public typealias Sink = (_ piece: [UInt8]) -> Void

  /// From how many bytes on a piece is handed on.
  static let pieceSize = 1 << 16

  /// What is not handed on yet; without a sink everything.
  public private(set) var bytes: [UInt8] = []
  private let sink: Sink?

  /// - Parameter sink: nil gathers everything in `bytes`.
  public init(to sink: Sink? = nil) { self.sink = sink }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(contentsOf text: String.UTF8View) { bytes.append(contentsOf: text) }

  mutating func append(contentsOf text: Substring.UTF8View) { bytes.append(contentsOf: text) }

  /// Hands a full piece on; asked for where a line ends, not for each byte.
  mutating func passOn() {
    if bytes.count >= ByteStream.pieceSize { finish() }
  }

  /// Hands on what is left.
  mutating func finish() {
    guard let sink, !bytes.isEmpty else { return }
    sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
