import Logistics
import MathProgram

/// Each demand row is served, or falls short as far as it may.
extension ProgramBuilder {
  mutating func addDemand() {
    for (id, order) in instance.orders.enumerated() {
      if order.isWhole { addWholeOrder(OrderID(id), order) } else { addDivisibleOrder(OrderID(id), order) }
    }
  }

  private mutating func addWholeOrder(_ id: OrderID, _ order: Order) {
    let legs = byOrder[id.index].filter { movements[$0].isWholeLeg }.map { term($0, .one) }
    codebook.addRow(.wholeOrder(id), lower: order.mayBeUnserved ? nil : .one, upper: .one, legs)
  }

  private mutating func addDivisibleOrder(_ id: OrderID, _ order: Order) {
    let resolution = instance.settings.resolution
    for row in order.rows {
      let demand = instance[row]
      var terms: [Term] = []
      for index in byOrder[id.index] where movements[index].isLastLeg {
        if movements[index].parts.contains(where: { $0.commodity == .row(row) }) { terms.append(term(index, .one)) }
      }
      let least = resolution.rational(demand.leastServed)
      let most = resolution.rational(demand.mostServed)
      if least < demand.quantity {
        let unmet = codebook.addColumn(
          .unmet(row), lower: demand.quantity - most, upper: demand.quantity - least, isWhole: false)
        codebook.addRow(.demand(row), lower: demand.quantity, upper: demand.quantity, terms + [Term(unmet, .one)])
      } else {
        codebook.addRow(.demand(row), lower: most, upper: most, terms)
      }
    }
  }
}
