// The tables about what is moved: products and bills of materials.

extension InstanceSchema {
  static let products = table(
    "products", "What is moved, with its measures and prices.",
    [
      ColumnSchema("product", .name(.product), key: true, required: true, "The product's name."),
      ColumnSchema(
        "kind", .word(["finished", "component", "bundle"]), support: .refused(unless: ["finished"]),
        default: "finished", "What the product is: sold as it is, part of a bundle, or assembled from others."),
      ColumnSchema("unit_weight", .number(.notNegative), unit: .amount([.weight]), "Weight of a quantity unit."),
      ColumnSchema("unit_volume", .number(.notNegative), unit: .amount([.volume]), "Volume of a quantity unit."),
      ColumnSchema(
        "units_per_pallet", .number(.positive), unit: .amount([.quantity]), "Quantity units that make a pallet."),
      ColumnSchema("unit_value", .number(.notNegative), unit: .price([.quantity]), "What a quantity unit is worth."),
      ColumnSchema("unit_price", .number(.notNegative), unit: .price([.quantity]), "What a quantity unit is sold for."),
      refused(
        "pack_size", .number(.positive), unit: .amount([.quantity]),
        "Quantity that lanes carry whole multiples of."),
      ColumnSchema("category", .name(.plain), "A word that makes products a group."),
      refused("shelf_life", .number(.positive), "Periods that the product keeps."),
    ])

  static let boms = table(
    "boms", "What bundles are assembled from.", isSupported: false,
    [
      ColumnSchema("bundle", .name(.product), key: true, required: true, "The product that is assembled."),
      ColumnSchema("component", .name(.product), key: true, required: true, "A product that goes in, or comes out."),
      ColumnSchema("site", .name(.site), key: true, "Where; blank: at each site."),
      period(key: true),
      ColumnSchema("quantity", .number(.positive), required: true, "Quantity of the component in a bundle."),
      ColumnSchema(
        "role", .word(["component", "byproduct"]), default: "component", "Whether it goes in or comes out."),
      ColumnSchema("assembly_cost", .number(.notNegative), unit: .price([.bundle]), "Cost of assembling a bundle."),
      ColumnSchema("assembly_max", .number(.notNegative), unit: .limit([.bundle]), "Most bundles in a period."),
      ColumnSchema("assembly_time", .number(.notNegative), unit: .amount([.time]), "Time from start to finish."),
      ColumnSchema("resource_use", .number(.notNegative), unit: .ratio(.hour, .bundle), "Hours that a bundle takes."),
    ])
}
