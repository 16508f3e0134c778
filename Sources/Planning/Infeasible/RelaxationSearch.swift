import Formulations
import GLPKEngine
public import Logistics
import MathProgram
import NativeEngines

/// What an instance without a plan could give up: the cheapest way, and the rules that cannot be kept together.
///
/// Both are suggestions: what they are worth shows when the changed instance is planned and checked.
public struct RelaxationSearch: Sendable {
  private let instance: Instance
  private let source: InstanceProgram
  private let engines: [any Engine]
  private let control: RunControl

  public init(_ instance: Instance, _ options: PlanOptions) {
    self.instance = instance
    source = InstanceProgram(RelaxedProgram.withLooseCapacities(instance))
    engines = options.engine == .native ? [NativeLinearEngine()] : [GLPKSolver()]
    control = RunControl(options)
  }

  /// Every rule of the program, in its order.
  public var rules: [Rule] { source.rules }

  /// The rules that give way in the cheapest way to a plan, each with its amount; nil where there is none.
  ///
  /// - Parameter price: of one unit of a rule; nil: it stays.
  public func cheapest(price: (Rule) -> Rational?) -> [NoPlanCause.RuleViolation]? {
    let relaxed = RelaxedProgram(source, of: instance, price: price)
    guard let root = columns(relaxed.program.relaxation, "repair, relaxation") else { return nil }
    let own = Array(root.prefix(source.decisions.count))
    let isWhole = own.indices.allSatisfy { column in
      !source.program.isInteger[column] || abs(own[column] - own[column].rounded()) < 1e-6
    }
    if isWhole { return relaxed.violations(root) }
    return columns(relaxed.program, "repair").map(relaxed.violations)
  }

  /// Groups of rules that cannot be kept together, beside all rules in no group; every one of them is needed for
  /// that.
  ///
  /// The deletion filter (Chinneck and Dravnieks 1991), in halves first. nil where no conflict was proved.
  /// - Parameter groups: those that are tried to be left out first stand first.
  public func conflict(among groups: [[Rule]]) -> [Int]? {
    for program in [RelaxedProgram(source, of: instance) { _ in nil }.program].flatMap({ [$0.relaxation, $0] }) {
      guard let probe = ConflictProbe(program, source.rules, groups, engines: engines, control: control) else {
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
  private let rules: [Rule]
  private var isKept: [Bool]
  private var farkas: [Double] = []

  /// nil where no engine takes the program.
  init?(
    _ program: LinearProgram, _ rules: [Rule], _ groups: [[Rule]], engines: [any Engine], control: RunControl
  ) {
    self.program = program
    self.control = control
    self.rules = rules
    var places: [Rule: [Int]] = [:]
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
      case .demand, .wholeOrder: return .rowBounds(row: row, lower: -.infinity, upper: program.rowUpper[row])
      default: return .rowBounds(row: row, lower: -.infinity, upper: .infinity)
      }
    }
  }
}
