/// A network with fixed charges that was found in a linear program, and the way back to the program's columns and rows.
public struct RecognizedSites: Sendable {
  /// Minimised, whatever the program's direction; its costs are the program's own.
  public let network: FixedChargeNetwork

  /// What an arc stands for: a column, and its value where the arc serves all of the item.
  struct Arc: Sendable {
    var column: Int
    var amount: Double
    /// The 0-1 column that says that the site is the item's one source.
    var source: Int?
  }

  struct Site: Sendable {
    /// The 0-1 column that opens it; nil where it is always open.
    var column: Int?
    var capacityRow: Int?
    /// What the row was multiplied by, so that an item weighs the same at all sites.
    var rowFactor = 1.0
  }

  struct Item: Sendable {
    var row: Int
    /// The row's limit: what one whole item is in it.
    var amount: Double
    /// The least weight over its arcs.
    var weight = Double.infinity
  }

  /// nil where an arc stands for leaving an item out.
  let arcs: [Arc?]
  let sites: [Site]
  let items: [Item]
  private let sign: Double

  init(network: FixedChargeNetwork, arcs: [Arc?], sites: [Site], items: [Item], direction: LinearProgram.Direction) {
    self.network = network
    self.arcs = arcs
    self.sites = sites
    self.items = items
    sign = direction == .maximize ? -1 : 1
  }

  /// Whether the network's 0-1 knapsacks are knapsacks of the program's own 0-1 columns: not where an item's one source is a column
  /// beside those that serve it in parts.
  public var goesWholeByColumns: Bool { network.sourcing == .whole && arcs.allSatisfy { $0?.source == nil } }

  /// One value a column of `program`, in which the network was found.
  public func columns(fromNetwork values: [Double], of program: LinearProgram) -> [Double] {
    var columns = program.columnLower
    for (site, entry) in sites.enumerated() {
      if let column = entry.column { columns[column] = values[network.column(ofSite: site)] }
    }
    for (index, arc) in arcs.enumerated() {
      guard let arc else { continue }
      let share = values[network.column(ofArc: index)]
      columns[arc.column] = share * arc.amount
      if let source = arc.source, share > 0 { columns[source] = 1 }
    }
    return columns
  }

  /// What an outcome of the network says of the program; evidence is told by `proof`.
  public func outcome(_ outcome: Outcome, of program: LinearProgram) -> Outcome {
    var translated = outcome
    translated.solution = nil
    if case .columns(let values)? = outcome.solution {
      translated.solution = .columns(columns(fromNetwork: values, of: program))
    }
    translated.objective = outcome.objective.map { sign * $0 }
    translated.proof.bound = outcome.proof.bound.map { sign * $0 }
    translated.proof.evidence = nil
    return translated
  }
}

// MARK: - Proofs

extension RecognizedSites {
  /// A decomposition's proof in the program's rows and columns.
  public struct Proof: Sendable {
    /// Multipliers of rows of the minimised program, those that are not 0.
    public typealias Rows = [(row: Int, multiplier: Double)]

    public var prices: [Rows]
    /// What a multiplier of 1 of the covering row is in the program's rows.
    public var covering: Rows
    /// Each some of the prices and a multiple of the covering row.
    public var vectors: [DecompositionProof.Vector]
    public var nodes: [DecompositionProof.Node]
    /// Each site's knapsack: the column that opens it and the row that is its capacity.
    public var blocks: [(opening: Int?, capacity: Int?)]
  }

  /// The proof as it holds in the program; nil where it branches on what is no column there.
  public func proof(_ proof: DecompositionProof) -> Proof? {
    var nodes: [DecompositionProof.Node] = []
    for node in proof.nodes {
      guard case .split(let column, let zero, let one) = node else {
        nodes.append(node)
        continue
      }
      guard let own = programColumn(column) else { return nil }
      nodes.append(.split(column: own, zero: zero, one: one))
    }
    let blocks = sites.filter { $0.column != nil || $0.capacityRow != nil }
      .map { (opening: $0.column, capacity: $0.capacityRow) }
    return Proof(
      prices: proof.prices.map(rowMultipliers), covering: covering, vectors: proof.vectors, nodes: nodes, blocks: blocks)
  }

  private func programColumn(_ column: Int) -> Int? {
    if column < network.siteCount { return sites[column].column }
    guard let arc = arcs[column - network.siteCount] else { return nil }
    return arc.source ?? arc.column
  }

  private func rowMultipliers(_ prices: [Double]) -> Proof.Rows {
    zip(items, prices).compactMap { item, price in price == 0 ? nil : (item.row, price / item.amount) }
  }

  /// The covering row is the sum of the items' rows, each times the item's weight, less the capacity rows.
  private var covering: Proof.Rows {
    let weights = items.compactMap { $0.weight == 0 ? nil : (row: $0.row, multiplier: $0.weight / $0.amount) }
    return weights + sites.compactMap { site in site.capacityRow.map { ($0, -site.rowFactor) } }
  }
}
