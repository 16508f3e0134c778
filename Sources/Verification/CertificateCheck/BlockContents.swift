/// The contents of blocks as a vector leaves them, each known as well as has been asked for. Vectors that cost members the same
/// share it.
final class BlockContents<Arithmetic: BoundArithmetic> {
  private struct Known {
    let value: Arithmetic.Number
    /// Nothing better was looked for once the value was above this; nil: it is as good as it gets.
    let enough: Arithmetic.Number?
  }

  private var known: [Known?]

  init(count: Int) { known = Array(repeating: nil, count: count) }

  private init(_ values: [Known?]) { known = values }

  /// The same but for some blocks, whose members cost something else.
  func without(_ isForgotten: [Bool]) -> BlockContents {
    BlockContents(zip(known, isForgotten).map { $1 ? nil : $0 })
  }

  /// nil where nothing is known, or not enough.
  func value(of block: Int, enough: Arithmetic.Number?) -> Arithmetic.Number? {
    guard let known = known[block] else { return nil }
    let isBest = known.enough.map { known.value < $0 } ?? true
    return isBest || enough.map({ known.value >= $0 }) ?? false ? known.value : nil
  }

  func set(_ value: Arithmetic.Number, of block: Int, enough: Arithmetic.Number?) {
    known[block] = Known(value: value, enough: enough)
  }
}
