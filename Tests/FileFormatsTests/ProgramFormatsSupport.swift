import FileFormats
import Foundation
import MathProgram
import Testing

/// Random numbers from a seed (SplitMix64), the same on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// The folder of public instances; nil where it is not at hand.
let publicData = ProcessInfo.processInfo.environment["LANEWISE_DATA"].map { URL(fileURLWithPath: $0) }

/// `count`, scaled as the environment asks.
func scaled(_ count: Int) -> Int {
  let scale = ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"].flatMap(Double.init) ?? 1
  return max(1, Int(Double(count) * scale))
}

/// Files in a folder of the public data, sorted by name.
func publicFiles(_ folder: String, _ suffix: String) -> [String] {
  guard let publicData else { return [] }
  let path = publicData.appendingPathComponent(folder).path
  let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
  return names.filter { $0.hasSuffix(suffix) }.sorted().map { "\(path)/\($0)" }
}

func linear(_ text: String, _ format: ProgramFormat) throws -> LinearProgram {
  let file = try ProgramFile.read(bytes: Array(text.utf8), format: format, name: "t")
  guard case .linear(let program) = file.program else { throw ProgramFormatFaults([]) }
  return program
}

func readNetwork(_ text: String) throws -> FlowNetwork {
  let file = try ProgramFile.read(bytes: Array(text.utf8), format: .dimacsMin, name: "t")
  guard case .flow(let network) = file.program else { throw ProgramFormatFaults([]) }
  return network
}

/// The faults of a text; none where it is read.
func faults(_ text: String, _ format: ProgramFormat) -> [ProgramFormatFault] {
  faults(Array(text.utf8), format)
}

func faults(_ bytes: [UInt8], _ format: ProgramFormat) -> [ProgramFormatFault] {
  do {
    _ = try ProgramFile.read(bytes: bytes, format: format, name: "t")
    return []
  } catch {
    return error.faults
  }
}

/// A row as a dictionary from column to coefficient.
func row(_ program: LinearProgram, _ index: Int) -> [Int: Double] {
  var entries: [Int: Double] = [:]
  for entry in program.entryRange(ofRow: index) {
    entries[Int(program.columnIndices[entry])] = program.coefficients[entry]
  }
  return entries
}
