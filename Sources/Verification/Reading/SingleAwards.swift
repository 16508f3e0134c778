import Logistics

/// A lane: from one place to one other.
struct Passage: Hashable {
  let origin: SiteID
  let destination: Node
  let period: PeriodID
}

/// Which lanes one link takes whole, and of which products.
struct SingleAwards {
  private var selections: [Passage: [ProductSelection]] = [:]
  private let links: Links

  init(_ instance: Instance) {
    links = instance.links
    for lane in instance.lanes.awardIsSingle.indices where instance.lanes.awardIsSingle[lane] {
      for link in instance.lanes.links(of: LaneID(lane)) {
        let passage = SingleAwards.passage(link, instance.lanes.periods[lane], instance.links)
        selections[passage, default: []].append(instance.lanes.products[lane])
      }
    }
  }

  static func passage(_ link: LinkID, _ period: PeriodID, _ links: Links) -> Passage {
    Passage(origin: links.origin[link.index], destination: links.destination[link.index], period: period)
  }

  var isEmpty: Bool { selections.isEmpty }

  /// The lane that the link is one way of, where one link takes it whole.
  func passage(of link: LinkID, _ period: PeriodID) -> Passage? {
    guard !isEmpty else { return nil }
    let passage = SingleAwards.passage(link, period, links)
    return selections[passage] == nil ? nil : passage
  }

  func covers(_ passage: Passage, _ product: ProductID) -> Bool {
    selections[passage]?.contains { $0.contains(product) } ?? false
  }
}
