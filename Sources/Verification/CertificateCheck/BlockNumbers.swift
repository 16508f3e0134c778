import Logistics

/// A block's numbers in the arithmetic of bounds, made ready once for all the vectors of a certificate.
struct BlockNumbers<Arithmetic: BoundArithmetic> {
  /// By parcel: what one of it weighs, and how much of it there may be.
  let weights: [Arithmetic.Factor]
  let mosts: [Arithmetic.Factor]
  /// The same as doubles.
  let approximateWeights: [Double]
  let approximateMosts: [Double]

  /// nil where the numbers cannot be held.
  init?(_ block: Blocks.Block) {
    var (weights, mosts): ([Arithmetic.Factor], [Arithmetic.Factor]) = ([], [])
    for parcel in block.parcels {
      guard let weight = Arithmetic.factor(parcel.weight), let most = Arithmetic.factor(parcel.most) else { return nil }
      weights.append(weight)
      mosts.append(most)
    }
    (self.weights, self.mosts) = (weights, mosts)
    approximateWeights = block.parcels.map(\.weight.approximate)
    approximateMosts = block.parcels.map(\.most.approximate)
  }

  /// Of all blocks; nil where the numbers cannot be held.
  static func all(_ blocks: Blocks) -> [BlockNumbers]? {
    var all: [BlockNumbers] = []
    for block in blocks.all {
      guard let numbers = BlockNumbers(block) else { return nil }
      all.append(numbers)
    }
    return all
  }
}
