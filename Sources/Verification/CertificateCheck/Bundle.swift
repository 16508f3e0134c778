import Logistics

/// Flows that one whole decision takes together: a customer's one source brings all of each of its demand rows, or nothing.
///
/// In every plan the flows of a row from the source come to `amount` where the decision is 1, and to nothing where it is 0.
struct Bundle {
  struct Part {
    /// Of the demand row, above 0.
    let amount: Rational
    /// The flows that bring it from the source.
    let columns: [Int32]
  }

  /// The whole decision.
  let source: Int
  let parts: [Part]

  /// All decisions that are taken together.
  var columns: [Int] { [source] + parts.flatMap { $0.columns.map { Int($0) } } }

  /// Not above what the bundle costs where it is taken; nil where that cannot be held.
  ///
  /// - Parameter amounts: by part.
  func cost<Arithmetic: BoundArithmetic>(
    _ reduced: [Arithmetic.Number], _ amounts: [Arithmetic.Factor], _: Arithmetic.Type
  ) -> Arithmetic.Number? {
    var total = reduced[source]
    for (part, amount) in zip(parts, amounts) {
      guard let least = part.columns.lazy.map({ reduced[Int($0)] }).min(), let cost = Arithmetic.product(least, amount),
        let sum = Arithmetic.add(total, cost)
      else { return nil }
      total = sum
    }
    return total
  }
}
