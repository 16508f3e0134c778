import Logistics

// Customers with one source for all that they get.
extension Inspection {
  mutating func checkSources() {
    var sources = [Set<SiteID>](repeating: [], count: instance.customers.count)
    for flow in flows where flow.isLastLeg {
      if let customer = flow.customer { sources[customer.index].insert(flow.origin) }
    }
    for index in instance.customers.indices where instance.customers[index].singleSource {
      guard sources[index].count > 1 else { continue }
      let names = sources[index].sorted().map { "`\(instance[$0].name)`" }.joined(separator: ", ")
      let message = "`\(instance.customers[index].name)` is to have one source, not \(names)"
      violate(.singleSource(CustomerID(index)), .singleSource, message, instance.customers[index].mark)
    }
  }
}
