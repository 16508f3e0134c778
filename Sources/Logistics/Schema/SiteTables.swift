// The tables about places: sites, their limits, what originates there and what is kept there.

extension InstanceSchema {
  static let sites = table(
    "sites", "Places that goods leave from, pass through or wait at.", decides: true,
    [
      ColumnSchema("site", .name(.site), key: true, required: true, "The site's name."),
      ColumnSchema(
        "type",
        .word(["supplier", "plant", "warehouse", "distribution_center", "crossdock", "port", "store", "distributor"]),
        "What the site is; also a group."),
      ColumnSchema(
        "operator", .name(.providerOrPartner), "The provider that runs the site and is engaged while it is open."),
      latitude, longitude, region, country,
      ColumnSchema(
        "initial_state", .word(["existing", "potential"]), default: "existing; `potential` where status is `consider`",
        "Whether the site is there before the first period."),
      ColumnSchema(
        "fixed_startup_cost", .number(.notNegative), unit: .money(perPeriod: false), default: "0",
        "Paid when a site that was not there is opened."),
      ColumnSchema(
        "fixed_closing_cost", .number(.notNegative), unit: .money(perPeriod: false), default: "0",
        "Paid when a site that was there is closed."),
      ColumnSchema(
        "fixed_operating_cost", .number(.notNegative), unit: .money(perPeriod: true), default: "0",
        "Paid in each period that the site is open."),
      ColumnSchema("throughput_min", .number(.notNegative), unit: flowLimit, "Least that leaves an open site."),
      ColumnSchema("throughput_max", .number(.notNegative), unit: flowLimit, "Most that leaves the site."),
      refused(
        "storage_max", .number(.notNegative), unit: .amount([.quantity, .weight, .volume, .pallet]),
        "Most that the site keeps."),
      ColumnSchema(
        "inbound_handling_cost", .number(.notNegative), unit: .price([.quantity]), default: "0",
        "Paid for what arrives."),
      ColumnSchema(
        "outbound_handling_cost", .number(.notNegative), unit: .price([.quantity]), default: "0",
        "Paid for what leaves."),
      relaxCost("the site's throughput"),
    ])

  /// What a limit on flow may be counted in.
  static let flowLimit = ColumnSchema.UnitRule.limit([.quantity, .weight, .volume, .pallet, .order])

  static let latitude = ColumnSchema("latitude", .number(.latitude), "Degrees north.")
  static let longitude = ColumnSchema("longitude", .number(.longitude), "Degrees east.")
  static let region = ColumnSchema("region", .name(.plain), "A word that makes places a group.")
  static let country = ColumnSchema("country", .name(.plain), "A word that makes places a group.")

  static let siteLimits = table(
    "site_limits", "Limits of sites by product and period.", isSupported: false,
    [
      ColumnSchema("site", .name(.site), key: true, required: true, "The site."),
      ColumnSchema("product", .name(.product), key: true, "The product; blank: each."),
      period(key: true),
      ColumnSchema(
        "measure", .word(["outbound", "inbound", "storage", "assembly", "destinations"]), key: true, required: true,
        "What is limited."),
      ColumnSchema("sense", .word(["max", "min", "min_if_open"]), default: "max", "Which way."),
      ColumnSchema("value", .number(.notNegative), required: true, "The limit."),
      ColumnSchema("unit", .text, "Its unit."),
    ])

  static let supply = table(
    "supply", "What originates at sites; a product without a row at a site does not originate there.",
    [
      ColumnSchema("site", .name(.site), key: true, required: true, "Where it originates."),
      ColumnSchema("product", .name(.product), key: true, required: true, "The product."),
      period(key: true),
      ColumnSchema(
        "supply_min", .number(.notNegative), unit: .limit([.quantity]), default: "0",
        "What arrives whether wanted or not, while the site is open."),
      ColumnSchema("supply_max", .number(.notNegative), unit: .limit([.quantity]), "Most that originates."),
      ColumnSchema(
        "unit_cost", .number(.any), unit: .price([.quantity]), default: "0", "Paid for a quantity unit that originates."
      ),
      refused("rate", .name(.rate), "Charges on what originates."),
      refused("lead_time", .number(.notNegative), unit: .amount([.time]), unless: ["0"], "Time until it is there."),
      refused("lot_min", .number(.notNegative), unit: .amount([.quantity]), unless: ["0"], "Least lot."),
      refused("lot_multiple", .number(.positive), unit: .amount([.quantity]), "Lots are multiples of this."),
      relaxCost("the supply"),
    ])

  static let inventory = table(
    "inventory", "What is kept at sites from period to period.",
    [
      ColumnSchema("site", .name(.site), key: true, required: true, "The site."),
      ColumnSchema("product", .name(.product), key: true, required: true, "The product."),
      period(key: true),
      ColumnSchema(
        "initial_stock", .number(.notNegative), unit: .amount([.quantity]), default: "0",
        "Stock before the first period, of which as much leaves as is wanted. Only where neither `supply` nor lanes bring more of it."),
      refused("safety_stock", .number(.notNegative), unit: .amount([.quantity]), "Stock that should stay."),
      refused("safety_stock_penalty", .number(.notNegative), unit: .price([.quantity]), "Price of a unit short of it."),
      refused("stock_max", .number(.notNegative), unit: .amount([.quantity]), "Most stock."),
      refused("ending_stock_min", .number(.notNegative), unit: .amount([.quantity]), "Least stock at the end."),
      refused("holding_cost", .number(.notNegative), unit: .price([.quantity]), "Paid on stock after a period."),
      refused("carrying_cost", .number(.notNegative), "Percent of the unit value a year."),
      refused("disposal_cost", .number(.notNegative), unit: .price([.quantity]), "Paid for surplus."),
    ])
}
