internal import MathProgram

/// One solve: from the program to its outcome, whose columns are the awards.
struct AwardRun {
  private let program: AwardProgram
  private let control: SolveControl
  private let table: AwardTable

  init(_ program: AwardProgram, _ control: SolveControl) {
    self.program = program
    self.control = control
    table = AwardTable(program)
  }

  func outcome() -> Outcome { searched().map(report) ?? outcomeWithoutTakers }

  /// Where nobody may take some item.
  var outcomeWithoutTakers: Outcome { Outcome(stoppedBy: .proof, proof: Proof(isInfeasible: true)) }

  /// The tree of a search to its end; nil where nobody may take some item.
  func searched(keepsNodes: Bool = false) -> AwardTree? {
    if table.slotsOfItem.contains(where: \.isEmpty) { return nil }
    var watch = self.watch
    takeStart(&watch)
    var tree = AwardTree(table, watch, keepsNodes: keepsNodes)
    tree.run()
    return tree
  }

  /// Where the program is another one with one more award given, and that one's search is at hand.
  func outcome(from nodes: AwardNodes, of asked: AwardTable, giving slot: Int, plan: [Int]) -> Outcome {
    var tree = AwardTree(table, watch)
    tree.run(from: nodes, of: asked, giving: slot, plan: plan)
    return report(tree)
  }

  private var watch: AwardWatch {
    let table = table
    return AwardWatch(control, constant: program.objectiveConstant) { AwardRun.columns($0, table) }
  }

  private func takeStart(_ watch: inout AwardWatch) {
    guard case .incumbent(let values)? = control.start, values.count == program.awardCount else { return }
    let chosen = values.indices.filter { values[$0] > 0.5 }
    guard let cost = program.objective(ofAwards: chosen) else { return }
    var slots = [Int](repeating: -1, count: table.itemCount)
    for slot in 0..<table.slotCount where values[Int(table.award[slot])] > 0.5 { slots[Int(table.item[slot])] = slot }
    watch.offer(slots, cost - program.objectiveConstant)
  }

  private static func columns(_ slots: [Int], _ table: AwardTable) -> [Double] {
    var values = [Double](repeating: 0, count: table.slotCount)
    for slot in slots { values[Int(table.award[slot])] = 1 }
    return values
  }

  func report(_ tree: AwardTree) -> Outcome {
    let watch = tree.watch
    var outcome = Outcome(stoppedBy: watch.stopReason ?? .proof, work: watch.work)
    outcome.attempts.append(
      Attempt(engine: "native", method: "awards: \(tree.nodeCount) nodes", result: watch.best == nil ? "no plan" : "plan"))
    let bound = tree.bound + program.objectiveConstant
    guard let slots = watch.best else {
      outcome.proof.isInfeasible = watch.stopReason == nil
      if bound.isFinite { outcome.proof.bound = bound }
      return outcome
    }
    outcome.solution = .columns(AwardRun.columns(slots, table))
    outcome.objective = program.objective(ofAwards: slots.map { Int(table.award[$0]) })
    outcome.proof = Proof(bound: min(outcome.objective ?? bound, bound), evidence: .award(tree.proof))
    if watch.stopReason == nil, relativeGap(outcome.objective ?? bound, outcome.proof.bound ?? bound) > 1e-6 {
      outcome.stoppedBy = .gap
    }
    return outcome
  }
}
