import Foundation
import Synchronization
import Testing

@testable import FileFormats

/// Output goes to the disk a piece at a time.
@Suite struct StreamingTests {
  private static let header = ["name", "amount"]

  private static func fill(_ table: inout SummaryTable) {
    for row in 0..<40_000 { table.add(["row, \(row)", "\(row)"]) }
  }

  @Test func aLargeTableIsHandedOnInPiecesThatMakeItUp() throws {
    var whole = SummaryTable(Self.header)
    Self.fill(&whole)
    var pieces: [[UInt8]] = []
    try OutputFile(name: "t.csv", header: Self.header, Self.fill).write { pieces.append($0) }
    #expect(pieces.count > 5)
    #expect(pieces.allSatisfy { $0.count < 2 * ByteStream.pieceSize })
    #expect(Array(pieces.joined()) == whole.bytes)
  }

  @Test func jsonIsHandedOnInPiecesThatMakeItUp() {
    func write(_ json: inout JSONWriter) {
      json.object { json in
        json.list("rows", 0..<30_000) { json, row in json.object(.inline) { $0.member("row", "number \(row)") } }
      }
    }
    var whole = JSONWriter()
    write(&whole)
    var pieces: [[UInt8]] = []
    var json = JSONWriter { pieces.append($0) }
    write(&json)
    json.finish()
    #expect(pieces.count > 5)
    #expect(pieces.allSatisfy { $0.count < 2 * ByteStream.pieceSize })
    #expect(Array(pieces.joined()) == whole.finished())
  }

  @Test func eachFileIsMadeOnceAndItsDigestIsThatOfWhatStandsOnTheDisk() throws {
    let root = NSTemporaryDirectory() + "lanewise-streaming-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    let made = Counter()
    let files = ["a.csv", "b.csv"].map { name in
      OutputFile(name: name, header: Self.header) { table in
        made.count()
        Self.fill(&table)
      }
    }
    try OutputFolder.write(
      to: root, files: Manifest.sealing(files, command: "plan", options: [], inputs: []), instanceFolder: nil)
    #expect(made.total == 2)
    let manifest = try #require(Manifest.outputs(of: Array(Data(contentsOf: URL(filePath: "\(root)/manifest.json")))))
    #expect(manifest.map(\.file) == ["a.csv", "b.csv"])
    for entry in manifest {
      let bytes = Array(try Data(contentsOf: URL(filePath: "\(root)/\(entry.file)")))
      #expect(entry.bytes == bytes.count)
      #expect(entry.sha256 == SHA256.hexadecimal(bytes))
    }
  }

  private final class Counter: Sendable {
    private let value = Mutex(0)
    func count() { value.withLock { $0 += 1 } }
    var total: Int { value.withLock { $0 } }
  }
}
