import FileFormats
import Foundation
import MathProgram
import Testing

@Suite struct ProgramFormatsHostileTests {
  private static let samples: [(ProgramFormat, String)] = [
    (
      .mps,
      """
      NAME          small
      OBJSENSE
          MAX
      ROWS
       N  cost
       L  lim1
       G  lim2
       E  myeqn
      COLUMNS
          x         cost         1.0   lim1         1.0
          x         lim2         1
          M1        'MARKER'                 'INTORG'
          y         cost         2   lim1           1
          M1        'MARKER'                 'INTEND'
          z         cost        -1   myeqn          1e-3
      RHS
          rhs       lim1         4   lim2           1
          rhs       cost         -10
      RANGES
          rng       lim1         2.5
      BOUNDS
       UP bnd       x            4
       LI bnd       y           -1
       FR bnd       z
      ENDATA

      """
    ),
    (
      .lp,
      """
      \\ comment
      Maximize
       obj: 3 x1 + 2.5 x2 - x3 + 4
      Subject To
       c1: x1 + x2 + x3 <= 10
       r: 1 <= x1 - 2e3 x3 <= 8
      Bounds
       -1 <= x2 <= 1e30
       x3 free
      Generals
       x3
      Binary
       y
      End

      """
    ),
    (.dimacsMin, "c net\np min 4 3\nn 1 4\nn 4 -4\na 1 2 0 4 2\na 2 4 1 5 -3\na 1 4 0 -1 9\n"),
    (.gap, "2 3\n1 2 3\n4 5 6\n1 1 1\n2 2 2\n3 4\n"),
  ]

  private static let fragments: [[UInt8]] = [
    [0], [0xFF, 0xFE], [0x0D], [0x0A], Array("-".utf8), Array("1e400".utf8), Array("1e-400".utf8), Array("nan".utf8),
    Array("'MARKER' 'INTORG'".utf8), Array("\nRHS\n".utf8), Array("\nBOUNDS\n".utf8), Array("\nCOLUMNS\n".utf8),
    Array("\nROWS\n".utf8), Array("\nENDATA\n".utf8), Array("99999999999999999999".utf8), Array("=".utf8),
    Array("<=".utf8), Array(":".utf8), Array("[".utf8), Array("\nEnd\n".utf8), Array("\nst\n".utf8),
    Array("9223372036854775807".utf8), Array("-9223372036854775808".utf8), Array("inf".utf8), Array("\\".utf8),
    Array(" x ".utf8), Array("\np min 2 2\n".utf8), Array("0x1p4".utf8), Array(".".utf8), Array("\n".utf8), [0xC3],
    Array("%up".utf8), Array("* lanewise: names percent-encoded\n".utf8),
  ]

  private func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let length = min(Int.random(in: 1...30, using: &random), bytes.count - place)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.removeSubrange(place..<place + length)
      case 2:
        bytes.insert(contentsOf: bytes[place..<place + length], at: Int.random(in: 0...bytes.count, using: &random))
      case 3: bytes.removeLast(bytes.count - place)
      default: bytes.insert(contentsOf: Self.fragments.randomElement(using: &random) ?? [], at: place)
      }
    }
    return bytes
  }

  /// Whatever is read without a fault must be a program that an engine may have.
  private func check(_ bytes: [UInt8], _ format: ProgramFormat) -> String? {
    do {
      let file = try ProgramFile.read(bytes: bytes, format: format, name: "t")
      switch file.program {
      case .linear(let program): return program.faults().first?.description
      case .flow(let network): return network.tail.count == network.arcCount ? nil : "lost arcs"
      case .fixedCharge(let network): return network.faults().first?.description
      case .award(let awards): return awards.faults().first?.description
      case .fixedChargeFlow(let flow): return flow.program.faults().first?.description
      }
    } catch {
      if error.faults.isEmpty { return "an error without a fault" }
      return error.faults.contains { $0.rule.isEmpty || $0.line < 0 } ? "a fault without words" : nil
    }
  }

  @Test(arguments: samples.indices)
  func damagedFilesAreFaultsOrSoundPrograms(sample: Int) {
    let (format, text) = Self.samples[sample]
    let seed = UInt64(1_000 + sample)
    var random = SeededGenerator(seed: seed)
    for round in 0..<scaled(4_000) {
      let bytes = mutated(Array(text.utf8), &random)
      for format in format == .mps ? [.mps, .mpsFixed] : [format] {
        if let complaint = check(bytes, format) {
          Issue.record("seed \(seed), round \(round): \(complaint)\n\(String(decoding: bytes, as: UTF8.self))")
          return
        }
      }
    }
  }

  @Test(arguments: [ProgramFormat.mps, .mpsFixed, .lp, .dimacsMin, .gap])
  func noiseIsNeverMoreThanAFault(format: ProgramFormat) {
    let seed: UInt64 = 77
    var random = SeededGenerator(seed: seed)
    for _ in 0..<scaled(500) {
      let noise = (0..<Int.random(in: 0...200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(check(noise, format) == nil, "seed \(seed)")
      let words = (0..<20).flatMap { _ in Self.fragments.randomElement(using: &random) ?? [] }
      #expect(check(words, format) == nil, "seed \(seed)")
    }
  }

  @Test(arguments: [ProgramFormat.mps, .mpsFixed, .lp, .dimacsMin, .gap])
  func aNULByteIsAFaultAtItsPlace(format: ProgramFormat) {
    let found = faults(Array("ab\nc".utf8) + [0] + Array("d".utf8), format)
    #expect(found.map(\.rule) == ["a NUL byte is no text"])
    #expect(found.first?.line == 2 && found.first?.column == 2)
  }

  @Test(arguments: [ProgramFormat.mps, .mpsFixed, .lp, .dimacsMin, .gap])
  func aFieldOfManyMegabytesIsShownInShort(format: ProgramFormat) {
    let length = scaled(8_000_000)
    for byte in [UInt8(ascii: "a"), UInt8(ascii: "1")] {
      let field = [UInt8](repeating: byte, count: length)
      for before in ["", "NAME\nROWS\n N o\nCOLUMNS\n x o ", "min\n", "p min 2 1\na 1 2 ", "2 2\n"] {
        let found = faults(Array(before.utf8) + field + Array("\n".utf8), format)
        #expect(!found.isEmpty && found.allSatisfy { $0.text.utf8.count < 200 })
      }
    }
  }

  @Test func aNetworkOfMoreNodesThanItsFileCouldNameIsRefusedBeforeItCostsMemory() {
    #expect(faults("p min 2000000000 1\na 1 2 0 1 1\n", .dimacsMin).first?.line == 1)
    #expect(!faults("p min 2 2000000000\na 1 2 0 1 1\n", .dimacsMin).isEmpty)
    #expect(!faults("1000000000 1000000000\n1\n", .gap).isEmpty)
  }

  @Test func textInUTF16OrLatin1IsAFaultWithAHint() {
    let utf16: [UInt8] = [0xFF, 0xFE, 0x4E, 0x00]
    #expect(faults(utf16, .mps).first?.hint == "convert it to UTF-8")
    let latin = Array("NAME\nROWS\n N o\nCOLUMNS\n x".utf8) + [0xE4] + Array(" o 1\nENDATA\n".utf8)
    #expect(faults(latin, .mps).first?.line == 5)
  }

  @Test func aSectionOutOfItsOrderIsAFaultAndNoMore() {
    let text =
      "NAME\nROWS\n N o\nCOLUMNS\n x o 1\nRHS\nCOLUMNS\n y o 1\nBOUNDS\n UP b y 4\nROWS\n L r\nRHS\n r r 1\nENDATA\n"
    #expect(faults(text, .mps).map(\.line) == [7, 10, 11, 13])
  }
}
