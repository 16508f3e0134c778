/// A value that is an exact number and a little beside it: a unit, a place.
public protocol ColumnValue: Sendable {
  associatedtype Rest: Sendable
  var columnNumber: Rational { get }
  var columnRest: Rest { get }
  init(columnNumber: Rational, columnRest: Rest)
}

/// A column that costs nothing where no row fills it, and little where one does.
///
/// The numbers of a table are decimals of at most 18 digits, 9 of them behind the point, so that numerator and
/// denominator nearly always fit 64 and 32 bits; the few that do not stand apart.
public struct SparseColumn<Value: ColumnValue>: Sendable {
  @usableFromInline var numerators: [Int64] = []
  /// 0 where the row is blank; below 0 the number is `large[−1 − denominator]`.
  @usableFromInline var denominators: [Int32] = []
  @usableFromInline var rests: [Value.Rest?] = []
  @usableFromInline var large: [Rational] = []
  private var reserved = 0

  public init() {}

  /// The rows that there will be, so that filling the column takes no more memory than it needs.
  public init(rowCount: Int) { reserved = rowCount }

  public subscript(index: Int) -> Value? {
    @inlinable get {
      guard index < denominators.count, let rest = rests[index] else { return nil }
      let denominator = denominators[index]
      let number =
        denominator < 0
        ? large[Int(-1 - denominator)]
        : Rational(reduced: Int128(numerators[index]), over: Int128(denominator))
      return Value(columnNumber: number, columnRest: rest)
    }
    set {
      guard let newValue else {
        if index < denominators.count { blank(index) }
        return
      }
      grow(to: index)
      rests[index] = newValue.columnRest
      write(newValue.columnNumber, index)
    }
  }

  @inlinable public var isEmpty: Bool { denominators.isEmpty }

  private mutating func grow(to index: Int) {
    guard index >= denominators.count else { return }
    if denominators.isEmpty, reserved > index {
      numerators.reserveCapacity(reserved)
      denominators.reserveCapacity(reserved)
      rests.reserveCapacity(reserved)
    }
    while denominators.count <= index {
      numerators.append(0)
      denominators.append(0)
      rests.append(nil)
    }
  }

  private mutating func blank(_ index: Int) {
    numerators[index] = 0
    denominators[index] = 0
    rests[index] = nil
  }

  private mutating func write(_ number: Rational, _ index: Int) {
    if let parts = number.parts, let top = Int64(exactly: parts.numerator),
      let bottom = Int32(exactly: parts.denominator)
    {
      numerators[index] = top
      denominators[index] = bottom
    } else {
      large.append(number)
      numerators[index] = 0
      denominators[index] = -Int32(truncatingIfNeeded: large.count)
    }
  }

  /// What the column holds in memory, spare room included.
  var byteCount: Int {
    numerators.capacity * MemoryLayout<Int64>.stride + denominators.capacity * MemoryLayout<Int32>.stride
      + rests.capacity * MemoryLayout<Value.Rest?>.stride + large.capacity * MemoryLayout<Rational>.stride
  }
}

/// Nothing beside the number.
public struct NumberOnly: Sendable {
  @inlinable init() {}
}

extension Rational: ColumnValue {
  @inlinable public var columnNumber: Rational { self }
  @inlinable public var columnRest: NumberOnly { NumberOnly() }
  @inlinable public init(columnNumber: Rational, columnRest: NumberOnly) { self = columnNumber }
}

extension RateID: ColumnValue {
  public var columnNumber: Rational { Rational(index) }
  public var columnRest: NumberOnly { NumberOnly() }
  @inlinable public init(columnNumber: Rational, columnRest: NumberOnly) { self.init(Int(columnNumber.int64 ?? 0)) }
}

extension UnitCost: ColumnValue {
  public var columnNumber: Rational { cost }
  public var columnRest: Basis { basis }
  @inlinable public init(columnNumber: Rational, columnRest: Basis) { self.init(cost: columnNumber, basis: columnRest) }
}

extension Limit: ColumnValue {
  /// What a limit counts, and where it is written.
  public struct Rest: Sendable {
    @usableFromInline let measure: Measure
    @usableFromInline let mark: SourceMark
  }

  public var columnNumber: Rational { value }
  public var columnRest: Rest { Rest(measure: measure, mark: mark) }
  @inlinable public init(columnNumber: Rational, columnRest: Rest) {
    self.init(value: columnNumber, measure: columnRest.measure, mark: columnRest.mark)
  }
}
