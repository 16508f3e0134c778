import Foundation
import MathProgram
import Testing

@testable import FileFormats

@Suite struct ProgramFormatsGzipTests {
  private let text = "p min 2 1\nn 1 3\nn 2 -3\na 1 2 0 5 7\n"

  /// A gzip member whose data are stored, not packed: what any zlib reads, without a zlib to write it.
  private func stored(_ text: some Collection<UInt8>) -> [UInt8] {
    var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    let length = UInt16(text.count)
    member += [1, UInt8(length & 255), UInt8(length >> 8), UInt8(~length & 255), UInt8(~length >> 8)]
    member += text
    for number in [checksum(text), UInt32(text.count)] {
      for shift in [0, 8, 16, 24] { member.append(UInt8(truncatingIfNeeded: number >> UInt32(shift))) }
    }
    return member
  }

  private func checksum(_ bytes: some Collection<UInt8>) -> UInt32 {
    var sum: UInt32 = ~0
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }

  private func read(_ bytes: [UInt8]) throws -> FlowNetwork? {
    guard case .flow(let network) = try ProgramFile.read(bytes: bytes, format: .dimacsMin, name: "t.gz").program else {
      return nil
    }
    return network
  }

  private func complaint(_ bytes: [UInt8]) -> String? {
    do {
      _ = try read(bytes)
      return nil
    } catch {
      return (error as? ProgramFormatFaults)?.faults.first?.rule
    }
  }

  @Test func aPackedFileReadsAsItsText() throws {
    #expect(try read(stored(text.utf8)) == readNetwork(text))
  }

  @Test func severalMembersAreOneText() throws {
    let bytes = Array(text.utf8)
    #expect(try read(stored(bytes[..<15]) + stored([]) + stored(bytes[15...])) == readNetwork(text))
  }

  @Test func zerosBehindTheLastMemberAreNoFault() throws {
    #expect(try read(stored(text.utf8) + [0, 0, 0, 0]) == readNetwork(text))
  }

  @Test func anythingElseBehindTheLastMemberIsAFault() {
    #expect(complaint(stored(text.utf8) + Array("garbage".utf8))?.contains("not gzip follows") == true)
    #expect(complaint(stored(text.utf8) + [0x1F])?.contains("not gzip follows") == true)
  }

  @Test func aFileThatIsCutOffAnywhereIsAFault() {
    let whole = stored(text.utf8)
    for length in 2..<whole.count {
      #expect(complaint(Array(whole[..<length])) != nil, "\(length) of \(whole.count) bytes")
    }
    #expect(complaint(Array(whole[..<20]))?.contains("end too early") == true)
  }

  @Test func aDamagedByteIsAFault() {
    var damaged = stored(text.utf8)
    damaged[20] ^= 1
    #expect(complaint(damaged)?.contains("damaged") == true)
  }

  @Test func textBeyondTheLimitIsAFault() {
    var options = ProgramReadingOptions(format: .dimacsMin)
    options.byteLimit = 20
    #expect(throws: ProgramFormatFaults.self) {
      try ProgramFile.read(bytes: stored(text.utf8), format: .dimacsMin, name: "t", options: options)
    }
  }

  @Test(arguments: [
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"), ([0x42, 0x5A, 0x68, 0x39], "bzip2"),
    ([0x50, 0x4B, 0x03, 0x04], "zip"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
  ])
  func otherPackingsAreRefusedByName(magic: [Int], name: String) {
    #expect(complaint(magic.map { UInt8($0) }) == "the file is packed with \(name)")
  }

  @Test func aFileThatIsNotThereIsAFaultInTheSystemsWords() {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("lanewise-absent.mps").path
    do {
      _ = try ProgramFile.read(path: path)
      Issue.record("an absent file was read")
    } catch {
      #expect(error.faults.first?.description == "\(path): the file cannot be read: No such file or directory")
    }
    #expect(throws: ProgramFormatFaults.self) {
      try ProgramFile.read(path: FileManager.default.temporaryDirectory.path, format: .mps)
    }
  }

  @Test(arguments: [
    ("a/b.mps", ProgramFormat.mps), ("b.MPS.GZ", .mps), ("x.y.lp", .lp), ("n.min.gz", .dimacsMin),
    ("n.dmx", .dimacsMin),
  ])
  func theExtensionSaysTheFormat(path: String, format: ProgramFormat) {
    #expect(ProgramFormat(path: path) == format)
  }

  @Test(arguments: ["gap1-0", "x.mps.xz", "", ".gz", "a.mps/b"])
  func otherExtensionsSayNothing(path: String) { #expect(ProgramFormat(path: path) == nil) }
}
