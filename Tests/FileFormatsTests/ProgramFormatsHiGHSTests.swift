import Foundation
import MathProgram
import Testing

@testable import FileFormats

/// What HiGHS reads, where its Python package is at hand: `LANEWISE_PYTHON` names the interpreter, `python3` otherwise.
@Suite(.enabled(if: HiGHSReader.isAtHand)) struct ProgramFormatsHiGHSTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "lanewise-highs-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  /// The program as the oracle wants it told; rows that the writer splits are told as two.
  private func dump(
    _ program: LinearProgram, columnNames: [String], rowNames: [String], splits: (Double, Double) -> Bool
  ) -> String {
    var text = "direction \(program.direction == .maximize ? "max" : "min")\nconstant \(program.objectiveConstant)\n"
    for column in 0..<program.columnCount {
      text += "column \(program.columnLower[column]) \(program.columnUpper[column]) \(program.objective[column]) "
      text += "\(program.isInteger[column] ? 1 : 0) \(columnNames[column])\n"
    }
    var next = 0
    for row in 0..<program.rowCount {
      let (lower, upper) = (program.rowLower[row], program.rowUpper[row])
      let isSplit = splits(lower, upper)
      text += "row \(lower) \(isSplit ? .infinity : upper) \(rowNames[row])\n"
      if isSplit { text += "row \(-Double.infinity) \(upper) \(rowNames[row])%up\n" }
      for part in 0..<(isSplit ? 2 : 1) {
        for entry in program.entryRange(ofRow: row) {
          text += "entry \(next + part) \(program.columnIndices[entry]) \(program.coefficients[entry])\n"
        }
      }
      next += isSplit ? 2 : 1
    }
    return text
  }

  private func store(_ bytes: [UInt8], _ name: String) throws -> String {
    let url = folder.appendingPathComponent(name)
    try Data(bytes).write(to: url)
    return url.path
  }

  /// Writes `program` in both formats, with what HiGHS should read in each, and returns the paths in the oracle's
  /// order.
  private func stored(_ program: LinearProgram, _ name: String) throws -> [String] {
    let mps = try ProgramWriter.mps(program)
    let mpsText = String(decoding: mps, as: UTF8.self)
    let mpsNames = try ProgramNames(program, MPSWriter.encode)
    let split = Set(mpsNames.rows.filter { mpsText.contains(" L  \($0)%up\n") })
    var row = -1
    let mpsDump = dump(program, columnNames: mpsNames.columns, rowNames: mpsNames.rows) { _, _ in
      row += 1
      return split.contains(mpsNames.rows[row])
    }
    let lpNames = try ProgramNames(program, LPWriter.encode)
    let lpDump = dump(program, columnNames: lpNames.columns, rowNames: lpNames.rows) { lower, upper in
      lower > -.infinity && upper < .infinity && lower != upper
    }
    return [
      try store(mps, "\(name).mps"), try store(Array(mpsDump.utf8), "\(name).mps.dump"),
      try store(ProgramWriter.lp(program), "\(name).lp"), try store(Array(lpDump.utf8), "\(name).lp.dump"),
    ]
  }

  @Test func randomProgramsAreReadAsTheyWereWritten() throws {
    let seed: UInt64 = 2_718
    var random = SeededGenerator(seed: seed)
    var paths: [String] = []
    for round in 0..<scaled(200) {
      let program = randomProgram(&random)
      // HiGHS reads no program without columns from LP.
      if program.columnCount > 0 { paths += try stored(program, "p\(round)") }
    }
    expectNoComplaints(paths, "seed \(seed)")
  }

  @Test(.enabled(if: publicData != nil)) func publicProgramsAreReadAsWeReadThem() throws {
    var paths: [String] = []
    let files =
      ["netlib-lp", "miplib3", "fctp"].flatMap { publicFiles($0, ".mps.gz") } + publicFiles("torture/mip", ".lp")
    for (place, path) in files.enumerated() {
      guard case .linear(let program) = try ProgramFile.read(path: path).program else { continue }
      let told = dump(program, columnNames: program.columnNames, rowNames: program.rowNames) { _, _ in false }
      paths += [path, try store(Array(told.utf8), "\(place).dump")]
      paths += try stored(program, "\(place)")
    }
    expectNoComplaints(paths, "public data")
  }

  /// Leaves the files where they are when HiGHS reads something else.
  private func expectNoComplaints(_ paths: [String], _ what: String) {
    let complaints = HiGHSReader.complaints(paths)
    #expect(complaints == "", "\(what), files in \(folder.path)")
    if complaints.isEmpty { try? FileManager.default.removeItem(at: folder) }
  }
}

enum HiGHSReader {
  private static let python = ProcessInfo.processInfo.environment["LANEWISE_PYTHON"] ?? "python3"
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Oracles/highs_reads.py").path

  static let isAtHand = run(["-c", "import highspy"]).status == 0

  /// What HiGHS reads otherwise than the dumps tell; empty where all agree.
  static func complaints(_ paths: [String]) -> String {
    let (status, text) = run([script] + paths)
    return status == 0 ? "" : "status \(status)\n\(text)"
  }

  private static func run(_ arguments: [String]) -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return (-1, "") }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
