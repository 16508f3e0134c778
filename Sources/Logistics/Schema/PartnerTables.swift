// The tables about who sells: channels, partners, territories, and how scarce stock is shared.

extension InstanceSchema {
  static let channels = table(
    "channels", "Ways of selling.",
    [
      ColumnSchema("channel", .name(.channel), key: true, required: true, "The channel's name."),
      ColumnSchema("type", .word(["direct", "indirect", "ecommerce", "marketplace"]), "What it is."),
      ColumnSchema("share_min", .number(.percent), "Least percentage that it sells."),
      ColumnSchema("share_max", .number(.percent), "Most percentage that it sells."),
      ColumnSchema(
        "share_of", .word(["quantity", "revenue", "demand"]), default: "quantity",
        "What the shares are of: all that is served, our revenue, or all that is asked for."),
      ColumnSchema("commission", .number(.percent), default: "0", "Percent of the unit price of what it sells."),
      ColumnSchema(
        "selling_cost", .number(.notNegative), unit: .price([.quantity]), default: "0", "Paid for each unit sold."),
    ])

  static let partners = table(
    "partners", "Who sells on, or sells for us.",
    [
      ColumnSchema("partner", .name(.partner), key: true, required: true, "The partner's name."),
      ColumnSchema(
        "type", .word(["distributor", "wholesaler", "retailer", "reseller", "value_added_reseller", "marketplace"]),
        "What it is."),
      ColumnSchema("channel", .name(.channel), "The channel that it sells in."),
      ColumnSchema("commission", .number(.percent), default: "0", "Percent of the unit price of what it sells."),
      ColumnSchema(
        "margin_min", .number(.percent),
        "Least that it keeps, after the costs of its own sites and lanes, in percent of the revenue that it sells."),
      ColumnSchema(
        "credit_limit", .number(.notNegative), unit: .money(perPeriod: true),
        "Most that our revenue from what it sells may be."),
      ColumnSchema(
        "engagement_cost", .number(.notNegative), unit: .money(perPeriod: false), default: "0",
        "Paid once if it sells anything, or a site that it operates is open."),
      ColumnSchema("coverage", .number(.percent), "A score from 0 to 100."),
      ColumnSchema("reputation", .number(.percent), "A score from 0 to 100."),
      ColumnSchema("financial_stability", .number(.percent), "A score from 0 to 100."),
      ColumnSchema("satisfaction", .number(.percent), "A score from 0 to 100."),
      ColumnSchema(
        "growth_target", .number(.any),
        "Percent by which what it sells is to grow against `baseline`; a target to report, not a rule."),
    ])

  static let territories = table(
    "territories", "Where partners sell.",
    [
      ColumnSchema("territory", .name(.territory), key: true, required: true, "The territory."),
      ColumnSchema("partner", .name(.partner), key: true, required: true, "The partner."),
      ColumnSchema("product", .name(.product), key: true, "The product; blank: each."),
      ColumnSchema("exclusive", .flag, default: "no", "Whether nobody else sells the product there."),
      ColumnSchema("share_min", .number(.percent), "Least percentage of what is sold of the product there."),
      ColumnSchema("share_max", .number(.percent), "Most percentage of what is sold of the product there."),
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
