public import Logistics

/// What a certificate proves of an instance.
public enum ProvenBound: Sendable, Equatable {
  /// No plan is better, in the level's own direction.
  case bound(Rational)
  /// No plan is left at all.
  case noPlan
  /// Nothing, and why.
  case nothing(reason: String)
}

/// Computes bounds from certificates and the rule book alone; no number of the planner's enters.
public struct CertificateCheck: Sendable {
  let book: RuleBook
  let costs: [LevelCosts]
  private let kept: [KeptRow]
  /// Nodes times depth beyond which a tree is not walked.
  private static let mostWork = 50_000_000

  /// - Parameter values: what the plan attains in each level; later levels' bounds hold for plans that keep them.
  public init(_ book: RuleBook, values: [Rational]) { self.init(PreparedCheck(book), values: values) }

  init(_ prepared: PreparedCheck, values: [Rational]) {
    book = prepared.book
    costs = prepared.costs
    let levels = prepared.instance.objectives
    kept = zip(levels, costs).enumerated().compactMap { index, level -> KeptRow? in
      guard index < values.count else { return nil }
      if let limit = level.0.limit { return KeptRow(level.1, value: limit, tolerance: .zero) }
      return KeptRow(level.1, value: values[index], tolerance: level.0.tolerance)
    }
  }

  /// The bound of one objective level.
  public func bound(_ certificate: LevelCertificate, level: Int) -> ProvenBound {
    guard certificate.countsObjective else { return .nothing(reason: "the certificate counts no objective") }
    guard costs.indices.contains(level) else { return .nothing(reason: "there is no such level") }
    switch least(certificate, level: level) {
    case .failure(let malformed): return .nothing(reason: malformed.reason)
    case .success(nil): return .noPlan
    case .success(let least?): return .bound(finish(least, costs[level]))
    }
  }

  /// Whether a certificate proves that no plan exists.
  public func provesNoPlan(_ certificate: LevelCertificate) -> ProvenBound {
    guard !certificate.countsObjective else { return .nothing(reason: "the certificate counts an objective") }
    switch least(certificate, level: nil) {
    case .failure(let malformed): return .nothing(reason: malformed.reason)
    case .success(nil): return .noPlan
    case .success: return .nothing(reason: "a leaf of the branch tree may hold a plan")
    }
  }

  /// - Parameter least: not above Σ cost × value of any plan.
  private func finish(_ least: Rational, _ costs: LevelCosts) -> Rational {
    var bound = least
    if let step = costs.step, let steps = least.divided(by: step) { bound = steps.ceiling * step }
    bound += costs.constant - costs.slack
    if costs.isWhole { bound = bound.ceiling }
    return costs.isMaximized ? -bound : bound
  }

  // MARK: Leaves

  /// The least bound over the leaves that may hold a plan, constants left out; nil: none may.
  private func least(_ certificate: LevelCertificate, level: Int?) -> Result<Rational?, BranchTree.Malformed> {
    do throws(BranchTree.Malformed) {
      let tree = try BranchTree(certificate, book)
      guard tree.work(limit: Self.mostWork) < Self.mostWork else {
        throw BranchTree.Malformed(reason: "the branch tree is too deep to be walked")
      }
      let blocks = try Blocks(certificate.blocks, book)
      let numbers = LevelNumbers(book, level.map { costs[$0].costs })
      var groups = [[BranchTree.Leaf]](repeating: [], count: certificate.vectors.count)
      for leaf in tree.leaves { groups[leaf.vector].append(leaf) }
      // Whether a leaf is empty only matters while no leaf that may hold a plan has a weaker bound: it is asked of the weakest first.
      var bounds: [(vector: Int, bound: Rational)] = []
      for vector in groups.indices where !groups[vector].isEmpty {
        let read = try multipliers(certificate.vectors[vector], level: level)
        if let bound = try leavesBound(groups[vector], tree, read, blocks, numbers, asksEmpty: level == nil) {
          bounds.append((vector, bound))
        }
      }
      guard level != nil, tree.leaves.count > 1 else { return .success(bounds.map(\.bound).min()) }
      var least: Rational?
      for (vector, weak) in bounds.sorted(by: { ($0.bound, $0.vector) < ($1.bound, $1.vector) }) {
        if let least, least <= weak { break }
        let read = try multipliers(certificate.vectors[vector], level: level)
        let bound = try leavesBound(groups[vector], tree, read, blocks, numbers, asksEmpty: true)
        least = [least, bound].compactMap { $0 }.min()
      }
      return .success(least)
    } catch {
      return .failure(error)
    }
  }

  struct ReadVector {
    var multipliers: [Multiplier] = []
    var kept: [KeptMultiplier] = []
  }

  func multipliers(_ vector: MultiplierVector, level: Int?) throws(BranchTree.Malformed) -> ReadVector {
    var read = ReadVector()
    for entry in vector.entries where !entry.multiplier.isZero {
      let sense: RuleBook.Sense
      if case .objectiveKept(let earlier) = entry.rule {
        guard let level, earlier >= 0, earlier < level, kept.indices.contains(earlier) else {
          throw BranchTree.Malformed(reason: "an earlier level \(earlier) is not kept here")
        }
        read.kept.append(KeptMultiplier(row: kept[earlier], value: entry.multiplier))
        sense = kept[earlier].sense
      } else {
        guard let row = book.index(of: entry.rule) else {
          throw BranchTree.Malformed(reason: "the instance has no rule \(entry.rule)")
        }
        read.multipliers.append(Multiplier(row: row, value: entry.multiplier))
        sense = book.rows[row].sense
      }
      guard sense.allows(entry.multiplier) else {
        throw BranchTree.Malformed(reason: "the multiplier of \(entry.rule) has the wrong sign")
      }
    }
    return read
  }

  /// The least over some leaves that share a vector; nil: none of them holds a plan.
  private func leavesBound(
    _ leaves: [BranchTree.Leaf], _ tree: BranchTree, _ vector: ReadVector, _ blocks: Blocks, _ numbers: LevelNumbers,
    asksEmpty: Bool
  ) throws(BranchTree.Malformed) -> Rational? {
    if let fixed = numbers.fixed, let least = try bound(fixed, leaves, tree, vector, blocks, numbers, asksEmpty) { return least }
    if let exact = numbers.exact, let least = try bound(exact, leaves, tree, vector, blocks, numbers, asksEmpty) { return least }
    throw BranchTree.Malformed(reason: "the numbers cannot be held")
  }

  /// nil where the arithmetic cannot hold the numbers; .some(nil) where no leaf holds a plan.
  private func bound<Arithmetic: BoundArithmetic>(
    _ numbers: BoundNumbers<Arithmetic>, _ leaves: [BranchTree.Leaf], _ tree: BranchTree, _ vector: ReadVector,
    _ blocks: Blocks, _ level: LevelNumbers, _ asksEmpty: Bool
  ) throws(BranchTree.Malformed) -> Rational?? {
    guard let counted = ReducedCosts(book, numbers, vector.multipliers, vector.kept, blocks) else { return nil }
    // A leaf of a tree may be proved empty without its costs.
    var bare: ReducedCosts<Arithmetic>?
    if asksEmpty {
      bare = level.hasCosts
        ? ReducedCosts(book, BoundNumbers(costless: numbers), vector.multipliers, vector.kept, blocks) : counted
      guard bare != nil else { return nil }
    }
    var least: Arithmetic.Number?
    for leaf in leaves {
      guard let sums = try tree.sums(leaf), let boxes = tree.boxes(leaf, sums, book) else { continue }
      if let bare {
        guard let infeasibility = bare.bound(boxes, sums) else { return nil }
        if infeasibility > Arithmetic.zero { continue }
      }
      guard let value = counted.bound(boxes, sums) else { return nil }
      least = least.map { min($0, value) } ?? value
    }
    return .some(least.map(Arithmetic.rational))
  }
}

extension RuleBook.Sense {
  /// Whether a multiplier may have this sign.
  func allows(_ multiplier: Rational) -> Bool {
    switch self {
    case .equal: true
    case .atLeast: !multiplier.isNegative
    case .atMost: !multiplier.isPositive
    }
  }
}
