/// A number that is kept a million times, in half the room: nearly all have a numerator of 64 bits and a denominator of 32.
@propertyWrapper
public struct Packed: Sendable {
  @usableFromInline final class Large: Sendable {
    @usableFromInline let value: Rational
    @usableFromInline init(_ value: Rational) { self.value = value }
  }

  @usableFromInline var numerator: Int64
  @usableFromInline var denominator: Int32
  /// The number itself, where it does not fit.
  @usableFromInline var large: Large?

  @inlinable public init(wrappedValue: Rational) {
    if let parts = wrappedValue.parts, let top = Int64(exactly: parts.numerator),
      let bottom = Int32(exactly: parts.denominator)
    {
      numerator = top
      denominator = bottom
      large = nil
    } else {
      numerator = 0
      denominator = 1
      large = Large(wrappedValue)
    }
  }

  @inlinable public var wrappedValue: Rational {
    get { large?.value ?? Rational(reduced: Int128(numerator), over: Int128(denominator)) }
    set { self = Packed(wrappedValue: newValue) }
  }
}
