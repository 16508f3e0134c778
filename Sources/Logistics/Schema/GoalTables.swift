// The tables about what is wanted and what might be: constraints, objectives, groups, scenarios.

extension InstanceSchema {
  static let constraints = table(
    "constraints", "Rules over many lanes, sites or providers.",
    [
      ColumnSchema("constraint", .name(.constraint), key: true, required: true, "The rule's name."),
      ColumnSchema(
        "type",
        .word([
          "flow", "flow_count", "provider_count", "site_count", "inventory", "source_count", "transit", "score", "co2",
          "budget", "changes",
        ]), required: true,
        support: .refused(unless: [
          "flow", "flow_count", "provider_count", "site_count", "source_count", "transit", "score", "co2", "changes", "budget",
        ]),
        "What is limited: the quantity leaving, lane rows with flow, providers used, sites open, origins that send, the "
          + "quantity-weighted average transit time or score, kilograms of CO2, or lanes and products on which another "
          + "than an incumbent carries, or (`budget`, `max` alone) what the plan costs, penalties included."),
      ColumnSchema("origin", .name(.site), "Only flow from here; blank: all, together."),
      ColumnSchema("destination", .name(.siteOrCustomer), "Only flow to here; blank: all, together."),
      ColumnSchema("site", .name(.site), "Only these sites; blank: all, together."),
      ColumnSchema("provider", .name(.provider), "Only these providers; blank: all, together."),
      ColumnSchema("mode", .name(.mode), "Only flow by this mode; blank: all, together."),
      ColumnSchema("service", .name(.service), "Only flow at this service; blank: all, together."),
      ColumnSchema("offer", .name(.offer), "Only flow of this offer; blank: all, together."),
      ColumnSchema("channel", .name(.channel), "Only what is sold in this channel, on its last lane; blank: all, together."),
      ColumnSchema("partner", .name(.partner), "Only what is sold by this partner, on its last lane; blank: all, together."),
      ColumnSchema("product", .name(.product), "Only flow of this product; blank: all, together."),
      ColumnSchema("customer", .name(.customer), "Only flow for this customer; blank: all, together."),
      period(key: false),
      ColumnSchema(
        "measure", .name(.plain),
        "Of a `score` which: `on_time_rate`, `damage_rate`, `coverage`, `reputation` or `financial_stability`; of a `budget` the "
          + "kinds of cost that it counts, as in `costs` of plan.json, with `;` between them: `transport; surcharge`; blank: all."),
      ColumnSchema(
        "sense", .word(["min", "max", "fixed", "conditional_min"]), required: true,
        "At least, at most, exactly, or zero or at least."),
      ColumnSchema("value", .number(.notNegative), required: true, "The limit."),
      ColumnSchema(
        "unit", .text, default: "the quantity unit; none for counts",
        "The limit's unit: of quantity, weight, volume, `pallet`, `order`, or `%` of what `within` matches; `each` where "
          + "every flow is to keep a `score` or `transit`, not their average; none, or the currency, for a `budget`."),
      ColumnSchema("within", .name(.constraint), "The constraint whose flow a limit in `%` is of."),
      ColumnSchema(
        "penalty_cost", .number(.notNegative), unit: .price([.quantity]),
        "Makes the rule soft: paid for each unit that it is missed by; of a `budget` each of the currency; of a `score` each "
          + "unit of goods for 100 points, of a `transit` for each unit of time; with `each` every unit that breaks it."),
      relaxCost("the rule"),
    ])

  static let objectives = table(
    "objectives", "What is wanted, in order of priority.",
    [
      ColumnSchema("priority", .number(.whole), key: true, required: true, "1 is optimised first."),
      ColumnSchema(
        "objective",
        .word([
          "total_cost", "profit", "unmet_demand", "unmet_orders", "fill_rate", "max_min_fill", "co2", "providers_used",
          "sites_open", "changes", "lead_time",
        ]), key: true, required: true,
        "What is optimised."),
      ColumnSchema(
        "weight", .number(.positive), default: "1", "Objectives of one priority are added with their weights."),
      ColumnSchema(
        "tolerance", .number(.notNegative), default: "0",
        "Percent of its value that later objectives may take from it; an absolute amount where the value is 0."),
    ])

  static let groups = table(
    "groups", "Names for several names of one kind.",
    [
      ColumnSchema("group", .name(.group), key: true, required: true, "The group's name."),
      ColumnSchema(
        "type", .word(["site", "customer", "product", "provider", "partner", "period", "mode"]), required: true,
        support: .refused(unless: ["site", "customer", "product", "provider", "mode", "partner"]), "What its members are."),
      ColumnSchema("member", .name(.plain), key: true, required: true, "A member, or another group."),
    ])

  static let scenarios = table(
    "scenarios", "What might be: changes to the tables, item by item.",
    [
      ColumnSchema("scenario", .name(.scenario), key: true, required: true, "The scenario's name."),
      ColumnSchema("item", .name(.item), key: true, required: true, "The item; items apply in order."),
      ColumnSchema("table", .name(.table), required: true, "The table that it changes."),
      ColumnSchema("where", .raw, "Which rows; blank: every row."),
      ColumnSchema("column", .name(.column), "The column that it changes."),
      ColumnSchema(
        "action", .word(["set", "add", "scale", "exclude", "include", "append"]), required: true, "What it does."),
      ColumnSchema("value", .raw, "The new value, the summand, the factor, or `column=value; column=value`."),
      ColumnSchema("based_on", .name(.scenario), "The scenario whose items apply before."),
    ])

  static let baseline = table(
    "baseline", "What was shipped so far: priced, compared with what it cost, and what planning saves against it.",
    [
      ColumnSchema("origin", .name(.site), key: true, required: true, "From where."),
      ColumnSchema("destination", .name(.siteOrCustomer), key: true, required: true, "To where."),
      ColumnSchema("provider", .name(.provider), key: true, "By whom."),
      ColumnSchema("mode", .name(.mode), key: true, "How."),
      ColumnSchema("service", .name(.service), key: true, "At which service."),
      ColumnSchema("offer", .name(.offer), key: true, "In which offer."),
      ColumnSchema("product", .name(.product), key: true, required: true, "What."),
      period(key: true),
      ColumnSchema("order", .name(.order), key: true, "For which order."),
      ColumnSchema("quantity", .number(.notNegative), required: true, unit: .amount([.quantity]), "How much."),
      ColumnSchema("actual_cost", .number(.any), unit: .money(perPeriod: false), "What it cost."),
    ])

  static let cases = table(
    "cases", "What may come, with probabilities.", isSupported: false,
    [
      ColumnSchema("case", .name(.plain), key: true, required: true, "The case's name."),
      ColumnSchema("item", .name(.item), key: true, required: true, "The item; items apply in order."),
      ColumnSchema("probability", .number(.notNegative), "How likely the case is."),
      ColumnSchema("table", .name(.table), required: true, "The table that it changes."),
      ColumnSchema("where", .raw, "Which rows."),
      ColumnSchema("column", .name(.column), "The column that it changes."),
      ColumnSchema(
        "action", .word(["set", "add", "scale", "exclude", "include", "append"]), "What it does."),
      ColumnSchema("value", .raw, "The new value."),
    ])
}
