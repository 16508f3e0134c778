import Logistics

/// The words for what the terms of providers ask.
extension StructureWords {
  func say(_ rule: TenderRule) -> String {
    switch rule {
    case .volumeLeast(let id), .volumeMost(let id): "the volume of `\(instance[id].name)`"
    case .laneCount(let id): "the number of lanes of `\(instance[id].name)`"
    case .siteCount(let id): "the number of sites of `\(instance[id].name)`"
    case .twinVolumes(let first, let second), .twinsEngaged(let first, let second):
      "the order of `\(instance[first].name)` and `\(instance[second].name)`, which differ by name alone"
    case .kept(_, let id): "what leaving a lane of `\(instance[id].name)` costs"
    case .shipmentsLeast(let lane), .shipmentsMost(let lane): "the whole shipments of \(say(lane))"
    case .counted, .basis, .oneBreak, .breakFrom, .breakTo, .chargedMost, .chargedLeast, .ratioMost, .ratioLeast:
      "prices that change with what moves"
    }
  }

  /// What is so or not, as a whole.
  func whole(_ decision: TenderDecision) -> String {
    switch decision {
    case .carries(let id, _, _): "the lanes of provider `\(instance[id].name)` are counted"
    case .touches(let id, _): "the sites of provider `\(instance[id].name)` are counted"
    case .changed: "lanes that change hands are counted"
    case .left(let id, _, _): "provider `\(instance[id].name)` is paid for a lane that it loses"
    case .originCounted(let id, _): "constraint `\(instance[id].name)` counts origins"
    case .shipments(let lane): "\(say(lane)) is charged by whole shipments"
    case .reached, .amount, .charged: "prices change with what moves"
    }
  }
}
