import Logistics

/// How the manual writes units and kinds of names.
enum ManualUnits {
  /// `c` is the currency, `u` the quantity unit.
  static func text(_ rule: ColumnSchema.UnitRule) -> String {
    switch rule {
    case .none: ""
    case .amount(let dimensions): "in " + list(dimensions.map(symbol))
    case .limit(let dimensions): "in " + list(dimensions.map(symbol)) + ", or that per time"
    case .price(let dimensions): "in " + list(dimensions.map { "c/\(symbol($0))" })
    case .money(let perPeriod): perPeriod ? "in c, each period" : "in c"
    case .ratio(let top, let bottom): "in \(symbol(top))/\(symbol(bottom))"
    }
  }

  private static func list(_ symbols: [String]) -> String {
    symbols.count < 2 ? symbols.joined() : symbols.dropLast().joined(separator: ", ") + " or " + (symbols.last ?? "")
  }

  private static func symbol(_ dimension: Dimension) -> String {
    switch dimension {
    case .quantity: "u"
    case .weight: "kg"
    case .volume: "m3"
    case .distance: "km"
    case .time: "day"
    case .currency: "c"
    case .quantityDistance: "(u km)"
    case .weightDistance: "(tonne km)"
    case .percent: "%"
    case .pallet, .order, .bundle, .hour, .shipment, .value: dimension.rawValue
    }
  }

  static func name(_ kind: ColumnSchema.NameKind) -> String {
    switch kind {
    case .siteOrCustomer: "a site or customer"
    case .providerOrPartner, .party: "a provider or partner"
    case .plain: "a name"
    case .item, .offer, .order: "an \(kind)"
    case .product, .site, .customer, .provider, .partner, .channel, .mode, .service, .period, .rate, .charge, .group,
      .segment, .territory, .constraint, .scenario, .table, .column, .contract, .line:
      "a \(kind)"
    }
  }
}
