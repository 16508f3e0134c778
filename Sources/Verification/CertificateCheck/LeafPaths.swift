import Logistics

/// What a leaf's path leaves of decisions; each stands in one of the two lists, once.
struct LeafPath {
  /// Decisions that may be 0 or 1 in the instance, and are fixed at one of them.
  var fixed: [(column: Int, isOne: Bool)] = []
  /// Others with the boxes that are left of them; and whatever the leaf's sums count, narrowed or not.
  var boxes: [(column: Int, lower: Rational, upper: Rational)] = []
}

/// Reads the paths of a tree, one after the other, in time that depends on their lengths alone.
struct LeafPaths {
  private let tree: BranchTree
  private let book: RuleBook
  /// By node: where it splits its decision, and its lower child; −1 where it splits none.
  private var points: [Int64] = []
  private var lows: [Int] = []
  /// By node, whether it splits what may be 0 or 1.
  private let isSwitch: [Bool]
  /// By decision: where the path that is read has it.
  private var marks: [Int32]
  private var path = LeafPath()

  /// Marks of decisions that are fixed; others are 1 more than the place of their box, 0 where they have none.
  private static let (atZero, atOne): (Int32, Int32) = (-1, -2)

  init(_ branches: BranchTree, _ rules: RuleBook) {
    (tree, book) = (branches, rules)
    isSwitch = branches.columns.map { column in
      guard column >= 0 else { return false }
      let decision = rules.decisions[column]
      return decision.isWhole && decision.lower.isZero && decision.upper == .one
    }
    marks = Array(repeating: 0, count: rules.decisions.count)
    for node in branches.nodes {
      guard case .split(_, let at, let low, _) = node else {
        points.append(0)
        lows.append(-1)
        continue
      }
      points.append(at)
      lows.append(low)
    }
  }

  /// nil: the path leaves nothing of some decision.
  mutating func path(_ leaf: BranchTree.Leaf, _ sums: [SumRows.Term]) -> LeafPath? {
    path.fixed.removeAll(keepingCapacity: true)
    path.boxes.removeAll(keepingCapacity: true)
    let leavesSome = walk(from: leaf.node)
    for sum in sums {
      for column in sum.columns where marks[column] == 0 { _ = box(of: column) }
    }
    for entry in path.fixed { marks[entry.column] = 0 }
    for entry in path.boxes { marks[entry.column] = 0 }
    return leavesSome && path.boxes.allSatisfy { $0.lower <= $0.upper } ? path : nil
  }

  private mutating func walk(from leaf: Int) -> Bool {
    var (child, leavesSome) = (leaf, true)
    while tree.parents[child] >= 0, leavesSome {
      let node = tree.parents[child]
      if isSwitch[node] {
        leavesSome = fix(tree.columns[node], at: points[node], isLow: lows[node] == child)
      } else if lows[node] >= 0 {
        narrow(tree.columns[node], at: points[node], isLow: lows[node] == child)
      }
      child = node
    }
    return leavesSome
  }

  /// False where that leaves neither 0 nor 1.
  private mutating func fix(_ column: Int, at point: Int64, isLow: Bool) -> Bool {
    // Not above a point from 1 on, or above one below 0, are both.
    if isLow ? point >= 1 : point < 0 { return true }
    guard point == 0 else { return false }
    let mark = isLow ? Self.atZero : Self.atOne
    if marks[column] == 0 {
      marks[column] = mark
      path.fixed.append((column, !isLow))
    }
    return marks[column] == mark
  }

  private mutating func narrow(_ column: Int, at whole: Int64, isLow: Bool) {
    let place = box(of: column)
    let step = book.step(ofDecision: column) ?? .one
    let point = Rational(whole: Int128(whole)) * step
    if isLow {
      path.boxes[place].upper = min(path.boxes[place].upper, point)
    } else {
      path.boxes[place].lower = max(path.boxes[place].lower, point + step)
    }
  }

  private mutating func box(of column: Int) -> Int {
    if marks[column] > 0 { return Int(marks[column]) - 1 }
    path.boxes.append((column, book.decisions[column].lower, book.decisions[column].upper))
    marks[column] = Int32(path.boxes.count)
    return path.boxes.count - 1
  }
}
