import Formulations
import Logistics
import MathProgram

/// A decomposition's proof, told in the instance's rules and decisions.
struct SiteCertificate {
  let level: LevelCertificate

  /// - Parameter counts: false where the proof shows that there is no plan.
  ///
  /// nil where the proof takes a row that keeps an earlier level for one of a site or an item: the certificate has no such
  /// block.
  init?(_ source: InstanceProgram, _ proof: RecognizedSites.Proof, countsObjective counts: Bool) {
    let rows = source.rules.indices
    guard (proof.prices + [proof.covering]).allSatisfy({ $0.allSatisfy { rows.contains($0.row) } }),
      proof.blocks.allSatisfy({ $0.capacity.map(rows.contains) ?? true })
    else { return nil }
    // Prices first, then the covering row, then what adds a multiple of it to prices.
    var vectors = proof.prices.map { source.multiplierVector(ofRows: $0) }
    let covering = vectors.count
    vectors.append(source.multiplierVector(ofRows: proof.covering))
    let places = proof.vectors.map { vector in
      guard let factor = source.multiplier(vector.cover) else { return vector.prices }
      vectors.append(
        MultiplierVector(
          [], multiples: [.init(vector: vector.prices, factor: .one), .init(vector: covering, factor: factor)]))
      return vectors.count - 1
    }
    let nodes = proof.nodes.map { node in
      switch node {
      case .leaf(let vector): CertificateNode.leaf(vector: places[Int(vector)])
      case .split(let column, let zero, let one):
        CertificateNode.split(decision: source.decisions[Int(column)], at: 0, low: Int(zero), high: Int(one))
      }
    }
    let blocks = proof.blocks.map { block in
      CertificateBlock(
        opening: block.opening.map { source.decisions[$0] }, capacity: block.capacity.map { source.rules[$0] })
    }
    level = LevelCertificate(countsObjective: counts, vectors: vectors, nodes: nodes, blocks: blocks)
  }
}
