/// Raises the bound by deflected subgradient steps (Camerini, Fratta and Maffioli 1975), each as long as the gap asks for
/// (Polyak 1969).
struct ChargeAscent {
  private let relaxation: ChargeRelaxation
  private var direction: DeflectedDirection
  private(set) var bestBound = -Double.infinity
  private(set) var bestPrices: [Double]
  /// By switch, over the later steps: how much the relaxed plans use it.
  private(set) var meanUse: [Double]

  init(_ relaxation: ChargeRelaxation, from prices: [Double]) {
    self.relaxation = relaxation
    direction = DeflectedDirection(count: relaxation.table.priceCount)
    bestPrices = prices
    meanUse = [Double](repeating: 0, count: relaxation.table.switchCount)
  }

  /// - Parameters:
  ///   - steps: at most so many; fewer where a third of them closes less than a twentieth of the gap.
  ///   - target: what the bound is wanted to reach.
  ///   - goesOn: told the work of each step and the bound so far; false ends the ascent.
  mutating func run(
    _ state: ChargeState, steps: Int, length longest: Double, target: Double, goesOn: (_ work: Int, _ bound: Double) -> Bool
  ) {
    var prices = bestPrices
    var length = longest
    var sinceBetter = 0
    var first = -Double.infinity
    for step in 0..<steps {
      let bound = relaxation.bound(prices, state)
      blend(step)
      if step == 0 { first = bound }
      if bound > bestBound {
        let isMuch = bound - bestBound > 1e-5 * abs(bound)
        (bestBound, bestPrices) = (bound, prices)
        if isMuch { sinceBetter = 0 }
      }
      sinceBetter += 1
      if step == steps / 3, target.isFinite, bestBound - first < 0.05 * (target - first) { break }
      if bestBound >= target || !goesOn(relaxation.workAnEvaluation, bestBound) { break }
      if sinceBetter > 12 {
        length /= 2
        sinceBetter = 0
        prices = bestPrices
        direction.forget()
        if length < 1e-3 { break }
        continue
      }
      let square = direction.turn(towards: relaxation.slope)
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
