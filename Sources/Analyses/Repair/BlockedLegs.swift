import Logistics
import Planning
import Verification

/// Terms of demand rows, and exclusive territories, for which lanes that are offered may not be used: a window that is too
/// short, somebody else's territory.
///
/// No row of a program says them, so that they are looked for beside the conflict: those without which there is a plan.
struct BlockedLegs {
  /// More rows than this are not looked at.
  private static let most = 16

  let conflict: [ConflictInput]
  let repairs: [Repair]

  /// - Parameter found: what cannot be kept together by the rules; its demand is what is looked at.
  init(_ found: [ConflictInput], _ session: PlanningSession, _ instance: Instance, progress: AnalysisProgress?) {
    let finder = BlockFinder(session.draft, instance)
    var items: [Repair.Item] = []
    for case let rule? in found.map(\.rule) {
      for row in BlockedLegs.rows(of: rule, instance).prefix(BlockedLegs.most) {
        items += finder.items(row).filter { item in !items.contains { $0.input == item.input } }
      }
    }
    var (conflict, repairs): ([ConflictInput], [Repair]) = ([], [])
    for item in items.prefix(BlockedLegs.most) {
      progress?.expect(1)
      let plan = try? session.replan(with: item.changes).plan
      progress?.step()
      guard let plan else { continue }
      conflict.append(ConflictInput(rule: nil, mark: item.input.mark))
      repairs.append(Repair(items: [item], price: .zero, breaksUnpricedRules: true, plan: plan))
    }
    self.conflict = conflict
    self.repairs = repairs
  }

  private static func rows(of rule: Rule, _ instance: Instance) -> [DemandID] {
    switch rule {
    case .demand(let row): [row]
    case .wholeOrder(let order): instance[order].rows
    default: []
    }
  }
}

/// What of the tables keeps goods off the lanes to a demand row's customer.
private struct BlockFinder {
  private let draft: Draft
  private let instance: Instance
  private let places: DraftPlaces

  init(_ draft: Draft, _ instance: Instance) {
    self.draft = draft
    self.instance = instance
    places = DraftPlaces(draft)
  }

  func items(_ row: DemandID) -> [Repair.Item] {
    let customer = instance[row].customer
    let links = (0..<instance.links.count).filter { instance.links.destination[$0] == .customer(customer) }.map(LinkID.init)
    return [window(row, links), exclusivity(row, links)].compactMap { $0 }
  }

  /// The window as long as the fastest lane that it keeps off takes.
  private func window(_ row: DemandID, _ links: [LinkID]) -> Repair.Item? {
    guard let longest = instance[row].longestTransit, let place = places.place(of: instance[row].mark) else { return nil }
    let times = links.compactMap { link in
      instance.pricingLane(link, instance[row].product, instance[row].period).flatMap {
        instance.lanes.transitTime[$0.index]
      }
    }
    let table = draft.tables[place.table]
    guard let fastest = times.filter({ longest < $0 }).min(), times.allSatisfy({ longest < $0 }),
      let before = draft.number(table.cell(place.row, "max_transit_time"))
    else { return nil }
    // In the unit of the cell.
    let after = fastest * (before.divided(by: longest) ?? .one)
    return item(place, "max_transit_time", .raise, before: before, after: after, value: after.description)
  }

  /// Others may sell where a partner is exclusive and brings nothing.
  private func exclusivity(_ row: DemandID, _ links: [LinkID]) -> Repair.Item? {
    let (customer, product) = (instance[row].customer, instance[row].product)
    guard let partner = instance.exclusivePartner(customer, product),
      links.contains(where: { instance.seller($0, customer).partner != partner }),
      let mark = instance.sales.territories.first(where: {
        $0.isExclusive && $0.partner == partner && $0.product == product
          && $0.territory == instance[customer].territory
      })?.mark, let place = places.place(of: mark)
    else { return nil }
    return item(place, "exclusive", .set("no"), before: nil, after: nil, value: "no")
  }

  private func item(
    _ place: DraftPlace, _ column: String, _ way: RelaxableInput.Way, before: Rational?, after: Rational?, value: String
  ) -> Repair.Item {
    let table = draft.tables[place.table]
    let input = RelaxableInput(
      way: way, table: table.name, column: column, rows: [place.row], mark: table.mark(place.row, column))
    let change = InstanceChange(
      table: table.name, tests: draft.keyTests(place.table, row: place.row), column: column, action: .set, value: value,
      mark: input.mark)
    return Repair.Item(input: input, before: before, after: after, changes: [change])
  }
}
