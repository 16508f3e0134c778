import MathProgram
import Testing

@testable import NativeEngines

/// Rows over switches alone, for plans.
@Suite struct SwitchCountsTests {
  /// Four sites, of which the first must be open and the last may not; at most two of the first three, and the third only with the second.
  private func counts() throws -> SwitchCounts {
    var program = LinearProgram()
    let flows = (0..<4).map { _ in (0..<2).map { _ in program.addColumn(lower: 0, upper: 4, objective: 1, isInteger: true) } }
    let sites = [(1.0, 1.0), (0, 1), (0, 1), (0, 0)].map { lower, upper in
      program.addColumn(lower: lower, upper: upper, objective: 1, isInteger: true)
    }
    for (flows, site) in zip(flows, sites) {
      program.addRow(lower: -.infinity, upper: 0, entries: flows.map { ($0, 1) } + [(site, -8)])
    }
    for item in 0..<2 { program.addRow(lower: 4, upper: .infinity, entries: flows.map { ($0[item], 1) }) }
    program.addRow(lower: -.infinity, upper: 2, entries: sites.prefix(3).map { ($0, 1) })
    program.addRow(lower: -.infinity, upper: 0, entries: [(sites[2], 1), (sites[1], -1)])
    return SwitchCounts(ChargeTable(try program.fixedChargeFlow()))
  }

  @Test func whatIsOnIsCounted() throws {
    let counts = try counts()
    #expect(counts.hold([true, true, false, false]) && counts.hold([true, false, false, true]))
    #expect(!counts.hold([true, true, true, false]), "three of the first three")
    #expect(!counts.hold([true, false, true, false]), "the third without the second")
  }

  @Test func whatIsAskedForIsTurnedOn() throws {
    let counts = try counts()
    var isOn = [false, false, true, false]
    #expect(counts.complete(&isOn, costs: [1, 1, 1, 1]) && isOn == [false, true, true, false])
    isOn = [false, false, true, false]
    #expect(!counts.complete(&isOn, costs: [1, .infinity, 1, 1]) && isOn == [false, false, true, false])
  }

  @Test func whatThereIsNoRoomForIsTurnedOff() throws {
    let counts = try counts()
    let all = [true, true, true, false]
    #expect(counts.surplus(of: all, worths: [0, 3, 5, 1]) == [1, 2], "the first must be on, the third goes with the second")
    #expect(counts.surplus(of: all, worths: [0, .infinity, .infinity, 1]).isEmpty)
    var isOn = all
    // Without the second the third has to go too.
    #expect(counts.settle(&isOn, worths: [0, 3, 5, 1], costs: [1, 1, 1, 1]))
    #expect(isOn == [true, false, false, false])
  }
}
