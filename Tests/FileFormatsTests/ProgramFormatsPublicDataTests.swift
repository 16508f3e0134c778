import FileFormats
import Foundation
import MathProgram
import Testing

/// Sizes as the publishers of the instances print them, and what must hold of every file at hand.
@Suite(.enabled(if: publicData != nil)) struct ProgramFormatsPublicDataTests {
  private func read(_ path: String, _ format: ProgramFormat? = nil) throws -> Program {
    try ProgramFile.read(path: path, format: format).program
  }

  private func expectRoundTrips(_ program: LinearProgram, _ path: String) throws {
    for format in [ProgramFormat.mps, .lp] {
      let bytes = try format == .lp ? ProgramWriter.lp(program) : ProgramWriter.mps(program)
      guard case .linear(let back) = try ProgramFile.read(bytes: bytes, format: format, name: path).program else {
        return
      }
      #expect(back == program, "\(path) as \(format)")
    }
  }

  @Test(arguments: publicFiles("netlib-lp", ".gz") + publicFiles("miplib3", ".gz") + publicFiles("fctp", ".gz"))
  func anMPSFileIsASoundProgramThatReadsBackAsItself(path: String) throws {
    guard case .linear(let program) = try read(path) else { return }
    #expect(program.faults().isEmpty)
    #expect(program.columnCount > 0 && program.rowCount > 0)
    try expectRoundTrips(program, path)
  }

  /// Rows (the objective counted, which the index forgets for boeing1), columns and nonzeros (the objective's counted)
  /// of the netlib index.
  @Test(arguments: [
    ("adlittle", 57, 97, 465), ("afiro", 28, 32, 88), ("agg", 489, 163, 2541), ("bandm", 306, 472, 2659),
    ("blend", 75, 83, 521), ("boeing1", 352, 384, 3865), ("brandy", 221, 249, 2150), ("capri", 272, 353, 1786),
    ("degen2", 445, 534, 4449), ("israel", 175, 142, 2358), ("kb2", 44, 41, 291),
  ])
  func aNetlibProgramHasTheSizeThatItsIndexPrints(name: String, rows: Int, columns: Int, nonzeros: Int) throws {
    guard
      let path = publicFiles("netlib-lp", "/\(name).mps.gz").first ?? publicFiles("netlib-lp", "\(name).mps.gz").first
    else { return }
    guard case .linear(let program) = try read(path) else { return }
    let costs = program.objective.count { $0 != 0 }
    #expect(program.rowCount + 1 == rows)
    #expect(program.columnCount == columns)
    #expect(program.entryCount + costs == nonzeros)
  }

  /// Rows, columns and whole columns of the catalogue of MIPLIB 3.
  @Test(arguments: [
    ("khb05250", 101, 1350, 24), ("egout", 98, 141, 55), ("fixnet6", 478, 878, 378), ("pp08a", 136, 240, 64),
    ("misc03", 96, 160, 159), ("p0033", 16, 33, 33), ("lseu", 28, 89, 89), ("flugpl", 18, 18, 11),
  ])
  func aMIPLIBProgramHasTheSizeThatItsCataloguePrints(name: String, rows: Int, columns: Int, whole: Int) throws {
    guard let path = publicFiles("miplib3", "\(name).mps.gz").first else { return }
    guard case .linear(let program) = try read(path) else { return }
    #expect(program.rowCount == rows)
    #expect(program.columnCount == columns)
    #expect(program.isInteger.count { $0 } == whole)
  }

  @Test(arguments: publicFiles("fctp", ".gz"))
  func aFixedChargeProgramHasABinaryForEachLane(path: String) throws {
    guard case .linear(let program) = try read(path) else { return }
    let binaries = program.isInteger.indices.filter { program.isInteger[$0] }
    #expect(binaries.allSatisfy { program.columnLower[$0] == 0 && program.columnUpper[$0] == 1 })
    #expect(binaries.count * 2 == program.columnCount)
  }

  @Test(arguments: publicFiles("torture/mip", ".lp"))
  func aTrickleProgramIsReadAsItsTextSays(path: String) throws {
    guard case .linear(let program) = try read(path) else { return }
    #expect(program.columnNames == ["open", "flow"])
    #expect(program.rowNames == ["demand", "link"])
    #expect(program.objective == [1000, 0.001])
    #expect(program.isInteger == [true, false])
    #expect(program.columnUpper[0] == 1 && program.columnUpper[1] == -row(program, 1)[0, default: 0])
    try expectRoundTrips(program, path)
  }

  @Test(arguments: publicFiles("gap", "").filter { $0.contains("cattrysse1994/") || $0.contains("chu1997/") })
  func anAssignmentProgramHasARowForEachJobAndAgent(path: String) throws {
    guard case .linear(let program) = try read(path, .gap) else { return }
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    let (agents, jobs) = (Int(numbers[0]), Int(numbers[1]))
    #expect(program.columnCount == agents * jobs && program.rowCount == agents + jobs)
    #expect(program.objective == Array(numbers[2..<2 + agents * jobs]))
    #expect(Array(program.rowUpper[jobs...]) == Array(numbers[(2 + 2 * agents * jobs)...]))
    #expect(
      program.coefficients.reduce(0, +) == Double(agents * jobs)
        + numbers[(2 + agents * jobs)..<(2 + 2 * agents * jobs)].reduce(0, +))
  }

  @Test(arguments: publicFiles("mincostflow", ".gz") + publicFiles("mincostflow", ".dmx"))
  func aNetworkHasAsManyArcsAsItDeclaresAndShipsWhatIsAsked(path: String) throws {
    guard case .flow(let network) = try read(path) else { return }
    #expect(network.arcCount > 0)
    #expect(network.supply.reduce(0, +) == 0)
    let bytes = try ProgramWriter.dimacsMin(network)
    guard case .flow(let back) = try ProgramFile.read(bytes: bytes, format: .dimacsMin, name: path).program else {
      return
    }
    #expect(back == network)
  }

  /// Nodes and arcs of the NETGEN problems; they are packed with xz, which only the tests unpack.
  @Test(arguments: [
    ("netgen-101", 5000, 25336), ("netgen-104", 5000, 25344), ("netgen-106", 5000, 12870), ("netgen-109", 5000, 75299),
    ("netgen-110", 5000, 12825), ("netgen-117", 5000, 12816), ("netgen-119", 5000, 50301), ("netgen-121", 5000, 25000),
  ])
  func aStandardNetworkHasTheSizeThatIsPublished(name: String, nodes: Int, arcs: Int) throws {
    guard let path = publicFiles("mincostflow", "\(name).min.xz").first, let text = unpackedWithXZ(path) else { return }
    guard case .flow(let network) = try ProgramFile.read(bytes: text, format: .dimacsMin, name: path).program else {
      return
    }
    #expect(network.nodeCount == nodes && network.arcCount == arcs)
    #expect(network.supply.reduce(0, +) == 0)
  }

  private func unpackedWithXZ(_ path: String) -> [UInt8]? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["xz", "-dc", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? Array(data) : nil
  }
}
