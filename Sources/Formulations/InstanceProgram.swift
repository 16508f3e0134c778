// Formulations: instance to program to plan.
public import Logistics
public import MathProgram

/// An instance as one linear program with integers, every column a `Decision`, every row a `Rule`.
///
/// Quantities are in units. Every upper bound is the tightest that the data allow, and every linking row is written a flow
/// at a time, so that the relaxation is strong.
public struct InstanceProgram: Sendable {
  public let instance: Instance
  /// Without an objective; `objective(level)` gives each.
  public private(set) var program: LinearProgram
  /// By column.
  public let decisions: [Decision]
  /// By row.
  public let rules: [Rule]
  let movements: [Movement]
  /// The column of each movement.
  let movementColumns: [Int]
  let schedules: [ScheduleCosts]
  /// Providers whose names any plan may exchange, where the program has rows that keep them in order.
  let twins: [[ProviderID]]
  private let columns: DecisionIndex

  /// - Parameters:
  ///   - keepsEveryLeg: whether whole legs that no optimal plan needs are columns too: for programs whose rules may
  ///     give way.
  ///   - ordersTwins: whether of plans that differ by the names of equal providers alone only one is left; not for questions that
  ///     tell such plans apart.
  public init(_ instance: Instance, keepsEveryLeg: Bool = false, ordersTwins: Bool = false) {
    var builder = ProgramBuilder(instance, keepsEveryLeg: keepsEveryLeg)
    builder.addMovements()
    builder.addSwitches()
    builder.addTenderSwitches()
    builder.addPartnerSwitches()
    builder.addSourceSplits()
    builder.addSchedules()
    builder.addBalances()
    builder.addDemand()
    builder.addLaneLimits()
    builder.addSiteLimits()
    builder.addMinimumCharges()
    builder.addSaleRows()
    builder.addAllocation()
    builder.addConstraints()
    builder.addTenderRows()
    twins = ordersTwins ? builder.addTwinRows() : []
    builder.addScheduleRows()
    builder.addLinkings()
    self.instance = instance
    program = builder.codebook.program
    decisions = builder.codebook.decisions
    rules = builder.codebook.rules
    movements = builder.movements
    movementColumns = builder.movementColumns
    schedules = builder.schedules.map(\.costs)
    columns = builder.codebook.columns
  }

  public func column(_ decision: Decision) -> Int? { columns[decision] }
}

