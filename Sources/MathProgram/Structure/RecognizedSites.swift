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
    /// One multiplier a row of the minimised program, those that are not 0.
    public var vectors: [[(row: Int, multiplier: Double)]]
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
    return Proof(vectors: proof.vectors.map(rowMultipliers), nodes: nodes, blocks: blocks)
  }

  private func programColumn(_ column: Int) -> Int? {
    if column < network.siteCount { return sites[column].column }
    guard let arc = arcs[column - network.siteCount] else { return nil }
    return arc.source ?? arc.column
  }

  /// The covering row is the sum of the items' rows, each times the item's weight, less the capacity rows.
  private func rowMultipliers(_ vector: DecompositionProof.Vector) -> [(row: Int, multiplier: Double)] {
    var multipliers: [(row: Int, multiplier: Double)] = []
    for (item, multiplier) in zip(items, vector.items) {
      let value = (multiplier + vector.cover * item.weight) / item.amount
      if value != 0 { multipliers.append((item.row, value)) }
    }
    guard vector.cover != 0 else { return multipliers }
    for site in sites {
      if let row = site.capacityRow { multipliers.append((row, -vector.cover * site.rowFactor)) }
    }
    return multipliers
  }
}
