// The tables about who is served: customers, their demand and its prices.

extension InstanceSchema {
  static let customers = table(
    "customers", "Who is served.",
    [
      ColumnSchema("customer", .name(.customer), key: true, required: true, "The customer's name."),
      ColumnSchema("type", .name(.plain), "What the customer is; also a group."),
      ColumnSchema(
        "channel", .name(.channel), "The channel that it is sold through; blank: any. Also a group."),
      ColumnSchema("partner", .name(.partner), "The partner that it is sold through. Also a group."),
      ColumnSchema("segment", .name(.segment), "A word that makes customers a group."),
      ColumnSchema("territory", .name(.territory), "A word that makes customers a group."),
      latitude, longitude, region, country,
      ColumnSchema(
        "single_source", .flag, default: "no", "Whether everything comes from one origin, over all products."),
      ColumnSchema("max_sources", .number(.positive), "Most sites that serve it with one product."),
      ColumnSchema("priority", .number(.positive), "1 is served first; blank last."),
    ])

  static let demand = table(
    "demand", "What is asked for, one row a customer, product and order.", decides: true,
    [
      ColumnSchema("customer", .name(.customer), key: true, required: true, "Who asks."),
      ColumnSchema("product", .name(.product), key: true, required: true, "For what."),
      period(key: true),
      ColumnSchema("order", .name(.order), key: true, "The order's name; a named order is tracked on every leg."),
      ColumnSchema(
        "quantity", .number(.notNegative), required: true, unit: .amount([.quantity]), "How much is asked for."),
      ColumnSchema(
        "weight", .number(.notNegative), unit: .amount([.weight]),
        "The whole row's own weight, instead of the product's."),
      ColumnSchema("unit_price", .number(.notNegative), unit: .price([.quantity]), "What a quantity unit is sold for."),
      ColumnSchema(
        "penalty_cost", .number(.notNegative), unit: .price([.quantity]),
        default: "`default_penalty_cost`; without it the row must be served", "Paid for a quantity unit not served."),
      ColumnSchema(
        "min_fill_rate", .number(.percent),
        default: "100, or 0 where falling short is allowed", "Least percentage that is served."),
      refused("max_backorder_periods", .number(.whole), unless: ["0"], "Periods that serving may be late."),
      refused("backorder_cost", .number(.notNegative), unit: .price([.quantity]), unless: ["0"], "Paid for lateness."),
      ColumnSchema(
        "ship_policy", .word(["independent", "complete", "in_ratio"]),
        default: "independent",
        "Whether an order's rows are served each for itself, all whole from one source or not at all, or in one "
          + "proportion."),
      ColumnSchema("service", .name(.service), "Only lanes with this service, or with none, carry it."),
      ColumnSchema("from_site", .name(.site), "The only origins of its last lane."),
      ColumnSchema(
        "max_transit_time", .number(.notNegative), unit: .amount([.time]), "Longest time that its last lane may take."),
      ColumnSchema(
        "priority", .number(.positive), default: "that of the scope in `policies`, else of the customer",
        "1 is served first; blank last."),
      relaxCost("the demand"),
    ])

  static let prices = table(
    "prices", "What products are sold for, by channel and partner.",
    [
      ColumnSchema(
        "channel", .name(.channel), key: true,
        "The channel; blank: any. One that has a row sells only what its rows name."),
      ColumnSchema(
        "partner", .name(.partner), key: true,
        "The partner; blank: any. One that has a row sells only what its rows name."),
      ColumnSchema("product", .name(.product), key: true, required: true, "The product."),
      period(key: true),
      ColumnSchema(
        "unit_price", .number(.notNegative), unit: .price([.quantity]), default: "that of the product",
        "What the buyer pays, where the demand row has no price of its own."),
      ColumnSchema(
        "partner_price", .number(.notNegative), unit: .price([.quantity]),
        "What the partner pays us; blank: it is an agent, and the buyer pays us."),
      ColumnSchema(
        "commission", .number(.percent), default: "0", "Percent of the unit price, paid besides all other commissions."),
    ])
}
