import Logistics

/// A block's numbers in the arithmetic of bounds, made ready once for all the vectors of a certificate.
struct BlockNumbers<Arithmetic: BoundArithmetic> {
  struct Number {
    let factor: Arithmetic.Factor
    let approximate: Double
  }

  /// What parcels of any block weigh, and how much of them there may be: each number once, because they are few, and looked up more
  /// often than anything else.
  private let numbers: [Number]
  /// By parcel, the places of its numbers.
  private let places: [(weight: Int32, most: Int32)]
  /// By bundle, by part.
  let amounts: [[Arithmetic.Factor]]

  /// What one of a parcel weighs.
  @inline(__always) func weight(of parcel: Int32) -> Number { numbers[Int(places[Int(parcel)].weight)] }
  /// How much of it there may be.
  @inline(__always) func most(of parcel: Int32) -> Number { numbers[Int(places[Int(parcel)].most)] }

  /// Of all blocks; nil where the numbers cannot be held.
  static func all(_ blocks: Blocks) -> [BlockNumbers]? {
    var table = NumberTable<Arithmetic>()
    var places: [[(weight: Int32, most: Int32)]] = []
    for block in blocks.all {
      var own: [(weight: Int32, most: Int32)] = []
      own.reserveCapacity(block.parcels.count)
      for parcel in block.parcels {
        guard let weight = table.place(of: parcel.weight), let most = table.place(of: parcel.most) else { return nil }
        own.append((weight, most))
      }
      places.append(own)
    }
    var all: [BlockNumbers] = []
    for (block, own) in zip(blocks.all, places) {
      guard let amounts = amounts(block) else { return nil }
      all.append(BlockNumbers(numbers: table.numbers, places: own, amounts: amounts))
    }
    return all
  }

  private static func amounts(_ block: Blocks.Block) -> [[Arithmetic.Factor]]? {
    let amounts = block.bundles.map { $0.parts.compactMap { Arithmetic.factor($0.amount) } }
    return zip(block.bundles, amounts).allSatisfy { $0.parts.count == $1.count } ? amounts : nil
  }
}

/// Numbers that are made ready, each once.
private struct NumberTable<Arithmetic: BoundArithmetic> {
  private(set) var numbers: [BlockNumbers<Arithmetic>.Number] = []
  private var places: [Rational: Int32] = [:]

  /// nil where the number cannot be held.
  mutating func place(of value: Rational) -> Int32? {
    if let known = places[value] { return known }
    guard let factor = Arithmetic.factor(value) else { return nil }
    numbers.append(.init(factor: factor, approximate: value.approximate))
    places[value] = Int32(truncatingIfNeeded: numbers.count - 1)
    return places[value]
  }
}
