/// What keeps a linear program, or a part of it, from being a network, and where it stands.
public struct NetworkObstacle: Error, Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case faults, tooLarge
    /// A row's coefficients have different sizes.
    case coefficients
    /// A column stands in more than two rows, none of which lies within another.
    case manyRows
    /// A column has one sign in both its rows, and no change of signs helps.
    case signs
    /// A limit, bound or cost that no power of ten makes whole.
    case limit, bound, cost
    /// A quantity or cost that is too large beside the small ones.
    case largeQuantity, largeCost
    case supplySum
    /// Some columns are whole, but not all quantities are.
    case wholeColumns
    /// A column in no row has no best value within its bounds.
    case noBestValue
    /// A column that is counted in steps has nothing to count them from.
    case noLowerBound
  }

  public var kind: Kind
  public var row: Int?
  public var column: Int?

  init(_ kind: Kind, row: Int? = nil, column: Int? = nil) {
    self.kind = kind
    self.row = row
    self.column = column
  }

  /// In words that name the row or column.
  public func reason(in program: LinearProgram) -> String {
    let place = row.map(program.label(ofRow:)) ?? column.map(program.label(ofColumn:)) ?? "the program"
    switch kind {
    case .faults: return "the program has faults"
    case .tooLarge: return "the program is too large"
    case .coefficients: return "\(place) has coefficients of different sizes"
    case .manyRows: return "\(place) stands in more than two rows"
    case .signs: return "\(place) has one sign in both its rows, and no change of signs helps"
    case .limit: return "\(place) has a limit that no power of ten up to 10^9 makes whole"
    case .bound: return "\(place) has a bound that no power of ten up to 10^9 makes whole"
    case .cost: return "\(place) has a cost that no power of ten up to 10^9 makes whole"
    case .largeQuantity: return "\(place) has a quantity that is too large beside the small ones"
    case .largeCost: return "\(place) has a cost that is too large beside the small ones"
    case .supplySum: return "the sum of all supplies is too large"
    case .wholeColumns: return "some columns are whole, but not all quantities are"
    case .noBestValue: return "\(place) stands in no row and has no best value within its bounds"
    case .noLowerBound: return "\(place) is counted in steps, but has no lower bound to count them from"
    }
  }
}
