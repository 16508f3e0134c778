// The tables about who moves goods and at what price: providers, lanes and rates.

extension InstanceSchema {
  static let providers = table(
    "providers", "Who moves and stores goods.", decides: true,
    [
      ColumnSchema("provider", .name(.provider), key: true, required: true, "The provider's name."),
      ColumnSchema(
        "type", .word(["carrier", "parcel", "forwarder", "3pl", "warehousing", "fulfilment", "own_fleet"]),
        "What it is; also a group."),
      ColumnSchema(
        "engagement_cost", .number(.notNegative), unit: .money(perPeriod: false), default: "0",
        "Paid once if the provider is used at all."),
      ColumnSchema(
        "volume_min", .number(.notNegative), unit: .limit([.quantity]), default: "0",
        "Least that moves over its lanes while it is engaged."),
      ColumnSchema(
        "volume_max", .number(.notNegative), unit: .limit([.quantity]), "Most that moves over its lanes."),
      ColumnSchema(
        "max_lanes", .number(.whole), "Most pairs of origin and destination on which it carries anything."),
      ColumnSchema(
        "max_sites", .number(.whole),
        "Most sites that it carries from or to, or operates while they are open."),
      ColumnSchema("on_time_rate", .number(.percent), "Percent that arrives on time, where its lanes do not say."),
      ColumnSchema("damage_rate", .number(.percent), "Percent that is damaged."),
      ColumnSchema("coverage", .number(.percent), "A score from 0 to 100."),
      ColumnSchema("reputation", .number(.percent), "A score from 0 to 100."),
      ColumnSchema("financial_stability", .number(.percent), "A score from 0 to 100."),
      ColumnSchema("incumbent", .flag, default: "no", "Whether it carries today, wherever it has a lane."),
      ColumnSchema(
        "switch_cost", .number(.notNegative), unit: .money(perPeriod: false), default: "0",
        "Paid for each pair of origin and destination where it is an incumbent and carries nothing while another does."),
    ])

  static let lanes = table(
    "lanes", "Offers to move products from one place to another.", decides: true,
    [
      ColumnSchema("origin", .name(.site), key: true, required: true, "The site that it starts from."),
      ColumnSchema(
        "destination", .name(.siteOrCustomer), key: true, required: true, "The site or customer that it goes to."),
      ColumnSchema("provider", .name(.provider), key: true, "Who moves the goods; blank: nobody is named."),
      ColumnSchema("mode", .name(.mode), key: true, "How, such as `road` or `air`."),
      ColumnSchema("service", .name(.service), key: true, "The service level, such as `express`."),
      ColumnSchema(
        "offer", .name(.offer), key: true, "Rows of one provider with the same offer are taken or left together."),
      ColumnSchema("channel", .name(.channel), key: true, "The channel that sells what it brings."),
      ColumnSchema("partner", .name(.partner), key: true, "The partner that sells what it brings."),
      ColumnSchema("product", .name(.product), key: true, "What it carries; blank: all products together."),
      period(key: true),
      ColumnSchema(
        "unit_cost", .number(.any),
        unit: .price([.quantity, .weight, .volume, .pallet, .quantityDistance, .weightDistance]), default: "0",
        "A base charge on what is carried."),
      ColumnSchema("rate", .name(.rate), "The charges of `rates` that apply besides."),
      ColumnSchema(
        "fixed_cost", .number(.notNegative), unit: .money(perPeriod: true), default: "0", "Paid where the lane is used."
      ),
      ColumnSchema(
        "distance", .number(.notNegative), unit: .amount([.distance]),
        default: "great-circle distance × `circuity_factor`, where both ends have coordinates", "How far it is."),
      ColumnSchema("transit_time", .number(.notNegative), unit: .amount([.time]), "How long it takes."),
      ColumnSchema(
        "capacity_min", .number(.notNegative), unit: flowLimit,
        "Least that is carried: of a named offer once it is taken, else always."),
      ColumnSchema("capacity_max", .number(.notNegative), unit: flowLimit, "Most that is carried."),
      ColumnSchema("minimum_if_used", .number(.notNegative), unit: flowLimit, "Least that is carried, if anything is."),
      ColumnSchema(
        "shipment_size", .number(.positive), unit: .amount([.quantity]),
        "The size of a shipment; blank: one order, or all other flow of the row, is one shipment."),
      refused("lot_multiple", .number(.positive), unit: .amount([.quantity]), "Flow is a multiple of this."),
      ColumnSchema("duty_rate", .number(.percent), default: "0", "Percent of the unit value, paid on what is carried."),
      ColumnSchema(
        "co2_rate", .number(.notNegative), unit: .ratio(.weight, .weightDistance),
        "CO2 of moving a tonne a kilometre, in kilograms."),
      ColumnSchema(
        "on_time_rate", .number(.percent), default: "the provider's", "Percent that arrives on time."),
      ColumnSchema("incumbent", .flag, default: "no", "Whether it carries today."),
      ColumnSchema(
        "award", .word(["split", "single"]), default: "split",
        "Whether offers may share the lane, or one takes it whole."),
      relaxCost("the lane's limits"),
    ])

  static let rates = table(
    "rates", "Charges by what is carried, one row a charge and break.",
    [
      ColumnSchema("rate", .name(.rate), key: true, required: true, "The name that lanes refer to."),
      ColumnSchema("charge", .name(.charge), key: true, required: true, "The charge; charges of one rate add up."),
      ColumnSchema("break_from", .number(.notNegative), key: true, default: "0", "Least amount that the row prices."),
      ColumnSchema(
        "break_to", .number(.notNegative), default: "below the next `break_from`", "Most amount that the row prices."),
      ColumnSchema(
        "basis",
        .word([
          "unit", "kg", "m3", "pallet", "shipment", "order", "km", "unit_km", "tonne_km", "value", "period",
        ]), required: true, "What `cost` is paid for; `value` is percent of the unit price."),
      ColumnSchema(
        "structure", .word(["flat", "all_unit", "incremental", "stepwise", "band"]), default: "flat",
        "How breaks work: none; all at the price of the break reached; each unit at its own break's price; `cost` as the "
          + "total for reaching the break; or looked up by the shipment's or order's own size."),
      ColumnSchema(
        "break_basis",
        .word(["quantity", "weight", "volume", "order_weight", "shipment_size", "shipments", "distance"]),
        default: "quantity; `order_weight` for `band`", "What breaks are counted in."),
      ColumnSchema(
        "break_scope", .word(["lane", "provider", "contract"]), default: "lane",
        "What breaks count over: what a lane row prices, what the rate prices for one provider, or all that it prices."),
      ColumnSchema("contract", .name(.contract), "The contract under which breaks of that scope count."),
      ColumnSchema(
        "break_period", .word(["period", "horizon"]), default: "period",
        "Whether breaks count by period or over the horizon; with one period the same."),
      ColumnSchema("cost", .number(.any), required: true, "The price of one `basis`."),
      ColumnSchema(
        "minimum_charge", .number(.notNegative), unit: .money(perPeriod: false), default: "0",
        "Least sum of the rate's charges on a shipment."),
      ColumnSchema(
        "shipment_rule", .word(["prorate", "treat_as_full"]), default: "prorate",
        "How a shipment of `shipment_size` that is not full is charged."),
    ])

  static let surcharges = table(
    "surcharges", "Charges on top of the charges of lanes, after their minimum charges.",
    [
      ColumnSchema(
        "applies_to", .name(.plain), key: true, required: true, "The name of a rate, of a provider, or `ALL` lanes."),
      ColumnSchema(
        "name", .name(.plain), key: true, required: true,
        "The surcharge's name; of one name a rate's beats a provider's, and that beats the one for `ALL`."),
      period(key: true),
      ColumnSchema(
        "basis", .word(["percent", "unit", "kg", "km", "shipment"]), required: true,
        "What it is charged on: percent of the charges after their minimum, or on what is carried."),
      ColumnSchema("value", .number(.any), required: true, "Percent, or the price of one `basis`."),
    ])

  static let contracts = table(
    "contracts", "What was agreed with providers and partners, line by line.",
    [
      ColumnSchema("contract", .name(.contract), key: true, required: true, "The contract's name."),
      ColumnSchema("line", .name(.line), key: true, required: true, "The line."),
      ColumnSchema(
        "party", .name(.party), required: true,
        "With whom: a provider, and the line is about what it carries; or a partner, and it is about what that sells."),
      ColumnSchema("origin", .name(.site), "Only flow from here."),
      ColumnSchema("destination", .name(.siteOrCustomer), "Only flow to here."),
      ColumnSchema("customer", .name(.customer), "Only flow for this customer."),
      ColumnSchema("mode", .name(.mode), "Only flow by this mode."),
      ColumnSchema("service", .name(.service), "Only flow at this service."),
      ColumnSchema("product", .name(.product), "Only flow of this product."),
      period(key: false),
      ColumnSchema(
        "term",
        .word([
          "commitment_min", "volume_max", "take_or_pay", "share_min", "share_max", "rebate", "exclusive",
          "fill_rate_min", "on_time_min", "price_floor",
        ]), required: true,
        "What was agreed: least and most volume, volume that is paid in any case, least and most percent of all that moves "
          + "or is sold there, percent given back (of providers alone), nobody else, least percent on time; of partners alone "
          + "least percent of what its customers ask for, or the least `unit_price` in its own rows of `prices`."),
      ColumnSchema("value", .number(.notNegative), default: "0", "How much; nothing for `exclusive`."),
      ColumnSchema(
        "unit", .text, default: "the quantity unit",
        "The value's unit: of quantity, weight, volume or `pallet`; none for percentages and `price_floor`."),
      ColumnSchema("threshold", .number(.notNegative), default: "0", "Volume from which a rebate is due."),
      ColumnSchema(
        "shortfall_cost", .number(.notNegative), unit: .price([.quantity]),
        "Makes the line soft: paid for each unit that it is missed by; of `on_time_min` each unit that is late beyond what is "
          + "agreed."),
      relaxCost("the line"),
    ])
}
