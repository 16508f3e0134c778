extension Freezer {
  /// Reads `constraints`: plain groups are written out for each member, groups in braces and blank cells are taken
  /// together.
  func readConstraints(_ offers: [Offer]) -> [Constraint] {
    guard let table = table("constraints") else { return [] }
    var reader = ConstraintReader(self, table, offers)
    for row in liveRows(table) { reader.read(row) }
    reader.resolveWithin()
    return reader.constraints
  }
}

/// Reads constraint rows one by one.
struct ConstraintReader {
  private let freezer: Freezer
  private let table: TableView
  private let offers: [Offer]
  private let names, types, senses, units, withins, periods, measures: ColumnView
  private let values: NumberColumn
  private let penalties: NumberColumn
  private let selectors: [Selector]
  private(set) var constraints: [Constraint] = []
  /// The name that the row of each constraint gives as `within`, and where.
  private var wantedWithin: [(name: String, mark: SourceMark)?] = []
  private var rowNames: [String: SourceMark] = [:]
  private var byRowName: [String: [Int]] = [:]

  /// A key column of constraints.
  private struct Selector {
    let column: ColumnView
    let scope: KeyScope?
    let kinds: Set<Constraint.Kind>
    let isSite: Bool
  }

  init(_ freezer: Freezer, _ table: TableView, _ offers: [Offer]) {
    self.freezer = freezer
    self.table = table
    self.offers = offers
    names = table.column("constraint")
    types = table.column("type")
    senses = table.column("sense")
    units = table.column("unit")
    withins = table.column("within")
    periods = table.column("period")
    measures = table.column("measure")
    values = freezer.numbers(table.column("value"))
    penalties = freezer.numbers(table.column("penalty_cost"))
    let flows: Set<Constraint.Kind> = [.flow, .flowCount, .sourceCount, .transit, .score, .co2]
    let scopes: [(String, KeyScope?)] = [
      ("origin", freezer.scope(.site)), ("destination", freezer.scope(.site, .customer)),
      ("provider", freezer.scope(.provider)), ("mode", freezer.scope(.mode)), ("service", freezer.scope(.service)),
      ("offer", nil), ("channel", freezer.scope(.channel)), ("partner", freezer.scope(.partner)),
      ("product", freezer.scope(.product)), ("customer", freezer.scope(.customer)),
    ]
    selectors =
      scopes.map { name, scope in
        // A change is one of an origin, a destination and a product, whoever carries.
        let isOfChange = ["origin", "destination", "product"].contains(name)
        let kinds = flows.union(name == "provider" ? [.providerCount] : isOfChange ? [.changes] : [])
        return Selector(column: table.column(name), scope: scope, kinds: kinds, isSite: false)
      } + [Selector(column: table.column("site"), scope: freezer.scope(.site), kinds: [.siteCount], isSite: true)]
  }

  mutating func read(_ row: Int) {
    freezer.refusePeriods(periods, [row])
    guard let name = freezer.requiredText(names, row).map(freezer.draft.text), isNew(name, row),
      let kind = kind(row), let sense = sense(row)
    else { return }
    guard let value = values.value(row, freezer.log) else {
      if values.column[row].isBlank { freezer.missing(values.column, row) }
      return
    }
    if kind != .score, kind != .budget, !measures[row].isBlank { refuse(measures, row, kind) }
    let score = kind == .score ? score(row) : nil
    guard kind != .score || score != nil, let unit = unit(kind, row), let costs = costKinds(kind, row) else { return }
    checkSense(kind, sense, row)
    guard let copies = copies(kind, row) else { return }
    checkValue(value, kind, unit, row)
    let first = constraints.count
    for copy in copies {
      var constraint = Constraint(
          name: copy.label.isEmpty ? name : "\(name)[\(copy.label)]", kind: kind, filter: copy.filter,
          sites: copy.sites,
          sense: sense, value: value * unit.factor, measure: unit.measure, within: nil,
          penaltyCost: penalty(row, unit.factor), mark: table.mark(row))
      constraint.score = score
      constraint.costKinds = costs
      constraint.isEach = unit.isEach
      constraints.append(constraint)
      wantedWithin.append(unit.isShare ? (freezer.text(withins, row), withins.mark(row)) : nil)
    }
    byRowName[name] = Array(first..<constraints.count)
  }

  private mutating func isNew(_ name: String, _ row: Int) -> Bool {
    guard let first = rowNames.updateValue(names.mark(row), forKey: name) else { return true }
    freezer.log.error(
      names.mark(row), .duplicateKey, "two constraints are named \(Fault.quoted(name))",
      related: [Fault.Related(first, "the first of them")])
    return false
  }

  private func kind(_ row: Int) -> Constraint.Kind? {
    guard freezer.requiredText(types, row) != nil else { return nil }
    let word = freezer.text(types, row)
    if let kind = Constraint.Kind(rawValue: word) { return kind }
    let known = Constraint.Kind.allCases
    freezer.log.error(
      types.mark(row), .notSupported, "constraints of type \(Fault.quoted(word)) are not supported yet",
      hint: "one of " + known.map { "`\($0.rawValue)`" }.joined(separator: ", "))
    return nil
  }

  private func sense(_ row: Int) -> Constraint.Sense? {
    guard freezer.requiredText(senses, row) != nil else { return nil }
    let word = freezer.text(senses, row)
    if let sense = Constraint.Sense(rawValue: word) { return sense }
    freezer.log.error(
      senses.mark(row), .unknownWord, "\(Fault.quoted(word)) is no sense",
      hint: "one of `min`, `max`, `fixed`, `conditional_min`")
    return nil
  }

  /// A penalty is per unit as written: a limit in tonnes has a penalty per tonne.
  private func penalty(_ row: Int, _ factor: Rational) -> Rational? {
    penalties.value(row, freezer.log).flatMap { $0.divided(by: factor) }
  }
}

// MARK: Units and values

extension ConstraintReader {
  private struct Unit {
    var factor = Rational.one
    var measure = Measure.quantity
    var isShare = false
    var isEach = false
  }

  /// Which score is meant.
  private func score(_ row: Int) -> Score? {
    if let score = Score(rawValue: freezer.text(measures, row)) { return score }
    freezer.log.error(
      measures.mark(row), .unknownWord, "a `score` says in `measure` which it is",
      hint: "one of " + Score.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))
    return nil
  }

  /// What a budget counts: kinds of cost with `;` between them, or all.
  private func costKinds(_ kind: Constraint.Kind, _ row: Int) -> CostKinds? {
    guard kind == .budget, !measures[row].isBlank else { return .all }
    var kinds: [CostKind] = []
    for part in freezer.text(measures, row).split(separator: ";", omittingEmptySubsequences: false) {
      let word = part.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
      guard let known = CostKind(rawValue: word) else {
        freezer.log.error(
          measures.mark(row), .unknownName, "\(Fault.quoted(word)) is no kind of cost",
          hint: freezer.hint(for: word, among: CostKind.allCases.map(\.rawValue))
            ?? "one or several of " + CostKind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ") + " with `;` between them")
        return nil
      }
      kinds.append(known)
    }
    return CostKinds(kinds)
  }

  /// What is counted only now is at least, at most or exactly so much, and a budget is a most.
  private func checkSense(_ kind: Constraint.Kind, _ sense: Constraint.Sense, _ row: Int) {
    switch kind {
    case .flow, .flowCount, .providerCount, .siteCount: return
    case .sourceCount, .co2, .changes, .transit, .score: break
    case .budget:
      guard sense != .max else { return }
      freezer.log.error(
        senses.mark(row), .notSupported, "a `budget` is a most, `\(sense.rawValue)` is not supported yet", hint: "use `max`")
      return
    }
    if sense == .conditionalMin {
      freezer.log.error(
        senses.mark(row), .notSupported, "`conditional_min` of a `\(kind.rawValue)` is not supported yet",
        hint: "use `min`")
    }
  }

  private func unit(_ kind: Constraint.Kind, _ row: Int) -> Unit? {
    let text = freezer.text(units, row)
    let within = freezer.text(withins, row)
    if [.transit, .score, .co2].contains(kind) {
      if !within.isEmpty { refuse(withins, row, kind) }
      return averageUnit(kind, text, row)
    }
    if kind != .flow {
      if !within.isEmpty { refuse(withins, row, kind) }
      let isCurrency = kind == .budget && text == freezer.settings.currency
      if !text.isEmpty, !isCurrency { refuse(units, row, kind) }
      return Unit()
    }
    if text == "%" || text == "percent" {
      if within.isEmpty {
        freezer.log.error(
          units.mark(row), .shareOfNothing, "a limit in `%` wants to know of what",
          hint: "name in `within` the constraint whose flow it is a part of")
        return nil
      }
      return Unit(isShare: true)
    }
    if !within.isEmpty {
      freezer.log.error(
        withins.mark(row), .idleCell, "`within` is for limits in `%`", hint: "set `unit` to `%`, or leave it out")
    }
    guard !text.isEmpty else { return Unit() }
    guard let parsed = UnitText(text) else { return unknownUnit(text, row) }
    do throws(UnitFault) {
      let header = HeaderUnit(
        numerator: parsed.numerator, denominators: parsed.denominators, mark: units.mark(row))
      let (factor, measure) = try freezer.units.limit(header, Measure.allCases)
      return Unit(factor: factor, measure: measure)
    } catch {
      freezer.log.error(units.mark(row), .unitMismatch, "`unit`: \(error.message)", hint: error.hint)
      return nil
    }
  }

  /// Days, kilograms or nothing, and `each`.
  private func averageUnit(_ kind: Constraint.Kind, _ text: String, _ row: Int) -> Unit? {
    if text.isEmpty { return Unit() }
    if text == "each", kind != .co2 { return Unit(isEach: true) }
    guard kind != .score else { return unknownUnit(text, row) }
    let unit = HeaderUnit(numerator: text, denominators: [], mark: units.mark(row))
    do throws(UnitFault) {
      if kind == .transit { return Unit(factor: try freezer.units.amount(unit, .time)) }
      // CO2 is counted in kilograms, whatever goods are weighed in.
      guard let kilograms = UnitSystem.weight(text) else { return unknownUnit(text, row) }
      return Unit(factor: kilograms)
    } catch {
      freezer.log.error(units.mark(row), .unitMismatch, "`unit`: \(error.message)", hint: error.hint)
      return nil
    }
  }

  private func unknownUnit(_ text: String, _ row: Int) -> Unit? {
    freezer.log.error(units.mark(row), .unitMismatch, "\(Fault.quoted(text)) is no unit", hint: "such as `kg/day`")
    return nil
  }

  private func refuse(_ column: ColumnView, _ row: Int, _ kind: Constraint.Kind) {
    freezer.log.error(
      column.mark(row), .constraintColumn, "`\(column.name)` says nothing about a `\(kind.rawValue)`",
      hint: "leave it blank")
  }

  private func checkValue(_ value: Rational, _ kind: Constraint.Kind, _ unit: Unit, _ row: Int) {
    let mark = values.column.mark(row)
    let isCount = ![.flow, .transit, .score, .co2, .budget].contains(kind) || unit.measure == .order
    if isCount, !value.isWhole {
      freezer.log.error(mark, .numberRange, "`value` counts, so it is a whole number, not \(value)")
    }
    if unit.isShare, value > Rational(100) {
      freezer.log.error(mark, .numberRange, "a share is at most 100 %, not \(value)")
    }
  }
}

// MARK: What a constraint is about

extension ConstraintReader {
  private struct Copy {
    var filter = FlowFilter()
    var sites: [SiteID]?
    /// The members of plain groups that the row is written out for here.
    var label = ""
  }

  /// One for each combination of members of plain groups; nil where a cell is at fault or nothing is left of it.
  private func copies(_ kind: Constraint.Kind, _ row: Int) -> [Copy]? {
    var copies = [Copy()]
    var isWhole = true
    for selector in selectors {
      guard case .text(let text) = selector.column[row] else { continue }
      guard selector.kinds.contains(kind) else {
        refuse(selector.column, row, kind)
        isWhole = false
        continue
      }
      guard let choices = choices(selector, text, row) else {
        isWhole = false
        continue
      }
      guard choices.count * copies.count <= 100_000 else {
        freezer.log.error(
          selector.column.mark(row), .tooManyRows, "the constraint is written out for too many members",
          hint: "take members together in braces")
        return nil
      }
      copies = copies.flatMap { copy in choices.map { extended(copy, selector, $0, isEach: choices.count > 1) } }
    }
    return isWhole ? copies : nil
  }

  /// Sets of members, one a copy.
  private func choices(_ selector: Selector, _ text: TextID, _ row: Int) -> [[Int32]]? {
    guard let scope = selector.scope else { return offerChoice(selector, freezer.draft.text(text), row) }
    switch scope.resolve(text) {
    case .blank: return [[]]
    case .one(let member): return [[member]]
    case .each(let members, _): return members.map { [$0] }
    case .together(let members, _): return [members]
    case .vanished(let name):
      let isGroup =
        !freezer.draft.text(text).hasPrefix("{")
        && !scope.kinds.contains { freezer.names($0).id(text) == NameTable.excluded }
      freezer.log.warning(
        selector.column.mark(row), .excludedName,
        "`\(name)` is excluded, so the constraint " + (isGroup ? "is written out for nothing" : "matches nothing there")
      )
      // A constraint is a demand on the plan: it stays, and what is not there counts nothing.
      return isGroup ? [] : [[]]
    case .faulty(let fault):
      freezer.log.error(selector.column.mark(row), fault.rule, fault.message, hint: fault.hint)
    }
    return nil
  }

  /// Every offer of that name, whosever it is.
  private func offerChoice(_ selector: Selector, _ name: String, _ row: Int) -> [[Int32]]? {
    let found = offers.indices.filter { offers[$0].name == name }
    if !found.isEmpty { return [found.map { Int32(truncatingIfNeeded: $0) }] }
    freezer.log.error(
      selector.column.mark(row), .unknownName, "there is no offer \(Fault.quoted(name))",
      hint: freezer.hint(for: name, among: offers.map(\.name)))
    return nil
  }

  private func extended(_ copy: Copy, _ selector: Selector, _ members: [Int32], isEach: Bool) -> Copy {
    var copy = copy
    if isEach, let member = members.first, let scope = selector.scope {
      copy.label += (copy.label.isEmpty ? "" : ", ") + scope.name(member)
    }
    switch selector.column.name {
    case "origin": copy.filter.origins = members.map(SiteID.init(rawValue:))
    case "destination": copy.filter.destinations = members.map { node($0) }
    case "provider": copy.filter.providers = members.map(ProviderID.init(rawValue:))
    case "mode": copy.filter.modes = members.map(ModeID.init(rawValue:))
    case "service": copy.filter.services = members.map(ServiceID.init(rawValue:))
    case "offer": copy.filter.offers = members.map(OfferID.init(rawValue:))
    case "product": copy.filter.products = members.map(ProductID.init(rawValue:))
    case "customer": copy.filter.customers = members.map(CustomerID.init(rawValue:))
    case "channel": sale(&copy.filter) { $0.channels = members.map(ChannelID.init(rawValue:)) }
    case "partner": sale(&copy.filter) { $0.partners = members.map(PartnerID.init(rawValue:)) }
    default: copy.sites = members.map(SiteID.init(rawValue:))
    }
    return copy
  }

  private func sale(_ filter: inout FlowFilter, _ change: (inout SaleFilter) -> Void) {
    var sale = filter.sale ?? SaleFilter()
    change(&sale)
    filter.sale = sale
  }

  /// Sites are numbered before customers.
  private func node(_ member: Int32) -> Node {
    let siteCount = Int32(truncatingIfNeeded: freezer.sites.count)
    return member < siteCount ? .site(SiteID(rawValue: member)) : .customer(CustomerID(rawValue: member - siteCount))
  }

  /// A share is of the flow that another flow constraint matches; where nothing is left of that, there is no share.
  mutating func resolveWithin() {
    var lost: Set<Int> = []
    for index in constraints.indices {
      guard let wanted = wantedWithin[index] else { continue }
      guard let found = byRowName[wanted.name] else {
        lost.insert(index)
        if rowNames[wanted.name] != nil { continue }
        let isGroup = wanted.name.hasPrefix("{")
        freezer.log.error(
          wanted.mark, isGroup ? .notSupported : .unknownName,
          isGroup
            ? "a group in `within` is not supported yet" : "there is no constraint \(Fault.quoted(wanted.name))",
          hint: isGroup
            ? "name a constraint that matches the flow" : freezer.hint(for: wanted.name, among: byRowName.keys.sorted())
        )
        continue
      }
      let bases = found.filter { constraints[$0].kind == .flow }
      guard bases.count == 1, let base = bases.first else {
        freezer.log.error(
          wanted.mark, .withinSeveral,
          bases.isEmpty
            ? "\(Fault.quoted(wanted.name)) limits no flow"
            : "\(Fault.quoted(wanted.name)) is written out for several members",
          hint: "name one constraint of type `flow`")
        continue
      }
      constraints[index].within = constraints[base].filter
    }
    constraints = constraints.indices.filter { !lost.contains($0) }.map { constraints[$0] }
  }
}
