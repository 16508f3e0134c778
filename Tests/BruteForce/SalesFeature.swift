/// One thing of the format about who sells, and on which terms.
public enum SalesFeature: String, CaseIterable, Sendable {
  case channelCommission, sellingCost, partnerCommission, priceCommission, partnerPrice, salePrice, offering
  case channelShareMin, channelShareMax, shareOfRevenue, shareOfDemand
  case creditLimit, marginMin, partnerEngagement
  case exclusiveTerritory, territoryShareMin, territoryShareMax
  case laneChannel, lanePartner, customerChannel, siteOperator
  case initialStock
}

extension SalesFeature: InstanceFeature {
  public var isAboutObjectives: Bool { false }

  public func removed(from instance: TinyInstance) -> TinyInstance {
    var copy = instance
    if self == .offering {
      copy.nameEveryProduct()
    } else if self == .shareOfRevenue || self == .shareOfDemand {
      copy.replace("channels", "share_of", self == .shareOfRevenue ? "revenue" : "demand", by: "")
    } else if let (table, column) = cell {
      copy.clear(table, column)
    }
    return copy
  }

  private var cell: (table: String, column: String)? {
    switch self {
    case .channelCommission: ("channels", "commission")
    case .sellingCost: ("channels", "selling_cost")
    case .channelShareMin: ("channels", "share_min")
    case .channelShareMax: ("channels", "share_max")
    case .partnerCommission: ("partners", "commission")
    case .creditLimit: ("partners", "credit_limit")
    case .marginMin: ("partners", "margin_min")
    case .partnerEngagement: ("partners", "engagement_cost")
    case .priceCommission: ("prices", "commission")
    case .partnerPrice: ("prices", "partner_price")
    case .salePrice: ("prices", "unit_price")
    default: cellOfPlaces
    }
  }

  private var cellOfPlaces: (table: String, column: String)? {
    switch self {
    case .exclusiveTerritory: ("territories", "exclusive")
    case .territoryShareMin: ("territories", "share_min")
    case .territoryShareMax: ("territories", "share_max")
    case .laneChannel: ("lanes", "channel")
    case .lanePartner: ("lanes", "partner")
    case .customerChannel: ("customers", "channel")
    case .siteOperator: ("sites", "operator")
    case .initialStock: ("inventory", "initial_stock")
    default: nil
    }
  }
}

extension TinyInstance {
  /// Whoever has prices gets one, without any terms, for every product that is missing.
  fileprivate mutating func nameEveryProduct() {
    guard let products = self["products"].map({ table in table.rows.indices.map { table.cell($0, "product") } }) else {
      return
    }
    edit("prices") { table in
      let sellers = Set(table.rows.indices.map { [table.cell($0, "channel"), table.cell($0, "partner")] })
      for seller in sellers.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        let named = table.rows.indices.filter {
          [table.cell($0, "channel"), table.cell($0, "partner")] == seller
        }.map { table.cell($0, "product") }
        guard !named.contains("ALL") else { continue }
        for product in products where !named.contains(product) {
          table.append(["channel": seller[0], "partner": seller[1], "product": product])
        }
      }
    }
  }
}
