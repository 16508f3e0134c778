import Logistics
import MathProgram

/// Writes an instance's program block by block; the blocks are its extensions, one file each.
struct ProgramBuilder {
  let instance: Instance
  let pricing: Pricing
  var codebook: Codebook
  /// Those that are columns of the program.
  private(set) var movements: [Movement]
  private(set) var movementColumns: [Int] = []
  /// Movements by the site that they leave.
  let leaving: Groups
  /// Movements by each lane row that covers them, and by the one that prices them.
  let covered: Groups
  let priced: Groups
  let byOrder: Groups
  let customerOrders: [[OrderID]]
  /// The price schedules that a movement counts in, rebates last.
  var schedules: [ScheduleBlock] = []
  /// The constraints that count lane rows.
  let flowCounts: [Constraint]
  /// The constraints that a movement may need a switch for. Found once: there may be hundreds of others.
  let sourceCounts: [ConstraintID]
  let conditionalFlows: [ConstraintID]
  let orderCounts: [ConstraintID]
  let siteLimits: SiteLimits
  /// The lane rows with a single award, by the places that they join.
  let singleAwards: [OriginDestination: [LaneID]]

  init(_ instance: Instance, keepsEveryLeg: Bool = false) {
    self.instance = instance
    pricing = Pricing(instance: instance)
    codebook = Codebook(name: instance.name)
    let all = MovementSpace(instance).movements
    let movements = keepsEveryLeg ? all : DominatedLegs.removed(from: all, of: instance)
    self.movements = movements
    // By index: to take a movement out of the list costs more than to look into it.
    leaving = Groups(count: instance.sites.count) { enter in
      for index in movements.indices { enter(instance.links.origin[movements[index].link.index].index, index) }
    }
    covered = Groups(count: instance.lanes.count) { enter in
      for index in movements.indices {
        movements[index].parts.forEach { $0.covering.forEach { enter($0.index, index) } }
      }
    }
    priced = Groups(count: instance.lanes.count) { enter in
      for index in movements.indices { movements[index].parts.forEach { enter($0.pricing.index, index) } }
    }
    byOrder = Groups(count: instance.orders.count) { enter in
      for index in movements.indices { if let order = movements[index].order { enter(order.index, index) } }
    }
    flowCounts = instance.constraints.filter { $0.kind == .flowCount }
    let constraints = instance.constraints.indices.map(ConstraintID.init)
    sourceCounts = constraints.filter { instance[$0].kind == .sourceCount }
    conditionalFlows = constraints.filter { instance[$0].kind == .flow && instance[$0].sense == .conditionalMin }
    orderCounts = constraints.filter { instance[$0].measure == .order }
    siteLimits = SiteLimits(instance)
    singleAwards = ProgramBuilder.singleAwards(instance)
    var customerOrders = [[OrderID]](repeating: [], count: instance.customers.count)
    for (id, order) in instance.orders.enumerated() { customerOrders[order.customer.index].append(OrderID(id)) }
    self.customerOrders = customerOrders
  }

  private static func singleAwards(_ instance: Instance) -> [OriginDestination: [LaneID]] {
    var awards: [OriginDestination: [LaneID]] = [:]
    for lane in instance.lanes.marks.indices where instance.lanes.awardIsSingle[lane] {
      for link in instance.lanes.links(of: LaneID(lane)) {
        let pair = OriginDestination(instance.links.origin[link.index], instance.links.destination[link.index])
        awards[pair, default: []].append(LaneID(lane))
      }
    }
    return awards
  }

  mutating func addMovements() {
    codebook.reserve(columns: movements.count + instance.demand.count, links: instance.links.count)
    movementColumns.reserveCapacity(movements.count)
    for movement in movements {
      // The order's own row holds a whole leg to 1. Without a bound beside it, that row gets the multiplier, which then holds
      // for the legs that were left out too.
      let upper = movement.isWholeLeg && movement.upper == .one ? nil : movement.upper
      movementColumns.append(codebook.addColumn(movement.decision, upper: upper, isWhole: movement.isWholeLeg))
    }
  }

  /// What the movement counts for in a measure, for each unit of its column.
  func amount(_ index: Int, in measure: Measure, where keeps: (Movement.Part) -> Bool = { _ in true }) -> Rational {
    movements[index].parts.reduce(.zero) { sum, part in
      keeps(part) ? sum + part.amount * pricing.measure(measure, of: part.commodity) : sum
    }
  }

  func term(_ index: Int, _ coefficient: Rational) -> Term { Term(movementColumns[index], coefficient) }

  func origin(_ index: Int) -> SiteID { instance.links.origin[movements[index].link.index] }

  func destination(_ index: Int) -> Node { instance.links.destination[movements[index].link.index] }

  /// The column of a switch, with a coefficient, or what it counts where it is no decision but always on.
  func switchTerm(_ decision: Decision, _ coefficient: Rational) -> (terms: [Term], constant: Rational) {
    guard let column = codebook.column(decision) else { return ([], coefficient) }
    return ([Term(column, coefficient)], .zero)
  }

  /// Σ terms ≤ limit × switch, or ≥ for a least limit; a switch that is no decision is always on.
  mutating func addSwitchedLimit(_ rule: Rule, _ terms: [Term], limit: Rational, isMost: Bool, switching: Decision?) {
    guard let switching, let column = codebook.column(switching) else {
      codebook.addRow(rule, lower: isMost ? nil : limit, upper: isMost ? limit : nil, terms)
      return
    }
    let all = terms + [Term(column, -limit)]
    codebook.addRow(rule, lower: isMost ? nil : .zero, upper: isMost ? .zero : nil, all)
  }
}
