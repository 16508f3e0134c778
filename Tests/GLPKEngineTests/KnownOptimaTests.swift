import Foundation
import MathProgram
import Testing

@testable import GLPKEngine

/// Classic instances against their published optima; only where the data is.
@Suite(.enabled(if: ClassicFiles.data != nil), .serialized)
struct KnownOptimaTests {
  private static let isTalking = ProcessInfo.processInfo.environment["LANEWISE_TEST_TALK"] != nil
  private static let data = ClassicFiles.data ?? ""

  @Test(arguments: [
    ("adlittle", 2.2549496316E+05), ("afiro", -4.6475314286E+02), ("agg", -3.5991767287E+07),
    ("bandm", -1.5862801845E+02), ("blend", -3.0812149846E+01), ("boeing1", -3.3521356751E+02),
    ("brandy", 1.5185098965E+03), ("capri", 2.6900129138E+03), ("degen2", -1.4351780000E+03),
    ("israel", -8.9664482186E+05), ("kb2", -1.7499001299E+03),
  ])
  func netlibProgramsAreSolvedWithProof(_ name: String, _ optimum: Double) throws {
    let program = try ClassicFiles.mps("\(Self.data)/netlib-lp/\(name).mps.gz")
    try expect(optimum, .linear(program), name)
  }

  @Test(arguments: [
    ("egout", 568.101), ("flugpl", 1_201_500), ("khb05250", 106_940_226), ("lseu", 1120), ("misc03", 3360),
    ("p0033", 3089), ("fixnet6", 3983), ("pp08a", 7350),
  ])
  func miplibProgramsAreSolvedOrNotCalledOptimal(_ name: String, _ optimum: Double) throws {
    let program = try ClassicFiles.mps("\(Self.data)/miplib3/\(name).mps.gz")
    try expect(optimum, .linear(program), name, seconds: limit)
  }

  @Test(arguments: [
    ("bal8x12", 471.55), ("bk4x3", 350), ("gr4x6", 202.35), ("ran10x10a", 1499), ("ran12x12", 2291),
    ("ran4x64", 9711),
  ])
  func fixedChargeTransportIsSolvedOrNotCalledOptimal(_ name: String, _ optimum: Double) throws {
    let program = try ClassicFiles.mps("\(Self.data)/fctp/\(name).mps.gz")
    try expect(optimum, .linear(program), name, seconds: limit)
  }

  @Test(arguments: [
    ("cattrysse1994/gap1-0", 261), ("cattrysse1994/gap1-1", 269), ("cattrysse1994/gap1-2", 256),
    ("cattrysse1994/gap1-3", 274), ("cattrysse1994/gap1-4", 251), ("cattrysse1994/gap2-0", 277),
    ("cattrysse1994/gap2-1", 269), ("cattrysse1994/gap2-2", 260), ("cattrysse1994/gap2-3", 269),
    ("cattrysse1994/gap2-4", 267), ("cattrysse1994/gap3-0", 438), ("cattrysse1994/gap3-1", 415),
    ("cattrysse1994/gap3-2", 446), ("cattrysse1994/gap3-3", 430), ("cattrysse1994/gap3-4", 411),
    ("chu1997/a05100", 1698), ("chu1997/c05100", 1931),
    ("chu1997/a10200", 2623), ("chu1997/c10100", 1402), ("chu1997/d05100", 6353),
  ])
  func assignmentsAreSolvedOrNotCalledOptimal(_ name: String, _ optimum: Double) throws {
    let program = try ClassicFiles.assignment("\(Self.data)/gap/\(name)")
    try expect(optimum, .linear(program), name, seconds: limit)
  }

  @Test(arguments: [
    ("cap41", 1_040_444.375), ("cap44", 1_235_500.450), ("cap51", 1_025_208.225), ("cap64", 1_045_650.250),
    ("cap71", 932_615.750), ("cap74", 1_034_976.975),
  ])
  func warehouseLocationIsSolvedOrNotCalledOptimal(_ name: String, _ optimum: Double) throws {
    let program = try ClassicFiles.warehouses("\(Self.data)/orlib-cap/\(name).txt")
    try expect(optimum, .linear(program), name, seconds: limit)
  }

  @Test(arguments: [
    ("netgen-standard/netgen-101.min.xz", 6_191_726), ("netgen-standard/netgen-104.min.xz", -19_100_371),
    ("netgen-standard/netgen-106.min.xz", 4_314_276), ("netgen-standard/netgen-109.min.xz", 9_190_300),
    ("netgen-standard/netgen-110.min.xz", 8_975_048), ("netgen-standard/netgen-117.min.xz", 4_420_560),
    ("netgen-standard/netgen-119.min.xz", 7_724_179), ("netgen-standard/netgen-121.min.xz", 66_366_360),
    ("lemon-netgen/netgen_8_08a.min.gz", 142_274_536),
  ])
  func netgenNetworksAreSolvedWithPotentials(_ name: String, _ optimum: Double) throws {
    // GLPK takes up to half a minute on those of 5,000 nodes; they are for larger campaigns.
    if Self.scale < 10 && !name.contains("8_08a") { return }
    let network = try ClassicFiles.network("\(Self.data)/mincostflow/\(name)")
    let outcome = try expect(optimum, .flow(network), name)
    guard case .potentials? = outcome.proof.evidence else {
      Issue.record("\(name) has no potentials")
      return
    }
  }

  /// Seconds a program with integers; the campaign's scale buys more.
  private var limit: Double { 3 * Self.scale }

  private static let scale = Double(ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"] ?? "") ?? 1

  /// Solved: within 1e-6 of the optimum. Not solved in time: on the right sides of it.
  @discardableResult
  private func expect(
    _ optimum: Double, _ program: Program, _ name: String, seconds: Double? = nil
  ) throws -> Outcome {
    let start = ContinuousClock.now
    let deadline = seconds.map { start + .seconds($0) }
    let outcome = try GLPKSolver().solve(program, SolveControl(deadline: deadline))
    let time = ContinuousClock.now - start
    if Self.isTalking {
      print(
        name, outcome.status(), outcome.objective ?? .nan, outcome.proof.bound ?? .nan, optimum, time, outcome.work,
        outcome.attempts.map { "\($0.method): \($0.result)" })
    }
    let slack = 1e-6 * abs(optimum)
    if outcome.status() == .optimal || seconds == nil {
      #expect(outcome.status() == .optimal, "\(name): \(outcome.attempts)")
      #expect(abs((outcome.objective ?? .nan) - optimum) <= slack, "\(name)")
    } else {
      #expect([.feasible, .unknown].contains(outcome.status()), "\(name)")
      if let objective = outcome.objective { #expect(objective >= optimum - slack, "\(name)") }
      if let bound = outcome.proof.bound { #expect(bound <= optimum + slack, "\(name)") }
    }
    return outcome
  }
}
