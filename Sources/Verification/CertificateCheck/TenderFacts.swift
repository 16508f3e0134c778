import Logistics

/// What a plan says of the decisions that providers' terms add.
struct TenderFacts {
  private let instance: Instance
  private var carried: Set<TenderDecision> = []
  private var touched: [Set<SiteID>]
  private let changed: Set<LaneChanges.Change>
  private var left: Set<TenderDecision> = []
  private var counted: Set<TenderDecision> = []
  private let settled: [PriceSchedule: Settlement]
  /// Of what is pooled on rows with a shipment size.
  private var shipments: [LaneID: Rational] = [:]

  init(_ inspection: Inspection) {
    instance = inspection.instance
    settled = Dictionary(uniqueKeysWithValues: inspection.settled.map { ($0.schedule.key, $0) })
    for shipment in inspection.shipments() where shipment.key.load == .rest {
      shipments[shipment.key.tariff] = inspection.shipmentCount(shipment)
    }
    let changes = LaneChanges(inspection.plan, inspection.instance)
    changed = changes.changed
    touched = inspection.instance.providers.indices.map { inspection.touchedSites(ProviderID($0)) }
    for (provider, stretch) in changes.left { left.insert(.left(provider, stretch.origin, stretch.destination)) }
    for flow in inspection.flows {
      guard let provider = instance.links.provider[flow.link.index] else { continue }
      carried.insert(.carries(provider, flow.origin, flow.destination))
    }
    for index in instance.constraints.indices where instance.constraints[index].kind == .sourceCount {
      for flow in inspection.matching(instance.constraints[index].filter) {
        counted.insert(.originCounted(ConstraintID(index), flow.origin))
      }
    }
  }

  func value(_ decision: TenderDecision) -> Rational {
    switch decision {
    case .amount(let key, let index): return settlement(key, index)?.amount ?? .zero
    case .charged(let key, let index): return settlement(key, index)?.basis ?? .zero
    case .reached(let key, let index): return settlement(key, index) == nil ? .zero : .one
    case .shipments(let lane): return shipments[lane] ?? .zero
    case .carries, .touches, .changed, .left, .originCounted: return isOn(decision) ? .one : .zero
    }
  }

  /// Where the schedule stands in that break.
  private func settlement(_ key: PriceSchedule, _ index: Int) -> Settlement? {
    settled[key].flatMap { $0.reached == index ? $0 : nil }
  }

  private func isOn(_ decision: TenderDecision) -> Bool {
    let isOn =
      switch decision {
      case .carries: carried.contains(decision)
      case .touches(let provider, let site): touched[provider.index].contains(site)
      case .changed(let origin, let destination, let product):
        changed.contains(.init(stretch: Stretch(origin: origin, destination: destination), product: product))
      case .left: left.contains(decision)
      case .originCounted: counted.contains(decision)
      case .amount, .charged, .reached, .shipments: false
      }
    return isOn
  }
}
