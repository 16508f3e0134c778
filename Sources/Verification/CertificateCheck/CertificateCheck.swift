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
  let kept: [KeptRow]
  /// Nodes times depth beyond which a tree is not walked.
  private static let mostWork = 500_000_000

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

  /// The least bound over the leaves that may hold a plan, constants left out; nil: none may.
  private func least(_ certificate: LevelCertificate, level: Int?) -> Result<Rational?, BranchTree.Malformed> {
    do throws(BranchTree.Malformed) {
      let tree = try BranchTree(certificate, book)
      guard tree.work(limit: Self.mostWork) < Self.mostWork else {
        throw BranchTree.Malformed(reason: "the branch tree is too deep to be walked")
      }
      let vectors = try ReadVectors(certificate.vectors, book, kept, level: level)
      let blocks = try Blocks(certificate.blocks, book)
      let leaves = LeafBounds(
        book, tree, vectors, blocks,
        LevelNumbers(book, level.map { costs[$0].costs }, isNamed: try vectors.namedRows()))
      return .success(try leaves.least())
    } catch {
      return .failure(error)
    }
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
