import MathProgram

/// One program on one dedicated thread. The calls block; when the thread never comes back it is given up, and the next
/// solve gets another one.
final class GLPKSession: Session, @unchecked Sendable {
  enum Model: Sendable {
    case linear(LinearProgram)
    case flow(FlowNetwork)
  }

  private let engine: GLPKSolver
  private var model: Model
  private var thread: DedicatedThread<SolverDesk>?
  private var isClosed = false

  init(engine: GLPKSolver, model: Model) {
    self.engine = engine
    self.model = model
  }

  deinit { close() }

  func close() {
    isClosed = true
    thread?.end()
    thread = nil
  }

  func apply(_ changes: [ProgramChange]) throws(EngineError) {
    guard !isClosed else { throw .closed }
    switch model {
    case .linear(let program): model = .linear(try program.applying(changes))
    case .flow(let network): model = .flow(try network.applying(changes))
    }
  }

  func solve(_ control: SolveControl) throws(EngineError) -> Outcome {
    guard !isClosed else { throw .closed }
    guard let stop = StopSwitch() else { throw .fault(engine: engine.name, message: "no memory") }
    let program: LinearProgram
    switch model {
    case .linear(let linear): program = linear
    case .flow(let network): program = LinearProgram(network)
    }
    let run = SolveRun(
      control, stop, sign: program.direction == .maximize ? -1 : 1, constant: program.objectiveConstant)
    let result = Mailbox<Ending>()
    let thread = try runningThread()
    let returned = thread.run({ desk in result.value = desk.solve(program, run) }, unless: run.isHopeless)
    if !returned {
      run.abandon()
      thread.end()
      self.thread = nil
    }
    let findings = run.snapshot
    let ending = returned ? result.value ?? Ending(.engineFault("no result")) : abandonment(run)
    switch model {
    case .linear: return outcome(ending, findings, run)
    case .flow(let network): return flowOutcome(network, ending, findings, run)
    }
  }

  private func abandonment(_ run: SolveRun) -> Ending {
    run.note("watch", "the thread did not answer in time and was given up")
    return Ending(run.stopReason ?? .interrupt)
  }

  private func runningThread() throws(EngineError) -> DedicatedThread<SolverDesk> {
    if let thread { return thread }
    let engine = engine
    let started = DedicatedThread<SolverDesk>.start {
      SolverDesk(Workbench(memoryLimitMegabytes: engine.memoryLimitMegabytes, faults: engine.faults))
    }
    guard let started else { throw .fault(engine: engine.name, message: "the system gave no thread") }
    thread = started
    return started
  }
}

/// How a solve ended, apart from what it found.
struct Ending: Sendable {
  var stoppedBy: StopReason
  var isInfeasible = false
  var isUnbounded = false

  init(_ stoppedBy: StopReason, isInfeasible: Bool = false, isUnbounded: Bool = false) {
    self.stoppedBy = stoppedBy
    self.isInfeasible = isInfeasible
    self.isUnbounded = isUnbounded
  }
}

/// Where the solving thread leaves its result; read only after that thread said that it is done.
private final class Mailbox<Value>: @unchecked Sendable {
  var value: Value?
}

/// The outcome in the program's own direction.
func outcome(_ ending: Ending, _ findings: SolveRun.Findings, _ run: SolveRun) -> Outcome {
  // Rounding may put a bound a hair above the solution that it proves optimal.
  let bound = findings.bound.map { min($0, findings.incumbent?.objective ?? .infinity) }
  var proof = Proof(
    bound: bound.map(run.own), isInfeasible: ending.isInfeasible, isUnbounded: ending.isUnbounded,
    evidence: findings.evidence)
  if ending.isInfeasible || ending.isUnbounded {
    proof.bound = nil
    // The relaxation's multipliers prove a bound, not that there is nothing.
    if case .rowMultipliers? = proof.evidence { proof.evidence = nil }
  }
  return Outcome(
    stoppedBy: ending.stoppedBy, solution: findings.incumbent.map { .columns($0.values) },
    objective: findings.incumbent.map { run.own($0.objective) }, proof: proof, work: findings.work,
    attempts: run.snapshot.attempts)
}
