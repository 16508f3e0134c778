import Logistics
import Testing

@testable import Verification

/// Vectors that add multiples of others: the same bound as the sum written out, and nothing malformed proves anything.
@Suite struct MultipleTests {
  private static func split(_ sites: TwoSites, _ first: Int, _ second: Int) -> [CertificateNode] {
    [.leaf(vector: first), .leaf(vector: second), .split(decision: sites.open, at: 0, low: 0, high: 1)]
  }

  /// Short decimals, so that both ways round nothing.
  private func price(_ dice: inout Dice) -> Rational {
    Rational(Int128(dice.below(40)), over: Int128(dice.pick([1, 2, 4]))) ?? .zero
  }

  @Test func theBoundIsThatOfTheSum() {
    let sites = TwoSites(room: 6)
    var dice = Dice(11)
    var raised = 0
    for _ in 0..<400 {
      let base = MultiplierVector(sites.rows.map { .init(.demand($0), price(&dice)) })
      // The covering row: what shops ask, less what the house holds; or any other pattern.
      let isCovering = dice.below(2) == 0
      let direction = MultiplierVector(
        isCovering
          ? sites.rows.map { .init(.demand($0), .one) } + [.init(sites.capacity, Rational(-1))]
          : [.init(.demand(sites.rows[0]), price(&dice)), .init(sites.capacity, -price(&dice))])
      let factor = price(&dice)
      let second = MultiplierVector([.init(.demand(sites.rows[1]), price(&dice))])
      let sum = MultiplierVector(
        base.entries + direction.entries.map { .init($0.rule, $0.multiplier * factor) })
      let shared = MultiplierVector(
        [], multiples: [.init(vector: 0, factor: .one), .init(vector: 1, factor: factor)])
      let mixed = MultiplierVector(
        second.entries, multiples: [.init(vector: 0, factor: .one), .init(vector: 1, factor: factor)])
      for hasBlock in [false, true] {
        let one = sites.bound([base, direction, shared], nodes: Self.split(sites, 0, 2), hasBlock: hasBlock)
        let other = sites.bound([base, sum], nodes: Self.split(sites, 0, 1), hasBlock: hasBlock)
        #expect(one == other)
        #expect(
          sites.bound([base, direction, mixed], nodes: Self.split(sites, 2, 0), hasBlock: hasBlock)
            == sites.bound(
              [base, MultiplierVector(sum.entries + second.entries)], nodes: Self.split(sites, 1, 0), hasBlock: hasBlock))
        // Open the house serves one shop and a half at 40 + 4 + 4, the rest is dear; closed all is.
        if case .bound(let bound) = one {
          #expect(bound <= Rational(66))
          if bound.isPositive { raised += 1 }
        }
      }
    }
    #expect(raised > 40)
  }

  @Test func whatIsMalformedProvesNothing() {
    let sites = TwoSites(room: 6)
    let base = MultiplierVector(sites.rows.map { .init(.demand($0), Rational(3)) })
    let wrong = MultiplierVector([.init(sites.capacity, .one)])
    func part(_ vector: Int, _ factor: Int = 1) -> MultiplierVector.Multiple { .init(vector: vector, factor: Rational(factor)) }
    func proves(_ vectors: [MultiplierVector], leaf: Int) -> Bool {
      if case .nothing = sites.bound(vectors, nodes: [.leaf(vector: leaf)], hasBlock: true) { return false }
      return true
    }
    let double = MultiplierVector([], multiples: [part(0), part(0)])
    #expect(proves([base, double], leaf: 1))
    #expect(!proves([base, MultiplierVector([], multiples: [part(1), part(0)])], leaf: 1), "a multiple of itself")
    #expect(!proves([base, MultiplierVector([], multiples: [part(2)]), base], leaf: 1), "of what comes later")
    #expect(!proves([base, MultiplierVector([], multiples: [part(-1)])], leaf: 1), "of nothing")
    #expect(!proves([base, double, MultiplierVector([], multiples: [part(1)])], leaf: 2), "of a multiple")
    #expect(!proves([base, wrong, MultiplierVector([], multiples: [part(0), part(1)])], leaf: 2), "a wrong sign")
    #expect(proves([base, wrong, MultiplierVector([], multiples: [part(0), part(1, -2)])], leaf: 2))
    let unknown = MultiplierVector([.init(.demand(DemandID(99)), .one)])
    #expect(!proves([base, unknown, MultiplierVector([], multiples: [part(0), part(1)])], leaf: 2), "an unknown rule")
    #expect(!proves([base, unknown], leaf: 0), "an unknown rule in a vector that nothing uses")
  }
}

extension TwoSites {
  fileprivate func bound(_ vectors: [MultiplierVector], nodes: [CertificateNode], hasBlock: Bool) -> ProvenBound {
    let blocks = hasBlock ? [CertificateBlock(opening: open, capacity: capacity)] : []
    return bound(
      LevelCertificate(countsObjective: true, vectors: vectors, nodes: nodes, blocks: blocks), value: Rational(62))
  }
}
