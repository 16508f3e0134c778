import Logistics
public import MathProgram

/// What an instance's program is at one objective level, with earlier levels kept: the most special form comes first.
public enum InstanceStructure: Sendable {
  /// Every flow counts in no more than two limits that matter: a minimum-cost flow in whole steps of the resolution.
  case network(ReducedNetwork)
  /// Some parts share no limit with the rest and are networks; `reason` is why the rest is none.
  case separable(SeparableProgram, reason: String)
  /// A linear program, with integers or without; `reason` is why it is no network.
  case general(reason: String)
}

extension InstanceProgram {
  /// What `program` is: this program with an objective, with bounds changed, or with slack columns added behind its own.
  ///
  /// - Parameter separates: whether parts are looked for where the whole is no network.
  public func structure(of program: LinearProgram, separates: Bool = true) -> InstanceStructure {
    // A rate or a proportion is no number of steps, and bounds that earlier levels set it to may not be rounded.
    if decisions.contains(where: \.isRate) {
      return .general(reason: "rates of sharing are compared, which are no flows")
    }
    let steps = stepsPerUnit(in: program)
    do throws(NetworkObstacle) {
      return .network(try program.network(stepsPerUnit: steps))
    } catch {
      let reason = StructureWords(self).reason(error, in: program)
      if separates, let parts = SeparableProgram(program, stepsPerUnit: steps) {
        return .separable(parts, reason: reason)
      }
      return .general(reason: reason)
    }
  }

  /// The flow with fixed charges that `program` is, counted in steps of the resolution.
  ///
  /// - Throws: what keeps it from being one.
  public func fixedChargeFlow(of program: LinearProgram) throws(FixedChargeObstacle) -> FixedChargeFlow {
    try requireNoRates()
    return try program.fixedChargeFlow(stepsPerUnit: stepsPerUnit(in: program))
  }

  /// What is left of `program` as such a flow without rules that are beside it: shares, averages, least quantities.
  ///
  /// - Parameter most: as `fixedChargeSketch(stepsPerUnit:sideRows:mostTries:)` has it.
  /// - Throws: what keeps the rest from being one.
  public func fixedChargeSketch(of program: LinearProgram, mostTries most: Int) throws(FixedChargeObstacle) -> FixedChargeSketch {
    try requireNoRates()
    let sideRows = (0..<program.rowCount).filter { $0 >= rules.count || rules[$0].isBesideFlows }
    return try program.fixedChargeSketch(stepsPerUnit: stepsPerUnit(in: program), sideRows: sideRows, mostTries: most)
  }

  private func requireNoRates() throws(FixedChargeObstacle) {
    guard decisions.contains(where: \.isRate) else { return }
    throw FixedChargeObstacle(reason: "rates of sharing are compared, which are no flows")
  }

  /// What a row of `program` says, in the planner's words.
  public func words(forRow row: Int, of program: LinearProgram) -> String {
    row < rules.count ? StructureWords(self).say(rules[row]) : program.label(ofRow: row)
  }

  /// Whether a column says that a site is the one source of a customer that may have no other.
  public func isOneSource(_ column: Int) -> Bool {
    guard case .customerSource(let customer, _) = decisions[column] else { return false }
    return instance[customer].singleSource
  }

  /// How finely each column is counted: quantities in steps of the resolution, whole decisions in ones, the rest (0) as
  /// finely as the rows in which it stands.
  private func stepsPerUnit(in program: LinearProgram) -> [Double] {
    let steps = Double(instance.settings.resolution.stepsPerUnit)
    return decisions.indices.map { column in
      switch decisions[column] {
      case .flow, .unmet: column < program.columnCount && program.isInteger[column] ? 1 : steps
      case .minimumTopUp, .constraintExcess, .constraintShortfall: 0
      default: 1
      }
    }
  }
}

extension Decision {
  /// Whether its values are rates or proportions.
  fileprivate var isRate: Bool {
    switch self {
    case .commonShare, .rankedRate, .rateShortfall: true
    default: false
    }
  }
}

extension Rule {
  /// Whether it says neither where goods come from and go nor what lets them through, how much at most.
  fileprivate var isBesideFlows: Bool {
    switch self {
    case .balance, .supplyMaximum, .demand, .wholeOrder, .linking, .throughputMaximum, .capacityMaximum, .singleSource, .singleAward,
      .oneOfferALeg, .tender: false
    default: true
    }
  }
}
