import Logistics
import MathProgram

/// How many sites serve a customer with a product, and what the further ones cost.
extension ProgramBuilder {
  mutating func addSourceSplits() {
    for limit in instance.allocation.splits {
      let sources = origins(of: limit)
      let terms = sources.map {
        Term(codebook.addSwitch(.productSource(limit.customer, limit.product, $0)), .one)
      }
      if let most = limit.most {
        codebook.addRow(.productSources(limit.customer, limit.product), upper: Rational(most), terms)
      }
      guard limit.cost.isPositive, !sources.isEmpty else { continue }
      let further = codebook.addColumn(
        .furtherSources(limit.customer, limit.product), upper: Rational(sources.count - 1), isWhole: false)
      codebook.addRow(
        .furtherSources(limit.customer, limit.product), upper: .one, terms + [Term(further, Rational(-1))])
    }
  }

  /// The origins of last legs that bring the product to the customer, in the order of the sites.
  private func origins(of limit: SplitLimit) -> [SiteID] {
    var found: Set<SiteID> = []
    for index in lastLegs(to: limit.customer) {
      let brings = movements[index].parts.contains { instance.product(of: $0.commodity) == limit.product }
      if brings { found.insert(origin(index)) }
    }
    return found.sorted()
  }

  private func lastLegs(to customer: CustomerID) -> [Int] {
    customerOrders[customer.index].flatMap { byOrder[$0.index] }.filter { movements[$0].isLastLeg }
  }
}
