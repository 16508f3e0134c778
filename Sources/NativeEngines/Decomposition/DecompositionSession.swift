import MathProgram
import Synchronization

/// A session of `DecompositionEngine`: the network alone; every solve begins anew.
final class DecompositionSession: Session {
  private let network: Mutex<FixedChargeNetwork?>

  private let proofBytes: Int

  init(_ start: FixedChargeNetwork, proofBytes most: Int) {
    network = Mutex(start)
    proofBytes = most
  }

  func apply(_ changes: [ProgramChange]) throws(EngineError) {
    guard network.withLock({ $0 != nil }) else { throw .closed }
    if !changes.isEmpty { throw .unsupported(engine: "native", reason: "changes of networks with fixed charges") }
  }

  func solve(_ control: SolveControl) throws(EngineError) -> Outcome {
    guard let held = network.withLock({ $0 }) else { throw .closed }
    return try DecompositionRun(held, control, proofBytes: proofBytes).outcome()
  }

  func close() { network.withLock { $0 = nil } }
}

/// One solve: from the network to its outcome.
struct DecompositionRun {
  private let network: FixedChargeNetwork
  private let control: SolveControl
  private let proofBytes: Int
  private let table: SiteTable

  init(_ network: FixedChargeNetwork, _ control: SolveControl, proofBytes most: Int) {
    proofBytes = most
    self.network = network
    self.control = control
    table = SiteTable(network)
  }

  func outcome() throws(EngineError) -> Outcome {
    if table.hasLooseItem { return Outcome(stoppedBy: .proof, proof: Proof(isInfeasible: true)) }
    var watch = SearchWatch(control, table, constant: network.objectiveConstant)
    takeStart(&watch)
    if table.isWhole {
      let split = network.unevenItem() == nil ? try? TransportPlans(SiteTable(network.split()), control) : nil
      let sets = network.isAlwaysOpen.contains(false) ? SiteSets(network, control) : nil
      var tree = WholeTree(table, WholePlanSearch(table, WholePlans(table, split), sets), watch, threads: control.threads)
      tree.run()
      return report(tree.watch, bound: tree.bound, tree.proof)
    }
    var tree = SiteTree(table, try TransportPlans(table, control), watch, proofBytes: proofBytes, threads: control.threads)
    tree.run()
    return report(tree.watch, bound: tree.bound, tree.proof)
  }

  private func takeStart(_ watch: inout SearchWatch) {
    guard case .incumbent(let values)? = control.start, network.violation(ofColumns: values) == nil else { return }
    var plan = SitePlan(isOpen: (0..<network.siteCount).map { values[$0] > 0.5 }, shares: [])
    for slot in 0..<table.arcCount {
      let share = values[network.siteCount + Int(table.arc[slot])]
      if share > 0 { plan.shares.append(.init(slot: Int32(slot), share: share)) }
    }
    watch.offer(plan)
  }

  private func report(_ watch: SearchWatch, bound: Double, _ proof: DecompositionProof?) -> Outcome {
    var outcome = Outcome(stoppedBy: watch.stopReason ?? .proof, work: watch.work)
    guard let plan = watch.best else {
      if watch.stopReason == nil {
        outcome.proof = Proof(isInfeasible: true, evidence: proof.map { .decomposition($0) })
      }
      if watch.stopReason != nil && bound.isFinite { outcome.proof.bound = bound + network.objectiveConstant }
      return outcome
    }
    let values = plan.columns(table)
    let cost = network.objective(ofColumns: values)
    outcome.solution = .columns(values)
    outcome.objective = cost
    outcome.proof = Proof(
      bound: min(cost, bound + network.objectiveConstant), evidence: proof.map { .decomposition($0) })
    if watch.stopReason == nil && relativeGap(cost, outcome.proof.bound ?? cost) > 1e-6 { outcome.stoppedBy = .gap }
    return outcome
  }
}
