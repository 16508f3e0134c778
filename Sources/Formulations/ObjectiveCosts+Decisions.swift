internal import Logistics

// What decisions besides movements cost.
extension ObjectiveCosts {
  func cost(of decision: Decision) -> Rational {
    switch decision {
    case .unmet(let row): return counted(.unmetPenalty, instance[row].penaltyCost ?? .zero)
    case .siteOpen(let site, _):
      let data = instance[site]
      let change = data.startsOpen ? -counted(.siteClosing, data.closingCost) : counted(.siteStartup, data.startupCost)
      return counted(.siteOperating, data.operatingCost) + change
    case .offerTaken(let offer):
      return instance.lanes.marks.indices.reduce(.zero) { sum, lane in
        instance.lanes.offer[lane] == offer ? sum + fixedCost(lane) : sum
      }
    case .laneUsed(let lane, .covered): return instance.lanes.offer[lane.index] == nil ? fixedCost(lane.index) : .zero
    case .laneUsed(let lane, .priced):
      return periodCharges[lane].map { $0.perPeriod * weight(.transport, $0.factor) } ?? .zero
    case .pooledOnLane(let lane), .tender(.shipments(let lane)):
      return tariffs[Load(lane: lane, order: nil)].map(paidPerShipment) ?? .zero
    case .orderOnLane(let lane, let order, .priced):
      guard let tariff = tariffs[Load(lane: lane, order: order)] else { return .zero }
      let shipment = instance[order].isTracked ? paidPerShipment(tariff) : .zero
      return tariff.perOrder * weight(.transport, tariff.factor) + shipment
    case .minimumTopUp(let lane, let order):
      return weight(.minimumCharge, tariffs[Load(lane: lane, order: order)]?.factor ?? .one)
    case .tender(let decision): return cost(of: decision)
    case .providerEngaged(let provider): return counted(.engagement, instance[provider].engagementCost)
    case .partnerEngaged(let partner): return counted(.engagement, instance[partner].engagementCost)
    case .furtherSources(let customer, let product): return counted(.splits, stages.splitCost(customer, product))
    case .constraintExcess(let id), .constraintShortfall(let id):
      return counted(.constraintPenalty, instance[id].penaltyCost ?? .zero)
    default: return .zero
    }
  }

  private func cost(of decision: TenderDecision) -> Rational {
    switch decision {
    case .left(let provider, _, _): return counted(.switching, instance[provider].switchCost)
    case .reached(let key, let index): return schedules[key].map { $0.bareReached(index) * weight($0) } ?? .zero
    case .amount(let key, let index): return schedules[key].map { $0.bareAmount(index) * weight($0) } ?? .zero
    case .charged(let key, let index): return schedules[key].map { $0.bareCharged(index) * weight($0) } ?? .zero
    case .carries, .touches, .changed, .originCounted, .shipments: return .zero
    }
  }

  private func weight(_ schedule: ScheduleCosts) -> Rational {
    schedule.isRebate ? counted(.rebate, schedule.factor) : weight(.transport, schedule.factor)
  }

  private func fixedCost(_ lane: Int) -> Rational { counted(.laneFixed, instance.lanes.fixedCost[lane] ?? .zero) }
}
