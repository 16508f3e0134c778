/// A minimum-cost flow in which capacity has to be switched on (fixed-charge network flow; Hirsch and Dantzig 1968,
/// Magnanti and Wong 1984): sites of any number of echelons and products, lanes with a fixed cost.
///
/// It is a view of a linear program with integers: every whole column that is no flow is a *switch*, 0 or 1, which stands
/// only in rows Σ weight × flow − capacity × switch ≤ 0 and in rows over switches alone, its *counts*. With all switches on and
/// nothing counted, what is left is a network.
public struct FixedChargeFlow: Sendable {
  /// A switch, and what flows only where it is on.
  public struct Switch: Sendable, Equatable {
    public var column: Int
    /// Paid where it is on; minimised, whatever the program's direction.
    public var cost: Double
    /// Of all its limits together.
    public var capacity: Double
    /// Places in `FixedChargeFlow.limits`; one at least.
    public var limits: Range<Int>
    /// Its flows, limit by limit, those of no limit last: places in `FixedChargeFlow.members`.
    public var members: Range<Int>
  }

  /// What a switch lets through of flows that no other of its limits counts: of one product, or all that it carries.
  public struct Limit: Sendable, Equatable {
    /// The row Σ weight × flow ≤ capacity × switch; −1 where a switch only has links, the capacity being infinite.
    public var row: Int
    public var capacity: Double
    /// Places in `FixedChargeFlow.members`.
    public var members: Range<Int>
  }

  /// A flow of a switch.
  public struct Member: Sendable, Equatable {
    public var column: Int32
    /// In the row of its limit; 0 where the flow is tied by a row of its own alone.
    public var weight: Double
    /// The row flow ≤ most × switch, −1 where there is none.
    public var link: Int32
    public var most: Double
  }

  /// A row over switches alone; its terms are places in `FixedChargeFlow.switches`.
  public struct Count: Sendable, Equatable {
    public var row: Int
    public var sum: SwitchCount
  }

  /// What a row of the program is.
  public enum RowKind: Sendable, Equatable {
    /// A row of the network.
    case flow
    /// Only bounds one column from above.
    case bound
    /// The row of a switch's limit, one that its limits imply, or one of its links.
    case switching(Int32)
    /// Counts switches.
    case counting
    /// Says nothing.
    case free
  }

  public let program: LinearProgram
  public let switches: [Switch]
  public let limits: [Limit]
  public let members: [Member]
  public let counts: [Count]
  public let rowKinds: [RowKind]
  /// By column: its switch; −1 for flows.
  public let switchOfColumn: [Int32]
  /// With every switch on and its cost left out.
  let relaxed: LinearProgram
  let reduced: ReducedNetwork

  /// The network with every switch on; its costs are another matter: they are set arc by arc.
  public var network: FlowNetwork { reduced.network }

  /// Costs turned to minimisation.
  public var sign: Double { program.direction == .maximize ? -1 : 1 }

  /// The arc of a flow's column; nil for columns that cannot flow.
  public func arcs() -> [Int32] { reduced.arcOfColumn(count: program.columnCount) }

  /// By limit: the arc that carries all that its row counts; −1 where the network has none.
  public func arcsOfLimits() -> [Int32] {
    let all = reduced.arcOfRow()
    return limits.map { $0.row >= 0 ? all[$0.row] : -1 }
  }

  /// What a limit's row counts in one unit of flow on its arc.
  public func loadPerFlow(ofLimit limit: Int) -> Double {
    limits[limit].row >= 0 ? reduced.amountPerFlow(ofRow: limits[limit].row) : 0
  }

  /// What a price for each unit that a limit's row counts is on its arc; not rounded.
  public func arcPrice(_ price: Double, ofLimit limit: Int) -> Double {
    limits[limit].row >= 0 ? price * reduced.arcCostFactor(ofRow: limits[limit].row) : 0
  }

  /// The most that a row of the network may come to with every switch on.
  public func mostWithAllOn(ofRow row: Int) -> Double { relaxed.rowUpper[row] }

  /// The least.
  public func leastWithAllOn(ofRow row: Int) -> Double { relaxed.rowLower[row] }

  /// What a cost of one unit of the column is on its arc; not rounded.
  public func arcCost(_ cost: Double, column: Int) -> Double { cost * reduced.arcCostFactor(ofColumn: column) }

  /// Units of the column that one unit of flow on its arc is.
  public func unitsPerFlow(ofColumn column: Int) -> Double { reduced.unitsPerFlow(ofColumn: column) }

  /// By column: what it is where nothing flows on its arc.
  public func valuesWithoutFlow() -> [Double] { reduced.valuesWithoutFlow(of: relaxed) }

  /// Multipliers of the rows of the network, at least of those that stand in it.
  public func multipliers(fromPotentials potentials: [Int64]) -> [Double]? {
    reduced.rowPrices(fromPotentials: potentials, of: relaxed)
  }

  /// Multipliers of the network's rows that show that no flow crosses a cut as it must, whatever it costs.
  public func multipliers(fromCut isInside: [Bool]) -> [Double]? { reduced.rowPrices(fromCut: isInside, of: relaxed) }
}
