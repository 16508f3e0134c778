public import MathProgram

/// An award program solved once and kept, to be asked what further awards would cost if they had to be.
///
/// Giving one more award changes little: the nodes of the search's tree bound what is left of them too, from their own
/// multipliers on, and the plan found is one move away from a plan. The answers are as proven as those of a search from the
/// beginning. May be asked from several threads at once.
public struct SolvedAwards: Sendable {
  /// Of the program as it is.
  public let outcome: Outcome
  private let program: AwardProgram
  private let table: AwardTable
  private let nodes: AwardNodes
  /// The slot of each item; nil: there is no plan.
  private let plan: [Int]?

  /// - Throws: `EngineError.faultyProgram`.
  public init(_ awards: AwardProgram, _ control: SolveControl = SolveControl()) throws(EngineError) {
    let faults = awards.faults()
    if !faults.isEmpty { throw .faultyProgram(faults) }
    let run = AwardRun(awards, control)
    program = awards
    table = AwardTable(awards)
    let tree = run.searched(keepsNodes: true)
    outcome = tree.map(run.report) ?? run.outcomeWithoutTakers
    nodes = tree?.nodes ?? AwardNodes()
    plan = tree?.watch.best
  }

  /// The program's outcome with one more award given.
  ///
  /// - Parameter award: of the program; of an item of which none is given yet.
  public func giving(_ award: Int, _ control: SolveControl = SolveControl()) -> Outcome {
    var given = program
    given.give(award)
    let run = AwardRun(given, control)
    guard let plan, let slot = table.award.firstIndex(of: Int32(truncatingIfNeeded: award)),
      !table.isGiven[Int(table.item[slot])]
    else { return run.outcome() }
    return run.outcome(from: nodes, of: table, giving: slot, plan: plan)
  }
}
