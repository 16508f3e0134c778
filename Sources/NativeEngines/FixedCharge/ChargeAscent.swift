/// Raises the bound by deflected subgradient steps (Camerini, Fratta and Maffioli 1975), each as long as the gap asks for
/// (Polyak 1969).
struct ChargeAscent {
  private let relaxation: ChargeRelaxation
  private var direction: DeflectedDirection
  private(set) var bestBound = -Double.infinity
  private(set) var bestPrices: [Double]
  /// By switch, over the later steps: how much the relaxed plans use it.
  private(set) var meanUse: [Double]

  /// Steps without a better bound before they become half as long, and the length at which they end.
  private static let patience = 25
  private static let shortest = 3e-4

  init(_ relaxation: ChargeRelaxation, from prices: [Double]) {
    self.relaxation = relaxation
    direction = DeflectedDirection(count: relaxation.table.priceCount)
    bestPrices = prices
    meanUse = [Double](repeating: 0, count: relaxation.table.switchCount)
  }

  /// - Parameters:
  ///   - steps: at most so many.
  ///   - target: what the bound is wanted to reach.
  ///   - goesOn: told the work of each step and the bound so far; false ends the ascent.
  mutating func run(
    _ state: ChargeState, steps: Int, length longest: Double, target: Double, goesOn: (_ work: Int, _ bound: Double) -> Bool
  ) {
    var prices = bestPrices
    var length = longest
    var sinceBetter = 0
    for step in 0..<steps {
      let bound = relaxation.bound(prices, state)
      blend(step)
      if bound > bestBound {
        let isMuch = bound - bestBound > 1e-5 * abs(bound)
        (bestBound, bestPrices) = (bound, prices)
        if isMuch { sinceBetter = 0 }
      }
      sinceBetter += 1
      if bestBound >= target || !goesOn(relaxation.workAnEvaluation, bestBound) { break }
      if sinceBetter > Self.patience {
        length /= 2
        sinceBetter = 0
        prices = bestPrices
        direction.forget()
        if length < Self.shortest { break }
        continue
      }
      let square = direction.bend(towards: relaxation.slope)
      if square == 0 { break }
      let aim = target.isFinite ? target - bound : 0.05 * abs(bound) + 1
      direction.move(&prices, by: length * aim / square)
      relaxation.project(&prices, state)
    }
  }

  private mutating func blend(_ step: Int) {
    let part = step == 0 ? 1 : 0.12
    for index in meanUse.indices { meanUse[index] += part * (relaxation.use(of: index) - meanUse[index]) }
  }
}
