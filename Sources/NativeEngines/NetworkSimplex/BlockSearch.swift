/// Chooses entering arcs: a block of arcs is priced a pivot, and the best few of earlier blocks stay candidates.
///
/// Blocks consist of short runs that lie far apart, so that one block meets many tails without the arcs being reordered.
struct BlockSearch<Number: FlowNumber> {
  private static var candidateRoom: Int { 16 }

  let arcCount: Int
  private let runLength: Int
  private let runCount: Int
  private let runStride: Int
  private let runsPerBlock: Int
  private var nextRun = 0
  /// Slots of the candidates left from earlier blocks, best first, and room for the new ones.
  private let candidates: UnsafeMutablePointer<Int32>
  private let violations: UnsafeMutablePointer<Number>
  private var candidateCount = 0
  private let kept: Int

  init(arcCount count: Int) {
    arcCount = count
    let block = max(16, Int(Double(count).squareRoot()))
    runLength = max(8, min(64, block / 8))
    runCount = (count + runLength - 1) / runLength
    runsPerBlock = max(1, block / runLength)
    runStride = BlockSearch.coprime(near: runCount * 618 / 1000, to: runCount)
    kept = max(3, min(BlockSearch.candidateRoom - 1, block / 100))
    candidates = .allocate(capacity: BlockSearch.candidateRoom)
    violations = .allocate(capacity: BlockSearch.candidateRoom)
  }

  func deallocate() {
    candidates.deallocate()
    violations.deallocate()
  }

  private static func coprime(near wanted: Int, to count: Int) -> Int {
    var stride = max(1, wanted)
    while gcd(stride, count) > 1 { stride += 1 }
    return stride
  }

  private static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }

  /// The slot of an arc that improves, the best of those looked at, or −1 when there is none in the whole network.
  mutating func findEntering(_ arcs: ArcTable<Number>, _ tree: SpanningTree<Number>) -> Int32 {
    let (tail, head, cost, state) = (arcs.tail, arcs.head, arcs.cost, arcs.state)
    let (anchor, potential) = (tree.anchor, tree.potential)
    let (candidates, violations) = (candidates, violations)
    let limit = kept + 1
    var count = 0
    for index in 0..<candidateCount {
      let arc = Int(candidates[index])
      let (start, end) = (anchor[Int(tail[arc])], anchor[Int(head[arc])])
      let reduced =
        cost[arc] &+ (potential[Int(start.node)] &+ start.offset) &- (potential[Int(end.node)] &+ end.offset)
      let violation = Number(truncatingIfNeeded: state[arc]) &* reduced
      if violation < 0 {
        BlockSearch.insert(Int32(truncatingIfNeeded: arc), violation, candidates, violations, &count, limit)
      }
    }
    var run = nextRun
    var runsLeft = runCount
    var worst = count == limit ? violations[count - 1] : 0
    while runsLeft > 0 {
      let blockRuns = min(runsLeft, runsPerBlock)
      for _ in 0..<blockRuns {
        let start = run * runLength
        for arc in start..<min(start + runLength, arcCount) {
          let (start, end) = (anchor[Int(tail[arc])], anchor[Int(head[arc])])
          let reduced =
            cost[arc] &+ (potential[Int(start.node)] &+ start.offset) &- (potential[Int(end.node)] &+ end.offset)
          let violation = Number(truncatingIfNeeded: state[arc]) &* reduced
          if violation < worst {
            BlockSearch.insert(Int32(truncatingIfNeeded: arc), violation, candidates, violations, &count, limit)
            worst = count == limit ? violations[count - 1] : 0
          }
        }
        run += runStride
        if run >= runCount { run -= runCount }
      }
      runsLeft -= blockRuns
      if count > 0 { break }
    }
    nextRun = run
    if count == 0 {
      candidateCount = 0
      return -1
    }
    let best = candidates[0]
    candidateCount = count - 1
    for index in 0..<candidateCount { candidates[index] = candidates[index + 1] }
    return best
  }

  /// Inserts into the short sorted list, the most negative first, dropping the last where it is full.
  @inline(__always)
  private static func insert(
    _ slot: Int32, _ violation: Number, _ candidates: UnsafeMutablePointer<Int32>,
    _ violations: UnsafeMutablePointer<Number>, _ count: inout Int, _ limit: Int
  ) {
    var place = count < limit ? count : limit - 1
    if count < limit { count += 1 }
    while place > 0 && violations[place - 1] > violation {
      violations[place] = violations[place - 1]
      candidates[place] = candidates[place - 1]
      place -= 1
    }
    violations[place] = violation
    candidates[place] = slot
  }
}
