import MathProgram

/// The Lagrangian relaxation of a flow with fixed charges: the network's rows are priced, and each switch that owns flows
/// becomes a continuous knapsack over those of each of its limits (Gendron and Crainic 1994; Geoffrion and McBride 1978 for one echelon).
///
/// The bound at prices π of rows and sums: Σ of what each row's limit comes to + Σ over flows without an owner of their cheaper bound
/// + Σ over owners of the lesser of nothing (off) and fixed cost, less what its sums pay, + cheapest contents of its knapsacks
/// (on).
///
/// Use one from one thread at a time.
final class ChargeRelaxation {
  let table: ChargeTable
  /// By row and sum: how far the relaxed flows miss it, the slope of the bound.
  private(set) var slope: [Double]
  // Of the last evaluation, by flow and by switch; owned by this object.
  private let reduced: UnsafeMutablePointer<Double>
  private let amount: UnsafeMutablePointer<Double>
  private let worths: UnsafeMutablePointer<Double>
  /// By limit.
  private let capacityPrices: UnsafeMutablePointer<Double>
  private let uses: UnsafeMutablePointer<Double>
  private let offers: UnsafeMutablePointer<Offer>
  /// By limit, of the switch that is being settled.
  private var contents: [Contents] = []
  /// By switch: what its sums pay for it.
  private let paid: UnsafeMutablePointer<Double>
  private let hasPricing: Bool

  init(_ layout: ChargeTable) {
    table = layout
    func zeros(_ count: Int) -> UnsafeMutablePointer<Double> {
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: max(1, count))
      pointer.initialize(repeating: 0, count: max(1, count))
      return pointer
    }
    reduced = zeros(layout.flowCount)
    amount = zeros(layout.flowCount)
    worths = zeros(layout.switchCount)
    capacityPrices = zeros(layout.limitRow.count)
    uses = zeros(layout.switchCount)
    paid = zeros(layout.switchCount)
    let widest = (0..<layout.switchCount).map { layout.members(of: $0).count }.max() ?? 0
    offers = UnsafeMutablePointer<Offer>.allocate(capacity: max(1, widest))
    slope = [Double](repeating: 0, count: layout.priceCount)
    hasPricing = layout.isOwner.contains(false)
  }

  deinit {
    reduced.deallocate()
    amount.deallocate()
    worths.deallocate()
    capacityPrices.deallocate()
    uses.deallocate()
    paid.deallocate()
    offers.deallocate()
  }

  /// The unit of work: 64 flows looked at.
  var workAnEvaluation: Int { 1 + table.entryRow.count / 64 }

  // MARK: The last evaluation

  /// Of an owner: fixed cost + contents of the knapsack; what switching it on is worth.
  func worth(of index: Int) -> Double { worths[index] }
  /// Of an owner's limit: what a unit of its capacity is worth, ≥ 0.
  func capacityPrice(ofLimit limit: Int) -> Double { capacityPrices[limit] }
  /// The part of a switch that the relaxed flows use; of owners 0 or 1.
  func use(of index: Int) -> Double { uses[index] }
  /// What sums pay for a switch.
  func payment(of index: Int) -> Double { paid[index] }

  // MARK: Evaluation

  /// The bound at these prices, which have the signs that the rows' limits ask for.
  func bound(_ prices: [Double], _ state: ChargeState) -> Double {
    reduce(prices, state)
    var bound = state.paid
    bound += pay(prices, state)
    for row in 0..<table.rowCount where prices[row] != 0 {
      bound += prices[row] * (prices[row] > 0 ? table.rowLower[row] : table.rowUpper[row])
    }
    state.upper.withUnsafeBufferPointer { upper in
      for flow in 0..<table.flowCount where !table.isOwned[flow] {
        amount[flow] = reduced[flow] < 0 ? upper[flow] : min(table.lower[flow], upper[flow])
        if amount[flow] != 0 { bound += amount[flow] * reduced[flow] }
      }
      for index in 0..<table.switchCount where table.isOwner[index] { bound += settle(index, state.switches[index], upper) }
    }
    if hasPricing { measurePricing(state) }
    measureSlope(prices)
    measureSums(prices, state)
    return bound
  }

  /// Spreads what sums pay over their switches; what the sums' limits come to, and switches that own nothing and are on anyway.
  private func pay(_ prices: [Double], _ state: ChargeState) -> Double {
    let sums = table.sums
    for index in 0..<table.switchCount { paid[index] = 0 }
    var bound = 0.0
    for sum in 0..<sums.count where prices[table.rowCount + sum] != 0 {
      let price = prices[table.rowCount + sum] * sums.unit[sum]
      bound += price * state.limits[sum].limit(price)
      for term in sums.terms[sum] { paid[term.index] += price * term.weight }
    }
    for index in sums.pricing where paid[index] != 0 { bound += payPricing(index, state.switches[index]) }
    return bound
  }

  /// What a switch that owns nothing asks of its flows changes with what is paid for it.
  private func payPricing(_ index: Int, _ state: ChargeState.Switch) -> Double {
    guard state == .undecided else { return state == .on ? -paid[index] : 0 }
    let (fixed, rest) = (table.fixedCost[index], table.fixedCost[index] - paid[index])
    let more = max(0, rest) - max(0, fixed)
    if more != 0 {
      for place in table.members(of: index) {
        reduced[Int(table.memberFlow[place])] += more * table.sharePerUnit(place, of: index)
      }
    }
    return min(0, rest) - min(0, fixed)
  }

  private func reduce(_ prices: [Double], _ state: ChargeState) {
    let reduced = reduced
    let count = table.flowCount
    prices.withUnsafeBufferPointer { prices in
      table.entryRow.withUnsafeBufferPointer { rows in
        table.entryValue.withUnsafeBufferPointer { values in
          table.entryStart.withUnsafeBufferPointer { start in
            state.cost.withUnsafeBufferPointer { cost in
              for flow in 0..<count {
                var rest = cost[flow]
                for entry in Int(start[flow])..<Int(start[flow + 1]) { rest -= prices[Int(rows[entry])] * values[entry] }
                reduced[flow] = rest
              }
            }
          }
        }
      }
    }
  }

  /// What fills a limit: the first of its offers, which stand in a row of their own.
  private struct Contents {
    var knapsack: Knapsack
    var offers: Int
  }

  /// Fills the knapsacks of a switch's limits, and decides for it.
  private func settle(_ index: Int, _ state: ChargeState.Switch, _ upper: UnsafeBufferPointer<Double>) -> Double {
    contents.removeAll(keepingCapacity: true)
    var (value, begin) = (0.0, 0)
    for limit in table.limits(of: index) {
      let count = offer(limit, at: begin, state, upper)
      let knapsack = state == .off ? Knapsack() : fill(limit, begin, count)
      contents.append(Contents(knapsack: knapsack, offers: begin))
      value += knapsack.value
      begin += count
    }
    worths[index] = table.fixedCost[index] - paid[index] + value
    let isOn = state == .on || state == .undecided && worths[index] < 0
    uses[index] = isOn ? 1 : 0
    guard isOn else { return 0 }
    for (limit, contents) in zip(table.limits(of: index), contents) { take(contents, limit, state, upper) }
    return worths[index]
  }

  /// Lists the flows of a limit that pay; how many they are.
  private func offer(
    _ limit: Int, at begin: Int, _ state: ChargeState.Switch, _ upper: UnsafeBufferPointer<Double>
  ) -> Int {
    let room = table.limitCapacity[limit]
    var end = begin
    table.memberFlow.withUnsafeBufferPointer { flows in
      table.memberWeight.withUnsafeBufferPointer { weights in
        table.memberMost.withUnsafeBufferPointer { mosts in
          for place in table.members(ofLimit: limit) {
            let flow = Int(flows[place])
            amount[flow] = 0
            guard reduced[flow] < 0 else { continue }
            let most = ChargeRelaxation.most(state, mosts[place], upper[flow], weights[place], room)
            guard most > 0 else { continue }
            let ratio = weights[place] > 0 ? reduced[flow] / weights[place] : -.infinity
            offers[end] = Offer(
              ratio: ratio, value: reduced[flow] * most, weight: weights[place] * most,
              slot: Int32(truncatingIfNeeded: place))
            end += 1
          }
        }
      }
    }
    return end - begin
  }

  /// Fills a limit from its offers, and prices its capacity.
  private func fill(_ limit: Int, _ begin: Int, _ count: Int) -> Knapsack {
    let (offers, room) = (offers + begin, table.limitCapacity[limit])
    let knapsack = Knapsack.continuous(offers, count: count, capacity: room, pivot: -capacityPrices[limit])
    // A flow that nothing but the capacity limits may fill it to the brim: only the capacity's price shows that.
    let weight = (0..<knapsack.count).reduce(0) { $0 + offers[$1].weight }
    let isFull = knapsack.count < count || knapsack.lastShare < 1 || weight >= room * (1 - 1e-12)
    capacityPrices[limit] = isFull && knapsack.count > 0 ? -offers[knapsack.count - 1].ratio : 0
    return knapsack
  }

  /// The most of a flow in its owner's knapsack. Where nothing is decided that is what the switch's own rows let through:
  /// the flow's bound holds whether the switch is on or not, so that multipliers of rows could not show more.
  @inline(__always)
  private static func most(
    _ state: ChargeState.Switch, _ linked: Double, _ upper: Double, _ weight: Double, _ room: Double
  ) -> Double {
    if state == .on || upper == 0 { return min(linked, upper) }
    return weight > 0 ? min(linked, room / weight) : linked
  }

  private func take(
    _ contents: Contents, _ limit: Int, _ state: ChargeState.Switch, _ upper: UnsafeBufferPointer<Double>
  ) {
    for offer in 0..<contents.knapsack.count {
      let place = Int(offers[contents.offers + offer].slot)
      let flow = Int(table.memberFlow[place])
      let share = offer == contents.knapsack.count - 1 ? contents.knapsack.lastShare : 1
      let most = ChargeRelaxation.most(
        state, table.memberMost[place], upper[flow], table.memberWeight[place], table.limitCapacity[limit])
      amount[flow] = share * most
    }
  }

  /// What prices flows sees them only once their owners have chosen.
  private func measurePricing(_ state: ChargeState) {
    for index in 0..<table.switchCount where !table.isOwner[index] {
      if state.switches[index] == .on || state.switches[index] == .undecided && paid[index] > table.fixedCost[index] {
        uses[index] = 1
        continue
      }
      var use = 0.0
      for place in table.members(of: index) {
        use += amount[Int(table.memberFlow[place])] * table.sharePerUnit(place, of: index)
      }
      uses[index] = use
    }
  }

  private func measureSlope(_ prices: [Double]) {
    slope.withUnsafeMutableBufferPointer { slope in
      for row in slope.indices { slope[row] = 0 }
      table.entryRow.withUnsafeBufferPointer { rows in
        table.entryValue.withUnsafeBufferPointer { values in
          table.entryStart.withUnsafeBufferPointer { start in
            for flow in 0..<table.flowCount where amount[flow] != 0 {
              for entry in Int(start[flow])..<Int(start[flow + 1]) { slope[Int(rows[entry])] -= values[entry] * amount[flow] }
            }
          }
        }
      }
      for row in 0..<table.rowCount {
        let (least, most) = (table.rowLower[row] + slope[row], table.rowUpper[row] + slope[row])
        slope[row] = prices[row] > 0 ? least : prices[row] < 0 ? most : least > 0 ? least : most < 0 ? most : 0
      }
    }
  }

  private func measureSums(_ prices: [Double], _ state: ChargeState) {
    for (sum, limits) in state.limits.enumerated() {
      let total = table.sums.terms[sum].reduce(0) { $0 + $1.weight * uses[$1.index] }
      let (least, most) = (limits.least - total, limits.most - total)
      let price = prices[table.rowCount + sum]
      let missed = price > 0 ? least : price < 0 ? most : least > 0 ? least : most < 0 ? most : 0
      slope[table.rowCount + sum] = missed * table.sums.unit[sum]
    }
  }

  /// Prices moved to where the limits of rows and sums allow them.
  func project(_ prices: inout [Double], _ state: ChargeState) {
    for (sum, limits) in state.limits.enumerated() {
      let place = table.rowCount + sum
      if limits.least == -.infinity { prices[place] = min(0, prices[place]) }
      if limits.most == .infinity { prices[place] = max(0, prices[place]) }
    }
    for row in 0..<table.rowCount {
      if table.rowLower[row] == -.infinity { prices[row] = min(0, prices[row]) }
      if table.rowUpper[row] == .infinity { prices[row] = max(0, prices[row]) }
    }
  }
}
