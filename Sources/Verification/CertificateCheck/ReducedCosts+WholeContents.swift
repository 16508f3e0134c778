import Logistics

// The contents of blocks whose parcels go whole.
extension ReducedCosts {
  /// States of one block's dynamic program beyond which its bound is that of the continuous knapsack.
  private static var mostStates: Int { 20_000 }

  /// Not above what the cheapest contents cost where each parcel is taken whole or not at all; nil where that is not known, or no
  /// more than the continuous knapsack says.
  static func whole(_ offers: Offers, _ block: Blocks.Block) -> Arithmetic.Number? {
    guard let whole = block.whole, offers.room >= 0 else { return nil }
    var (worths, places): ([Int128], [Int]) = ([], [])
    var sum: Int128 = 0
    for item in offers.paying where block.parcels[Int(item.place)].most == .one {
      // Costs are not above the exact ones, so that what a parcel is worth is not below.
      guard let cost = Arithmetic.fixedPoint(item.value), cost < 0, let next = FixedArithmetic.subtract(sum, cost) else {
        return nil
      }
      sum = next
      worths.append(0 - cost)
      places.append(Int(item.place))
    }
    guard places.reduce(0, { $0 + whole.weights[$1] }) > offers.room else { return nil }
    let shift = max(0, 128 - sum.leadingZeroBitCount - 60)
    let items = zip(worths, places).map { worth, place in
      IntegerKnapsack.Item(worth: roundedUp(worth, shift), weight: whole.weights[place])
    }
    guard let most = IntegerKnapsack(items, room: offers.room).most(stateLimit: mostStates) else { return nil }
    let (worth, overflow) = Int128(most).multipliedReportingOverflow(by: 1 << Int128(shift))
    guard !overflow, let value = Arithmetic.number(fixedPoint: 0 - worth) else { return nil }
    return Arithmetic.add(offers.total, value)
  }

  /// ⌈worth ÷ 2^shift⌉
  private static func roundedUp(_ worth: Int128, _ shift: Int) -> Int64 {
    let rest: Int128 = (1 << Int128(shift)) - 1
    return Int64(truncatingIfNeeded: (worth >> Int128(shift)) + (worth & rest == 0 ? 0 : 1))
  }
}
