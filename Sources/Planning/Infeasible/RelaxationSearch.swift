import Formulations
import GLPKEngine
public import Logistics
import MathProgram
import NativeEngines

/// One thing that gives way in the cheapest way to a plan.
public struct Relaxation: Sendable {
  public let rule: RelaxableRule
  /// In the rule's own measure.
  public let amount: Rational
  /// For shares, averages and windows: the value of their cell, in the instance's own units, at which the rule is kept. nil
  /// for all others, and where no value would do.
  public let attained: Rational?
}

/// What an instance without a plan could give up: the cheapest way, and the rules that cannot be kept together.
///
/// Both are suggestions: what they are worth shows when the changed instance is planned and checked.
public struct RelaxationSearch: Sendable {
  private let instance: Instance
  private let source: InstanceProgram
  private let engines: [any Engine]
  private let control: RunControl
  /// Every rule of the program, in its order, then the barriers that keep goods off lanes.
  public let rules: [RelaxableRule]

  public init(_ instance: Instance, _ options: PlanOptions) {
    self.instance = instance
    source = RelaxedProgram.loose(instance)
    rules = RelaxedProgram(source, of: instance) { _ in nil }.rules
    engines = options.engine == .native ? [NativeLinearEngine()] : [GLPKSolver()]
    control = RunControl(options)
  }

  /// What gives way in the cheapest way to a plan; nil where there is none.
  ///
  /// - Parameter price: of one unit of a rule; nil: it stays.
  public func cheapest(price: (RelaxableRule) -> Rational?) -> [Relaxation]? {
    let relaxed = RelaxedProgram(source, of: instance, price: price)
    guard let values = answer(relaxed) else { return nil }
    return RelaxedAnswer(relaxed, of: instance, values).given.map {
      Relaxation(rule: $0.rule, amount: $0.amount, attained: $0.attained)
    }
  }

  /// Where quantities are whole the flows are too.
  private func answer(_ relaxed: RelaxedProgram) -> [Double]? {
    guard let root = columns(relaxed.program.relaxation, "repair, relaxation") else { return nil }
    if isPlan(root) { return root }
    let whole = source.program.hasIntegers ? columns(relaxed.program, "repair") : root
    guard let whole, instance.settings.resolution.decimals == 0, !isPlan(whole) else { return whole }
    let stepped = SteppedProgram(source, relaxed.program)
    return columns(stepped.program, "repair, whole quantities").map(stepped.sourceValues) ?? whole
  }

  /// Of fine quantities only whole decisions are asked to be whole.
  private func isPlan(_ values: [Double]) -> Bool {
    let own = Array(values.prefix(source.decisions.count))
    if instance.settings.resolution.decimals == 0 { return source.isPlan(own) }
    return own.indices.allSatisfy { !source.program.isInteger[$0] || source.isWhole(own[$0]) }
  }

  /// Groups of rules that cannot be kept together, beside all rules in no group; every one of them is needed for
  /// that.
  ///
  /// The deletion filter (Chinneck and Dravnieks 1991), in halves first. nil where no conflict was proved.
  /// - Parameter groups: those that are tried to be left out first stand first.
  public func conflict(among groups: [[RelaxableRule]]) -> [Int]? {
    for program in [RelaxedProgram(source, of: instance) { _ in nil }.program].flatMap({ [$0.relaxation, $0] }) {
      guard let probe = ConflictProbe(program, rules, groups, engines: engines, control: control) else {
        continue
      }
      let all = Array(groups.indices)
      guard probe.isInfeasible(all) else { continue }
      return reduced(probe.startingPoint(all), probe)
    }
    return nil
  }

  private func reduced(_ groups: [Int], _ probe: ConflictProbe) -> [Int] {
    var kept = groups
    var chunk = max(1, kept.count / 2)
    while true {
      var place = 0
      while place < kept.count, !control.isOver {
        let end = min(kept.count, place + chunk)
        let rest = Array(kept[..<place] + kept[end...])
        if probe.isInfeasible(rest) { kept = rest } else { place = end }
      }
      if chunk == 1 || control.isOver { return kept }
      chunk = max(1, chunk / 2)
    }
  }

  private func columns(_ program: LinearProgram, _ phase: String) -> [Double]? {
    for engine in engines {
      let solveControl = control.solveControl(level: 0, levels: 1, phase: phase, workDone: 0, gap: 0)
      if let outcome = try? engine.solve(.linear(program), solveControl), case .columns(let values)? = outcome.solution
      {
        return values
      }
    }
    return nil
  }
}

/// One open session that is asked again and again whether some groups of rules can be kept together.
final class ConflictProbe {
  private let session: any Session
  private let program: LinearProgram
  private let control: RunControl
  /// The rows of each group.
  private let rows: [[Int]]
  private let rules: [RelaxableRule]
  private var isKept: [Bool]
  private var farkas: [Double] = []

  /// nil where no engine takes the program.
  init?(
    _ program: LinearProgram, _ rules: [RelaxableRule], _ groups: [[RelaxableRule]], engines: [any Engine], control: RunControl
  ) {
    self.program = program
    self.control = control
    self.rules = rules
    var places: [RelaxableRule: [Int]] = [:]
    for (row, rule) in rules.enumerated() { places[rule, default: []].append(row) }
    rows = groups.map { group in group.flatMap { places[$0] ?? [] } }
    isKept = [Bool](repeating: true, count: groups.count)
    guard let session = engines.lazy.compactMap({ try? $0.open(.linear(program)) }).first else { return nil }
    self.session = session
  }

  deinit { session.close() }

  /// Whether an engine proved that nothing keeps these groups and what is in no group; false also where it could
  /// not tell.
  func isInfeasible(_ groups: [Int]) -> Bool {
    var wanted = [Bool](repeating: false, count: isKept.count)
    for group in groups { wanted[group] = true }
    let changes = wanted.indices.filter { wanted[$0] != isKept[$0] }.flatMap { bounds(of: $0, isKept: wanted[$0]) }
    isKept = wanted
    let solve = control.solveControl(level: 0, levels: 1, phase: "conflict", workDone: 0, gap: 1)
    guard (try? session.apply(changes)) != nil, let outcome = try? session.solve(solve) else { return false }
    if case .farkas(let proof)? = outcome.proof.evidence { farkas = proof }
    return outcome.proof.isInfeasible
  }

  /// Of groups that were just proved infeasible those that the proof uses, where it names them and they suffice.
  func startingPoint(_ groups: [Int]) -> [Int] {
    guard farkas.count == rules.count else { return groups }
    let used = groups.filter { group in rows[group].contains { abs(farkas[$0]) > 1e-9 } }
    return used.count < groups.count && isInfeasible(used) ? used : groups
  }

  private func bounds(of group: Int, isKept: Bool) -> [ProgramChange] {
    rows[group].map { row in
      guard !isKept else {
        return .rowBounds(row: row, lower: program.rowLower[row], upper: program.rowUpper[row])
      }
      switch rules[row] {
      case .rule(.demand), .rule(.wholeOrder): return .rowBounds(row: row, lower: -.infinity, upper: program.rowUpper[row])
      default: return .rowBounds(row: row, lower: -.infinity, upper: .infinity)
      }
    }
  }
}
