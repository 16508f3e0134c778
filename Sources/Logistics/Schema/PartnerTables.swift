// The tables about who sells: channels, partners, territories, and how scarce stock is shared. None is supported yet.

extension InstanceSchema {
  static let channels = table(
    "channels", "Ways of selling.", isSupported: false,
    [
      ColumnSchema("channel", .name(.channel), key: true, required: true, "The channel's name."),
      ColumnSchema("type", .word(["direct", "indirect", "ecommerce", "marketplace"]), "What it is."),
      ColumnSchema("share_min", .number(.percent), "Least share."),
      ColumnSchema("share_max", .number(.percent), "Most share."),
      ColumnSchema("share_of", .word(["quantity", "revenue", "demand"]), "What the shares are of."),
      ColumnSchema("commission", .number(.percent), "Percent of the price."),
      ColumnSchema("selling_cost", .number(.notNegative), unit: .price([.quantity]), "Paid for a unit sold."),
    ])

  static let partners = table(
    "partners", "Who sells on.", isSupported: false,
    [
      ColumnSchema("partner", .name(.partner), key: true, required: true, "The partner's name."),
      ColumnSchema(
        "type", .word(["distributor", "wholesaler", "retailer", "reseller", "value_added_reseller", "marketplace"]),
        "What it is."),
      ColumnSchema("channel", .name(.channel), "The channel it belongs to."),
      ColumnSchema("commission", .number(.percent), "Percent of the price."),
      ColumnSchema("margin_min", .number(.percent), "Least margin that it keeps."),
      ColumnSchema("credit_limit", .number(.notNegative), unit: .money(perPeriod: true), "Most that it may owe."),
      ColumnSchema("engagement_cost", .number(.notNegative), unit: .money(perPeriod: false), "Paid if used at all."),
      ColumnSchema("coverage", .number(.percent), "A score from 0 to 100."),
      ColumnSchema("reputation", .number(.percent), "A score from 0 to 100."),
      ColumnSchema("financial_stability", .number(.percent), "A score from 0 to 100."),
      ColumnSchema("satisfaction", .number(.percent), "A score from 0 to 100."),
      ColumnSchema("growth_target", .number(.any), "Percent."),
    ])

  static let territories = table(
    "territories", "Where partners sell.", isSupported: false,
    [
      ColumnSchema("territory", .name(.territory), key: true, required: true, "The territory."),
      ColumnSchema("partner", .name(.partner), key: true, required: true, "The partner."),
      ColumnSchema("product", .name(.product), key: true, "The product; blank: each."),
      ColumnSchema("exclusive", .flag, default: "no", "Whether nobody else sells there."),
      ColumnSchema("share_min", .number(.percent), "Least share."),
      ColumnSchema("share_max", .number(.percent), "Most share."),
    ])

  static let policies = table(
    "policies", "How scarce goods are shared among customers.",
    [
      ColumnSchema(
        "scope", .name(.plain), key: true, required: true,
        "The customers that it is about, together: a customer, a segment, partner or channel, a group, or `ALL`."),
      ColumnSchema("product", .name(.product), key: true, "The product; blank: each."),
      ColumnSchema(
        "allocation_rule", .word(["optimize", "priority", "proportional", "equal_fill", "quota", "max_min"]),
        default: "optimize", "The rule by which the scope's customers share, before any objective is looked at."),
      ColumnSchema("quota", .number(.percent), "The scope's part, of all scopes that share by quota."),
      ColumnSchema("min_fill_rate", .number(.percent), "Least percentage of the scope's demand."),
      ColumnSchema("max_splits", .number(.positive), "Most sites that serve a customer with one product."),
      ColumnSchema(
        "split_cost", .number(.notNegative), unit: .money(perPeriod: false), default: "0",
        "Paid for each site beyond the first."),
      ColumnSchema("priority", .number(.positive), "1 is served first; blank last."),
    ])
}
