import Testing

@testable import MathProgram

/// Networks with fixed charges are found again in their linear programs.
@Suite struct SiteRecognitionTests {
  private func network(_ sourcing: FixedChargeNetwork.Sourcing) -> FixedChargeNetwork {
    var network = FixedChargeNetwork(itemCount: 3, sourcing: sourcing)
    network.addSite(fixedCost: 7, capacity: 9)
    network.addSite(fixedCost: 5, capacity: 8)
    network.addSite(fixedCost: 0, capacity: 6, isAlwaysOpen: true)
    let weights = [2.0, 3, 4]
    for site in 0..<3 {
      for item in 0..<3 {
        network.addArc(site: site, item: item, cost: Double(10 * site + item + 1), weight: weights[item])
      }
    }
    return network
  }

  @Test(arguments: [FixedChargeNetwork.Strength.strong, .aggregated], [FixedChargeNetwork.Sourcing.split, .whole])
  func aNetworkIsFoundInItsLinearProgram(
    _ strength: FixedChargeNetwork.Strength, _ sourcing: FixedChargeNetwork.Sourcing
  )
    throws
  {
    let original = network(sourcing)
    let program = LinearProgram(original, strength)
    guard case .sites(let found) = program.recognizeSites() else {
      Issue.record("none was found: \(program.recognizeSites())")
      return
    }
    #expect(found.network.sourcing == sourcing)
    #expect(found.network.arcCount == 9)
    #expect(found.network.capacity.filter(\.isFinite).sorted() == [6, 8, 9])
    // All from the first two sites.
    var values = [Double](repeating: 0, count: found.network.columnCount)
    for site in 0..<found.network.siteCount { values[site] = found.network.isAlwaysOpen[site] ? 1 : 0 }
    for arc in 0..<9 where found.network.cost[arc] <= 3 {
      values[found.network.column(ofArc: arc)] = 1
      values[Int(found.network.site[arc])] = 1
    }
    #expect(found.network.violation(ofColumns: values) == nil)
    let columns = found.columns(fromNetwork: values, of: program)
    #expect(original.violation(ofColumns: columns) == nil)
    #expect(original.objective(ofColumns: columns) == found.network.objective(ofColumns: values))
  }

  @Test(arguments: [FixedChargeNetwork.Strength.strong, .aggregated], [FixedChargeNetwork.Sourcing.split, .whole])
  func rowsOverSitesAreTakenAlong(_ strength: FixedChargeNetwork.Strength, _ sourcing: FixedChargeNetwork.Sourcing) throws {
    var program = LinearProgram(network(sourcing), strength)
    let first = program.rowCount
    program.addRow(upper: 1, entries: [(column: 0, coefficient: 1.0), (column: 1, coefficient: 1.0)])
    program.addRow(lower: 1, upper: 1, entries: [(column: 0, coefficient: 1.0), (column: 1, coefficient: 1.0)])
    program.addRow(upper: 0, entries: [(column: 0, coefficient: 1.0), (column: 1, coefficient: -1.0)])
    program.addRow(upper: 2, entries: [(column: 0, coefficient: 1.0), (column: 1, coefficient: 1.0)])
    guard case .sites(let found) = program.recognizeSites() else {
      Issue.record("none was found: \(program.recognizeSites())")
      return
    }
    let counts = found.network.counts
    #expect(counts.map(\.lower) == [-.infinity, 1, -.infinity] && counts.map(\.upper) == [1, 1, 0], "the last holds always")
    let columns = found.sites.map(\.column)
    #expect(counts[2].terms.map { columns[$0.index] } == [0, 1] && counts[2].terms.map(\.weight) == [1, -1])
    // A multiplier of such a row is that of the program's own.
    let prices = [Double](repeating: 0, count: 3) + [0, -4, 0]
    let proof = try #require(
      found.proof(DecompositionProof(prices: [prices], vectors: [.init(prices: 0, cover: 0)], nodes: [.leaf(vector: 0)])))
    #expect(proof.prices[0].map(\.row) == [first + 1] && proof.prices[0].map(\.multiplier) == [-4])
  }

  @Test func aRowOverSitesAndFlowsIsRefusedByName() {
    var program = LinearProgram(network(.split), .aggregated)
    program.addRow(upper: 1, entries: [(column: 0, coefficient: 1.0), (column: 4, coefficient: 1.0)])
    guard case .none(let reason) = program.recognizeSites() else {
      Issue.record("a network was found")
      return
    }
    #expect(reason.contains("row"))
  }

  @Test func generalisedAssignmentIsOneWithSitesThatAreAlwaysOpen() {
    var program = LinearProgram()
    for cost in [4.0, 2, 3, 5] { program.addColumn(upper: 1, objective: cost, isInteger: true) }
    program.addRow(lower: 1, upper: 1, entries: [(column: 0, coefficient: 1.0), (column: 2, coefficient: 1.0)])
    program.addRow(lower: 1, upper: 1, entries: [(column: 1, coefficient: 1.0), (column: 3, coefficient: 1.0)])
    program.addRow(upper: 4, entries: [(column: 0, coefficient: 3.0), (column: 1, coefficient: 2.0)])
    program.addRow(upper: 5, entries: [(column: 2, coefficient: 4.0), (column: 3, coefficient: 2.0)])
    guard case .sites(let found) = program.recognizeSites() else {
      Issue.record("none was found: \(program.recognizeSites())")
      return
    }
    #expect(found.network.sourcing == .whole)
    #expect(found.network.isAlwaysOpen.allSatisfy { $0 })
    #expect(found.network.siteCount == 2 && found.network.capacity.sorted() == [4, 5])
  }

  @Test func rowsThatShareTheirSourcesAreOneItem() {
    // Two sites that hold 5.5 and 5 units, a customer with rows of 4 and 2, and one source.
    var program = LinearProgram()
    for cost in [3.0, 5, 4, 4] { program.addColumn(upper: 4, objective: cost) }
    for _ in 0..<2 { program.addColumn(upper: 1, objective: 0, isInteger: true) }
    program.addRow(lower: 4, upper: 4, entries: [(column: 0, coefficient: 1.0), (column: 1, coefficient: 1.0)])
    program.addRow(lower: 2, upper: 2, entries: [(column: 2, coefficient: 1.0), (column: 3, coefficient: 1.0)])
    program.addRow(upper: 1, entries: [(column: 4, coefficient: 1.0), (column: 5, coefficient: 1.0)])
    for flow in 0..<4 {
      let most = flow < 2 ? -4.0 : -2
      program.addRow(upper: 0, entries: [(column: flow, coefficient: 1.0), (column: 4 + flow % 2, coefficient: most)])
    }
    program.addRow(upper: 5.5, entries: [(column: 0, coefficient: 1.0), (column: 2, coefficient: 1.0)])
    program.addRow(upper: 5, entries: [(column: 1, coefficient: 1.0), (column: 3, coefficient: 1.0)])
    guard case .sites(let found) = program.recognizeSites() else {
      Issue.record("none was found: \(program.recognizeSites())")
      return
    }
    #expect(found.network.sourcing == .whole)
    #expect(found.network.itemCount == 1 && found.network.arcCount == 2)
    #expect(found.network.weight == [6, 6])
    #expect(found.network.cost.sorted() == [20, 28])
    var values = [Double](repeating: 1, count: found.network.columnCount)
    values[found.network.column(ofArc: found.network.cost[0] < found.network.cost[1] ? 0 : 1)] = 0
    #expect(found.columns(fromNetwork: values, of: program) == [0, 4, 0, 2, 0, 1])
  }
}
