/// A sum of products that keeps what rounding loses: nearly twice the precision of a `Double`.
///
/// Source: Ogita, Rump, Oishi, Accurate sum and dot product, SIAM J. Sci. Comput. 26 (2005), algorithm Dot2.
package struct CompensatedSum {
  private var sum = 0.0
  private var lost = 0.0
  /// Sum of the absolute values: the scale against which errors are judged.
  package private(set) var magnitude = 0.0

  package init() {}

  package var value: Double { sum + lost }

  package mutating func add(_ term: Double) {
    let next = sum + term
    let virtual = next - sum
    lost += (sum - (next - virtual)) + (term - virtual)
    sum = next
    magnitude += abs(term)
  }

  package mutating func addProduct(_ a: Double, _ b: Double) {
    let product = a * b
    lost += (-product).addingProduct(a, b)
    add(product)
  }
}
