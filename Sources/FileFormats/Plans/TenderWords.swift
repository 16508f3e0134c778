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
    case .originCounted(let id, let site):
      Said(text: "constraint `\(instance[id].name)` to count `\(instance[site].name)`", mark: instance[id].mark)
    }
  }

  private func lane(_ origin: SiteID, _ end: Node) -> String {
    "from `\(instance[origin].name)` to `\(names.node(end))`"
  }

  private func units(_ value: Rational) -> String {
    "\(ExactText.decimal(value)) \(Measure.quantity.unit(instance.settings))"
  }
}
