/// Freezes one draft: settings and names first, then groups, then every table in their terms.
///
/// Reading goes on behind a fault with what is known, so that one pass finds all of them; what was built is then thrown
/// away.
final class Freezer {
  let draft: Draft
  let log = FaultLog()
  var settings = Settings()
  var units: UnitSystem
  var groups: GroupTable
  private var nameTables: [NameTable]
  private var scopes: [[NameKind]: KeyScope] = [:]
  private var textIDs: [String: TextID] = [:]
  /// How many names may still be compared with misspelt ones, so that many of them cannot take forever.
  private var comparisonsLeft = 2_000_000

  var products: [Product] = []
  var sites: [Site] = []
  var customers: [Customer] = []
  var providers: [Provider] = []
  var channels: [Channel] = []
  var partners: [Partner] = []
  var rates = RateBook()
  var objectives: [ObjectiveLevel] = []
  var objectivesAreDefault = false
  /// The demand rows of each customer, once they are known.
  var demandBuckets: Buckets?
  /// Where each objective is asked for.
  var objectiveMarks: [Objective: SourceMark] = [:]

  init(_ draft: Draft) {
    self.draft = draft
    units = UnitSystem(settings)
    groups = GroupTable()
    nameTables = NameKind.allCases.map { NameTable($0, textCount: draft.texts.count) }
  }

  func freeze() -> Instance {
    readSettings()
    readNames()
    readGroups()
    readMasterTables()
    readObjectives()
    readRates()
    let supplies = readSupply()
    let demand = readDemand()
    let lanes = readLanes()
    let constraints = readConstraints(lanes.offers)
    var instance = Instance(
      name: draft.name, files: draft.files.map(\.name), settings: settings, periods: ["1"], products: products,
      sites: sites, customers: customers, providers: providers, modes: names(.mode).names,
      services: names(.service).names, offers: lanes.offers, supplies: supplies, demand: demand.rows,
      orders: demand.orders, lanes: lanes.lanes, links: lanes.links, rates: rates.rates, constraints: constraints,
      objectives: objectives, objectivesAreDefault: objectivesAreDefault)
    instance.surcharges = readSurcharges()
    instance.sales = readSales()
    instance.sales.before = readSalesBefore(instance)
    checkGrowthTargets(instance.sales)
    checkStock(instance)
    let contracts = readContracts(demand.rows)
    instance.constraints += contracts.constraints
    instance.rebates = contracts.rebates
    checkContracts(instance, contracts.parties)
    checkPriceFloors(instance.sales.prices, contracts.floors)
    setDefaultObjective(&instance)
    addAllocation(to: &instance)
    InstanceChecks(instance, self).run()
    for fault in draft.scenarios().faults { log.report(fault) }
    return instance
  }

  /// Stages of allocation rules come before the objectives.
  private func addAllocation(to instance: inout Instance) {
    var builder = AllocationBuilder(self, readPolicies(), instance.demand, instance.orders)
    builder.build()
    instance.allocation = builder.allocation
    instance.objectives.insert(contentsOf: builder.stages.map(ObjectiveLevel.init(stage:)), at: 0)
  }

  /// The table, where the draft has it.
  func table(_ name: String) -> TableView? { draft.table(name).map { TableView(draft: draft, table: $0) } }

  func names(_ kind: NameKind) -> NameTable { nameTables[NameKind.allCases.firstIndex(of: kind) ?? 0] }

  func updateNames(_ kind: NameKind, _ change: (inout NameTable) -> Void) {
    // On a copy, because `change` may look at the names of other kinds.
    var known = names(kind)
    change(&known)
    nameTables[NameKind.allCases.firstIndex(of: kind) ?? 0] = known
  }

  func knows(_ text: String, _ kind: NameKind) -> Bool {
    textID(of: text).map { names(kind).id($0) != NameTable.unknown } ?? false
  }

  /// The draft's number of a text, where it holds it.
  func textID(of text: String) -> TextID? {
    if textIDs.isEmpty {
      for (index, text) in draft.texts.enumerated() { textIDs[text] = TextID(Int32(truncatingIfNeeded: index)) }
    }
    return textIDs[text]
  }

  /// `did you mean …?`, where a known name is near.
  func hint(for name: String, among names: [String]) -> String? {
    guard comparisonsLeft > 0 else { return nil }
    comparisonsLeft -= names.count
    return Spelling.hint(for: name, among: names)
  }

  /// Resolves key cells that take names of these kinds.
  func scope(_ kinds: NameKind...) -> KeyScope {
    if let known = scopes[kinds] { return known }
    let scope = KeyScope(kinds, self)
    scopes[kinds] = scope
    return scope
  }
}

// MARK: Rows and cells

extension Freezer {
  /// The rows that are not excluded.
  func liveRows(_ table: TableView) -> [Int] {
    let status = table.column("status")
    guard status.exists else { return Array(0..<table.rowCount) }
    return (0..<table.rowCount).filter { draft.string(status[$0]) != "exclude" }
  }

  /// The text of a cell; empty where it is blank or `none`.
  func text(_ column: ColumnView, _ row: Int) -> String { draft.string(column[row]) ?? "" }

  /// The text that a row cannot do without.
  func requiredText(_ column: ColumnView, _ row: Int) -> TextID? {
    if case .text(let text) = column[row] { return text }
    missing(column, row)
    return nil
  }

  func missing(_ column: ColumnView, _ row: Int) {
    log.error(column.mark(row), .requiredCell, "`\(column.name)` may not be blank")
  }

  /// One of a few words; `fallback` where the cell is blank, and where it holds another word, which is reported.
  func word<Word: RawRepresentable & CaseIterable>(_ column: ColumnView, _ row: Int, _ fallback: Word) -> Word
  where Word.RawValue == String {
    let text = text(column, row)
    guard !text.isEmpty else { return fallback }
    if let word = Word(rawValue: text) { return word }
    let known = Word.allCases.map(\.rawValue)
    log.error(
      column.mark(row), .unknownWord, "`\(text)` is none of the words that `\(column.name)` takes",
      hint: "it takes " + known.map { "`\($0)`" }.joined(separator: ", "), text: text)
    return fallback
  }

  /// yes or no; no where blank.
  func flag(_ column: ColumnView, _ row: Int) -> Bool {
    if case .flag(let value) = column[row] { return value }
    return false
  }

  func numbers(_ column: ColumnView, factor: Rational = .one, _ range: NumberColumn.Range = .notNegative)
    -> NumberColumn
  {
    NumberColumn(column, of: draft, factor: factor, range: range)
  }

  /// The conversion that the header's unit asks for; `fallback`, and a fault, where it does not fit.
  func converted<T>(_ column: ColumnView, _ fallback: T, _ convert: (HeaderUnit?) throws(UnitFault) -> T) -> T {
    do {
      return try convert(column.unit)
    } catch {
      log.error(column.unit?.mark, .unitMismatch, "`\(column.name)`: \(error.message)", hint: error.hint)
      return fallback
    }
  }

  func amounts(_ column: ColumnView, _ dimension: Dimension, _ range: NumberColumn.Range = .notNegative) -> NumberColumn
  {
    let factor = converted(column, Rational.one) { unit throws(UnitFault) in try units.amount(unit, dimension) }
    return numbers(column, factor: factor, range)
  }

  /// A cost per quantity unit.
  func unitPrices(_ column: ColumnView, _ range: NumberColumn.Range = .notNegative) -> NumberColumn {
    let factor = converted(column, Rational.one) { unit throws(UnitFault) in try units.price(unit, [.unit]).factor }
    return numbers(column, factor: factor, range)
  }

  func money(_ column: ColumnView, perPeriod: Bool, _ range: NumberColumn.Range = .notNegative) -> NumberColumn {
    let factor = converted(column, Rational.one) { unit throws(UnitFault) in
      try units.money(unit, perPeriod: perPeriod)
    }
    return numbers(column, factor: factor, range)
  }

  func limits(_ column: ColumnView, _ measures: [Measure]) -> LimitColumn {
    let unit = converted(column, (factor: Rational.one, measure: Measure.quantity)) { unit throws(UnitFault) in
      try units.limit(unit, measures)
    }
    return LimitColumn(numbers: numbers(column, factor: unit.factor), measure: unit.measure)
  }

  /// There is one period; a cell may not name another.
  func refusePeriods(_ column: ColumnView, _ rows: [Int]) {
    guard column.exists else { return }
    for row in rows where !text(column, row).isEmpty && text(column, row) != "ALL" {
      log.error(
        column.mark(row), .unknownName, "there is no period `\(text(column, row))`",
        hint: "without the table `periods` there is one period: leave the cell blank")
    }
  }
}

/// A column of limits in one measure.
struct LimitColumn {
  let numbers: NumberColumn
  let measure: Measure

  func read(_ row: Int, _ log: FaultLog) -> Limit? {
    numbers.value(row, log).map { Limit(value: $0, measure: measure, mark: numbers.column.mark(row)) }
  }
}
