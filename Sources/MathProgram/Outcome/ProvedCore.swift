/// What a bound and a plan leave of a program with integers: 0-1 columns that no better plan has otherwise, so that only the
/// rest, the core, is still to be searched (Balas and Zemel 1980; for facilities, Avella, Boccia, Sforza and Vasil'ev 2009).
public struct ProvedCore: Sendable, Equatable {
  public struct Fixing: Sendable, Equatable {
    public var column: Int
    /// 1, or 0.
    public var isOn: Bool
  }

  public private(set) var fixings: [Fixing]
  /// At which a plan with any of the columns otherwise costs `bound` at least.
  public let vector: BranchProof.Vector
  /// In the program's own direction.
  public let bound: Double

  /// What multipliers and a plan leave: a 0-1 column is fixed where the other value costs more than what is wanted, by its reduced
  /// cost. Nil where nothing is.
  ///
  /// - Parameters:
  ///   - multipliers: one a row, of the minimised program, with the signs that the rows' limits ask for.
  ///   - plan: one value a column; what differs from it is not fixed, so that it lies in the core.
  ///   - cutoff: only plans that are better than this are wanted; in the program's own direction.
  public init?(_ program: LinearProgram, multipliers: [Double], plan: [Double], cutoff: Double) {
    let sign: Double = program.direction == .minimize ? 1 : -1
    let (proved, reduced) = program.priced(by: multipliers)
    guard proved.isFinite else { return nil }
    var least = Double.infinity
    fixings = []
    for column in reduced.indices where program.isInteger[column] {
      guard program.columnLower[column] == 0, program.columnUpper[column] == 1 else { continue }
      let isOn = reduced[column] < 0
      let otherwise = proved + abs(reduced[column])
      guard otherwise >= sign * cutoff, (plan[column] > 0.5) == isOn else { continue }
      fixings.append(Fixing(column: column, isOn: isOn))
      least = min(least, otherwise)
    }
    if fixings.isEmpty { return nil }
    vector = BranchProof.Vector(multipliers)
    bound = sign * least
  }

  /// The program with its columns fixed; the same rows and columns.
  public func program(of whole: LinearProgram) -> LinearProgram {
    var core = whole
    for fixing in fixings {
      let value: Double = fixing.isOn ? 1 : 0
      core.setColumnBounds(fixing.column, lower: value, upper: value)
    }
    return core
  }

  /// The proof of the whole program from one of the core: each fixing is a split of which one side is closed by the vector.
  public func proof(ofCore core: BranchProof) -> BranchProof {
    guard !fixings.isEmpty, var top = core.nodes.indices.last else { return core }
    var whole = core
    whole.vectors.append(vector)
    for fixing in fixings {
      // A node has one parent: the closed sides only share their vector.
      whole.nodes.append(.leaf(vector: whole.vectors.count - 1))
      let closed = whole.nodes.count - 1
      let (low, high) = fixing.isOn ? (closed, top) : (top, closed)
      whole.nodes.append(.split(column: fixing.column, at: 0, low: low, high: high))
      top = whole.nodes.count - 1
    }
    return whole
  }
}

extension LinearProgram {
  /// The bound that multipliers of the minimised program prove over the columns' own bounds, constant included, and each column's
  /// reduced cost; both minimised.
  public func priced(by multipliers: [Double]) -> (bound: Double, reducedCosts: [Double]) {
    let sign: Double = direction == .minimize ? 1 : -1
    var reduced = objective.map { sign * $0 }
    var total = CompensatedSum()
    total.add(sign * objectiveConstant)
    for row in 0..<rowCount where multipliers[row] != 0 {
      total.add(multipliers[row] * (multipliers[row] > 0 ? rowLower[row] : rowUpper[row]))
      for entry in entryRange(ofRow: row) { reduced[Int(columnIndices[entry])] -= multipliers[row] * coefficients[entry] }
    }
    for (column, cost) in reduced.enumerated() where cost != 0 {
      let limit = cost > 0 ? columnLower[column] : columnUpper[column]
      // What rounding leaves of a column without a bound is no price.
      if limit.isFinite { total.add(cost * limit) } else if abs(cost) > 1e-9 { return (-.infinity, reduced) }
    }
    return (total.value, reduced)
  }
}
