extension InstanceDraw {
  mutating func drawCustomers() {
    customers = random.chance(30) ? ["C1", "C2", "C3"] : ["C1", "C2"]
    for (place, customer) in customers.enumerated() {
      customerTable.append([
        "customer": customer, "segment": place < 2 ? "small" : "large",
        "single_source": wants(.singleSource) && random.chance(65) ? "yes" : "",
      ])
    }
    for customer in customers.suffix(2) {
      groups.append(["group": "last_two", "type": "customer", "member": customer])
    }
  }

  mutating func drawDemand() {
    var orders = 0
    let isAllOrders = wants(.namedOrder) && (wants(.band) || random.chance(50))
    if !isAllOrders, wants(.groupRow), random.chance(35) { drawGroupDemand() }
    var pairs = customers.flatMap { customer in products.map { (customer, $0) } }
    var used = Set(demand.rows.indices.map { demand.cell($0, "customer") })
    while demanded < 6, demand.rows.count < 4, !pairs.isEmpty {
      let (customer, product) = pairs.remove(at: random.pick(0...pairs.count - 1))
      if demand.rows.count >= 2, random.chance(35) { break }
      var order = ""
      if isAllOrders || wants(.namedOrder) && random.chance(50) {
        orders += used.contains(customer) && random.chance(60) ? 0 : 1
        order = "O\(max(1, orders))"
      }
      guard !used.contains("ALL") || wants(.overridingRow) || !order.isEmpty || product != "A" else { continue }
      used.insert(customer)
      addDemand(customer, product, order, min(random.pick(1...3), 6 - demanded))
    }
    if wants(.demandExcluded) {
      let before = demanded
      addDemand(random.pick(customers), products[0], isAllOrders ? "O9" : "X9", random.pick(1...2))
      demand.set(demand.rows.count - 1, "status", "exclude")
      demanded = before
    }
    agreeOnPolicies()
  }

  private mutating func drawGroupDemand() {
    addDemand(random.pick(["ALL", "segment:small", "last_two"]), "A", "", 1)
    demanded += customers.count - 1
  }

  private mutating func addDemand(_ customer: String, _ product: String, _ order: String, _ quantity: Int) {
    demand.append(["customer": customer, "product": product, "order": order, "quantity": self.quantity(quantity)])
    let row = demand.rows.count - 1
    demanded += quantity
    if wants(.penaltyCost), random.chance(65) { demand.set(row, "penalty_cost", amount(4...30)) }
    if wants(.minFillRate), random.chance(65) {
      demand.set(row, "min_fill_rate", random.pick(["25", "40", "50", "75", "100"]))
    }
    if wants(.demandPrice), random.chance(65) { demand.set(row, "unit_price", amount(15...70)) }
    if wants(.service), random.chance(60) { demand.set(row, "service", random.pick(["express", "standard"])) }
    if wants(.fromSite), random.chance(50) {
      let choices = warehouses + plants.suffix(1) + [random.pick(["type:warehouse", "type:plant"])]
      demand.set(row, "from_site", random.pick(choices))
    }
    if wants(.demandConsidered), random.chance(40) {
      demand.set(row, "status", "consider")
      demand.set(row, "min_fill_rate", "")
    }
    guard !order.isEmpty else { return }
    if wants(.shipComplete), random.chance(65) { demand.set(row, "ship_policy", "complete") }
    if wants(.orderWeight), random.chance(70) {
      demand.set(row, "weight", limit(quantity * random.pick(1...10), in: "half kg"))
    }
  }

  /// The rows of one order have one ship policy.
  private mutating func agreeOnPolicies() {
    for row in demand.rows.indices where !demand.cell(row, "order").isEmpty {
      let first = demand.rows.indices.first { other in
        ["customer", "order"].allSatisfy { demand.cell(other, $0) == demand.cell(row, $0) }
      }
      demand.set(row, "ship_policy", demand.cell(first ?? row, "ship_policy"))
    }
  }
}
