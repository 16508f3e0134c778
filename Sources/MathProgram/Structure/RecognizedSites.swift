/// A network with fixed charges that was found in a linear program, and the way back to the program's columns and rows.
public struct RecognizedSites: Sendable {
  /// Minimised, whatever the program's direction; its costs are the program's own.
  public let network: FixedChargeNetwork

  /// What an arc stands for: the flows that serve all of the item together.
  struct Arc: Sendable {
    var flows: [Flow]
    /// The 0-1 column that says that the site is the item's one source.
    var source: Int?
  }

  /// A column, and its value where it serves all of a row.
  struct Flow: Sendable {
    var column: Int
    var amount: Double
  }

  struct Site: Sendable {
    /// The 0-1 column that opens it; nil where it is always open.
    var column: Int?
    var capacityRow: Int?
    /// What the row was multiplied by, so that an item weighs the same at all sites.
    var rowFactor = 1.0
  }

  struct Item: Sendable {
    /// Several where a customer has one source for all of them.
    var rows: [ItemRow]
    /// The least weight over its arcs.
    var weight = Double.infinity

    /// What one whole item is in all of its rows.
    var amount: Double { rows.reduce(0) { $0 + $1.amount } }
  }

  /// An item's row, and its limit: what one whole item is in it.
  struct ItemRow: Sendable {
    var row: Int
    var amount: Double
  }

  /// nil where an arc stands for leaving an item out.
  let arcs: [Arc?]
  let sites: [Site]
  let items: [Item]
  /// By row over sites: the program's row.
  private let countRows: [Int]
  private let sign: Double

  init(
    network: FixedChargeNetwork, arcs: [Arc?], sites: [Site], items: [Item], countRows rows: [Int],
    direction: LinearProgram.Direction
  ) {
    self.network = network
    self.arcs = arcs
    self.sites = sites
    self.items = items
    countRows = rows
    sign = direction == .maximize ? -1 : 1
  }

  /// Whether the network's 0-1 knapsacks can be read off the program's own columns: an item's one source, a column beside those that
  /// serve it in parts, is found by what its site is.
  ///
  /// - Parameter isOneSource: of a column that says where an item comes from, whether it is a customer's one source.
  public func showsWholeItems(isOneSource: (Int) -> Bool) -> Bool {
    network.sourcing == .whole
      && arcs.indices.allSatisfy { index in
        guard let source = arcs[index]?.source else { return true }
        return isOneSource(source) && isBlock(sites[Int(network.site[index])])
      }
  }

  private func isBlock(_ site: Site) -> Bool { site.column != nil || site.capacityRow != nil }

  /// One value a column of `program`, in which the network was found.
  public func columns(fromNetwork values: [Double], of program: LinearProgram) -> [Double] {
    var columns = program.columnLower
    for (site, entry) in sites.enumerated() {
      if let column = entry.column { columns[column] = values[network.column(ofSite: site)] }
    }
    for (index, arc) in arcs.enumerated() {
      guard let arc else { continue }
      let share = values[network.column(ofArc: index)]
      for flow in arc.flows { columns[flow.column] = share * flow.amount }
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
      guard let own = programColumn(Int(column)) else { return nil }
      nodes.append(.split(column: Int32(own), zero: zero, one: one))
    }
    let blocks = sites.filter(isBlock)
      .map { (opening: $0.column, capacity: $0.capacityRow) }
    return Proof(
      prices: proof.prices.map(rowMultipliers), covering: covering, vectors: proof.vectors, nodes: nodes, blocks: blocks)
  }

  private func programColumn(_ column: Int) -> Int? {
    if column < network.siteCount { return sites[column].column }
    guard let arc = arcs[column - network.siteCount] else { return nil }
    return arc.source ?? arc.flows[0].column
  }

  private func rowMultipliers(_ prices: [Double]) -> Proof.Rows {
    zip(items, prices).flatMap { rows(of: $0, worth: $1) }
      + zip(countRows, prices.dropFirst(items.count)).filter { $1 != 0 }.map { ($0, $1) }
  }

  /// Multipliers of an item's rows at which all of it is worth so much: alike, because only the sum counts for what goes whole.
  private func rows(of item: Item, worth: Double) -> Proof.Rows {
    worth == 0 ? [] : item.rows.map { ($0.row, worth / item.amount) }
  }

  /// The covering row is the sum of the items' rows, each times the item's weight, less the capacity rows.
  private var covering: Proof.Rows {
    items.flatMap { rows(of: $0, worth: $0.weight) }
      + sites.compactMap { site in site.capacityRow.map { ($0, -site.rowFactor) } }
  }
}
