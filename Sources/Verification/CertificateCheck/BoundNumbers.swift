import Logistics

/// A rule book's numbers, and an objective level's, in the arithmetic of bounds: made ready once for all the vectors of a
/// certificate.
struct BoundNumbers<Arithmetic: BoundArithmetic> {
  /// By decision; not above the exact cost.
  let costs: [Arithmetic.Number]
  /// By decision.
  let lowers: [Arithmetic.Factor]
  let uppers: [Arithmetic.Factor]
  /// By entry, the coefficient with the other sign.
  let negated: [Arithmetic.Factor]

  /// nil where the numbers cannot be held.
  /// - Parameter costs: by decision; nil: none costs anything.
  init?(_ book: RuleBook, _ costs: [Rational]?) {
    var numbers: [Arithmetic.Number] = []
    var lowers: [Arithmetic.Factor] = []
    var uppers: [Arithmetic.Factor] = []
    numbers.reserveCapacity(book.decisions.count)
    lowers.reserveCapacity(book.decisions.count)
    uppers.reserveCapacity(book.decisions.count)
    for column in book.decisions.indices {
      guard let cost = Arithmetic.below(costs?[column] ?? .zero),
        let lower = Arithmetic.factor(book.decisions[column].lower),
        let upper = Arithmetic.factor(book.decisions[column].upper)
      else { return nil }
      numbers.append(cost)
      lowers.append(lower)
      uppers.append(upper)
    }
    var negated: [Arithmetic.Factor] = []
    negated.reserveCapacity(book.entries.count)
    for entry in book.entries {
      guard let factor = Arithmetic.factor(-book.coefficient(entry)) else { return nil }
      negated.append(factor)
    }
    (self.costs, self.lowers, self.uppers, self.negated) = (numbers, lowers, uppers, negated)
  }

  /// The same without any costs.
  init(costless other: BoundNumbers) {
    costs = Array(repeating: Arithmetic.zero, count: other.costs.count)
    (lowers, uppers, negated) = (other.lowers, other.uppers, other.negated)
  }
}

/// A level's numbers in both arithmetics, each made when it is first asked for.
final class LevelNumbers {
  private let book: RuleBook
  private let costs: [Rational]?

  private(set) lazy var fixed = BoundNumbers<FixedArithmetic>(book, costs)
  /// Where fixed point cannot hold them.
  private(set) lazy var exact = BoundNumbers<ExactArithmetic>(book, costs)

  /// - Parameter costs: by decision; nil where no objective is counted.
  init(_ rules: RuleBook, _ costs: [Rational]?) {
    book = rules
    self.costs = costs
  }

  var hasCosts: Bool { costs != nil }
}
