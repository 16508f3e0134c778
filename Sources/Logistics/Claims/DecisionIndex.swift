/// The places of decisions in a list. What moves goods is found by its link, everything else by name: there are as many
/// moves as lanes, and hardly ever more than a few on one link.
public struct DecisionIndex: Sendable {
  private struct Move: Sendable {
    var decision: Decision
    var place: Int32
    /// The move entered before on the same link, or −1.
    var before: Int32
  }

  private static let mostOnLink = 8

  private var moves: [Move] = []
  /// By link: the last of its moves, or −1.
  private var lastOfLink: [Int32] = []
  private var others: [Decision: Int32] = [:]
  /// Of the others.
  private var kinds = DecisionKinds()

  public init() {}

  /// For about so many moves, on so many links.
  public mutating func reserve(moves count: Int, links: Int) {
    moves.reserveCapacity(count)
    lastOfLink.reserveCapacity(links)
  }

  /// nil: it is not in the list.
  public subscript(decision: Decision) -> Int? {
    if let link = decision.movingLink, link.index < lastOfLink.count {
      var next = Int(lastOfLink[link.index])
      while next >= 0 {
        if moves[next].decision == decision { return Int(moves[next].place) }
        next = Int(moves[next].before)
      }
    }
    guard kinds.mayContain(decision) else { return nil }
    return others[decision].map { Int($0) }
  }

  /// Enters a decision that is not in the list yet.
  public mutating func insert(_ decision: Decision, at place: Int) {
    if let link = decision.movingLink, count(on: link) < Self.mostOnLink {
      while lastOfLink.count <= link.index { lastOfLink.append(-1) }
      moves.append(Move(decision: decision, place: Int32(truncatingIfNeeded: place), before: lastOfLink[link.index]))
      lastOfLink[link.index] = Int32(truncatingIfNeeded: moves.count - 1)
    } else {
      kinds.insert(decision)
      others[decision] = Int32(truncatingIfNeeded: place)
    }
  }

  private func count(on link: LinkID) -> Int {
    guard link.index < lastOfLink.count else { return 0 }
    var count = 0
    var next = Int(lastOfLink[link.index])
    while next >= 0 {
      count += 1
      next = Int(moves[next].before)
    }
    return count
  }

  /// Whether a decision of its kind may be in the list: a test that costs next to nothing.
  public func mayContain(_ decision: Decision) -> Bool { decision.movingLink != nil || kinds.mayContain(decision) }
}

extension Decision {
  /// The link along which it moves goods.
  fileprivate var movingLink: LinkID? {
    switch self {
    case .flow(let key): key.link
    case .wholeLeg(_, let link): link
    default: nil
    }
  }
}
