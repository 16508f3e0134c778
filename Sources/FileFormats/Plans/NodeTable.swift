import Logistics

/// The branch tree of a level as `certificate.json` has it where there are several vectors: decisions have numbers, a split is
/// four numbers, and a leaf that prices no sum is the number of its vector.
struct NodeTable {
  /// By number: those that nodes split.
  private(set) var decisions: [Decision] = []
  private var numbers: [Decision: Int] = [:]

  init(_ nodes: [CertificateNode]) {
    for case .split(let decision, _, _, _) in nodes where numbers[decision] == nil {
      numbers[decision] = decisions.count
      decisions.append(decision)
    }
  }

  /// The decision's number, the whole number at which it is split, and how many places before the node its children stand, the
  /// lower one first; nil for other nodes.
  func split(_ node: CertificateNode, at place: Int) -> [Int]? {
    guard case .split(let decision, let at, let low, let high) = node, let number = numbers[decision] else { return nil }
    return [number, Int(at), place - low, place - high]
  }

  /// The split that such numbers stand for, of the node at `place`; nil where they stand for none.
  static func split(_ numbers: [Int64], at place: Int, _ decisions: [Decision]) -> CertificateNode? {
    guard numbers.count == 4, (0..<Int64(decisions.count)).contains(numbers[0]), place > 0,
      (1...Int64(place)).contains(numbers[2]), (1...Int64(place)).contains(numbers[3])
    else { return nil }
    return .split(
      decision: decisions[Int(numbers[0])], at: numbers[1], low: place - Int(numbers[2]), high: place - Int(numbers[3]))
  }
}
