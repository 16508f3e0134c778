import FoundationEssentials

/// `manifest.json`: which files an output folder holds, and from what they were made. Written last, so that a folder
/// with a manifest is whole.
public struct Manifest: Sendable, Equatable {
  public static let fileName = "manifest.json"
  public static let schemaVersion = 1
  static let generator = "lanewise"

  /// A file and the SHA-256 of its bytes.
  public struct Entry: Sendable, Equatable, Codable {
    public var file: String
    public var bytes: Int
    public var sha256: String
  }

  public struct Option: Sendable, Equatable, Codable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  public var command: String
  public var options: [Option]
  public var inputs: [Entry]
  public var outputs: [Entry]

  /// - Throws: `OutputFault.digestFailed`.
  public init(
    command: String, options: [Option], inputs: [OutputFile], outputs: [OutputFile]
  ) throws(OutputFault) {
    self.command = command
    self.options = options
    self.inputs = try inputs.map(Manifest.entry)
    self.outputs = try outputs.map(Manifest.entry)
  }

  init(command: String, options: [Option], inputs: [OutputFile], entries: [Entry]) throws(OutputFault) {
    self.command = command
    self.options = options
    self.inputs = try inputs.map(Manifest.entry)
    outputs = entries
  }

  private static func entry(_ file: OutputFile) throws(OutputFault) -> Entry {
    var made: Entry?
    try digesting(file, { _ in }) { made = $0 }
    guard let made else { throw .digestFailed(file.name) }
    return made
  }

  /// Hands a file's bytes on, and then its entry.
  static func digesting(
    _ file: OutputFile, _ sink: ByteStream.Sink, _ note: (Entry) -> Void
  ) throws(OutputFault) {
    let digest = SHA256()
    var count = 0
    try file.write { piece in
      digest.update(piece)
      count += piece.count
      sink(piece)
    }
    guard let text = digest.hexadecimal() else { throw .digestFailed(file.name) }
    note(Entry(file: file.name, bytes: count, sha256: text))
  }

  public var file: OutputFile { OutputFile(name: Manifest.fileName, bytes: bytes) }

  var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("schema_version", count: Manifest.schemaVersion)
      json.member("generator", Manifest.generator)
      json.member("command", command)
      json.list("options", options) { json, option in
        json.object(.inline) { json in
          json.member("name", option.name)
          json.member("value", option.value)
        }
      }
      json.list("inputs", inputs, .lines, Manifest.write)
      json.list("outputs", outputs, .lines, Manifest.write)
    }
    return json.finished()
  }

  private static func write(_ json: inout JSONWriter, _ entry: Entry) {
    json.object(.inline) { json in
      json.member("file", entry.file)
      json.member("bytes", count: entry.bytes)
      json.member("sha256", entry.sha256)
    }
  }

  /// nil where the bytes are no manifest of ours.
  static func outputs(of bytes: [UInt8]) -> [Entry]? {
    struct Document: Decodable {
      var generator: String
      var outputs: [Entry]
    }
    guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)) else { return nil }
    return document.generator == generator ? document.outputs : nil
  }
}
