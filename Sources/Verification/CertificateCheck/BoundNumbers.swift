import Logistics

/// A rule book's numbers, and an objective level's, in the arithmetic of bounds: made ready once for all the vectors of a
/// certificate, and of the rules alone that any of them names.
struct BoundNumbers<Arithmetic: BoundArithmetic> {
  /// By decision; not above the exact cost.
  let costs: [Arithmetic.Number]
  /// By decision.
  let lowers: [Arithmetic.Factor]
  let uppers: [Arithmetic.Factor]
  /// The entries of decision j are those from `starts[j]` to before `starts[j + 1]`.
  let starts: [Int32]
  let rows: [Int32]
  /// By entry: 1 or −1 where that is the coefficient with the other sign, else 0 and `negated` tells.
  let signs: [Int8]
  let negated: [Arithmetic.Factor]

  /// nil where the numbers cannot be held.
  /// - Parameters:
  ///   - costs: by decision; nil: none costs anything.
  ///   - isNamed: by row, whether a vector names it; nil: all are.
  init?(_ book: RuleBook, _ costs: [Rational]?, isNamed: [Bool]? = nil) {
    var numbers: [Arithmetic.Number] = []
    var lowers: [Arithmetic.Factor] = []
    var uppers: [Arithmetic.Factor] = []
    var starts: [Int32] = [0]
    var (rows, signs, negated): ([Int32], [Int8], [Arithmetic.Factor]) = ([], [], [])
    numbers.reserveCapacity(book.decisions.count)
    lowers.reserveCapacity(book.decisions.count)
    uppers.reserveCapacity(book.decisions.count)
    starts.reserveCapacity(book.decisions.count + 1)
    for column in book.decisions.indices {
      guard let cost = Arithmetic.below(costs?[column] ?? .zero),
        let lower = Arithmetic.factor(book.decisions[column].lower),
        let upper = Arithmetic.factor(book.decisions[column].upper)
      else { return nil }
      numbers.append(cost)
      lowers.append(lower)
      uppers.append(upper)
      for entry in book.entries[book.columnStarts[column]..<book.columnStarts[column + 1]] 
      where isNamed?[Int(entry.row)] ?? true {
        let coefficient = book.coefficient(entry)
        guard let factor = Arithmetic.factor(-coefficient) else { return nil }
        rows.append(entry.row)
        signs.append(coefficient == .one ? -1 : coefficient == -.one ? 1 : 0)
        negated.append(factor)
      }
      starts.append(Int32(rows.count))
    }
    (self.costs, self.lowers, self.uppers) = (numbers, lowers, uppers)
    (self.starts, self.rows, self.signs, self.negated) = (starts, rows, signs, negated)
  }

  /// The same without any costs.
  init(costless other: BoundNumbers) {
    costs = Array(repeating: Arithmetic.zero, count: other.costs.count)
    (lowers, uppers) = (other.lowers, other.uppers)
    (starts, rows, signs, negated) = (other.starts, other.rows, other.signs, other.negated)
  }
}

/// A level's numbers in both arithmetics, each made when it is first asked for.
final class LevelNumbers {
  private let book: RuleBook
  private let costs: [Rational]?
  private let isNamed: [Bool]

  private(set) lazy var fixed = BoundNumbers<FixedArithmetic>(book, costs, isNamed: isNamed)
  /// Where fixed point cannot hold them.
  private(set) lazy var exact = BoundNumbers<ExactArithmetic>(book, costs, isNamed: isNamed)

  /// - Parameters:
  ///   - costs: by decision; nil where no objective is counted.
  ///   - named: by row, whether a vector names it.
  init(_ rules: RuleBook, _ costs: [Rational]?, isNamed named: [Bool]) {
    book = rules
    self.costs = costs
    isNamed = named
  }

  var hasCosts: Bool { costs != nil }

  /// The same without any costs.
  var costless: LevelNumbers {
    let other = LevelNumbers(book, nil, isNamed: isNamed)
    other.fixed = fixed.map { BoundNumbers(costless: $0) }
    return other
  }
}
