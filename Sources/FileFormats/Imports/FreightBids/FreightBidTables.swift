import Logistics

/// The tables of carriers' bids.
struct FreightBidTables {
  private let source: FreightBids

  init(_ source: FreightBids) { self.source = source }

  func tables(named name: String) -> [ImportedTable] { [settings(name), sites, supply, demand, lanes] }

  /// What became of the source, and what an instance of one period leaves out.
  var notes: [String] {
    var notes = [
      "\(source.bids.count) bids on \(source.lanes.count) lanes; scenario \(source.scenario) of \(source.scenarios), "
        + "the same in each phase, summed over \(source.periods) periods",
      "a bid is an offer: taken whole, it carries between floor × shipments and ceiling × shipments; the floors and "
        + "ceilings are read as those of one shipment, the freight rate as a price a unit",
      "the spot market is a lane of mode `\(Self.spot)` without limits; what is not delivered costs `penalty_cost`",
      "initial stock is added to the supply and taken off the demand",
      "left out, because all is planned as one period: when shipments start and arrive, limits of stock on the way, "
        + "and what customers would store; travel times are kept as `transit_time`",
    ]
    if !leftover.isZero {
      notes.append(
        "what a supplier keeps costs its leftover price: that is written as a credit on each unit supplied, so the "
          + "total cost in the source's terms is the plan's + \(leftover)")
    }
    let impossible = source.bids.enumerated().filter { $1.floor > $1.ceiling }.map { "\($0.offset + 1)" }
    if !impossible.isEmpty {
      notes.append("bids whose floor is above their ceiling are excluded: \(impossible.joined(separator: ", "))")
    }
    if source.hasHoldingCost {
      notes.append("holding costs are left out, because nothing is kept from period to period")
    }
    return notes
  }

  private static let product = "goods"
  private static let spot = "spot"
  private func supplier(_ index: Int) -> String { "S\(index + 1)" }
  private func customer(_ index: Int) -> String { "C\(index + 1)" }

  /// What it would cost to ship nothing, over all suppliers.
  private var leftover: Rational {
    zip(source.supply, source.leftoverCost).reduce(.zero) { $0 + $1.0 * $1.1 }
  }

  private func settings(_ name: String) -> ImportedTable {
    let quantities = source.supply + source.demand + source.bids.flatMap { [$0.floor, $0.ceiling] }
    return ImportedTable(
      "settings", ["key", "value"],
      [["model_name", name], ["quantity_decimals", "\(Resolution(of: quantities).decimals)"]])
  }

  private var sites: ImportedTable {
    ImportedTable("sites", ["site", "type"], source.supply.indices.map { [supplier($0), "supplier"] })
  }

  private var supply: ImportedTable {
    ImportedTable(
      "supply", ["site", "product", "supply_max", "unit_cost"],
      source.supply.enumerated().map { index, amount in
        [supplier(index), Self.product, amount.description, (-source.leftoverCost[index]).description]
      })
  }

  private var demand: ImportedTable {
    ImportedTable(
      "demand", ["customer", "product", "quantity", "penalty_cost"],
      source.demand.enumerated().map { index, amount in
        [customer(index), Self.product, amount.description, source.unmetCost[index].description]
      })
  }

  private var lanes: ImportedTable {
    let bids = source.bids.enumerated().map { index, bid in
      let shipments = Rational(bid.shipments)
      let isPossible = bid.floor <= bid.ceiling
      return [
        supplier(bid.supplier), customer(bid.customer), "", "bid \(index + 1)", bid.unitCost.description,
        time(bid.supplier, bid.customer), (bid.floor * shipments).description, (bid.ceiling * shipments).description,
        isPossible ? "" : "exclude", isPossible ? "" : "the floor is above the ceiling",
      ]
    }
    let spot = source.lanes.map { lane in
      [
        supplier(lane.supplier), customer(lane.customer), Self.spot, "", lane.spotPrice.description,
        lane.travelTime.description, "", "", "", "",
      ]
    }
    return ImportedTable(
      "lanes",
      [
        "origin", "destination", "mode", "offer", "unit_cost", "transit_time", "capacity_min", "capacity_max", "status",
        "notes",
      ], bids + spot)
  }

  private func time(_ supplier: Int, _ customer: Int) -> String {
    source.lanes.first { $0.supplier == supplier && $0.customer == customer }?.travelTime.description ?? ""
  }
}
