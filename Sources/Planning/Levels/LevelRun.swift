import Formulations
import Logistics
import MathProgram
import Verification

/// Solves the objectives in order of priority, each with the earlier ones kept.
struct LevelRun {
  enum Ending {
    case claim(Claim)
    /// With the tree that proves it, if there is one.
    case infeasible(RunRecord, Certificate?)
    case failed(PlanFailure)
  }

  private let program: InstanceProgram
  private let engines: [any Engine]
  private let control: RunControl
  /// Of equally good plans the one nearest to this is wanted; nil: any will do.
  private let reference: Plan?
  private var metEquallyGoodPlan = false
  /// The program with what earlier levels fixed.
  private var working: KeptLevels
  private var attempts: [RunRecord.Attempt] = []
  private var work = 0
  private var best: LevelAnswer?
  private var claims: [LevelClaim] = []
  private var certificates: [LevelCertificate] = []
  private var engineName = ""
  /// Places of engines that had no answer within the time that was theirs: later levels do without them.
  private var tooSlow: Set<Int> = []

  init(_ program: InstanceProgram, engines: [any Engine], control: RunControl, reference: Plan? = nil) {
    self.program = program
    self.engines = engines
    self.control = control
    self.reference = reference
    working = KeptLevels(program)
    engineName = engines.first?.name ?? ""
  }

  mutating func run() -> Ending {
    let levels = program.instance.objectives
    for level in levels.indices {
      if levels[level].limit != nil {
        keepLimit(level)
        continue
      }
      switch solve(level) {
      case .answered(let answer):
        record(answer, level)
        if level + 1 < levels.count || reference != nil { working.keep(answer, level: level) }
        if !answer.isFinal {
          fillUnsolved(after: level)
          return claim(stoppedBy: answer.stoppedBy)
        }
      case .infeasible(let proof):
        guard level == 0 || best == nil else { return stoppedLater(level, "the earlier levels could not be kept") }
        let certificate = proof.map { Certificate(levels: [levelCertificate($0)]) }
        return .infeasible(record(stoppedBy: .proof), certificate)
      case .unbounded: return .failed(.unbounded(level: level))
      case .refused(let engine, let reason): return .failed(.unsupported(engine: engine, reason: reason))
      case .none(let reason):
        guard best != nil else {
          return .failed(.stopped(run: record(stoppedBy: stop(reason)), message: text(reason)))
        }
        fillUnsolved(after: level - 1)
        return claim(stoppedBy: stop(reason))
      }
    }
    moveTowardsReference()
    return claim(stoppedBy: best?.stoppedBy ?? .proof)
  }

  private func levelCertificate(_ proof: LevelSolver.Emptiness) -> LevelCertificate {
    switch proof {
    case .tree(let tree): working.certificate(tree, level: nil)
    case .sites(let certificate): certificate
    }
  }

  private mutating func moveTowardsReference() {
    guard let reference, let best else { return }
    for engine in engines {
      let run = NearestRun(program, working, engine: engine, control: control)
      guard let nearest = run.nearest(to: reference, from: best) else { continue }
      self.best?.plan = nearest.plan
      metEquallyGoodPlan = nearest.metAnother
      return
    }
  }

  /// A level with a limit is kept, not solved, and proves nothing of itself.
  private mutating func keepLimit(_ level: Int) {
    working.begin(level)
    working.keepLimit(level: level)
    claims.append(LevelClaim(bound: nil, boundBy: engineName))
    certificates.append(LevelCertificate(countsObjective: true, MultiplierVector([])))
  }

  private enum LevelEnding {
    case answered(LevelAnswer)
    case infeasible(LevelSolver.Emptiness?)
    case unbounded
    /// By every engine, for the structure of the program.
    case refused(engine: String, reason: String)
    case none(StopReason)
  }

  /// Tries the engines in turn; the next one takes over where one gives no answer.
  private mutating func solve(_ level: Int) -> LevelEnding {
    working.begin(level)
    var last = StopReason.engineFault("no engine takes the program")
    var refusals: [(engine: String, reason: String)] = []
    /// What an engine that broke, or used up its share of work or time, had found until then.
    var partial: (answer: LevelAnswer, engine: String)?
    for (place, engine) in engines.enumerated() where !tooSlow.contains(place) {
      var solver = LevelSolver(
        program, working, engine: engine, level: level, control: limits(of: place), workDone: work,
        incumbent: partial?.answer ?? best, isLast: place == engines.count - 1)
      let ending = solver.solve()
      attempts += solver.attempts
      work += solver.work
      if case .unsupported(let engine, let reason)? = solver.refusal { refusals.append((engine, reason)) }
      switch ending {
      case .answered(let answer):
        if isUnfinished(answer), !control.isOver, place + 1 < engines.count {
          if answer.stoppedBy == .timeLimit, !answer.mayGoOn { tooSlow.insert(place) }
          let found = joined(partial, answer, engine.name, level)
          partial = (found, engineName)
          continue
        }
        return .answered(joined(partial, answer, engine.name, level))
      // With a plan at hand that the check accepts, who says that there is none, or none that is best, is wrong.
      case .infeasible(let proof): if partial == nil { return .infeasible(proof) }
      case .unbounded: if partial == nil { return .unbounded }
      case .none(let reason):
        last = reason
        if reason == .timeLimit { tooSlow.insert(place) }
      }
      if control.isOver { break }
    }
    if let partial { return .answered(ended(partial)) }
    if control.isOver { return .none(control.stopReason) }
    if let first = refusals.first, refusals.count == engines.count {
      return .refused(engine: first.engine, reason: first.reason)
    }
    return .none(last)
  }

  /// What an engine came to that went on from what another one had left.
  private mutating func joined(
    _ left: (answer: LevelAnswer, engine: String)?, _ answer: LevelAnswer, _ name: String, _ level: Int
  ) -> LevelAnswer {
    engineName = name
    guard let left else { return answer.isShownInPart && !isUnfinished(answer) ? shown(answer, level) : answer }
    let isMaximized = program.instance.objectives[level].isMaximized
    // The plan is named after who found it, unless the later engine is who proves it.
    if !answer.isBetter(than: left.answer, isMaximized: isMaximized) { engineName = left.engine }
    return left.answer.joined(with: answer, isMaximized: isMaximized)
  }

  /// What was left and nobody went on from.
  private mutating func ended(_ left: (answer: LevelAnswer, engine: String)) -> LevelAnswer {
    engineName = left.engine
    var answer = left.answer
    if control.isOver { answer.stoppedBy = stop(control.stopReason) }
    answer.isFinal = false
    return answer
  }

  /// Whether another engine may go on: this one broke, or used up the time that was its share.
  private func isUnfinished(_ answer: LevelAnswer) -> Bool {
    !answer.isFinal && (answer.mayGoOn || answer.stoppedBy == .engineFault || answer.stoppedBy == .timeLimit)
  }

  /// An engine of all programs leaves some time to the next one, which may find a plan where it found none.
  private func limits(of place: Int) -> RunControl {
    func takesAll(_ engine: any Engine) -> Bool {
      engine.capabilities.linearPrograms && engine.capabilities.integers && !(engine is NetworkRoute)
    }
    return takesAll(engines[place]) && engines[(place + 1)...].contains(where: takesAll) ? control.sparingTime : control
  }

  /// Entries of a program up to which a second proof is tried, and the work that it may take.
  private static let mostShownEntries = 20_000
  private static let showingWork = 4_000

  /// An optimum whose certificate shows less than its engine proved, with the branch tree of an engine that hands one out,
  /// where the program is small enough for that. What that engine finds better takes its place.
  private mutating func shown(_ answer: LevelAnswer, _ level: Int) -> LevelAnswer {
    guard answer.stoppedBy == .proof, program.program.entryCount <= Self.mostShownEntries else { return answer }
    let limited = control.limited(toWork: work + Self.showingWork)
    for engine in engines where engine.capabilities.linearPrograms && engine.capabilities.integers {
      var solver = LevelSolver(
        program, working, engine: engine, level: level, control: limited, workDone: work, incumbent: answer)
      let ending = solver.solve()
      if solver.refusal != nil { continue }
      attempts += solver.attempts
      work += solver.work
      guard case .answered(let other) = ending else { break }
      let isMaximized = program.instance.objectives[level].isMaximized
      if isMaximized ? other.value > answer.value : other.value < answer.value {
        engineName = engine.name
        return other
      }
      guard other.value == answer.value, other.stoppedBy == .proof else { break }
      return answer.shown(by: other)
    }
    return answer
  }

  private mutating func record(_ answer: LevelAnswer, _ level: Int) {
    best = answer
    // What is left of this level's program says nothing about the next one's.
    best?.core = nil
    claims.append(LevelClaim(bound: answer.bound, boundBy: engineName))
    if let certificate = answer.certificate {
      certificates.append(certificate)
    } else if let tree = answer.tree {
      certificates.append(working.certificate(tree, level: level))
    } else {
      let vector = answer.multipliers.map { working.vector($0, level: level) }
      certificates.append(LevelCertificate(countsObjective: true, vector ?? MultiplierVector([])))
    }
  }

  /// Levels that were not reached have no bound but what their boxes give.
  private mutating func fillUnsolved(after level: Int) {
    for _ in (level + 1)..<max(level + 1, program.instance.objectives.count) {
      claims.append(LevelClaim(bound: nil, boundBy: engineName))
      certificates.append(LevelCertificate(countsObjective: true, MultiplierVector([])))
    }
  }

  private mutating func stoppedLater(_ level: Int, _ message: String) -> Ending {
    attempts.append(.init(engine: engineName, method: "level \(level + 1)", result: message))
    fillUnsolved(after: level - 1)
    return claim(stoppedBy: .engineFault)
  }

  private func claim(stoppedBy: RunRecord.Stop) -> Ending {
    guard let plan = best?.plan else {
      return .failed(.stopped(run: record(stoppedBy: stoppedBy), message: stoppedBy.rawValue))
    }
    return .claim(
      .plan(
        PlanClaim(
          plan: plan, levels: claims, certificate: Certificate(levels: certificates),
          run: record(stoppedBy: stoppedBy))))
  }

  private func record(stoppedBy: RunRecord.Stop) -> RunRecord {
    var record = RunRecord(stoppedBy: stoppedBy, engine: engineName, attempts: attempts)
    record.metEquallyGoodPlan = metEquallyGoodPlan
    return record
  }

  private func stop(_ reason: StopReason) -> RunRecord.Stop { RunRecord.Stop(reason) }

  private func text(_ reason: StopReason) -> String {
    if case .engineFault(let message) = reason { return "engine_fault: \(message)" }
    return stop(reason).rawValue
  }
}

extension RunRecord.Stop {
  init(_ reason: StopReason) {
    switch reason {
    case .proof: self = .proof
    case .gap: self = .gap
    case .workLimit: self = .workLimit
    case .timeLimit: self = .timeLimit
    case .interrupt: self = .interrupt
    case .engineFault: self = .engineFault
    }
  }
}
