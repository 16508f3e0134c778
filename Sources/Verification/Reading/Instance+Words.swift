import Logistics

/// Names for messages.
extension Instance {
  func words(_ link: LinkID) -> String {
    let i = link.index
    var text = "`\(self[links.origin[i]].name)` to `\(name(of: links.destination[i]))`"
    if let provider = links.provider[i] { text += " by `\(self[provider].name)`" }
    if let mode = links.mode[i] { text += ", mode `\(modes[mode.index])`" }
    if let service = links.service[i] { text += ", service `\(services[service.index])`" }
    if let offer = links.offer[i] { text += ", offer `\(self[offer].name)`" }
    return text
  }

  func words(_ commodity: Commodity) -> String {
    switch commodity {
    case .pooled(let product): "`\(self[product].name)`"
    case .row(let row): words(row)
    }
  }

  func words(_ row: DemandID) -> String {
    let demand = self[row]
    let asked = "`\(self[demand.product].name)` for `\(self[demand.customer].name)`"
    return self[demand.order].name.map { "\(asked), order `\($0)`" } ?? asked
  }

  func words(_ order: OrderID) -> String {
    let asked = "`\(self[self[order].customer].name)`"
    return self[order].name.map { "order `\($0)` of \(asked)" } ?? "the order of \(asked)"
  }

  func words(_ lane: LaneID) -> String { "the lane row at \(place(lanes.marks[lane.index]))" }

  func unit(_ measure: Measure) -> String {
    switch measure {
    case .quantity: settings.quantityUnit
    case .weight: settings.weightUnit
    case .volume: settings.volumeUnit
    case .pallet: "pallet"
    case .order: "orders"
    }
  }
}
