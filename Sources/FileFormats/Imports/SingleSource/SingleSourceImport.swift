import Logistics

/// Turns single-source capacitated facility location into an instance, in the layout of Holmberg, Rönnqvist and Yuan
/// (1999) and of Yang, Chu and Chen (2012).
///
/// `m n`, m lines `capacity fixed_cost`, n demands, then m rows of n costs, each of all the customer's demand.
enum SingleSourceImport {
  /// - Throws: `ImportFault`.
  static func read(_ source: NumberFile) throws(ImportFault) -> ImportedInstance {
    var file = source
    let facilities = try file.size("facilities")
    let customers = try file.size("customers")
    var problem = FacilityLocation(isSingleSource: true)
    try file.expect(2 * facilities, "capacities and fixed costs")
    for _ in 0..<facilities {
      problem.facilities.append(
        .init(capacity: try file.amount("capacity"), fixedCost: try file.amount("fixed cost")))
    }
    try file.expect(customers, "demands")
    for _ in 0..<customers { problem.demands.append(try file.positive("demand")) }
    try file.expect(facilities * customers, "costs")
    problem.costs = .init(repeating: [], count: customers)
    for _ in 0..<facilities {
      for customer in 0..<customers { problem.costs[customer].append(try file.amount("cost")) }
    }
    let padding = try file.finish()
    return ImportedInstance(
      tables: problem.tables(named: "Single-source \(file.name)"),
      report: problem.notes + NumberFile.paddingNotes(padding) + file.rounded.lines, rounded: file.rounded.all)
  }
}
