/// Writes out what `policies` and the service columns of customers and demand mean for each demand row.
struct AllocationBuilder {
  private let freezer: Freezer
  private let policies: [PolicyRow]
  private let demand: [DemandRow]
  private let orders: [Order]
  private let rowsOfCustomer: Buckets
  private(set) var allocation = Allocation()
  /// In the order in which they are solved.
  private(set) var stages: [AllocationStage] = []
  private var reported: Set<Int64> = []

  init(_ freezer: Freezer, _ policies: [PolicyRow], _ demand: [DemandRow], _ orders: [Order]) {
    self.freezer = freezer
    self.policies = policies
    self.demand = demand
    self.orders = orders
    rowsOfCustomer = Buckets(count: freezer.customers.count, bucketOf: demand.map(\.customer.rawValue))
  }

  mutating func build() {
    addFloors()
    addRatioOrders()
    addSplits()
    addRules()
    addImpliedPriority()
    if freezer.objectiveMarks[.maxMinFill] != nil { addFillObjective() }
    addStages()
  }

  private var resolution: Resolution { freezer.settings.resolution }
  private func row(_ id: DemandID) -> DemandRow { demand[id.index] }
  private func most(_ rows: [DemandID]) -> Rational { sum(rows) { resolution.rational($0.mostServed) } }
  private func least(_ rows: [DemandID]) -> Rational { sum(rows) { resolution.rational($0.leastServed) } }
  private func quantity(_ rows: [DemandID]) -> Rational { sum(rows) { $0.quantity } }

  private func sum(_ rows: [DemandID], _ value: (DemandRow) -> Rational) -> Rational {
    rows.reduce(.zero) { $0 + value(row($1)) }
  }

  private func rows(of customer: CustomerID) -> [DemandID] {
    rowsOfCustomer[customer.index].map(DemandID.init(rawValue:))
  }

  private func rows(of customer: CustomerID, _ products: [ProductID]) -> [DemandID] {
    rows(of: customer).filter { products.contains(row($0).product) }
  }

  private func rows(of policy: PolicyRow, _ products: [ProductID]) -> [DemandID] {
    policy.customers.flatMap { rows(of: $0, products) }
  }

  // MARK: Floors, orders in ratio, splits

  private mutating func addFloors() {
    for policy in policies {
      guard let rate = policy.minFillRate, rate.isPositive else { continue }
      for products in policy.products {
        let members = rows(of: policy, products)
        let share = rate * (Rational(1, over: 100) ?? .zero) * quantity(members)
        let most = members.reduce(Int64(0)) { $0 + row($1).mostServed.steps }
        let least = min(resolution.ceiling(share)?.steps ?? most, most)
        guard least > 0 else { continue }
        allocation.floors.append(
          FillFloor(name: policy.name, rows: members, least: Quantity(steps: least), mark: policy.mark))
      }
    }
  }

  private mutating func addRatioOrders() {
    for order in orders where order.isInRatio {
      let members = order.rows.filter { row($0).quantity.isPositive }.map { id in
        EqualShare.Member(
          rows: [id], base: .zero, span: row(id).quantity, floor: .zero, most: resolution.rational(row(id).mostServed))
      }
      guard members.count > 1, let first = order.rows.first else { continue }
      allocation.shares.append(
        EqualShare(name: "order `\(order.name ?? "")`", kind: .inRatio, members: members, mark: row(first).mark))
    }
  }

  private mutating func addSplits() {
    for (index, customer) in freezer.customers.enumerated() {
      let id = CustomerID(index)
      var products: [ProductID] = []
      for row in rows(of: id) where !products.contains(self.row(row).product) { products.append(self.row(row).product) }
      for product in products.sorted() {
        let limit = best(id, product, "max_splits") { $0.maxSplits != nil }
        let price = best(id, product, "split_cost") { $0.splitCost != nil }
        let most = [limit?.maxSplits, customer.maxSources].compactMap { $0 }.min()
        let cost = price?.splitCost ?? .zero
        guard most != nil || cost.isPositive else { continue }
        let mark = limit?.mark ?? price?.mark ?? customer.mark ?? SourceMark(file: 0, line: 0, offset: 0)
        allocation.splits.append(SplitLimit(customer: id, product: product, most: most, cost: cost, mark: mark))
      }
    }
  }

  /// The most specific policy that says something for a customer and product.
  private mutating func best(
    _ customer: CustomerID, _ product: ProductID, _ what: String, _ says: (PolicyRow) -> Bool
  ) -> PolicyRow? {
    let found = policies.indices.filter { says(policies[$0]) && policies[$0].covers(customer, product) }
    guard let first = found.first(where: { i in found.allSatisfy { policies[i].isAtLeastAsSpecific(as: policies[$0]) } })
    else {
      if found.count > 1 { reportAmbiguous(found, what) }
      return found.first.map { policies[$0] }
    }
    let equals = found.filter { $0 != first && policies[$0].isAtLeastAsSpecific(as: policies[first]) }
    if let other = equals.first { reportAmbiguous([first, other], what) }
    return policies[first]
  }

  private mutating func reportAmbiguous(_ rows: [Int], _ what: String) {
    guard rows.count > 1, reported.insert(Int64(rows[0]) << 32 | Int64(rows[1])).inserted else { return }
    freezer.log.error(
      policies[rows[1]].mark, .ambiguousRows,
      "`\(what)` of \(policies[rows[1]].name) and of \(policies[rows[0]].name) both match, and neither is more specific",
      hint: "a row for the customer itself would settle it",
      related: [Fault.Related(policies[rows[0]].mark, "the other row")])
  }

  // MARK: Rules

  private mutating func addRules() {
    var quotas: [AllocationRule.Member] = []
    var quotaPlace: Int?
    for policy in policies {
      switch policy.rule {
      case nil, .optimize: continue
      case .priority:
        addPriority(policy.products.flatMap { rows(of: policy, $0) }, policy.name, policy.mark)
      case .proportional, .equalFill:
        for products in policy.products { addShare(policy, products) }
      case .maxMin:
        let members = policy.products.flatMap { products in
          policy.customers.compactMap { member(customer: $0, rows(of: $0, products), products) }
        }
        addRanking(.maxMin, policy.name, members, policy.mark)
      case .quota:
        if quotaPlace == nil {
          quotaPlace = allocation.rules.count
          allocation.rules.append(AllocationRule(name: "quotas", kind: .quota, mark: policy.mark))
        }
        for products in policy.products {
          if let member = quotaMember(policy, rows(of: policy, products)) { quotas.append(member) }
        }
      }
      if policy.rule != .optimize { warnWhereNothingFallsShort(policy) }
    }
    guard let quotaPlace else { return }
    allocation.rules[quotaPlace].members = quotas
    checkSize(allocation.rules[quotaPlace])
  }

  private func warnWhereNothingFallsShort(_ policy: PolicyRow) {
    let members = policy.products.flatMap { rows(of: policy, $0) }
    guard !members.isEmpty, members.allSatisfy({ row($0).leastServed == row($0).mostServed }) else { return }
    freezer.log.warning(
      policy.mark, .idleAllocation, "every demand row of \(policy.name) must be served in full, so nothing is shared",
      hint: "give a `penalty_cost`, `default_penalty_cost` in `settings`, or an objective such as `fill_rate`")
  }

  private func member(customer: CustomerID, _ rows: [DemandID], _ products: [ProductID]) -> AllocationRule.Member? {
    guard least(rows) < most(rows) else { return nil }
    let names = products.map { freezer.products[$0.index].name }.joined(separator: ", ")
    return member("\(freezer.customers[customer.index].name): \(names)", rows, weight: quantity(rows))
  }

  private func quotaMember(_ policy: PolicyRow, _ rows: [DemandID]) -> AllocationRule.Member? {
    guard let quota = policy.quota, quota.isPositive, most(rows).isPositive else { return nil }
    return member(policy.name, rows, weight: quota)
  }

  private func member(_ name: String, _ rows: [DemandID], weight: Rational) -> AllocationRule.Member {
    let rate = (most(rows) * Rational(100)).divided(by: weight) ?? .zero
    return AllocationRule.Member(name: name, rows: rows, weight: weight, mostRate: rate)
  }

  private mutating func addRanking(
    _ kind: AllocationRule.Kind, _ name: String, _ members: [AllocationRule.Member], _ mark: SourceMark
  ) {
    guard !members.isEmpty else { return }
    let rule = AllocationRule(name: name, kind: kind, members: members, mark: mark)
    checkSize(rule)
    allocation.rules.append(rule)
  }

  private func checkSize(_ rule: AllocationRule) {
    guard rule.mostRanked > AllocationRule.mostRankedMembers else { return }
    freezer.log.error(
      rule.mark, .tooManyMembers,
      "`\(rule.kind.rawValue)` shares among \(rule.members.count) members, and at most "
        + "\(AllocationRule.mostRankedMembers) can be ranked",
      hint: "share by `proportional`, `equal_fill` or `priority`, or name fewer customers or products")
  }

  /// The members' common rate; those that must be served in full have nothing to share.
  private mutating func addShare(_ policy: PolicyRow, _ products: [ProductID]) {
    let kind: EqualShare.Kind = policy.rule == .proportional ? .proportional : .equalFill
    let members = policy.customers.compactMap { customer -> EqualShare.Member? in
      let rows = rows(of: customer, products)
      let (least, most, quantity) = (minimum(rows), most(rows), quantity(rows))
      guard least < most else { return nil }
      return kind == .proportional
        ? EqualShare.Member(rows: rows, base: .zero, span: quantity, floor: least, most: most)
        : EqualShare.Member(rows: rows, base: least, span: quantity - least, floor: .zero, most: most)
    }
    guard members.count > 1 else { return }
    allocation.shares.append(EqualShare(name: policy.name, kind: kind, members: members, mark: policy.mark))
  }

  /// What rows must be served at least, floors over them alone included.
  private func minimum(_ rows: [DemandID]) -> Rational {
    let own = Set(rows)
    return allocation.floors.reduce(least(rows)) { minimum, floor in
      own.isSuperset(of: floor.rows) ? max(minimum, resolution.rational(floor.least)) : minimum
    }
  }

  // MARK: Priorities

  /// Of the demand row, else of the most specific scope, else of the customer.
  private mutating func priority(_ id: DemandID) -> Rational? {
    let demand = row(id)
    if let own = demand.priority { return own }
    if let scope = best(demand.customer, demand.product, "priority", { $0.priority != nil }) { return scope.priority }
    return freezer.customers[demand.customer.index].priority
  }

  @discardableResult
  private mutating func addPriority(_ rows: [DemandID], _ name: String, _ mark: SourceMark) -> Int {
    var classes: [Rational: [DemandID]] = [:]
    var last: [DemandID] = []
    for id in rows where row(id).leastServed < row(id).mostServed {
      if let priority = priority(id) { classes[priority, default: []].append(id) } else { last.append(id) }
    }
    let inOrder = classes.keys.sorted().map { classes[$0] ?? [] } + (last.isEmpty ? [] : [last])
    guard !inOrder.isEmpty else { return 0 }
    allocation.rules.append(AllocationRule(name: name, kind: .priority, classes: inOrder, mark: mark))
    return inOrder.count
  }

  /// Priorities that no scope's rule is about are served in order all the same.
  private mutating func addImpliedPriority() {
    let ruled = policies.filter { $0.rule != nil }
    let free = demand.indices.map { DemandID($0) }.filter { id in
      !ruled.contains { $0.covers(row(id).customer, row(id).product) }
    }
    var isAny = false
    for id in free where priority(id) != nil { isAny = true }
    guard isAny, let first = free.first else { return }
    let before = allocation.rules.count
    guard addPriority(free, "all", row(first).mark) < 2 else {
      freezer.log.note(nil, .impliedPriority, "priorities are served strictly in order, as no `allocation_rule` says else")
      return
    }
    allocation.rules.removeSubrange(before...)
  }

  // MARK: The objective max_min_fill

  private mutating func addFillObjective() {
    var members: [AllocationRule.Member] = []
    var scopes: [String: Set<DemandID>] = [:]
    var order: [String] = []
    for policy in policies {
      if scopes[policy.scope] == nil { order.append(policy.scope) }
      for products in policy.products { scopes[policy.scope, default: []].formUnion(rows(of: policy, products)) }
    }
    for scope in order {
      let rows = (scopes[scope] ?? []).sorted()
      if quantity(rows).isPositive { members.append(member(scope, rows, weight: quantity(rows))) }
    }
    if policies.isEmpty {
      for (index, customer) in freezer.customers.enumerated() {
        let rows = rows(of: CustomerID(index))
        if quantity(rows).isPositive { members.append(member(customer.name, rows, weight: quantity(rows))) }
      }
    }
    let mark = freezer.objectiveMarks[.maxMinFill] ?? SourceMark(file: 0, line: 0, offset: 0)
    allocation.rules.append(AllocationRule(name: "max_min_fill", kind: .objective, members: members, mark: mark))
  }

  // MARK: Stages

  private mutating func addStages() {
    for (index, rule) in allocation.rules.enumerated() {
      let id = AllocationID(index)
      let name = "\(rule.kind.rawValue) of \(rule.name.replacing("`", with: ""))"
      switch rule.kind {
      case .priority:
        stages += rule.classes.indices.map {
          AllocationStage(rule: id, kind: .served(classIndex: $0), name: "\(name): served of class \($0 + 1)")
        }
      case .maxMin, .quota:
        guard !rule.members.isEmpty else { continue }
        stages += (1...rule.members.count).map { count in
          let words = count == 1 ? "least rate" : "\(count) least rates"
          return AllocationStage(rule: id, kind: .leastRates(count: count), name: "\(name): \(words)")
        }
      case .objective: break
      }
    }
  }
}
