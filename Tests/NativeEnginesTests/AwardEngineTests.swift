import MathProgram
import NativeEngines
import Testing

/// Small random tenders, and every way to award them.
@Suite struct AwardEngineTests {
  @Test func theCheapestOfAllAwardsIsFoundAndProven() throws {
    var (feasible, infeasible, branched) = (0, 0, 0)
    for seed in campaign(150) {
      let program = RandomAwards(seed).program
      let best = Enumeration(program).best
      let outcome = try AwardEngine().solve(.award(program))
      guard let best else {
        #expect(outcome.status() == .infeasible, "seed \(seed): \(outcome.status())")
        infeasible += 1
        continue
      }
      feasible += 1
      #expect(outcome.status() == .optimal && outcome.stoppedBy == .proof, "seed \(seed): \(outcome.stoppedBy)")
      let value = try #require(outcome.objective, "seed \(seed)")
      #expect(abs(value - best) <= 1e-9 * max(1, abs(best)), "seed \(seed): \(value), the best is \(best)")
      guard case .award(let proof)? = outcome.proof.evidence else {
        Issue.record("seed \(seed): no proof")
        continue
      }
      if proof.nodes.count > 1 { branched += 1 }
    }
    print("\(feasible) tenders with a plan, \(infeasible) without; \(branched) were branched on")
    #expect(feasible > infeasible && infeasible > 0 && branched > feasible / 4)
  }

  @Test func aBoundHoldsWhereverTheSearchIsStopped() throws {
    for seed in campaign(60) {
      let program = RandomAwards(seed).program
      guard let best = Enumeration(program).best else { continue }
      for limit in [1, 5, 40] {
        let outcome = try AwardEngine().solve(.award(program), SolveControl(workLimit: limit))
        if let bound = outcome.proof.bound { #expect(bound <= best + 1e-9 * max(1, abs(best)), "seed \(seed), \(limit)") }
        if let value = outcome.objective { #expect(value >= best - 1e-9 * max(1, abs(best)), "seed \(seed), \(limit)") }
      }
    }
  }

  @Test func aWorkLimitGivesTheSameAnswerTwice() throws {
    let program = RandomAwards(3, items: 40, providers: 5).program
    let first = try AwardEngine().solve(.award(program), SolveControl(workLimit: 2_000))
    let second = try AwardEngine().solve(.award(program), SolveControl(workLimit: 2_000))
    #expect(first.solution == second.solution && first.proof.bound == second.proof.bound && first.work == second.work)
  }

  @Test func aStartIsNotLost() throws {
    let program = RandomAwards(3, items: 40, providers: 5).program
    let good = try AwardEngine().solve(.award(program), SolveControl(gap: 0.01))
    guard case .columns(let values)? = good.solution else {
      Issue.record("no plan")
      return
    }
    let again = try AwardEngine().solve(.award(program), SolveControl(workLimit: 1, start: .incumbent(values)))
    #expect(try #require(again.objective) <= #require(good.objective) + 1e-9)
  }

  @Test func faultsAndOtherProgramsAreRefused() {
    var program = AwardProgram(itemCount: 1)
    program.addProvider(fixedCost: 1, tiers: [.init(from: 0, to: 5)])
    program.addAward(provider: 0, item: 3, cost: .nan)
    #expect(program.faults().count == 2)
    #expect(throws: EngineError.faultyProgram(program.faults())) { try AwardEngine().open(.award(program)) }
    #expect(throws: EngineError.self) { try AwardEngine().open(.linear(LinearProgram())) }
  }
}

/// Providers with up to three tiers, with gaps between some and prices that rise in others; some serve not every item.
struct RandomAwards {
  let program: AwardProgram

  init(_ seed: UInt64, items: Int? = nil, providers: Int? = nil) {
    var random = SplitMix64(seed: seed &+ 77)
    func number(_ range: ClosedRange<Int>) -> Double { Double(Int.random(in: range, using: &random)) }
    let items = items ?? Int(number(2...6))
    let providers = providers ?? Int(number(2...4))
    var program = AwardProgram(itemCount: items)
    program.objectiveConstant = number(-5...5)
    if random.chance(60) { program.mostEngaged = Int(number(1...3)) }
    let amounts = (0..<items).map { _ in number(1...9) }
    let total = amounts.reduce(0, +)
    for _ in 0..<providers {
      var tiers: [AwardProgram.Tier] = []
      var from = random.chance(80) ? 1 : number(2...6)
      for _ in 0..<Int(number(0...3)) where from <= total {
        let to = min(total, from + number(1...Int(max(2, total / 2))))
        tiers.append(
          .init(from: from, to: to, fixedCost: number(0...8), countedPrice: number(-2...3), paidPrice: number(0...4) / 2))
        from = to + (random.chance(80) ? 1 : number(2...4))
      }
      if var last = tiers.popLast() {
        if random.chance(70) { last.to = max(last.to, total) }
        tiers.append(last)
      }
      let hasSwitch = program.mostEngaged != nil || random.chance(70)
      program.addProvider(fixedCost: hasSwitch ? number(0...12) : 0, tiers: tiers, hasSwitch: hasSwitch)
    }
    for item in 0..<items {
      for provider in 0..<providers where random.chance(90) {
        program.addAward(
          provider: provider, item: item, cost: number(1...30), counted: amounts[item],
          paid: amounts[item] * number(1...3))
      }
    }
    if program.awardCount > 0, random.chance(30) { program.give(Int(number(0...program.awardCount - 1))) }
    self.program = program
  }
}

/// Every item with every provider in turn.
private struct Enumeration {
  private let program: AwardProgram
  private let byItem: [[Int]]
  private(set) var best: Double?

  init(_ program: AwardProgram) {
    self.program = program
    byItem = (0..<program.itemCount).map { item in
      (0..<program.awardCount).filter { Int(program.item[$0]) == item }
    }
    var chosen: [Int] = []
    look(&chosen)
  }

  private mutating func look(_ chosen: inout [Int]) {
    guard chosen.count < program.itemCount else {
      if let cost = program.objective(ofAwards: chosen) { best = min(best ?? cost, cost) }
      return
    }
    for award in byItem[chosen.count] {
      chosen.append(award)
      look(&chosen)
      chosen.removeLast()
    }
  }
}
