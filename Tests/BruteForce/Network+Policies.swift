/// A row of `policies`: all customers of its scope, together.
struct Policy {
  var scope: String
  var customers: [String]
  var scopeRank: Specificity
  /// Each set is a total of its own.
  var products: [[String]]
  var productRank: Specificity
  var rule: String?
  var quota, minFillRate, splitCost, priority: Rational?
  var maxSplits: Int?

  func covers(_ customer: String, _ product: String) -> Bool {
    customers.contains(customer) && products.contains { $0.contains(product) }
  }
}

extension Network {
  mutating func readPolicies(_ sheet: Sheet) throws(BruteForceError) {
    for row in sheet.rows("policies") {
      let scope = row.text("scope") ?? ""
      let cell = try sheet.customers.cell(scope, blank: .unnamed)
      let products: KeyCell
      if let text = row.text("product") {
        products = try sheet.products.cell(text, blank: .unnamed)
      } else {
        products = KeyCell(copies: sheet.products.names.map { Members(names: [$0]) }, specificity: .blank)
      }
      policies.append(
        Policy(
          scope: scope, customers: cell.copies.flatMap(\.names), scopeRank: cell.specificity,
          products: products.copies.map(\.names), productRank: products.specificity,
          rule: row.text("allocation_rule"), quota: try row.number("quota"),
          minFillRate: try row.number("min_fill_rate"), splitCost: try row.number("split_cost"),
          priority: try row.number("priority"), maxSplits: try row.number("max_splits").map { Int($0.numerator) }))
    }
    for row in sheet.rows("customers") {
      let name = row.text("customer") ?? ""
      customerPriority[name] = try row.number("priority")
      maxSources[name] = try row.number("max_sources").map { Int($0.numerator) }
    }
  }

  /// The most specific policy that says something for a customer and product.
  func policy(
    _ customer: String, _ product: String, says: (Policy) -> Bool
  ) throws(BruteForceError) -> Policy? {
    let found = policies.filter { $0.covers(customer, product) && says($0) }
    guard let first = found.first else { return nil }
    let best = found.filter { one in
      found.allSatisfy { one.scopeRank <= $0.scopeRank && one.productRank <= $0.productRank }
    }
    if found.count == 1 { return first }
    guard best.count == 1 else { throw .invalid("two policies, neither more specific") }
    return best[0]
  }

  /// Of the demand row, else of the most specific scope, else of the customer.
  func priority(_ row: Int) throws(BruteForceError) -> Rational? {
    let asked = demand[row]
    if let own = asked.priority { return own }
    if let scope = try policy(asked.customer, asked.product, says: { $0.priority != nil }) { return scope.priority }
    return customerPriority[asked.customer] ?? nil
  }
}
