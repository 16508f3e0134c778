extension TinyInstance {
  /// The same tables without a feature; equal to this instance where it does not use the feature.
  public func without(_ feature: Feature) -> TinyInstance {
    var copy = self
    if let (table, columns) = feature.cells {
      for column in columns { copy.clear(table, column) }
    } else if let objective = feature.objective {
      copy.drop("objectives") { table, row in table.cell(row, "objective") == objective }
    } else if let basis = feature.basis {
      copy.drop("rates") { table, row in table.cell(row, "basis") == basis }
      copy.clearEmptyRates()
    } else if let measure = feature.measure {
      copy.dropLimits(in: measure)
    } else if let type = feature.constraintType {
      copy.dropConstraints { table, row in table.cell(row, "type") == type }
    } else if let term = feature.term {
      copy.drop("contracts") { table, row in table.cell(row, "term") == term }
    } else if let structure = feature.structure {
      copy.flatten { table, row in table.cell(row, "structure") == structure }
    } else if let sense = feature.sense {
      copy.dropConstraints { table, row in table.cell(row, "sense") == sense }
    } else {
      copy.remove(feature)
    }
    return copy
  }

  private mutating func remove(_ feature: Feature) {
    switch feature {
    case .siteConsidered: replace("sites", "status", "consider", by: "")
    case .siteExcluded: replace("sites", "status", "exclude", by: "")
    case .demandConsidered: replace("demand", "status", "consider", by: "")
    case .demandExcluded: replace("demand", "status", "exclude", by: "")
    case .multiLeg: dropLegsBetweenSites()
    case .alternativeRow: dropAlternatives()
    case .offerTakenTogether: separateOffers()
    case .togetherRow: writeTogetherRowsOut()
    case .groupRow: narrowGroups()
    case .overridingRow: for table in ["lanes", "demand", "supply"] { dropOverrides(table) }
    case .unitCostMeasure: edit("lanes") { $0.setUnit(nil, of: "unit_cost") }
    case .band: flattenBands()
    case .severalCharges: dropLaterCharges()
    case .defaultPenalty: drop("settings") { table, row in table.cell(row, "key") == "default_penalty_cost" }
    case .namedOrder: poolOrders()
    case .shareWithin: dropConstraints { table, row in table.cell(row, "unit") == "%" }
    case .providerScope: replace("rates", "break_scope", "provider", by: "")
    case .contractScope: replace("rates", "break_scope", "contract", by: "")
    case .breakByMeasure: for measure in ["weight", "volume"] { replace("rates", "break_basis", measure, by: "") }
    case .breakByShipments: replace("rates", "break_basis", "shipments", by: "")
    case .breakKnownBefore:
      flatten { table, row in ["distance", "shipment_size"].contains(table.cell(row, "break_basis")) }
    case .shipmentSize: clear("lanes", "shipment_size")
    case .treatAsFull: clear("rates", "shipment_rule")
    case .surchargePercent: drop("surcharges") { table, row in table.cell(row, "basis") == "percent" }
    case .surchargeAmount: drop("surcharges") { table, row in table.cell(row, "basis") != "percent" }
    case .softBudget: clearConstraints("penalty_cost") { $0 == "budget" }
    case .budgetKinds: clearConstraints("measure") { $0 == "budget" }
    case .softAverage: clearConstraints("penalty_cost") { $0 == "score" || $0 == "transit" }
    case .softOnTime:
      edit("contracts") { table in
        for row in table.rows.indices
        where table.cell(row, "term") == "on_time_min" && !table.cell(row, "shortfall_cost").isEmpty {
          table.set(row, "shortfall_cost", "")
        }
      }
    case .severalLevels:
      let top = self["objectives"].flatMap { table in
        table.rows.indices.map { table.cell($0, "priority") }.min()
      }
      drop("objectives") { table, row in table.cell(row, "priority") != top }
    default: break
    }
  }

  /// Empties a column of constraints of some types.
  private mutating func clearConstraints(_ column: String, of matches: (String) -> Bool) {
    edit("constraints") { table in
      for row in table.rows.indices where matches(table.cell(row, "type")) && !table.cell(row, column).isEmpty {
        table.set(row, column, "")
      }
    }
  }
}

extension Feature {
  /// The cells that are the whole of the feature.
  fileprivate var cells: (table: String, columns: [String])? {
    switch self {
    case .startupCost: ("sites", ["fixed_startup_cost"])
    case .closingCost: ("sites", ["fixed_closing_cost"])
    case .operatingCost: ("sites", ["fixed_operating_cost"])
    case .initialState: ("sites", ["initial_state"])
    case .throughputMin: ("sites", ["throughput_min"])
    case .throughputMax: ("sites", ["throughput_max"])
    case .handlingCost: ("sites", ["inbound_handling_cost", "outbound_handling_cost"])
    case .siteOperator: ("sites", ["operator"])
    case .supplyMin: ("supply", ["supply_min"])
    case .supplyMax: ("supply", ["supply_max"])
    case .supplyCost: ("supply", ["unit_cost"])
    case .laneFixedCost: ("lanes", ["fixed_cost"])
    case .capacityMin: ("lanes", ["capacity_min"])
    case .capacityMax: ("lanes", ["capacity_max"])
    case .minimumIfUsed: ("lanes", ["minimum_if_used"])
    case .awardSingle: ("lanes", ["award"])
    case .minimumCharge: ("rates", ["minimum_charge"])
    case .engagementCost: ("providers", ["engagement_cost"])
    default: cellsOfDemand
    }
  }

  private var cellsOfDemand: (table: String, columns: [String])? {
    switch self {
    case .dutyRate: ("lanes", ["duty_rate"])
    case .volumeMin: ("providers", ["volume_min"])
    case .volumeMax: ("providers", ["volume_max"])
    case .maxLanes: ("providers", ["max_lanes"])
    case .maxSites: ("providers", ["max_sites"])
    case .switchCost: ("providers", ["switch_cost"])
    case .penaltyCost: ("demand", ["penalty_cost"])
    case .minFillRate: ("demand", ["min_fill_rate"])
    case .demandPrice: ("demand", ["unit_price"])
    case .shipComplete: ("demand", ["ship_policy"])
    case .orderWeight: ("demand", ["weight"])
    case .service: ("demand", ["service"])
    case .fromSite: ("demand", ["from_site"])
    case .singleSource: ("customers", ["single_source"])
    case .softConstraint: ("constraints", ["penalty_cost"])
    case .objectiveWeight: ("objectives", ["weight"])
    case .tolerance: ("objectives", ["tolerance"])
    default: nil
    }
  }
}
