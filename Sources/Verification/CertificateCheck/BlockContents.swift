/// The contents of blocks as a vector leaves them, each known as well as has been asked for. Vectors that cost members the same
/// share it.
final class BlockContents<Arithmetic: BoundArithmetic> {
  private struct Known {
    let value: Arithmetic.Number
    /// Nothing better was looked for once the value was above this; nil: it is as good as it gets.
    let enough: Arithmetic.Number?
  }

  /// What is known of them where a leaf fixes members: of the last leaf that was asked for, because those of one vector mostly
  /// fix the same in a block.
  private struct InLeaf {
    let fixed: [BlockBoxes.FixedMember]
    let value: LeastValue<Arithmetic.Number>
    let enough: Arithmetic.Number?
  }

  private var known: [Known?]
  private var inLeaf: [InLeaf?]

  init(count: Int) {
    known = Array(repeating: nil, count: count)
    inLeaf = Array(repeating: nil, count: count)
  }

  private init(_ values: [Known?], _ ofLeaf: [InLeaf?]) { (known, inLeaf) = (values, ofLeaf) }

  /// The same but for some blocks, whose members cost something else.
  func without(_ isForgotten: [Bool]) -> BlockContents {
    BlockContents(
      zip(known, isForgotten).map { $1 ? nil : $0 }, zip(inLeaf, isForgotten).map { $1 ? nil : $0 })
  }

  /// nil where nothing is known, or not enough.
  func value(of block: Int, enough: Arithmetic.Number?) -> Arithmetic.Number? {
    guard let known = known[block] else { return nil }
    return Self.suffices(known.value, known.enough, enough) ? known.value : nil
  }

  func set(_ value: Arithmetic.Number, of block: Int, enough: Arithmetic.Number?) {
    known[block] = Known(value: value, enough: enough)
  }

  /// The same where a leaf fixes members.
  func value(of block: Int, _ fixed: [BlockBoxes.FixedMember], enough: Arithmetic.Number?)
    -> LeastValue<Arithmetic.Number>?
  {
    guard let known = inLeaf[block], known.fixed == fixed else { return nil }
    guard case .atLeast(let value) = known.value else { return known.value }
    return Self.suffices(value, known.enough, enough) ? known.value : nil
  }

  func set(
    _ value: LeastValue<Arithmetic.Number>, of block: Int, _ fixed: [BlockBoxes.FixedMember], enough: Arithmetic.Number?
  ) {
    inLeaf[block] = InLeaf(fixed: fixed, value: value, enough: enough)
  }

  /// Whether a value that was looked for up to one limit is good enough for another.
  private static func suffices(
    _ value: Arithmetic.Number, _ known: Arithmetic.Number?, _ enough: Arithmetic.Number?
  ) -> Bool {
    let isBest = known.map { value < $0 } ?? true
    return isBest || enough.map { value >= $0 } ?? false
  }
}
