/// What can leave a site at most, by quantity: its throughput, and hard limits of `constraints` on all of a product that leaves it.
///
/// What enters a site leaves it, so that the same limits what enters.
public struct SiteLimits: Sendable {
  private var ofSite: [Rational?]
  private var ofProduct: [Key: Rational] = [:]

  private struct Key: Hashable {
    let site: SiteID
    let product: ProductID
  }

  public init(_ instance: Instance) {
    ofSite = instance.sites.map { site in
      site.throughputMax.flatMap { $0.measure == .quantity ? $0.value : nil }
    }
    for constraint in instance.constraints where constraint.isHardAmount && constraint.measure == .quantity {
      var all = FlowFilter()
      (all.origins, all.products) = (constraint.filter.origins, constraint.filter.products)
      guard constraint.filter == all, let origins = all.origins else { continue }
      for site in origins { limit(site, all.products, constraint.value) }
    }
  }

  private mutating func limit(_ site: SiteID, _ products: [ProductID]?, _ most: Rational) {
    guard let products else {
      ofSite[site.index] = ofSite[site.index].map { min($0, most) } ?? most
      return
    }
    for product in products {
      let key = Key(site: site, product: product)
      ofProduct[key] = ofProduct[key].map { min($0, most) } ?? most
    }
  }

  /// The most of a product that leaves the site, or enters it; nil where nothing limits it.
  public func most(_ product: ProductID, through site: SiteID) -> Rational? {
    guard !ofProduct.isEmpty, let own = ofProduct[Key(site: site, product: product)] else { return ofSite[site.index] }
    return ofSite[site.index].map { min($0, own) } ?? own
  }
}
