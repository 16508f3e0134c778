/// A program in two that share nothing: the parts that are networks, taken together, and the rest.
///
/// Columns without room connect nothing; they go with each part whose rows they stand in, and cost there nothing.
public struct SeparableProgram: Sendable {
  /// A part with its own columns and rows, and what they are in the whole.
  public struct Part: Sendable {
    public var program: LinearProgram
    public var columns: [Int32]
    public var rows: [Int32]
  }

  public let networks: Part
  public let network: ReducedNetwork
  public let rest: Part
  /// How many parts the program has, and how many of them are networks.
  public let partCount: Int
  public let networkCount: Int

  /// nil where the program is of one piece, or no part of it is a network.
  ///
  /// - Parameter stepsPerUnit: as for `LinearProgram.network`.
  public init?(_ program: LinearProgram, stepsPerUnit: [Double]? = nil) {
    guard program.faults().isEmpty else { return nil }
    let pieces = ProgramPieces(program)
    guard pieces.count > 1 else { return nil }
    var isNetwork = [Bool](repeating: false, count: pieces.count)
    for piece in 0..<pieces.count {
      let part = pieces.part([piece], of: program)
      isNetwork[piece] = (try? part.program.network(stepsPerUnit: SeparableProgram.steps(stepsPerUnit, part))) != nil
    }
    let chosen = isNetwork.indices.filter { isNetwork[$0] }
    guard !chosen.isEmpty else { return nil }
    networks = pieces.part(chosen, of: program)
    guard let network = try? networks.program.network(stepsPerUnit: SeparableProgram.steps(stepsPerUnit, networks)) else {
      return nil
    }
    self.network = network
    rest = pieces.part(isNetwork.indices.filter { !isNetwork[$0] }, of: program)
    partCount = pieces.count
    networkCount = chosen.count
  }

  private static func steps(_ steps: [Double]?, _ part: Part) -> [Double]? {
    steps.map { steps in part.columns.map { Int($0) < steps.count ? steps[Int($0)] : 0 } }
  }
}

// MARK: One answer from two

extension SeparableProgram {
  /// What the outcomes of the two parts say of the whole.
  public func outcome(_ ofNetworks: Outcome, _ ofRest: Outcome, of program: LinearProgram) -> Outcome {
    var joined = Outcome(
      stoppedBy: ofRest.stoppedBy == .proof ? ofNetworks.stoppedBy : ofRest.stoppedBy,
      work: ofNetworks.work + ofRest.work, attempts: ofNetworks.attempts + ofRest.attempts)
    for (outcome, part) in [(ofNetworks, networks), (ofRest, rest)] where outcome.proof.isInfeasible {
      joined.stoppedBy = .proof
      joined.proof = Proof(isInfeasible: true)
      switch outcome.proof.evidence {
      case .farkas(let rows)?: joined.proof.evidence = .farkas(scattered(rows, part.rows, program.rowCount))
      case .branchTree(let tree)?: joined.proof.evidence = .branchTree(scattered(tree, part, program.rowCount))
      default: break
      }
      return joined
    }
    guard case .columns(let one)? = ofNetworks.solution, case .columns(let other)? = ofRest.solution else {
      return joined
    }
    joined.proof.isUnbounded = ofNetworks.proof.isUnbounded || ofRest.proof.isUnbounded
    var values = program.columnLower
    for (index, column) in networks.columns.enumerated() { values[Int(column)] = one[index] }
    for (index, column) in rest.columns.enumerated() { values[Int(column)] = other[index] }
    joined.solution = .columns(values)
    let objective = zip(program.objective, values).reduce(program.objectiveConstant) { $0 + $1.0 * $1.1 }
    joined.objective = objective
    if let one = ofNetworks.proof.bound, let other = ofRest.proof.bound {
      let found = (ofNetworks.objective ?? 0) + (ofRest.objective ?? 0)
      joined.proof.bound = objective + (one + other - found)
    }
    if case .rowMultipliers(let one)? = ofNetworks.proof.evidence {
      joined.proof.evidence = evidence(one, ofRest.proof.evidence, program)
    }
    return joined
  }

  /// The networks' multipliers beside the evidence of the rest; nil where that is neither multipliers nor a tree.
  private func evidence(_ ofNetworks: [Double], _ ofRest: Evidence?, _ program: LinearProgram) -> Evidence? {
    let priced = scattered(ofNetworks, networks.rows, program.rowCount)
    switch ofRest {
    case .rowMultipliers(let multipliers)?:
      return .rowMultipliers(zip(priced, scattered(multipliers, rest.rows, program.rowCount)).map { $0 + $1 })
    case .branchTree(let found)?:
      var tree = scattered(found, rest, program.rowCount)
      // A tree's multipliers are of the minimised program.
      let sign: Double = program.direction == .maximize ? -1 : 1
      for vector in tree.vectors.indices where !tree.vectors[vector].provesEmpty {
        for row in networks.rows { tree.vectors[vector].multipliers[Int(row)] = sign * priced[Int(row)] }
      }
      return .branchTree(tree)
    default: return nil
    }
  }

  /// A part's tree in the columns and rows of the whole.
  private func scattered(_ tree: BranchProof, _ part: Part, _ rowCount: Int) -> BranchProof {
    BranchProof(
      vectors: tree.vectors.map { vector in
        BranchProof.Vector(scattered(vector.multipliers, part.rows, rowCount), provesEmpty: vector.provesEmpty)
      },
      nodes: tree.nodes.map { node in
        guard case .split(let column, let at, let low, let high) = node else { return node }
        return .split(column: Int(part.columns[column]), at: at, low: low, high: high)
      },
      sums: tree.sums.map { $0.map { Int(part.columns[$0]) } })
  }

  private func scattered(_ values: [Double], _ places: [Int32], _ count: Int) -> [Double] {
    var all = [Double](repeating: 0, count: count)
    for (index, place) in places.enumerated() { all[Int(place)] = values[index] }
    return all
  }
}

/// The connected pieces of a program: columns with room that share a row.
private struct ProgramPieces {
  private let pieceOfColumn: [Int32]
  private let pieceOfRow: [Int32]
  /// By piece: its rows, and its columns with room.
  private var rows: [[Int32]] = []
  private var columns: [[Int32]] = []
  private(set) var count = 0

  init(_ program: LinearProgram) {
    var union = DisjointSets(program.columnCount)
    let hasRoom = (0..<program.columnCount).map { program.columnLower[$0] < program.columnUpper[$0] }
    for row in 0..<program.rowCount {
      var first = -1
      for entry in program.entryRange(ofRow: row) {
        let column = Int(program.columnIndices[entry])
        guard hasRoom[column] else { continue }
        if first >= 0 { union.join(first, column) } else { first = column }
      }
    }
    var pieceOfColumn = [Int32](repeating: -1, count: program.columnCount)
    var pieceOfRoot = [Int32](repeating: -1, count: program.columnCount)
    for column in 0..<program.columnCount where hasRoom[column] {
      let root = union.root(column)
      if pieceOfRoot[root] < 0 {
        pieceOfRoot[root] = Int32(count)
        count += 1
        columns.append([])
      }
      pieceOfColumn[column] = pieceOfRoot[root]
      columns[Int(pieceOfRoot[root])].append(Int32(column))
    }
    // A row over nothing but columns without room goes with the first piece.
    rows = [[Int32]](repeating: [], count: count)
    pieceOfRow = (0..<program.rowCount).map { row in
      program.entryRange(ofRow: row).lazy.map { pieceOfColumn[Int(program.columnIndices[$0])] }.first { $0 >= 0 } ?? 0
    }
    self.pieceOfColumn = pieceOfColumn
    guard count > 0 else { return }
    for row in 0..<program.rowCount { rows[Int(pieceOfRow[row])].append(Int32(row)) }
  }

  func part(_ pieces: [Int], of program: LinearProgram) -> SeparableProgram.Part {
    var chosenColumns = pieces.flatMap { columns[$0] }.sorted()
    let chosenRows = pieces.flatMap { rows[$0] }.sorted()
    var place: [Int32: Int32] = [:]
    place.reserveCapacity(chosenColumns.count)
    for (index, column) in chosenColumns.enumerated() { place[column] = Int32(index) }
    let ownCount = chosenColumns.count
    var starts = [0]
    var indices: [Int32] = []
    var coefficients: [Double] = []
    for row in chosenRows {
      for entry in program.entryRange(ofRow: Int(row)) {
        let column = program.columnIndices[entry]
        if place[column] == nil {
          place[column] = Int32(chosenColumns.count)
          chosenColumns.append(column)
        }
        indices.append(place[column] ?? 0)
        coefficients.append(program.coefficients[entry])
      }
      starts.append(indices.count)
    }
    let all = chosenColumns.map { Int($0) }
    let part = LinearProgram(
      name: program.name, direction: program.direction,
      columns: (
        objective: all.enumerated().map { $0.offset < ownCount ? program.objective[$0.element] : 0 },
        lower: all.map { program.columnLower[$0] }, upper: all.map { program.columnUpper[$0] },
        isInteger: all.map { program.isInteger[$0] }, names: []
      ),
      rows: (
        lower: chosenRows.map { program.rowLower[Int($0)] }, upper: chosenRows.map { program.rowUpper[Int($0)] },
        names: []
      ),
      entries: (rowStart: starts, columns: indices, coefficients: coefficients))
    return SeparableProgram.Part(program: part, columns: chosenColumns, rows: chosenRows)
  }
}

/// Sets of numbers that are joined and never split (union by size, path halving).
private struct DisjointSets {
  private var parent: [Int32]
  private var size: [Int32]

  init(_ count: Int) {
    parent = (0..<count).map { Int32($0) }
    size = [Int32](repeating: 1, count: count)
  }

  mutating func root(_ element: Int) -> Int {
    var element = Int32(element)
    while parent[Int(element)] != element {
      parent[Int(element)] = parent[Int(parent[Int(element)])]
      element = parent[Int(element)]
    }
    return Int(element)
  }

  mutating func join(_ a: Int, _ b: Int) {
    var (a, b) = (root(a), root(b))
    if a == b { return }
    if size[a] < size[b] { swap(&a, &b) }
    parent[b] = Int32(a)
    size[a] += size[b]
  }
}
