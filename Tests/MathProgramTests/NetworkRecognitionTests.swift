import Foundation
import MathProgram
import Testing

/// Random numbers from a seed (SplitMix64), the same on every machine.
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

private let rounds: Int = {
  let scale = ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"].flatMap(Double.init) ?? 1
  return max(1, Int(3_000 * scale))
}()

@Suite struct NetworkRecognitionTests {
  private func recognized(_ program: LinearProgram) -> RecognizedNetwork? {
    if case .network(let found) = program.recognizeNetwork() { return found }
    return nil
  }

  private func reason(_ program: LinearProgram) -> String? {
    if case .none(let reason) = program.recognizeNetwork() { return reason }
    return nil
  }

  /// `columns` as (lower, upper, cost), `rows` as (lower, upper, coefficient of each column).
  private func program(
    _ columns: [(Double, Double, Double)], _ rows: [(Double, Double, [Double])], whole: Bool = false,
    _ direction: LinearProgram.Direction = .minimize
  ) -> LinearProgram {
    var program = LinearProgram(direction: direction)
    for (lower, upper, cost) in columns {
      program.addColumn(lower: lower, upper: upper, objective: cost, isInteger: whole)
    }
    for (lower, upper, coefficients) in rows {
      program.addRow(
        lower: lower, upper: upper,
        entries: coefficients.enumerated().map { (column: $0.offset, coefficient: $0.element) })
    }
    return program
  }

  @Test func aTransportationProgramIsANetwork() throws {
    let found = try #require(
      recognized(
        program(
          [(0, .infinity, 3), (0, 4, 1), (0, .infinity, 2), (0, .infinity, 5)],
          [
            (-.infinity, 10, [1, 1, 0, 0]), (-.infinity, 7, [0, 0, 1, 1]), (5, .infinity, [1, 0, 1, 0]),
            (6, .infinity, [0, 1, 0, 1]),
          ])))
    let network = found.network
    #expect(network.nodeCount == 5)
    #expect(network.supply == [10, 7, -5, -6, -6])
    #expect(Array(network.tail[..<4]) == [0, 0, 1, 1])
    #expect(Array(network.head[..<4]) == [2, 3, 2, 3])
    #expect(Array(network.upper[..<4]) == [FlowNetwork.unlimited, 4, FlowNetwork.unlimited, FlowNetwork.unlimited])
    #expect(Array(network.cost[..<4]) == [3, 1, 2, 5])
  }

  @Test func decimalsBecomeWholeByAPowerOfTen() throws {
    let found = try #require(
      recognized(program([(0.25, 2.5, 0.1)], [(1.5, 1.5, [1])])))
    #expect(found.network.lower == [25] && found.network.upper == [250])
    #expect(found.network.supply == [150, -150])
    #expect(found.network.cost == [1])
    #expect(found.objective(ofNetworkCost: 150, of: program([(0.25, 2.5, 0.1)], [])) == 0.15)
  }

  @Test func rowsMayBeMultiplesAndOfEitherSign() throws {
    let found = try #require(
      recognized(program([(0, 9, 1), (0, 9, 1)], [(4, 4, [2, 2]), (-3, 3, [-3, 0]), (1, 1, [0, 1])])))
    #expect(found.network.supply.prefix(1) == [2])
  }

  @Test func whatIsNoNetworkSaysWhy() {
    let free = [(0.0, 1.0, 1.0), (0.0, 1.0, 1.0)]
    #expect(
      reason(program(free, [(0, 1, [1, 0]), (0, 1, [1, 0]), (0, 1, [1, 0])])) == "column 0 stands in more than two rows"
    )
    #expect(reason(program(free, [(0, 1, [1, 2])])) == "row 0 has coefficients of different sizes")
    #expect(
      reason(program([(0, 1, 1), (0, 1, 1)], [(0, 1, [1, 1]), (0, 1, [1, -1])]))
        == "column 1 has one sign in both its rows, and no change of signs helps")
    #expect(reason(program([(0, 1, 1.0 / 3)], [(0, 1, [1])]))?.contains("a cost that no power of ten") == true)
    #expect(reason(program([(0, 1, 1)], [(0, 1.0 / 3, [1])]))?.contains("a limit that no power of ten") == true)
    #expect(reason(program([(0, 1e17, 1)], [(0, 1, [1])]))?.contains("a bound that no power of ten") == true)
    #expect(
      reason(program([(0, 1, 1)], [(0, 1.5, [1])], whole: true)) == "some columns are whole, but not all quantities are"
    )
    #expect(reason(program([(0, .nan, 1)], [])) == "the program has faults")
    #expect(reason(program([(0, .infinity, -1)], []))?.contains("stands in no row") == true)
  }

  @Test func boundsOfWholeColumnsAreRoundedIntoTheirRange() throws {
    let found = try #require(recognized(program([(0.5, 3.5, 1)], [(1, 2, [1])], whole: true)))
    #expect(found.network.lower[0] == 1 && found.network.upper[0] == 3)
  }

  // MARK: Random networks, disguised

  /// A random network told as a program: rows flipped and multiplied, limits of every kind, decimals.
  private func disguised(_ random: inout Generator) -> LinearProgram {
    let nodes = Int.random(in: 1...5, using: &random)
    let units: [Double] = [1, 10, 100]
    let unit = units.randomElement(using: &random) ?? 1
    func quantity() -> Double { Double(Int.random(in: -6...6, using: &random)) / unit }
    var program = LinearProgram(direction: Bool.random(using: &random) ? .minimize : .maximize)
    program.objectiveConstant = quantity()
    var entries = [[(column: Int, coefficient: Double)]](repeating: [], count: nodes)
    let factorKinds: [Double] = [1, -1, 2, -4]
    let factors: [Double] = (0..<nodes).map { _ in factorKinds.randomElement(using: &random) ?? 1 }
    for column in 0..<Int.random(in: 1...8, using: &random) {
      let one = quantity()
      let kinds: [(Double, Double)] = [
        (one, one + 3), (-.infinity, one), (one, .infinity), (-.infinity, .infinity), (0, .infinity),
      ]
      let bounds = kinds.randomElement(using: &random) ?? (0, 1)
      let ends = (0..<nodes).shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random))
      program.addColumn(lower: bounds.0, upper: bounds.1, objective: quantity())
      let sign: Double = Bool.random(using: &random) ? 1 : -1
      for (place, node) in ends.enumerated() {
        entries[node].append((column: column, coefficient: (place == 0 ? sign : -sign) * factors[node]))
      }
    }
    for node in 0..<nodes {
      let one = quantity() * abs(factors[node])
      let kinds: [(Double, Double)] = [
        (one, one), (one, one + 4), (-.infinity, one), (one, .infinity), (-.infinity, .infinity),
      ]
      let limits = kinds.randomElement(using: &random) ?? (0, 0)
      program.addRow(lower: limits.0, upper: limits.1, entries: entries[node])
    }
    return program
  }

  private func activity(_ program: LinearProgram, _ row: Int, _ values: [Double]) -> Double {
    program.entryRange(ofRow: row).reduce(0.0) {
      $0 + program.coefficients[$1] * values[Int(program.columnIndices[$1])]
    }
  }

  /// By less than any of the numbers in play can be off.
  private func isFeasible(_ program: LinearProgram, _ values: [Double]) -> Bool {
    let slip = 1e-6
    for (column, value) in values.enumerated()
    where value < program.columnLower[column] - slip || value > program.columnUpper[column] + slip { return false }
    return (0..<program.rowCount).allSatisfy { row in
      let sum = activity(program, row, values)
      return sum >= program.rowLower[row] - slip && sum <= program.rowUpper[row] + slip
    }
  }

  private func isFeasible(_ network: FlowNetwork, _ flow: [Int64]) -> Bool {
    var balance = network.supply
    for arc in 0..<network.arcCount {
      if flow[arc] < network.lower[arc] || flow[arc] > network.upper[arc] { return false }
      balance[Int(network.tail[arc])] -= flow[arc]
      balance[Int(network.head[arc])] += flow[arc]
    }
    return balance.allSatisfy { $0 == 0 }
  }

  @Test func pointsOfTheProgramAreFlowsOfTheNetworkAndCostTheSame() throws {
    let seed: UInt64 = 99
    var random = Generator(state: seed)
    let stepKinds: [Double] = [0, 1, 1.5, 3]
    var feasible = 0
    for round in 0..<rounds {
      let program = disguised(&random)
      guard let found = recognized(program), !hasLoneColumns(program) else { continue }
      for _ in 0..<5 {
        let values = (0..<program.columnCount).map { column -> Double in
          let low = max(program.columnLower[column], -3)
          let steps = stepKinds.randomElement(using: &random) ?? 0
          return ((low + steps) * 100).rounded() / 100
        }
        guard let flow = found.flow(fromColumns: values, of: program) else { continue }
        let isAllowed = isFeasible(program, values)
        #expect(isFeasible(found.network, flow) == isAllowed, "seed \(seed), round \(round)")
        guard isAllowed else { continue }
        feasible += 1
        let cost: Double = zip(found.network.cost, flow).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        let value = zip(program.objective, values).reduce(program.objectiveConstant) { $0 + $1.0 * $1.1 }
        #expect(abs(found.objective(ofNetworkCost: cost, of: program) - value) < 1e-6, "seed \(seed), round \(round)")
        let back = try #require(found.columns(fromFlow: flow, of: program))
        #expect(zip(back, values).allSatisfy { abs($0 - $1) < 1e-9 }, "seed \(seed), round \(round)")
      }
    }
    #expect(feasible > rounds / 50, "the campaign met \(feasible) feasible points")
  }

  /// Columns that stand in free rows only are fixed at their best value, whatever the point says.
  private func hasLoneColumns(_ program: LinearProgram) -> Bool {
    var stands = [Bool](repeating: false, count: program.columnCount)
    for row in 0..<program.rowCount where program.rowLower[row].isFinite || program.rowUpper[row].isFinite {
      for entry in program.entryRange(ofRow: row) { stands[Int(program.columnIndices[entry])] = true }
    }
    return stands.contains(false)
  }

  @Test func multipliersFromPotentialsGiveTheNetworksReducedCosts() throws {
    let seed: UInt64 = 5
    var random = Generator(state: seed)
    for round in 0..<rounds {
      let program = disguised(&random)
      guard let found = recognized(program), !hasLoneColumns(program) else { continue }
      let network = found.network
      let potentials = (0..<network.nodeCount).map { _ in Int64.random(in: -50...50, using: &random) }
      let multipliers = try #require(found.rowMultipliers(fromPotentials: potentials, of: program))
      var reduced = program.objective
      for row in 0..<program.rowCount {
        for entry in program.entryRange(ofRow: row) {
          reduced[Int(program.columnIndices[entry])] -= multipliers[row] * program.coefficients[entry]
        }
      }
      // The scale of costs shows in the first cost that is not zero.
      let scale = costScale(program, network)
      var arc = 0
      for column in 0..<program.columnCount {
        let isReversed = program.columnLower[column] == -.infinity && program.columnUpper[column] < .infinity
        let isSplit = program.columnLower[column] == -.infinity && program.columnUpper[column] == .infinity
        let inNetwork =
          network.cost[arc] + potentials[Int(network.tail[arc])] - potentials[Int(network.head[arc])]
        let sign: Double = (program.direction == .maximize) != isReversed ? -1 : 1
        #expect(abs(sign * reduced[column] * scale - Double(inNetwork)) < 1e-6, "seed \(seed), round \(round)")
        arc += isSplit ? 2 : 1
      }
    }
  }

  private func costScale(_ program: LinearProgram, _ network: FlowNetwork) -> Double {
    for scale in [1.0, 10, 100] where program.objective.allSatisfy({ ($0 * scale).rounded() / scale == $0 }) {
      return scale
    }
    return 1
  }

  @Test func aCutProvesThatTheProgramIsInfeasible() throws {
    // Two units must leave a row whose columns carry one at most.
    let program = program([(0, 1, 1)], [(4, .infinity, [2])])
    let found = try #require(recognized(program))
    // The node asks for two; the ground, which has them, can send one.
    #expect(found.network.nodeCount == 2)
    let node = found.evidence(.cut([true, false]), of: program)
    #expect(node == .farkas([0.5]))
    #expect(found.evidence(.cut([false, true]), of: program) == .farkas([-0.5]))
    #expect(found.evidence(.cut([true]), of: program) == nil)
  }

  @Test func aCycleIsARayOfTheProgram() throws {
    let program = program(
      [(0, .infinity, -2), (0, .infinity, 1), (-.infinity, 0, 5)], [(0, 0, [1, -1, 0]), (0, 0, [-1, 1, 1])])
    let found = try #require(recognized(program))
    #expect(found.evidence(.cycle([0, 1]), of: program) == .columnRay([1, 1, 0]))
    #expect(found.evidence(.cycle([2]), of: program) == .columnRay([0, 0, -1]))
    #expect(found.evidence(.cycle([77]), of: program) == nil)
  }

  @Test func anOutcomeIsToldInTheProgramsOwnTerms() throws {
    var program = program([(0, 2.5, 0.5), (0, 9, 3)], [(4, 4, [1, 1])], .maximize)
    program.objectiveConstant = 7
    let found = try #require(recognized(program))
    var outcome = Outcome(stoppedBy: .proof, solution: .flow([0, 40]), objective: -1200, proof: Proof(bound: -1200))
    outcome.proof.evidence = .potentials([0, 0])
    let told = found.outcome(outcome, of: program)
    #expect(told.solution == .columns([0, 4]))
    #expect(told.objective == 19 && told.proof.bound == 19)
    #expect(told.status() == .optimal)
  }
}
