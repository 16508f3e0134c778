import Logistics

/// Which input each rule of an instance follows from, and what a unit of it costs.
struct InputMap {
  private let draft: Draft
  private let instance: Instance
  private let places: DraftPlaces

  init(_ draft: Draft, _ instance: Instance) {
    self.draft = draft
    self.instance = instance
    places = DraftPlaces(draft)
  }

  /// nil: the rule follows from no single input that could give way.
  func input(of rule: RelaxableRule) -> RelaxableInput? {
    switch rule {
    case .rule(let rule): input(of: rule)
    case .window(let row): cell(instance[row].mark, "max_transit_time", .raise)
    case .exclusivity(let row): rows([instance[row].mark], .set("no"), "exclusive")
    }
  }

  private func input(of rule: Rule) -> RelaxableInput? {
    switch rule {
    case .demand(let row): return cell(instance[row].mark, instance[row].mayFallShort ? "min_fill_rate" : "quantity", .lower)
    case .wholeOrder(let order): return rows(instance[order].rows.map { instance[$0].mark }, .exclude, "")
    case .supplyMaximum(let row): return cell(
        instance.supplies[row].maximumMark, instance.supplies[row].isStock ? "initial_stock" : "supply_max", .raise)
    case .supplyMinimum(let row): return cell(instance.supplies[row].minimumMark, "supply_min", .lower)
    case .throughputMaximum(let site, _):
      return instance[site].throughputMax.flatMap { cell($0.mark, "throughput_max", .raise) }
    case .throughputMinimum(let site, _):
      return instance[site].throughputMin.flatMap { cell($0.mark, "throughput_min", .lower) }
    case .capacityMaximum(let lane):
      return instance.lanes.capacityMax[lane.index].flatMap { cell($0.mark, "capacity_max", .raise) }
    case .capacityMinimum(let lane):
      return instance.lanes.capacityMin[lane.index].flatMap { cell($0.mark, "capacity_min", .lower) }
    case .minimumIfUsed(let lane):
      return instance.lanes.minimumIfUsed[lane.index].flatMap { cell($0.mark, "minimum_if_used", .lower) }
    case .singleAward(let origin, let end, _): return rows(awardRows(origin, end), .set("split"), "award")
    case .singleSource(let customer):
      return instance[customer].mark.flatMap { rows([$0], .set("no"), "single_source") }
    case .constraintLeast(let id): return constraint(id, .lower)
    case .constraintMost(let id): return constraint(id, .raise)
    case .tender(.volumeLeast(let provider)): return cell(instance[provider].mark, "volume_min", .lower)
    case .tender(.volumeMost(let provider)): return cell(instance[provider].mark, "volume_max", .raise)
    case .tender(.laneCount(let provider)): return cell(instance[provider].mark, "max_lanes", .raise)
    case .tender(.siteCount(let provider)): return cell(instance[provider].mark, "max_sites", .raise)
    default: return inputOfSharing(rule)
    }
  }

  private func inputOfSharing(_ rule: Rule) -> RelaxableInput? {
    switch rule {
    case .fillFloor(let id): cell(instance.allocation[id].mark, "min_fill_rate", .lower)
    case .shareLeast(let id, _), .shareMost(let id, _), .shareFloor(let id, _): share(instance.allocation[id])
    case .productSources(let customer, let product): sources(customer, product)
    case .creditLimit(let partner): cell(instance[partner].mark, "credit_limit", .raise)
    case .partnerMargin(let partner): cell(instance[partner].mark, "margin_min", .lower)
    case .channelShareLeast(let channel): cell(instance[channel].mark, "share_min", .lower)
    case .channelShareMost(let channel): cell(instance[channel].mark, "share_max", .raise)
    case .territoryShareLeast(let row): cell(instance[row].mark, "share_min", .lower)
    case .territoryShareMost(let row): cell(instance[row].mark, "share_max", .raise)
    default: nil
    }
  }

  // MARK: Rows and cells

  /// An `exclusive` line has no number, and a share that holds only above nothing none that could be told.
  private func constraint(_ id: ConstraintID, _ way: RelaxableInput.Way) -> RelaxableInput? {
    let row = instance[id]
    let term = places.place(of: row.mark).flatMap { draft.string(draft.tables[$0.table].cell($0.row, "term")) }
    let isWhole = term == "exclusive" || row.within != nil && row.sense == .conditionalMin
    return isWhole ? rows([row.mark], .exclude, "") : cell(row.mark, "value", way)
  }

  /// Who shares otherwise alike shares as the objectives say; an order in ratio goes row by row.
  private func share(_ share: EqualShare) -> RelaxableInput? {
    guard share.kind == .inRatio else { return rows([share.mark], .set("optimize"), "allocation_rule") }
    guard let first = share.members.first?.rows.first else { return nil }
    return rows(instance[instance[first].order].rows.map { instance[$0].mark }, .set("independent"), "ship_policy")
  }

  /// The customer's own limit where that is the lower one, else its scope's.
  private func sources(_ customer: CustomerID, _ product: ProductID) -> RelaxableInput? {
    guard let split = instance.allocation.splits.first(where: { $0.customer == customer && $0.product == product }) else {
      return nil
    }
    let own = cell(instance[customer].mark, "max_sources", .raise)
    let isOwn = own.flatMap { input in
      draft.table(input.table).flatMap { table in draft.number(table.cell(input.rows[0], input.column)) }
    } == split.most.map { Rational($0) }
    return isOwn ? own : cell(split.mark, "max_splits", .raise)
  }

  private func awardRows(_ origin: SiteID, _ end: Node) -> [SourceMark] {
    (0..<instance.lanes.count).filter { lane in
      instance.lanes.awardIsSingle[lane]
        && instance.lanes.links(of: LaneID(lane)).contains { link in
          instance.links.origin[link.index] == origin && instance.links.destination[link.index] == end
        }
    }.map { instance.lanes.marks[$0] }
  }

  private func cell(_ mark: SourceMark?, _ column: String, _ way: RelaxableInput.Way) -> RelaxableInput? {
    guard let mark, let place = places.place(of: mark) else { return nil }
    let table = draft.tables[place.table]
    return RelaxableInput(
      way: way, table: table.name, column: column, rows: [place.row], mark: table.mark(place.row, column))
  }

  private func rows(_ marks: [SourceMark], _ way: RelaxableInput.Way, _ column: String) -> RelaxableInput? {
    let places = marks.compactMap(places.place)
    guard let first = places.first else { return nil }
    let table = draft.tables[first.table]
    var seen = Set<Int>()
    let rows = places.filter { $0.table == first.table && seen.insert($0.row).inserted }.map(\.row)
    return RelaxableInput(
      way: way, table: table.name, column: column, rows: rows,
      mark: column.isEmpty ? table.marks[first.row] : table.mark(first.row, column))
  }

  // MARK: Prices

  /// Of one unit in the rule's measure: the row's own `relax_cost`, else the default; else nothing for constraints, contracts
  /// and barriers, which then never give way, and 1 for the rest.
  func price(of rule: RelaxableRule, _ input: RelaxableInput) -> Rational? {
    // A demand row's own cost is that of its quantity.
    var own: Rational?
    if rule.rule != nil {
      own = draft.table(input.table).flatMap { table in
        input.rows.first.flatMap { draft.number(table.cell($0, "relax_cost")) }
      }
    }
    let isFree = rule.rule == nil || input.table == "constraints" || input.table == "contracts"
    guard let unit = own ?? instance.settings.defaultRelaxCost ?? (isFree ? nil : .one) else { return nil }
    switch rule {
    case .rule(.wholeOrder(let order)):
      return instance[order].rows.reduce(.zero) { $0 + instance[$1].quantity } * unit
    case .rule(.constraintLeast(let id)) where instance[id].kind == .score && !instance[id].isEach,
      .rule(.constraintMost(let id)) where instance[id].kind == .score && !instance[id].isEach:
      // Missed by quantity × percent.
      return unit * Rational(mantissa: 1, decimals: 2)
    default: return unit
    }
  }
}

extension DemandRow {
  /// Whether a part of it, that of its `min_fill_rate`, is all that must be served.
  var mayFallShort: Bool { leastServed < mostServed }
}
