/// One file of an output folder.
public struct OutputFile: Sendable, Equatable {
  /// Without any folder.
  public var name: String
  public var bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}
