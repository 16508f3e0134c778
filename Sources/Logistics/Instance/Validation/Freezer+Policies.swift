extension Freezer {
  /// Reads `policies`; scopes are taken together, whatever group they name.
  func readPolicies() -> [PolicyRow] {
    guard let table = table("policies") else { return [] }
    var reader = PolicyReader(self, table)
    for row in liveRows(table) { reader.read(row) }
    return reader.policies
  }
}

/// A row of `policies`, its scope and products resolved.
struct PolicyRow {
  /// As messages call it: the scope, and the product where one is named.
  var name: String
  var scope: String
  var customers: [CustomerID]
  var scopeRank: UInt32
  /// Each set is a total of its own.
  var products: [[ProductID]]
  var productRank: UInt32
  /// nil: the row says nothing about how its customers share.
  var rule: PolicyRule?
  var quota: Rational?
  var minFillRate: Rational?
  var maxSplits: Int?
  var splitCost: Rational?
  var priority: Rational?
  var mark: SourceMark

  /// By customer.
  var isMember: [Bool]

  func covers(_ customer: CustomerID, _ product: ProductID) -> Bool {
    isMember[customer.index] && products.contains { $0.contains(product) }
  }

  /// Whether it is at least as specific in both key columns.
  func isAtLeastAsSpecific(as other: PolicyRow) -> Bool {
    scopeRank <= other.scopeRank && productRank <= other.productRank
  }
}

enum PolicyRule: String, CaseIterable {
  case optimize, priority, proportional
  case equalFill = "equal_fill"
  case quota
  case maxMin = "max_min"
}

/// Reads rows of `policies` one by one.
private struct PolicyReader {
  private let freezer: Freezer
  private let scopes, products, rules: ColumnView
  private let quotas, fillRates, splits, splitCosts, priorities: NumberColumn
  private var seen: [String: SourceMark] = [:]
  private(set) var policies: [PolicyRow] = []

  init(_ freezer: Freezer, _ table: TableView) {
    self.freezer = freezer
    scopes = table.column("scope")
    products = table.column("product")
    rules = table.column("allocation_rule")
    quotas = freezer.numbers(table.column("quota"), .percent)
    fillRates = freezer.numbers(table.column("min_fill_rate"), .percent)
    splits = freezer.numbers(table.column("max_splits"), .positive)
    splitCosts = freezer.money(table.column("split_cost"), perPeriod: false)
    priorities = freezer.numbers(table.column("priority"), .positive)
  }

  mutating func read(_ row: Int) {
    guard let text = freezer.requiredText(scopes, row), let scope = customers(text, row),
      let product = productSets(row), isNew(row)
    else { return }
    var isMember = [Bool](repeating: false, count: freezer.customers.count)
    for customer in scope.members { isMember[Int(customer)] = true }
    let scopeText = freezer.draft.text(text)
    let productText = freezer.text(products, row)
    let rule = rules[row].isBlank ? nil : freezer.word(rules, row, PolicyRule.optimize)
    let quota = quotas.value(row, freezer.log)
    if rule == .quota, !(quota?.isPositive ?? false) {
      freezer.log.error(quotas.column.mark(row), .quotaMissing, "to share by quota a scope needs a `quota` above 0")
    }
    policies.append(
      PolicyRow(
        name: productText.isEmpty ? "`\(scopeText)`" : "`\(scopeText)`, `\(productText)`", scope: scopeText,
        customers: scope.members.map(CustomerID.init(rawValue:)), scopeRank: scope.rank, products: product.sets,
        productRank: product.rank, rule: rule, quota: quota, minFillRate: fillRates.value(row, freezer.log),
        maxSplits: freezer.count(splits, row), splitCost: splitCosts.value(row, freezer.log),
        priority: priorities.value(row, freezer.log), mark: scopes.mark(row), isMember: isMember))
  }

  private mutating func isNew(_ row: Int) -> Bool {
    let key = freezer.text(scopes, row) + "\u{0}" + freezer.text(products, row)
    guard let first = seen.updateValue(scopes.mark(row), forKey: key) else { return true }
    freezer.log.error(
      scopes.mark(row), .duplicateKey, "two rows of `policies` have the same key",
      related: [Fault.Related(first, "the first of them")])
    return false
  }

  /// The customers of a scope: by name, by group, or by a bare segment, partner or channel.
  private func customers(_ text: TextID, _ row: Int) -> (members: [Int32], rank: UInt32)? {
    switch freezer.scope(.customer).resolve(text) {
    case .one(let member): return ([member], Rank.name)
    case .each(let members, let rank): return (members, rank)
    case .together(let members, let rank):
      return (members, rank == Rank.togetherAll ? Rank.all : Rank.group)
    case .vanished: return ([], Rank.group)
    case .blank: return nil
    case .faulty(let fault):
      let name = freezer.draft.text(text)
      for attribute in ["segment", "partner", "channel"] {
        if let members = freezer.groups.members(attribute: attribute, name, .customer) { return (members, Rank.group) }
      }
      freezer.log.error(scopes.mark(row), fault.rule, fault.message, hint: fault.hint)
      return nil
    }
  }

  private func productSets(_ row: Int) -> (sets: [[ProductID]], rank: UInt32)? {
    guard case .text(let text) = products[row] else {
      return (freezer.products.indices.map { [ProductID($0)] }, Rank.all)
    }
    let value = freezer.scope(.product).resolve(text)
    switch value {
    case .one(let member): return ([[ProductID(rawValue: member)]], Rank.name)
    case .each(let members, let rank): return (members.map { [ProductID(rawValue: $0)] }, rank)
    case .together(let members, let rank):
      return ([members.map(ProductID.init(rawValue:))], rank == Rank.togetherAll ? Rank.all : Rank.group)
    case .vanished, .blank: return ([], Rank.group)
    case .faulty(let fault):
      freezer.log.error(products.mark(row), fault.rule, fault.message, hint: fault.hint)
      return nil
    }
  }
}

extension Freezer {
  /// A number that counts things: whole, and at least 1.
  func count(_ column: NumberColumn, _ row: Int) -> Int? {
    guard let value = column.value(row, log) else { return nil }
    if let whole = value.int64, whole >= 1 { return Int(whole) }
    log.error(column.column.mark(row), .numberRange, "`\(column.column.name)` is a whole number of at least 1")
    return nil
  }
}
