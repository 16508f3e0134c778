// The tables about the instance as a whole: settings and periods.

extension InstanceSchema {
  static let settings = table(
    "settings", "What holds for the whole instance, one row a setting.",
    [
      ColumnSchema("key", .name(.plain), key: true, required: true, "The setting's name."),
      ColumnSchema("value", .raw, required: true, "Its value."),
    ])

  /// The keys of `settings`, each as the column that its value would be.
  public static let settingKeys: [ColumnSchema] = [
    ColumnSchema("model_name", .text, default: "the folder's name", "The name that reports bear."),
    ColumnSchema("currency", .name(.plain), "The currency of every amount of money, such as `EUR`."),
    ColumnSchema("currency_decimals", .number(.whole), default: "2", "Decimals that invoice lines are rounded to."),
    ColumnSchema("quantity_unit", .name(.plain), default: "unit", "The unit that quantities are counted in."),
    ColumnSchema(
      "quantity_decimals", .number(.whole), default: "3",
      "Decimals of planned quantities, at most 6; 0 for whole units."),
    ColumnSchema("weight_unit", .name(.plain), default: "kg", "The unit of weights without a unit in the header."),
    ColumnSchema("volume_unit", .name(.plain), default: "m3", "The unit of volumes without a unit in the header."),
    ColumnSchema("distance_unit", .name(.plain), default: "km", "The unit of distances without a unit in the header."),
    ColumnSchema("time_unit", .name(.plain), default: "day", "The unit of times without a unit in the header."),
    ColumnSchema(
      "default_penalty_cost", .number(.notNegative), unit: .price([.quantity]),
      "Penalty of a demand row that gives none of its own and must not be served in full."),
    ColumnSchema(
      "default_relax_cost", .number(.notNegative), unit: .price([.quantity]),
      "Price of exceeding a limit that gives none of its own, when no plan exists."),
    ColumnSchema(
      "circuity_factor", .number(.positive), default: "1.2",
      "Factor on great-circle distances where a lane gives no distance."),
    ColumnSchema(
      "co2_price", .number(.notNegative), unit: .price([.weight]), support: .refused(unless: ["0"]), default: "0",
      "Price of a kilogram of CO2."),
    ColumnSchema(
      "transit_rounding", .word(["floor", "ceil"]), support: .refused(unless: ["floor"]), default: "floor",
      "How transit times are rounded to periods."),
    ColumnSchema(
      "transit_scope", .word(["last_lane", "path"]), support: .refused(unless: []),
      "Which transit times limits on time are about."),
  ]

  static let periods = table(
    "periods", "The periods of the horizon, in the order of the file.", isSupported: false,
    [
      ColumnSchema("period", .name(.period), key: true, required: true, "The period's name."),
      ColumnSchema("start_date", .date, "Its first day."),
      ColumnSchema("length", .number(.positive), unit: .amount([.time]), "How long it lasts."),
    ])
}
