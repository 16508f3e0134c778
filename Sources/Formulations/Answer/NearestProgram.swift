public import Logistics
public import MathProgram

/// The program whose objective is the distance to a reference plan: what is moved otherwise, and above all what is
/// opened or closed otherwise.
///
/// Distance is Σ |flow − reference| in units over all flows, plus for each considered site that is open in one of
/// the two alone as much as all demand.
public struct NearestProgram: Sendable {
  public private(set) var program: LinearProgram

  /// - Parameters:
  ///   - base: the source's program with the rows that keep its objectives.
  ///   - reference: in the ids of the source's instance.
  public init(_ source: InstanceProgram, _ base: LinearProgram, reference: Plan) {
    program = base
    program.direction = .minimize
    program.objectiveConstant = 0
    for column in 0..<base.columnCount { program.setObjective(0, column: column) }
    let instance = source.instance
    let resolution = instance.settings.resolution
    var amounts: [FlowKey: Double] = [:]
    for flow in reference.flows { amounts[flow.key] = resolution.rational(flow.quantity).approximate }
    for (index, movement) in source.movements.enumerated() {
      let column = source.movementColumns[index]
      if movement.isWholeLeg {
        addWholeLeg(movement, column, amounts, resolution, instance)
      } else if case .flow(let key) = movement.decision {
        addFlow(column, amounts[key] ?? 0)
      }
    }
    addSites(source, reference)
  }

  private mutating func addWholeLeg(
    _ movement: Movement, _ column: Int, _ amounts: [FlowKey: Double], _ resolution: Resolution, _ instance: Instance
  ) {
    let size = movement.parts.reduce(0) { $0 + $1.amount.approximate }
    let isInReference = movement.parts.allSatisfy { part in
      (amounts[FlowKey(movement.link, movement.period, part.commodity)] ?? 0) > 0
    }
    program.setObjective(isInReference ? -size : size, column: column)
    if isInReference { program.objectiveConstant += size }
  }

  private mutating func addFlow(_ column: Int, _ amount: Double) {
    guard amount > 0 else { return program.setObjective(1, column: column) }
    let above = program.addColumn(lower: 0, upper: .infinity, objective: 1)
    let below = program.addColumn(lower: 0, upper: amount, objective: 1)
    program.addRow(
      lower: amount, upper: amount,
      entries: [(column: column, coefficient: 1), (column: above, coefficient: -1), (column: below, coefficient: 1)])
  }

  private mutating func addSites(_ source: InstanceProgram, _ reference: Plan) {
    let weight = max(1, source.instance.demand.reduce(0) { $0 + $1.quantity.approximate })
    for (column, decision) in source.decisions.enumerated() {
      guard case .siteOpen(let site, let period) = decision else { continue }
      let isOpen = reference.openSites[period.index][site.index]
      program.setObjective(isOpen ? -weight : weight, column: column)
      if isOpen { program.objectiveConstant += weight }
    }
  }
}

/// The program that looks for another plan of the same objectives: as much as possible of what a plan leaves out.
public struct OtherPlanProgram: Sendable {
  public private(set) var program: LinearProgram

  /// - Parameter values: of a plan's columns.
  public init(_ source: InstanceProgram, _ base: LinearProgram, values: [Double]) {
    program = base
    program.direction = .maximize
    program.objectiveConstant = 0
    for column in 0..<base.columnCount { program.setObjective(0, column: column) }
    for column in source.movementColumns where values[column] < 1e-9 { program.setObjective(1, column: column) }
  }
}
