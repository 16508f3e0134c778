internal import Logistics

/// What can leave a site: it originates there, or some other site's link brings it there.
struct ProductOrigins: Sendable {
  private struct Goods: Hashable, Comparable {
    var product: ProductID
    var period: PeriodID

    static func < (a: Goods, b: Goods) -> Bool { (a.period, a.product) < (b.period, b.product) }
  }

  /// By site, sorted.
  private let goods: [[Goods]]

  init(_ instance: Instance) {
    var goods = [Set<Goods>](repeating: [], count: instance.sites.count)
    for cell in instance.supplies.cells.keys {
      goods[cell.site.index].insert(Goods(product: cell.product, period: cell.period))
    }
    for link in 0..<instance.links.count {
      guard case .site(let site) = instance.links.destination[link] else { continue }
      for lane in instance.links.lanes(of: LinkID(link)) {
        let period = instance.lanes.periods[lane.index]
        for product in instance.lanes.products[lane.index].members(of: instance) {
          goods[site.index].insert(Goods(product: product, period: period))
        }
      }
    }
    self.goods = goods.map { $0.sorted() }
  }

  func canLeave(_ site: SiteID, _ product: ProductID, _ period: PeriodID) -> Bool {
    let wanted = Goods(product: product, period: period)
    let all = goods[site.index]
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < all.count && all[low] == wanted
  }
}

extension ProductSelection {
  fileprivate func members(of instance: Instance) -> [ProductID] {
    switch self {
    case .one(let product): [product]
    case .several(let products): products
    case .all: instance.products.indices.map { ProductID($0) }
    }
  }
}
