import Logistics

/// The bounds of a branch tree's leaves, leaves of one vector together: what a vector makes of the instance is computed once for
/// all of them, and once for all vectors that differ from it by a multiple of a third.
final class LeafBounds {
  private let book: RuleBook
  private let tree: BranchTree
  private let vectors: ReadVectors
  private let blocks: Blocks
  private let numbers: LevelNumbers
  private let boxes: BlockBoxes
  private var paths: LeafPaths

  init(
    _ rules: RuleBook, _ branches: BranchTree, _ multipliers: ReadVectors, _ together: Blocks, _ level: LevelNumbers
  ) {
    (book, tree, vectors, blocks, numbers) = (rules, branches, multipliers, together, level)
    boxes = BlockBoxes(together, rules)
    paths = LeafPaths(branches, rules)
  }

  /// Leaves of one vector.
  private struct Group {
    let vector: Int
    let leaves: [BranchTree.Leaf]
  }

  /// The least of all; nil: no leaf holds a plan.
  func least() throws(BranchTree.Malformed) -> Rational? {
    let counted = CostsInBoth(book, vectors, blocks, boxes, numbers)
    guard numbers.hasCosts else { return try weakest(counted, bare: counted).first?.bound }
    let bounds = try weakest(counted, bare: nil)
    guard tree.leaves.count > 1 else { return bounds.first?.bound }
    // Whether a leaf is empty only matters while no leaf that may hold a plan has a weaker bound: it is asked of the weakest first.
    let bare = CostsInBoth(book, vectors, blocks, boxes, numbers.costless)
    var least: Rational?
    for (group, weak) in bounds {
      if let least, least <= weak { break }
      least = [least, try self.least(group, counted, bare: bare)].compactMap { $0 }.min()
    }
    return least
  }

  /// Each group's least bound, the least first; groups that hold no plan are left out.
  private func weakest(_ counted: CostsInBoth, bare: CostsInBoth?) throws(BranchTree.Malformed)
    -> [(group: Group, bound: Rational)]
  {
    var bounds: [(group: Group, bound: Rational)] = []
    for group in groups {
      if let bound = try least(group, counted, bare: bare) { bounds.append((group, bound)) }
    }
    return bounds.sorted { ($0.bound, $0.group.vector) < ($1.bound, $1.group.vector) }
  }

  /// Vectors with the same base one after the other.
  private var groups: [Group] {
    var leaves = [[BranchTree.Leaf]](repeating: [], count: vectors.count)
    for leaf in tree.leaves { leaves[leaf.vector].append(leaf) }
    return leaves.indices.filter { !leaves[$0].isEmpty }
      .sorted { (vectors.shift($0)?.base ?? $0, $0) < (vectors.shift($1)?.base ?? $1, $1) }
      .map { Group(vector: $0, leaves: leaves[$0]) }
  }

  private func least(_ group: Group, _ counted: CostsInBoth, bare: CostsInBoth?) throws(BranchTree.Malformed)
    -> Rational?
  {
    if let costs = counted.fixed, let least = try least(group, costs, bare: bare?.fixed) { return least }
    if let costs = counted.exact, let least = try least(group, costs, bare: bare?.exact) { return least }
    throw BranchTree.Malformed(reason: "the numbers cannot be held")
  }

  /// nil where the arithmetic cannot hold the numbers; .some(nil) where no leaf holds a plan.
  ///
  /// - Parameter bare: the same vectors without costs, where leaves that they prove empty are to be left out.
  private func least<Arithmetic: BoundArithmetic>(
    _ group: Group, _ counted: VectorCosts<Arithmetic>, bare: VectorCosts<Arithmetic>?
  ) throws(BranchTree.Malformed) -> Rational?? {
    guard let costs = try counted.reducedCosts(group.vector) else { return nil }
    var costless: ReducedCosts<Arithmetic>?
    if let bare {
      costless = bare === counted ? costs : try bare.reducedCosts(group.vector)
      if costless == nil { return nil }
    }
    var least: Arithmetic.Number?
    for leaf in group.leaves {
      guard let sums = try tree.sums(leaf), let path = paths.path(leaf, sums) else { continue }
      if let costless {
        switch costless.bound(path, sums) {
        case nil: return nil
        case .noPlan?: continue
        case .atLeast(let infeasibility)?: if infeasibility > Arithmetic.zero { continue }
        }
      }
      switch costs.bound(path, sums) {
      case nil: return nil
      case .noPlan?: continue
      case .atLeast(let value)?: least = least.map { min($0, value) } ?? value
      }
    }
    return .some(least.map(Arithmetic.rational))
  }
}

/// What vectors make of an instance in either arithmetic, each begun when it is first asked for.
private final class CostsInBoth {
  private let book: RuleBook
  private let vectors: ReadVectors
  private let blocks: Blocks
  private let boxes: BlockBoxes
  private let numbers: LevelNumbers

  /// nil where fixed point cannot hold the level's numbers.
  private(set) lazy var fixed = numbers.fixed.flatMap { VectorCosts(book, vectors, blocks, boxes, $0) }
  private(set) lazy var exact = numbers.exact.flatMap { VectorCosts(book, vectors, blocks, boxes, $0) }

  init(
    _ rules: RuleBook, _ multipliers: ReadVectors, _ together: Blocks, _ leafBoxes: BlockBoxes, _ level: LevelNumbers
  ) {
    (book, vectors, blocks, boxes, numbers) = (rules, multipliers, together, leafBoxes, level)
  }
}

/// What each vector makes of an instance; the last base and the directions are kept.
private final class VectorCosts<Arithmetic: BoundArithmetic> {
  private struct Base {
    let vector: Int
    let costs: ReducedCosts<Arithmetic>?
  }

  private let book: RuleBook
  private let vectors: ReadVectors
  private let blocks: Blocks
  private let blockNumbers: [BlockNumbers<Arithmetic>]
  private let boxes: BlockBoxes
  private let numbers: BoundNumbers<Arithmetic>
  private var base: Base?
  /// Whether the last vector that was asked for has the signs that its rules ask for.
  private var signs: (vector: Int, areKept: Bool)?
  private var directions: [Int: CostDirection] = [:]

  /// nil where the numbers cannot be held.
  init?(
    _ rules: RuleBook, _ multipliers: ReadVectors, _ together: Blocks, _ leafBoxes: BlockBoxes,
    _ level: BoundNumbers<Arithmetic>
  ) {
    guard let ofBlocks = BlockNumbers<Arithmetic>.all(together) else { return nil }
    (book, vectors, blocks, boxes, numbers) = (rules, multipliers, together, leafBoxes, level)
    blockNumbers = ofBlocks
  }

  /// nil where the numbers cannot be held.
  func reducedCosts(_ vector: Int) throws(BranchTree.Malformed) -> ReducedCosts<Arithmetic>? {
    guard let shift = vectors.shift(vector) else { return try plain(vector) }
    let direction = try direction(shift.direction)
    // Signs that both parts keep their sum keeps too; else the sum is looked at itself.
    guard direction.allows(shift.factor), try keepsSigns(shift.base) else { return try plain(vector) }
    return try plain(shift.base)?.shifted(by: shift.factor, along: direction)
  }

  private func plain(_ vector: Int) throws(BranchTree.Malformed) -> ReducedCosts<Arithmetic>? {
    if let base, base.vector == vector { return base.costs }
    let read = try vectors.vector(vector)
    let costs = ReducedCosts(book, numbers, read.multipliers, read.kept, blocks, blockNumbers, boxes)
    base = Base(vector: vector, costs: costs)
    return costs
  }

  private func keepsSigns(_ vector: Int) throws(BranchTree.Malformed) -> Bool {
    if let signs, signs.vector == vector { return signs.areKept }
    let areKept = try vectors.keepsSigns(vector)
    signs = (vector, areKept)
    return areKept
  }

  private func direction(_ vector: Int) throws(BranchTree.Malformed) -> CostDirection {
    if let known = directions[vector] { return known }
    let direction = CostDirection(book, blocks, try vectors.rows(vector))
    directions[vector] = direction
    return direction
  }
}

/// What a vector takes off the costs of decisions, and adds by the right sides: exactly, those alone that are not 0.
struct CostDirection {
  private(set) var rightSide = Rational.zero
  /// Of the decisions that open blocks.
  private(set) var openings: [(block: Int, taken: Rational)] = []
  /// Of all others.
  private(set) var columns: [(column: Int, taken: Rational)] = []
  private let allowsPositive: Bool
  private let allowsNegative: Bool

  init(_ book: RuleBook, _ blocks: Blocks, _ vector: ReadVectors.Vector) {
    // Earlier levels are not looked at along a direction.
    let isOfRules = vector.kept.isEmpty
    allowsPositive = isOfRules && vector.multipliers.allSatisfy { book.rows[$0.row].sense.allows($0.value) }
    allowsNegative = isOfRules && vector.multipliers.allSatisfy { book.rows[$0.row].sense.allows(-$0.value) }
    guard allowsPositive || allowsNegative else { return }
    var byRow = [Rational](repeating: .zero, count: book.rows.count)
    for item in vector.multipliers {
      byRow[item.row] += item.value
      rightSide += item.value * book.rows[item.row].rightSide
    }
    for column in book.decisions.indices {
      var taken = Rational.zero
      for entry in book.entries[book.columnStarts[column]..<book.columnStarts[column + 1]]
      where !byRow[Int(entry.row)].isZero {
        taken += byRow[Int(entry.row)] * book.coefficient(entry)
      }
      if taken.isZero { continue }
      if let block = blocks.block(of: column), blocks.all[block].opening == column {
        openings.append((block, taken))
      } else {
        columns.append((column, taken))
      }
    }
  }

  /// Whether so many times the vector has the signs that its rules ask for.
  func allows(_ factor: Rational) -> Bool { factor.isNegative ? allowsNegative : allowsPositive }
}
