import Logistics
import Testing
import Verification

/// Blocks of a certificate, of a site of capacity 10 that may open.
@Suite struct BlockTests {
  /// Open it costs 40 + 4 + 8 = 52, closed 72.
  @Test func aBlockProvesWhatBoxesCannot() {
    let sites = TwoSites(room: 10)
    let block = CertificateBlock(opening: sites.open, capacity: sites.capacity)
    // At prices 6 and 7 a full house earns 4 × 5 + 4 × 5 = 40: just its fixed cost.
    #expect(sites.bound([6, 7], blocks: [block]) == .bound(Rational(52)))
    #expect(sites.bound([6, 7], blocks: []) == .bound(Rational(12)))
  }

  @Test func aBlockOfAnOpeningAloneTakesWhatTheOpeningSwitches() {
    let sites = TwoSites(room: 10)
    #expect(
      sites.bound([6, 7], blocks: [CertificateBlock(opening: sites.open, capacity: nil)]) == .bound(Rational(52)))
  }

  @Test func noPricesProveMoreThanTheOptimum() {
    let sites = TwoSites(room: 10)
    let block = CertificateBlock(opening: sites.open, capacity: sites.capacity)
    for first in -2...14 {
      for second in -2...14 {
        guard case .bound(let bound) = sites.bound([first, second], blocks: [block]) else {
          Issue.record("no bound at \(first) and \(second)")
          continue
        }
        #expect(bound <= Rational(52), "at \(first) and \(second)")
      }
    }
  }

  @Test func blocksThatAreNoneOfTheInstanceProveNothing() {
    let sites = TwoSites(room: 10)
    let good = CertificateBlock(opening: sites.open, capacity: sites.capacity)
    let wrong: [[CertificateBlock]] = [
      // Two blocks of one site share its flows.
      [good, good],
      // A demand is no limit.
      [CertificateBlock(opening: nil, capacity: .demand(sites.rows[0]))],
      // A site that is always open is no decision.
      [CertificateBlock(opening: .siteOpen(SiteID(1), PeriodID(0)), capacity: nil)],
    ]
    for blocks in wrong {
      guard case .nothing = sites.bound([6, 7], blocks: blocks) else {
        Issue.record("\(blocks) was taken")
        continue
      }
    }
  }
}

extension TwoSites {
  fileprivate func bound(_ multipliers: [Int], blocks: [CertificateBlock]) -> ProvenBound {
    let entries = zip(rows, multipliers).map { MultiplierVector.Entry(.demand($0), Rational($1)) }
    return bound(
      LevelCertificate(
        countsObjective: true, vectors: [MultiplierVector(entries)], nodes: [.leaf(vector: 0)], blocks: blocks),
      value: Rational(52))
  }
}
