/// How a solve ended: why the engine stopped, what it found, what it proved. Three facts, kept apart.
public struct Outcome: Sendable {
  public var stoppedBy: StopReason
  /// The best solution found, if any.
  public var solution: Solution?
  /// Of `solution`, in the program's own direction, constant included, recomputed from the values.
  public var objective: Double?
  public var proof: Proof
  /// What a relaxation at the root came to, where the engine has one of its own.
  public var root: RootRelaxation?
  /// In the engine's own units: pivots, nodes.
  public var work: Int
  /// What was tried on the way here, the last one last.
  public var attempts: [Attempt]

  public init(
    stoppedBy: StopReason, solution: Solution? = nil, objective: Double? = nil, proof: Proof = Proof(), work: Int = 0,
    attempts: [Attempt] = []
  ) {
    self.stoppedBy = stoppedBy
    self.solution = solution
    self.objective = objective
    self.proof = proof
    self.work = work
    self.attempts = attempts
  }

  public enum Status: String, Sendable { case optimal, feasible, infeasible, unbounded, unknown }

  /// The one word that a reader wants, from the three facts.
  public func status(gap tolerance: Double = 1e-6) -> Status {
    if proof.isInfeasible { return .infeasible }
    if proof.isUnbounded { return .unbounded }
    guard let objective else { return .unknown }
    guard let bound = proof.bound else { return .feasible }
    return relativeGap(objective, bound) <= tolerance ? .optimal : .feasible
  }
}

/// |value − bound| ÷ max(|value|, |bound|); 0 of 0 is 0.
public func relativeGap(_ value: Double, _ bound: Double) -> Double {
  let size = max(abs(value), abs(bound))
  return size == 0 ? 0 : abs(value - bound) / size
}

/// Why an engine stopped.
public enum StopReason: Sendable, Equatable {
  case proof, gap, workLimit, timeLimit, interrupt
  /// The engine broke; what it found before may still be used once it is checked.
  case engineFault(String)
}

public enum Solution: Sendable, Equatable {
  /// One value a column; of a fixed-charge network its `columnCount`, of an award program one an award.
  case columns([Double])
  /// One flow an arc.
  case flow([Int64])
}

/// What an engine says it proved. None of it is believed unverified.
public struct Proof: Sendable {
  /// No solution is better than this, in the program's own direction.
  public var bound: Double?
  public var isInfeasible = false
  public var isUnbounded = false
  public var evidence: Evidence?

  public init(bound: Double? = nil, isInfeasible: Bool = false, isUnbounded: Bool = false, evidence: Evidence? = nil) {
    self.bound = bound
    self.isInfeasible = isInfeasible
    self.isUnbounded = isUnbounded
    self.evidence = evidence
  }
}

/// Numbers from which anyone can recompute what an engine proved.
public enum Evidence: Sendable, Equatable {
  /// One multiplier a row, of the linear program or of the root relaxation of one with integers:
  /// d(objective)/d(limit) in the program's own direction, so that a minimised program has a multiplier ≥ 0 where
  /// `rowLower` binds and ≤ 0 where `rowUpper` binds.
  case rowMultipliers([Double])
  /// Of a program with integers: a tree whose leaves each have such multipliers.
  case branchTree(BranchProof)
  /// One multiplier a row whose combination no point within the column bounds can satisfy (Farkas). Positive ones use
  /// `rowLower`, negative ones `rowUpper`.
  case farkas([Double])
  /// A direction, one entry a column, that stays feasible for ever and improves the objective.
  case columnRay([Double])
  /// One potential a node: the reduced cost of an arc is cost + potential[tail] − potential[head].
  case potentials([Int64])
  /// Nodes (true) that no flow can serve: their supply exceeds the capacities out of the set minus the lower bounds
  /// into it (not under `atMost`), or their demand exceeds the capacities into it minus the lower bounds out of it
  /// (not under `atLeast`). No evidence at all where a bound of a single arc is crossed: that shows by itself.
  case cut([Bool])
  /// Arcs of a cycle of negative cost without a capacity, in order; the solution beside it shows that there is a flow.
  case cycle([Int32])
  /// Of a fixed-charge network: multipliers and a branch tree.
  case decomposition(DecompositionProof)
  /// Of an award program: multipliers and a branch tree.
  case award(AwardProof)
}

/// A relaxation at the root of a search: for others, who fix columns by it, or look for plans near it.
public struct RootRelaxation: Sendable, Equatable {
  /// One a row, of the minimised program.
  public var multipliers: [Double]
  /// One a column: how much of a 0-1 column the relaxation uses, on average; 0 of others.
  public var use: [Double]

  public init(multipliers: [Double], use: [Double]) {
    self.multipliers = multipliers
    self.use = use
  }
}

/// One try of an engine, for `attempts` in plan.json.
public struct Attempt: Sendable, Equatable {
  public var engine: String
  /// What was done: `dual simplex`, `presolve off`, ….
  public var method: String
  /// How it ended.
  public var result: String

  public init(engine: String, method: String, result: String) {
    self.engine = engine
    self.method = method
    self.result = result
  }
}
