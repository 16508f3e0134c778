import Logistics

/// Turns capacitated warehouse location of the OR-Library (Beasley 1988) into an instance.
///
/// `m n`, then m lines `capacity fixed_cost`, then for each customer `demand` and m costs, each of all the demand.
/// Files such as `capa` have the word `capacity` in place of the number. Demand may be split.
enum ORLibraryImport {
  /// - Parameter capacity: for the warehouses whose capacity the file leaves open.
  /// - Throws: `ImportFault`, also where the file leaves capacities open and none is given, or the other way round.
  static func read(_ source: NumberFile, capacity: String?) throws(ImportFault) -> ImportedInstance {
    var file = source
    let warehouses = try file.size("warehouses")
    let customers = try file.size("customers")
    var problem = FacilityLocation()
    let open = try OpenCapacity(capacity)
    var isOpen = false
    try file.expect(2 * warehouses, "capacities and fixed costs")
    for _ in 0..<warehouses {
      let word = try file.word("capacity")
      let stands = word.text == OpenCapacity.word
      isOpen = isOpen || stands
      problem.facilities.append(
        .init(
          capacity: stands ? try open.value(in: file.name) : try file.amount(word, "capacity"),
          fixedCost: try file.amount("fixed cost")))
    }
    try file.expect(customers * (warehouses + 1), "demands and costs")
    for _ in 0..<customers {
      problem.demands.append(try file.positive("demand"))
      problem.costs.append(try file.amounts(warehouses, "cost"))
    }
    let padding = try file.finish()
    if capacity != nil && !isOpen { throw .option("\(file.name) states every capacity: `--capacity` fills nothing") }
    return ImportedInstance(
      tables: problem.tables(named: "OR-Library \(file.name)"),
      report: problem.notes + open.notes + NumberFile.paddingNotes(padding) + file.rounded.lines,
      rounded: file.rounded.all)
  }
}

/// The capacity of the warehouses whose file says `capacity`.
private struct OpenCapacity {
  static let word = "capacity"
  private let given: Rational?

  init(_ text: String?) throws(ImportFault) {
    guard let text else {
      given = nil
      return
    }
    var rounded = RoundedNumbers()
    guard let number = rounded.number(text, "--capacity"), number.isPositive, rounded.all.isEmpty else {
      throw .option("`--capacity \(text)` is no number above 0 of at most 9 decimals")
    }
    given = number
  }

  func value(in file: String) throws(ImportFault) -> Rational {
    guard let given else { throw .option("\(file) leaves the capacities open: give one with `--capacity`") }
    return given
  }

  var notes: [String] { given.map { ["the source leaves the capacities open: each is \($0), as asked for"] } ?? [] }
}
