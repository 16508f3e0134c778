import MathProgram

/// What the trees over sites and over arcs share: the incumbent, the search for plans, the proof, and what is closed.
struct WholeSearch {
  let table: SiteTable
  var watch: SearchWatch
  var record: ProofRecord
  private let plans: SecondCore<WholePlanSearch>
  /// Whether sets of sites are proposed.
  let proposesSites: Bool
  /// Of everything that is closed.
  private(set) var closedBound = Double.infinity
  /// Whether some of the proof is not taken down, for want of room.
  private var isCut = false
  /// Decisions that the proof may still take down.
  private var pegsLeft = WholeSearch.mostPegs

  /// Each is two nodes of the certificate's tree, some twenty bytes, unless it is dropped from it.
  private static let mostPegs = 800_000

  /// - Parameter threads: where there are two, plans are looked for beside the bounds.
  init(_ table: SiteTable, _ search: WholePlanSearch, _ watch: SearchWatch, threads: Int) {
    self.table = table
    plans = SecondCore(search, threads: threads)
    proposesSites = search.proposesSites
    self.watch = watch
    record = ProofRecord(multiplierCount: table.multiplierCount, isShared: false)
  }

  mutating func close(_ bound: Double) { closedBound = min(closedBound, bound) }

  func column(ofSlot slot: Int32) -> Int { table.siteCount + Int(table.arc[Int(slot)]) }

  // MARK: Plans

  /// Begins to look for a plan of these sites; `preferred` holds slots to begin with, −1 where there is none.
  mutating func tryPlan(_ openSites: [Bool], _ preferred: [Int32]? = nil) {
    findPlan { $0.tryPlan(openSites, preferred) }
  }

  /// Begins to look for sets of sites near the node, and for plans of them.
  mutating func explore(_ node: SiteNode, isThorough: Bool) {
    let work = watch.work
    findPlan { $0.explore(node, isThorough: isThorough, of: work) }
  }

  private mutating func findPlan(_ job: @escaping (inout WholePlanSearch) -> Void) {
    takePlan()
    let incumbent = watch.incumbent
    plans.start { search in
      search.incumbent = incumbent
      job(&search)
    }
  }

  /// Takes what was found since.
  mutating func takePlan() {
    let (found, spent) = plans.use { ($0.incumbent, $0.takeWork()) }
    if let plan = found.plan { watch.offer(plan) }
    _ = watch.spend(spent)
  }

  // MARK: The proof

  /// Keeps multipliers as what bounds a node; rows over sites that are not among them pay nothing.
  mutating func note(_ multipliers: [Double], cover: Double, _ node: Int32) {
    guard hasRoom(node) else { return }
    let missing = table.multiplierCount - multipliers.count
    let all = missing > 0 ? multipliers + [Double](repeating: 0, count: missing) : multipliers
    record.setVector(record.addVector(all, cover: cover), node: node)
  }

  /// The covering row's best multiplier moves with what is decided, while the items' stay as they were noted.
  mutating func setCover(_ cover: Double, _ node: Int32) {
    guard hasRoom(node) else { return }
    record.setCover(cover, node: node)
  }

  private mutating func hasRoom(_ node: Int32) -> Bool {
    guard node >= 0 else { return false }
    isCut = record.isFull() || isCut
    return !record.isFull()
  }

  /// Nothing but a node's own vector is known to close it, by its 0-1 knapsacks; nil where nothing is proved. The record is empty
  /// then.
  ///
  /// - Parameter mayBeEmpty: whether all that is closed without a plan is closed without costs too.
  mutating func takeProof(mayBeEmpty: Bool) -> DecompositionProof? {
    guard watch.best != nil || mayBeEmpty && watch.stopReason == nil else { return nil }
    var slotOfColumn: [Int: Int] = [:]
    for slot in 0..<table.arcCount { slotOfColumn[column(ofSlot: Int32(slot))] = slot }
    let table = table
    record.dropIdlePegs { column in slotOfColumn[column].map { (Int(table.item[$0]), table.cost[$0]) } }
    isCut = isCut || record.isClosed
    var proof = record.takeProof()
    proof.prices = table.counts.told(proof.prices)
    proof.isPartial = isCut
    return proof
  }

  /// A column that must be `value`, as the node's vector says of the other.
  mutating func peg(_ node: Int32, column: Int, value: Bool) {
    guard node >= 0 else { return }
    pegsLeft -= 1
    record.addPeg(.init(column: Int32(column), value: value, vector: record.vector(ofNode: node)), node: node)
  }

  /// Records that a node is closed by an integer knapsack over the sites.
  mutating func split(_ node: Int32, _ knapsack: [SurrogateKnapsack.Node]) {
    guard hasRoom(node) else { return }
    record.split(node, knapsack)
  }

  /// Records the children of a node, where it is recorded and there is room; else they are −1.
  mutating func split(_ node: Int32, column: Int) -> (zero: Int32, one: Int32) {
    guard hasRoom(node), pegsLeft > 0 else {
      isCut = isCut || node >= 0
      return (-1, -1)
    }
    let zero = record.addNode(vector: record.vector(ofNode: node))
    let one = record.addNode(vector: record.vector(ofNode: node))
    record.split(node, column: column, zero: zero, one: one)
    return (zero, one)
  }
}
