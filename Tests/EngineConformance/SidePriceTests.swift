import Foundation
import GLPKEngine
import MathProgram
import NativeEngines
import Testing

/// Rows that are left out and paid for, and programs without what is settled.
@Suite struct SidePriceTests {
  private static let scale = Double(ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"] ?? "") ?? 1

  private static func seeds(_ count: Double) -> ClosedRange<UInt64> { 1...UInt64(max(1, count * scale)) }

  /// A network of sites with a budget of a sort over its arcs and sites, either to be minimised or its negative to be maximised.
  private func program(_ draw: inout ProgramGenerator) -> LinearProgram {
    let network = draw.fixedCharge(sites: draw.integer(3...6), items: draw.integer(4...10), isPlain: true)
    var program = LinearProgram(network, .strong)
    let entries = (0..<program.columnCount).filter { _ in draw.chance(60) }.map { (column: $0, coefficient: draw.number(1...9)) }
    let isLeast = draw.chance(50)
    program.addRow(lower: isLeast ? draw.number(15...40) : -.infinity, upper: isLeast ? .infinity : draw.number(8...25), entries: entries)
    guard draw.chance(50) else { return program }
    program.direction = .maximize
    for column in 0..<program.columnCount { program.setObjective(-program.objective[column], column: column) }
    return program
  }

  @Test func whatIsPaidForBoundsTheWhole() throws {
    var (bounded, better) = (0, 0)
    for seed in Self.seeds(60) {
      var draw = ProgramGenerator(seed: seed)
      let whole = program(&draw)
      let sign: Double = whole.direction == .maximize ? -1 : 1
      guard let best = try GLPKSolver().solve(.linear(whole)).objective else { continue }
      let row = whole.rowCount - 1
      let price = (whole.rowLower[row] > -.infinity ? 1 : -1) * draw.number(1...200) / 20
      let bounds = try [0, price].map { price in
        let paying = whole.paying([price], forRows: [row])
        guard case .sites(let found) = paying.recognizeSites() else { throw EngineError.faultyProgram([]) }
        return try DecompositionEngine().solve(.fixedCharge(found.network)).proof.bound ?? -.infinity
      }
      for bound in bounds { #expect(bound <= sign * best + 1e-6 * max(1, abs(best)), "seed \(seed)") }
      bounded += 1
      if bounds[1] > bounds[0] + 1e-6 * max(1, abs(best)) { better += 1 }
    }
    print("\(bounded) bounded by what is paid for, \(better) better than for nothing")
    #expect(Double(bounded) >= 30 * Self.scale && Double(better) >= 5 * Self.scale)
  }

  @Test func whatIsSettledCostsTheSame() throws {
    var (solved, empty, smaller) = (0, 0, 0)
    for seed in Self.seeds(80) {
      var draw = ProgramGenerator(seed: seed)
      var whole = program(&draw)
      for column in 0..<whole.columnCount where whole.isInteger[column] && draw.chance(70) {
        let value: Double = draw.chance(60) ? 1 : 0
        whole.setColumnBounds(column, lower: value, upper: value)
      }
      let best = try GLPKSolver().solve(.linear(whole))
      guard let settled = SettledProgram(whole) else {
        #expect(best.proof.isInfeasible, "seed \(seed)")
        empty += 1
        continue
      }
      let left = try GLPKSolver().solve(.linear(settled.program))
      #expect(left.status() == best.status(), "seed \(seed)")
      guard case .columns(let values)? = left.solution, let value = left.objective, let expected = best.objective else { continue }
      #expect(abs(value - expected) <= 1e-6 * max(1, abs(expected)), "seed \(seed)")
      #expect(CanonicalProgram(whole).check(settled.values(values)).violation <= 1e-6, "seed \(seed)")
      solved += 1
      if settled.program.entryCount < whole.entryCount / 2 { smaller += 1 }
    }
    print("\(solved) solved, \(smaller) of them with less than half the entries, \(empty) contradict themselves")
    #expect(Double(solved) >= 15 * Self.scale && Double(smaller) >= 10 * Self.scale && empty > 0)
  }
}
