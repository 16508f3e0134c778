/// What a planner should know of the Brunel data before trusting a plan made from them: every trap, with its figures.
struct BrunelReport {
  let lines: [String]

  init(_ source: BrunelSource, _ tariff: BrunelTariff) {
    lines =
      Self.sizes(source, tariff) + Self.places(source) + Self.products(source) + Self.tariffs(source, tariff)
      + source.rounded.lines
  }

  private static func sizes(_ source: BrunelSource, _ tariff: BrunelTariff) -> [String] {
    let services = Dictionary(grouping: source.orders, by: \.service).map { ($0.key, $0.value.count) }
      .sorted { $0.0 < $1.0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return [
      "\(source.orders.count) orders (the often quoted 9,216 counts the header) by service level: \(services)",
      "order ids are texts, not whole numbers (`\(source.orders.first?.id ?? "")`), and are kept as they are",
      "\(source.freight.count) freight rows of \(Set(source.freight.map(\.carrier)).count) carriers on "
        + "\(tariff.tariffs) tariffs (carrier, port, service, mode, days); all are kept, as \(tariff.rates.count) rates",
      "daily capacity counts orders, whatever their product or quantity; "
        + "scenario `capacity_x7` is seven days of it",
      "the historical routing (origin port, carrier, plant, transit time) in the order list is not a rule and is not used",
    ]
  }

  private static func places(_ source: BrunelSource) -> [String] {
    let ordering = Set(source.orders.map(\.customer))
    let managed = source.plants.filter { source.customersOfPlant[$0] != nil }
    var idle: Set<String> = []
    for plant in managed { idle.formUnion((source.customersOfPlant[plant] ?? []).filter { !ordering.contains($0) }) }
    let priced = Set(source.freight.map(\.port))
    var lines = [
      "a vendor-managed plant serves only its listed customers, any other plant serves everyone: "
        + managed.joined(separator: ", ")
    ]
    if !idle.isEmpty {
      lines.append("\(idle.count) customers of vendor-managed plants place no order and are left out: "
        + idle.sorted().joined(separator: ", "))
    }
    for plant in source.plants {
      for port in source.portsOfPlant[plant] ?? [] where !priced.contains(port) {
        lines.append("\(port) of \(plant) has no freight row: only customer freight leaves there")
      }
    }
    let ends = Set(source.freight.map(\.destination))
    for plant in source.plants where (source.portsOfPlant[plant] ?? []).contains(where: ends.contains) {
      lines.append("the destination port is \(plant)'s own port too: origin and destination are the same")
    }
    return lines
  }

  private static func products(_ source: BrunelSource) -> [String] {
    let known = Set(source.plants)
    let orphans = source.productsOfPlant.filter { !known.contains($0.plant) }
    return Dictionary(grouping: orphans, by: \.plant).sorted { $0.key < $1.key }.map { plant, rows in
      "plant \(plant) is in no other table: its \(rows.count) product row\(rows.count == 1 ? "" : "s") are left out"
    }
  }

  private static func tariffs(_ source: BrunelSource, _ tariff: BrunelTariff) -> [String] {
    let weightless = source.orders.count { $0.weight == "0" }
    let priced = Set(source.freight.map(\.carrier))
    let unpriced = Set(source.orders.map(\.carrier)).subtracting(priced).sorted().map { carrier in
      let orders = source.orders.count { $0.carrier == carrier }
      return "carrier \(carrier) of \(orders) historical orders has no freight row: it was discontinued, and its orders are "
        + "\(BrunelImport.customerFreight)"
    }
    return unpriced + [
      "freight is the greater of the minimum cost and rate × weight; orders of service level "
        + "\(BrunelImport.customerFreight) pay none, and no freight row has that level",
      "\(tariff.overlapping) freight rows share a weight with another row of their tariff (\(tariff.identical) of them are "
        + "identical to one): each is an offer of its own, numbered `#2` and on",
      "bands are closed at both ends and step by hundredths: a weight between two of them, such as 99.995, has no price",
      "\(tariff.tariffsWithHoles.count) tariffs have wider holes, where an order of such a weight has no price: "
        + tariff.tariffsWithHoles.joined(separator: ", "),
      "on parcel tariffs `rate` rises with the weight and the minimum cost is the rate plus a constant, as if it were a "
        + "price a shipment; it is read as it is named, per weight unit",
      "\(weightless) orders weigh nothing and pay the minimum cost of the lowest band",
      "modes are padded with blanks in the source's workbook and are trimmed",
    ]
  }
}
