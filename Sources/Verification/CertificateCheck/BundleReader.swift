import Logistics

/// Finds the bundles among the members of a block.
struct BundleReader {
  private let book: RuleBook
  private let hasSingleSources: Bool

  init(_ rules: RuleBook) {
    book = rules
    hasSingleSources = rules.instance.customers.contains { $0.singleSource }
  }

  /// - Parameter columns: a block's members, sorted.
  func bundles(_ columns: [Int]) -> [Bundle] {
    guard hasSingleSources else { return [] }
    var columnsOfSource: [Int: [Int]] = [:]
    var sources: [Int] = []
    for column in columns {
      guard let source = source(of: column) else { continue }
      if columnsOfSource[source] == nil { sources.append(source) }
      columnsOfSource[source, default: []].append(column)
    }
    return sources.compactMap { bundle($0, columnsOfSource[$0] ?? []) }
  }

  /// The decision that the flow's origin is its customer's one source.
  private func source(of column: Int) -> Int? {
    guard let decision = source(of: book.decisions[column].decision), let source = book.index(of: decision),
      book.index(of: .linking(dependent: book.decisions[column].decision, switching: decision)) != nil
    else { return nil }
    return source
  }

  private func source(of decision: Decision) -> Decision? {
    guard case .flow(let key) = decision, case .row = key.commodity,
      case .customer(let customer) = book.instance.links.destination[key.link.index],
      book.instance[customer].singleSource, book.index(of: .singleSource(customer)) != nil
    else { return nil }
    return .customerSource(customer, book.instance.links.origin[key.link.index])
  }

  /// nil where the decision also stands for what is not among the columns, or where what it brings may be less than all.
  private func bundle(_ source: Int, _ columns: [Int]) -> Bundle? {
    guard dependents(of: source) == columns.count else { return nil }
    var columnsOfRow: [DemandID: [Int32]] = [:]
    var rows: [DemandID] = []
    for column in columns {
      guard case .flow(let key) = book.decisions[column].decision, case .row(let row) = key.commodity else { return nil }
      if columnsOfRow[row] == nil { rows.append(row) }
      columnsOfRow[row, default: []].append(Int32(column))
    }
    var parts: [Bundle.Part] = []
    for row in rows {
      guard let amount = amount(row) else { return nil }
      parts.append(Bundle.Part(amount: amount, columns: columnsOfRow[row] ?? []))
    }
    return Bundle(source: source, parts: parts)
  }

  /// How many decisions need this one.
  private func dependents(of source: Int) -> Int {
    let decision = book.decisions[source].decision
    return book.entries[book.columnStarts[source]..<book.columnStarts[source + 1]].count { entry in
      if case .linking(_, decision) = book.rows[Int(entry.row)].rule { return true }
      return false
    }
  }

  /// What must be brought of a row: nil where less may be, or nothing at all.
  private func amount(_ row: DemandID) -> Rational? {
    guard let index = book.index(of: .demand(row)), case .equal = book.rows[index].sense,
      book.rows[index].rightSide.isPositive, book.index(of: .unmet(row)) == nil
    else { return nil }
    return book.rows[index].rightSide
  }
}
