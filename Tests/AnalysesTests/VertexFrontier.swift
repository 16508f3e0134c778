import Logistics

/// The frontier of a small linear program between two objectives, from every vertex of its polyhedron, in whole numbers.
struct VertexFrontier {
  /// x ≥ 0, Σ equal · x = its limit, Σ atMost · x ≤ its limit; both objectives are minimised.
  struct Program {
    var variables: Int
    var equal: [(row: [Int], limit: Int)] = []
    var atMost: [(row: [Int], limit: Int)] = []
    var objectives: [[Int]] = [[], []]
  }

  /// The corners of its lower left side, the best of the first objective first.
  let points: [[Rational]]
  /// Every vertex's two objectives.
  let vertices: [[Rational]]
  /// Whether at each corner stands a vertex whose coordinates are multiples of 1 ÷ 1000.
  let isOnTheGrid: Bool

  init(_ program: Program) {
    var onGrid: [[Rational]: Bool] = [:]
    VertexSearch(program).forEach { numerators, denominator in
      let image = program.objectives.map { objective in
        Rational(zip(objective, numerators).reduce(0) { $0 + Int128($1.0) * $1.1 }, over: denominator) ?? .zero
      }
      let isMultiple = numerators.allSatisfy { $0 * 1000 % denominator == 0 }
      onGrid[image] = onGrid[image] ?? false || isMultiple
    }
    vertices = Array(onGrid.keys)
    points = VertexFrontier.corners(vertices)
    isOnTheGrid = points.allSatisfy { onGrid[$0] ?? false }
  }

  /// The lower convex hull from the best of the first to the best of the second objective.
  private static func corners(_ all: [[Rational]]) -> [[Rational]] {
    let sorted = all.sorted { $0[0] == $1[0] ? $0[1] < $1[1] : $0[0] < $1[0] }
    var hull: [[Rational]] = []
    for point in sorted {
      if let last = hull.last, last[0] == point[0] { continue }
      while hull.count > 1 {
        let (a, b) = (hull[hull.count - 2], hull[hull.count - 1])
        let turn = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
        if turn.isPositive { break }
        hull.removeLast()
      }
      hull.append(point)
    }
    // Behind the least of the second objective nothing is gained any more.
    let end = hull.indices.min { hull[$0][1] == hull[$1][1] ? $0 < $1 : hull[$0][1] < hull[$1][1] } ?? 0
    return Array(hull.prefix(end + 1))
  }
}

/// Every vertex: as many rows met exactly as there are variables, solved by fraction-free elimination (Bareiss, 1968).
private struct VertexSearch {
  private let program: VertexFrontier.Program
  private let candidates: [(row: [Int], limit: Int)]

  init(_ program: VertexFrontier.Program) {
    self.program = program
    let bounds = (0..<program.variables).map { place in
      (row: (0..<program.variables).map { $0 == place ? 1 : 0 }, limit: 0)
    }
    candidates = bounds + program.atMost
  }

  func forEach(_ body: ([Int128], Int128) -> Void) {
    var chosen: [Int] = []
    visit(from: 0, &chosen, program.variables - program.equal.count, body)
  }

  private func visit(from first: Int, _ chosen: inout [Int], _ wanted: Int, _ body: ([Int128], Int128) -> Void) {
    guard wanted > 0 else {
      if let vertex = solved(chosen), isFeasible(vertex) { body(vertex.numerators, vertex.denominator) }
      return
    }
    guard candidates.count - first >= wanted else { return }
    for next in first..<candidates.count {
      chosen.append(next)
      visit(from: next + 1, &chosen, wanted - 1, body)
      chosen.removeLast()
    }
  }

  private typealias Vertex = (numerators: [Int128], denominator: Int128)

  private func solved(_ chosen: [Int]) -> Vertex? {
    let rows = program.equal + chosen.map { candidates[$0] }
    var matrix = rows.map { $0.row.map { Int128($0) } + [Int128($0.limit)] }
    var before: Int128 = 1
    for pivot in 0..<program.variables {
      guard let place = (pivot..<program.variables).first(where: { matrix[$0][pivot] != 0 }) else { return nil }
      matrix.swapAt(pivot, place)
      for row in 0..<program.variables where row != pivot {
        for column in (0...program.variables) where column != pivot {
          matrix[row][column] =
            (matrix[pivot][pivot] * matrix[row][column] - matrix[row][pivot] * matrix[pivot][column]) / before
        }
        matrix[row][pivot] = 0
      }
      before = matrix[pivot][pivot]
    }
    // Every row's own number is now the last pivot, up to its sign.
    let sign: Int128 = before < 0 ? -1 : 1
    var numerators: [Int128] = []
    for row in 0..<program.variables {
      guard matrix[row][row] == before else { return nil }
      numerators.append(sign * matrix[row][program.variables])
    }
    return (numerators, sign * before)
  }

  private func isFeasible(_ vertex: Vertex) -> Bool {
    guard vertex.numerators.allSatisfy({ $0 >= 0 }) else { return false }
    func amount(_ row: [Int]) -> Int128 { zip(row, vertex.numerators).reduce(0) { $0 + Int128($1.0) * $1.1 } }
    return program.equal.allSatisfy { amount($0.row) == Int128($0.limit) * vertex.denominator }
      && program.atMost.allSatisfy { amount($0.row) <= Int128($0.limit) * vertex.denominator }
  }
}
