import MathProgram

/// Numbers the vectors, and prices, that leaves use.
struct ProofNumbering {
  private let allPrices: [[Double]]
  private let allVectors: [DecompositionProof.Vector]
  private var placeOfPrices: [Int]
  private var placeOfVector: [Int]
  private(set) var prices: [[Double]] = []
  private(set) var vectors: [DecompositionProof.Vector] = []

  init(prices all: [[Double]], vectors: [DecompositionProof.Vector]) {
    allPrices = all
    allVectors = vectors
    placeOfPrices = Array(repeating: -1, count: all.count)
    placeOfVector = Array(repeating: -1, count: vectors.count)
  }

  mutating func use(_ vector: Int) {
    guard placeOfVector[vector] < 0 else { return }
    let source = allVectors[vector]
    if placeOfPrices[source.prices] < 0 {
      placeOfPrices[source.prices] = prices.count
      prices.append(allPrices[source.prices])
    }
    placeOfVector[vector] = vectors.count
    vectors.append(.init(prices: placeOfPrices[source.prices], cover: source.cover))
  }

  func place(_ vector: Int) -> Int32 { Int32(placeOfVector[vector]) }
}
