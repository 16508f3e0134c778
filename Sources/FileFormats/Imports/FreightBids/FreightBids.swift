import Logistics

/// What a file of the SFPTMP collection says, summed over the periods of one scenario.
struct FreightBids {
  struct Bid {
    var supplier: Int
    var customer: Int
    /// Of the quantity carried: the freight rate and the variable cost.
    var unitCost: Rational
    /// Of one shipment.
    var floor: Rational
    var ceiling: Rational
    var shipments: Int
  }

  struct Lane {
    var supplier: Int
    var customer: Int
    var spotPrice: Rational
    var travelTime: Rational
  }

  let scenario: Int
  let scenarios: Int
  let periods: Int
  /// Over the horizon, the initial stock included; one entry a supplier.
  let supply: [Rational]
  /// Of what a supplier still has at the end.
  let leftoverCost: [Rational]
  /// Over the horizon, less the initial stock, and at least 0; one entry a customer.
  let demand: [Rational]
  /// Of what a customer does not get.
  let unmetCost: [Rational]
  /// Every pair of a supplier and a customer.
  let lanes: [Lane]
  let bids: [Bid]
  let hasHoldingCost: Bool

  /// - Throws: `ImportFault` where something is missing or of another size than declared.
  init(_ file: inout CDeclarations, scenario: Int) throws(ImportFault) {
    let (suppliers, customers) = (try file.size("I1"), try file.size("I2"))
    let places = suppliers + customers
    scenarios = try file.size("SN")
    guard (1...scenarios).contains(scenario) else {
      throw .option("`--scenario \(scenario)`: \(file.file) has the scenarios 1 to \(scenarios)")
    }
    self.scenario = scenario
    let (phases, length) = (try file.size("P"), try file.size("PT"))
    periods = try file.size("T")
    let flows = try file.numbers("sup", places, phases, scenarios, length)
    let stock = try file.numbers("iniv", places)
    let endCost = try file.numbers("c2", places)
    hasHoldingCost = try file.numbers("c1", places).contains { !$0.isZero }
    let count = scenarios
    let totals = (0..<places).map { Self.total(flows, $0, phases, count, length, scenario - 1) }
    supply = (0..<suppliers).map { totals[$0] + stock[$0] }
    demand = (suppliers..<places).map { max(.zero, -totals[$0] - stock[$0]) }
    leftoverCost = Array(endCost[..<suppliers])
    unmetCost = Array(endCost[suppliers...])
    lanes = try Self.lanes(&file, suppliers, customers)
    bids = try Self.bids(&file, suppliers, customers)
  }

  /// Of one place and scenario, over all phases and their periods.
  private static func total(
    _ flows: [Rational], _ place: Int, _ phases: Int, _ scenarios: Int, _ length: Int, _ scenario: Int
  ) -> Rational {
    var total = Rational.zero
    for phase in 0..<phases {
      let start = ((place * phases + phase) * scenarios + scenario) * length
      total += flows[start..<start + length].reduce(.zero, +)
    }
    return total
  }

  private static func lanes(
    _ file: inout CDeclarations, _ suppliers: Int, _ customers: Int
  ) throws(ImportFault) -> [Lane] {
    let prices = try file.numbers("c4", suppliers, customers)
    let times = try file.numbers("len", suppliers, customers)
    return prices.indices.map { index in
      Lane(
        supplier: index / customers, customer: index % customers, spotPrice: prices[index], travelTime: times[index])
    }
  }

  private static func bids(
    _ file: inout CDeclarations, _ suppliers: Int, _ customers: Int
  ) throws(ImportFault) -> [Bid] {
    let count = try file.size("BN")
    let rates = try file.numbers("frt", count)
    let variable = try file.numbers("c3", count)
    let floors = try file.numbers("lbcap", count)
    let ceilings = try file.numbers("ubcap", count)
    let shipments = try file.wholeNumbers("SHN", count)
    let ends = try ends(file, count, suppliers, customers)
    return ends.enumerated().map { index, end in
      Bid(
        supplier: end.supplier, customer: end.customer, unitCost: rates[index] + variable[index], floor: floors[index],
        ceiling: ceilings[index], shipments: shipments[index])
    }
  }

  /// The lane of each bid, from the sets of bids by lane.
  private static func ends(
    _ file: CDeclarations, _ count: Int, _ suppliers: Int, _ customers: Int
  ) throws(ImportFault) -> [(supplier: Int, customer: Int)] {
    var ends = [(supplier: Int, customer: Int)?](repeating: nil, count: count)
    for (supplier, row) in try file.lists("LBset").enumerated() where supplier < suppliers {
      guard case .list(let lanes) = row else { continue }
      for (customer, set) in lanes.enumerated() where customer < customers {
        guard case .list(let bids) = set else { continue }
        for bid in bids {
          guard case .number(let text, let line) = bid, let index = Int(text), ends.indices.contains(index) else {
            throw .malformed(place: file.file, message: "`LBset` names a bid that there is none of")
          }
          if ends[index] != nil {
            throw .malformed(place: "\(file.file):\(line)", message: "bid \(index) stands on two lanes")
          }
          ends[index] = (supplier, customer)
        }
      }
    }
    guard let missing = ends.firstIndex(where: { $0 == nil }) else { return ends.compactMap { $0 } }
    throw .malformed(place: file.file, message: "bid \(missing) stands on no lane in `LBset`")
  }
}
