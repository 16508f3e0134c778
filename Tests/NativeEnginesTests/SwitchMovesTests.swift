import MathProgram
import Testing

@testable import NativeEngines

/// Local search on switches: what it leaves out by the relaxation's word and by what it has learnt would not have paid.
@Suite struct SwitchMovesTests {
  @Test func coversForbidOnlyWhatHasNoPlan() throws {
    var (forbidden, untaught) = (0, 0)
    for seed in 1...40 as ClosedRange<UInt64> {
      var random = SplitMix64(seed: seed)
      let network = try SwitchedNetwork(&random)
      let covers = SwitchCovers(network.table)
      for isOn in network.choices.shuffled(using: &random) {
        let isAllowed = covers.allows(isOn)
        let hasPlan = try network.plan(isOn) != nil
        #expect(isAllowed || !hasPlan, "seed \(seed): \(isOn)")
        if !isAllowed { forbidden += 1 }
        if isAllowed && !hasPlan {
          untaught += 1
          covers.learn(from: network.flow)
          #expect(!covers.allows(isOn), "seed \(seed): \(isOn) is not learnt from")
        }
      }
    }
    print("\(forbidden) choices without a plan known by \(untaught) others")
    #expect(untaught > 0 && forbidden > 5 * untaught)
  }

  @Test func whatCoversLackIsCompleted() throws {
    var completed = 0
    for seed in 1...40 as ClosedRange<UInt64> {
      var random = SplitMix64(seed: seed)
      let network = try SwitchedNetwork(&random)
      let covers = SwitchCovers(network.table)
      for isOn in network.choices {
        if try covers.allows(isOn) && network.plan(isOn) == nil { covers.learn(from: network.flow) }
      }
      for isOn in network.choices where !covers.allows(isOn) {
        let shut = Int.random(in: isOn.indices, using: &random)
        let costs = isOn.indices.map { $0 == shut ? Double.infinity : Double.random(in: 0...9, using: &random) }
        var wanted = isOn
        let isEnough = covers.complete(&wanted, costs: costs)
        #expect(isEnough == covers.allows(wanted), "seed \(seed): \(isOn)")
        for index in isOn.indices {
          #expect(wanted[index] || !isOn[index], "seed \(seed): \(isOn)")
          #expect(wanted[index] == isOn[index] || index != shut, "seed \(seed): \(isOn)")
        }
        let most = isOn.indices.map { isOn[$0] || $0 != shut }
        #expect(isEnough == covers.allows(most), "seed \(seed): \(isOn)")
        if isEnough { completed += 1 }
      }
    }
    #expect(completed > 100)
  }

  @Test func noSingleChangeOfWhatTheSearchEndsWithIsCheaper() throws {
    var improved = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = SplitMix64(seed: seed)
      let network = try SwitchedNetwork(&random)
      let all = Array(0..<network.table.switchCount)
      let start = try #require(try network.plan(all.map { _ in true }), "seed \(seed)")
      var moves = SwitchMoves(
        network.flow, SwitchCovers(network.table), ChargeRelaxation(network.table), from: start, candidates: all)
      try moves.run { _ in true }
      let best = moves.best
      if best.cost < start.cost { improved += 1 }
      for isOn in network.choices where isOneMove(from: best.isOn, to: isOn) {
        guard let other = try network.plan(isOn) else { continue }
        #expect(other.cost >= best.cost - 1e-6, "seed \(seed): \(best.isOn) costs \(best.cost), \(isOn) \(other.cost)")
      }
    }
    #expect(improved > 30)
  }

  /// One off, one on, or one for another.
  private func isOneMove(from own: [Bool], to other: [Bool]) -> Bool {
    let off = own.indices.count { own[$0] && !other[$0] }
    let on = own.indices.count { !own[$0] && other[$0] }
    return off <= 1 && on <= 1 && off + on > 0
  }
}
