import Formulations
import Logistics
import MathProgram

/// A decomposition's proof, told in the instance's rules and decisions.
struct SiteCertificate {
  let level: LevelCertificate

  /// nil where the proof takes a row that keeps an earlier level for one of a site or an item: the certificate has no such
  /// block.
  init?(_ source: InstanceProgram, _ proof: RecognizedSites.Proof) {
    let rows = source.rules.indices
    guard proof.vectors.allSatisfy({ $0.allSatisfy { rows.contains($0.0) } }),
      proof.blocks.allSatisfy({ $0.capacity.map(rows.contains) ?? true })
    else { return nil }
    let vectors = proof.vectors.map { vector in
      var rows = [Double](repeating: 0, count: source.rules.count)
      for (row, multiplier) in vector { rows[row] += multiplier }
      return source.multiplierVector(rows)
    }
    let nodes = proof.nodes.map { node in
      switch node {
      case .leaf(let vector): CertificateNode.leaf(vector: vector)
      case .split(let column, let zero, let one):
        CertificateNode.split(decision: source.decisions[column], at: 0, low: zero, high: one)
      }
    }
    let blocks = proof.blocks.map { block in
      CertificateBlock(
        opening: block.opening.map { source.decisions[$0] }, capacity: block.capacity.map { source.rules[$0] })
    }
    level = LevelCertificate(countsObjective: true, vectors: vectors, nodes: nodes, blocks: blocks)
  }
}
