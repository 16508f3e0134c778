public import Logistics

/// What of the tables could give way: one cell, or a few rows, and how.
public struct RelaxableInput: Sendable, Hashable {
  public enum Way: Sendable, Hashable {
    /// The number in the cell goes up, or down.
    case raise, lower
    /// The cell is set to a word that asks for nothing.
    case set(String)
    /// The rows are left out, or taken in.
    case exclude, include
  }

  public let way: Way
  public let table: String
  public let column: String
  /// The rows, as the draft counts them.
  public let rows: [Int]
  /// Of the first cell.
  public let mark: SourceMark
}

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
  func input(of rule: Rule) -> RelaxableInput? {
    switch rule {
    case .demand(let row): return cell(instance[row].mark, "quantity", .lower)
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
    case .tender(.volumeLeast(let provider)): return term(provider, "volume_min", .lower)
    case .tender(.volumeMost(let provider)): return term(provider, "volume_max", .raise)
    case .tender(.laneCount(let provider)): return term(provider, "max_lanes", .raise)
    case .tender(.siteCount(let provider)): return term(provider, "max_sites", .raise)
    default: return nil
    }
  }

  private func term(_ provider: ProviderID, _ column: String, _ way: RelaxableInput.Way) -> RelaxableInput? {
    instance[provider].mark.flatMap { cell($0, column, way) }
  }

  /// A share is of flows that a repair moves too, so that its row is left out as a whole.
  private func constraint(_ id: ConstraintID, _ way: RelaxableInput.Way) -> RelaxableInput? {
    instance[id].within == nil ? cell(instance[id].mark, "value", way) : rows([instance[id].mark], .exclude, "")
  }

  private func awardRows(_ origin: SiteID, _ end: Node) -> [SourceMark] {
    (0..<instance.lanes.count).filter { lane in
      instance.lanes.awardIsSingle[lane]
        && instance.lanes.links(of: LaneID(lane)).contains { link in
          instance.links.origin[link.index] == origin && instance.links.destination[link.index] == end
        }
    }.map { instance.lanes.marks[$0] }
  }

  private func cell(_ mark: SourceMark, _ column: String, _ way: RelaxableInput.Way) -> RelaxableInput? {
    guard let place = places.place(of: mark) else { return nil }
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

  /// Of one unit in the rule's measure: the row's own `relax_cost`, else the default; else nothing for constraints,
  /// which then never give way, and 1 for the rest.
  func price(of rule: Rule, _ input: RelaxableInput) -> Rational? {
    let own = draft.tables.first { $0.name == input.table }.flatMap { table in
      input.rows.first.flatMap { draft.number(table.cell($0, "relax_cost")) }
    }
    let fallback = input.table == "constraints" || input.table == "contracts" ? nil : Rational.one
    guard let unit = own ?? instance.settings.defaultRelaxCost ?? fallback else { return nil }
    guard case .wholeOrder(let order) = rule else { return unit }
    return instance[order].rows.reduce(.zero) { $0 + instance[$1].quantity } * unit
  }
}
