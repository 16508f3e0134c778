import Logistics

// The terms of providers in the planner's words.
extension RuleWords {
  func say(_ rule: TenderRule) -> Said {
    switch rule {
    case .volumeLeast(let id):
      Said(text: "`\(instance[id].name)` carries at least \(units(instance[id].volumeMin))", mark: instance[id].mark)
    case .volumeMost(let id):
      Said(
        text: "`\(instance[id].name)` carries at most \(instance[id].volumeMax.map(units) ?? "any amount")",
        mark: instance[id].mark)
    case .laneCount(let id):
      Said(text: "`\(instance[id].name)` works on at most \(instance[id].maxLanes ?? 0) lanes", mark: instance[id].mark)
    case .siteCount(let id):
      Said(text: "`\(instance[id].name)` works at at most \(instance[id].maxSites ?? 0) sites", mark: instance[id].mark)
    case .counted(let key), .basis(let key), .oneBreak(let key), .breakFrom(let key, _), .breakTo(let key, _),
      .chargedMost(let key, _), .chargedLeast(let key, _), .ratioMost(let key, _), .ratioLeast(let key, _):
      Said(text: "\(called(key)) is charged by the break that it reaches", mark: mark(key))
    case .shipmentsLeast(let lane), .shipmentsMost(let lane):
      Said(text: "\(called(lane)) goes in whole shipments", mark: instance.lanes.marks[lane.index])
    case .twinVolumes(let first, let second), .twinsEngaged(let first, let second):
      Said(
        text: "`\(instance[first].name)` carries no less than `\(instance[second].name)`, from which nothing but its name tells it apart",
        mark: instance[first].mark)
    case .kept(_, let id):
      Said(text: "`\(instance[id].name)` keeps its lane, or is paid for leaving it", mark: instance[id].mark)
    }
  }

  func switchWords(_ decision: TenderDecision) -> Said {
    switch decision {
    case .carries(let id, let origin, let end):
      Said(text: "`\(instance[id].name)` to work \(lane(origin, end))", mark: instance[id].mark)
    case .touches(let id, let site):
      Said(text: "`\(instance[id].name)` to work at `\(instance[site].name)`", mark: instance[id].mark)
    case .changed(let origin, let end, let product):
      Said(text: "a change of who carries `\(instance[product].name)` \(lane(origin, end))", mark: nil)
    case .left(let id, let origin, let end):
      Said(text: "`\(instance[id].name)` to lose its lane \(lane(origin, end))", mark: instance[id].mark)
    case .reached(let key, let index), .amount(let key, let index), .charged(let key, let index):
      Said(text: "break \(index + 1) of \(called(key)) to be reached", mark: mark(key))
    case .shipments(let lane):
      Said(text: "\(called(lane)) to send shipments", mark: instance.lanes.marks[lane.index])
    case .originCounted(let id, let site):
      Said(text: "constraint `\(instance[id].name)` to count `\(instance[site].name)`", mark: instance[id].mark)
    }
  }

  /// A charge with breaks as people call it.
  func called(_ key: PriceSchedule) -> String {
    let name = instance.charge(of: key)?.name ?? ""
    return switch key {
    case .lane(let lane, _): "the charge `\(name)` of \(called(lane))"
    case .provider(let rate, _, let provider):
      "the charge `\(name)` of `\(instance[rate].name)` with `\(instance[provider].name)`"
    case .contract(let rate, _): "the charge `\(name)` of `\(instance[rate].name)`"
    case .rebate(let id): "the rebate of `\(instance[id].contract)`"
    }
  }

  func mark(_ key: PriceSchedule) -> SourceMark? {
    if case .rebate(let id) = key { return instance[id].mark }
    return instance.charge(of: key)?.breaks.first?.mark
  }

  private func lane(_ origin: SiteID, _ end: Node) -> String {
    "from `\(instance[origin].name)` to `\(names.node(end))`"
  }

  private func units(_ value: Rational) -> String {
    "\(ExactText.decimal(value)) \(Measure.quantity.unit(instance.settings))"
  }
}
