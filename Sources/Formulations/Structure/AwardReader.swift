internal import Logistics
public import MathProgram

/// Why a program is no award program, in a planner's words.
struct AwardObstacle: Error {
  let reason: String
}

extension InstanceProgram {
  /// The award program that `linear`, this program at some level, is; or why it is none.
  ///
  /// It is one where every demand row goes whole along one link, nothing else is decided than awards, engagement and the tiers of
  /// each provider's one tariff, and nothing else is limited than how many providers are engaged.
  public func awards(of linear: LinearProgram) -> Result<RecognizedAwards, NoAwards> {
    var reader = AwardReader(self, linear)
    do throws(AwardObstacle) {
      return .success(try reader.read())
    } catch {
      return .failure(NoAwards(reason: error.reason))
    }
  }

  /// Why there is no award program.
  public struct NoAwards: Error, Sendable {
    public let reason: String
  }
}

/// Reads a program's columns and rows by what they mean; anything that has no place in an award program ends it.
private struct AwardReader {
  private let source: InstanceProgram
  private let linear: LinearProgram
  private var flows: [Int] = []
  private var rowOfFlow: [Int: Int] = [:]
  private var awardedOfFlow: [Int: (column: Int, row: Int)] = [:]
  private var rowOfAwarded: [Int: Int] = [:]
  private var engagedLinkOfFlow: [Int: Int] = [:]
  private var cap: Int?
  private var demands: [Int] = []
  private var schedules: [PriceSchedule] = []
  private var counted: [Int: Double] = [:]
  private var paid: [Int: Double] = [:]
  private var providerOfSchedule: [PriceSchedule: ProviderID] = [:]
  /// Flows of which a row asks for some, by the row.
  private var wanted: [(flow: Int, row: Int)] = []
  private var ends: [Int: (from: Double, to: Double)] = [:]
  private var volumeOrders: [(first: ProviderID, second: ProviderID, row: Int)] = []
  private var engagedOrders: [(first: ProviderID, second: ProviderID, row: Int)] = []

  init(_ source: InstanceProgram, _ linear: LinearProgram) {
    self.source = source
    self.linear = linear
  }

  mutating func read() throws(AwardObstacle) -> RecognizedAwards {
    guard linear.direction == .minimize, linear.columnCount == source.decisions.count,
      linear.rowCount == source.rules.count, linear.columnLower == source.program.columnLower,
      linear.columnUpper == source.program.columnUpper, linear.rowUpper == source.program.rowUpper
    else { throw AwardObstacle(reason: "earlier objectives are kept, or what is maximised is no cost") }
    try readColumns()
    for row in 0..<linear.rowCount { try read(row) }
    return try assembled()
  }

  private mutating func readColumns() throws(AwardObstacle) {
    for (column, decision) in source.decisions.enumerated() {
      guard linear.columnLower[column] == 0 else {
        throw AwardObstacle(reason: "some decision is taken already, or may be below 0")
      }
      switch decision {
      case .flow: flows.append(column)
      case .linkAwarded, .providerEngaged, .tender(.reached), .tender(.amount), .tender(.charged): break
      default: throw AwardObstacle(reason: "more is decided than awards, engagement and tiers")
      }
    }
    if flows.isEmpty { throw AwardObstacle(reason: "nothing moves") }
  }

  private func entries(_ row: Int) -> [(column: Int, coefficient: Double)] {
    linear.entryRange(ofRow: row).map { (Int(linear.columnIndices[$0]), linear.coefficients[$0]) }
  }

  private mutating func read(_ row: Int) throws(AwardObstacle) {
    switch source.rules[row] {
    case .demand:
      demands.append(row)
      for entry in entries(row) { rowOfFlow[entry.column] = row }
    case .singleAward: for entry in entries(row) { rowOfAwarded[entry.column] = row }
    case .linking(.flow, .linkAwarded(let link)):
      guard let awarded = source.column(.linkAwarded(link)),
        let flow = entries(row).first(where: { $0.column != awarded })
      else { throw AwardObstacle(reason: "an award links nothing") }
      awardedOfFlow[flow.column] = (awarded, row)
    case .linking(.flow(let flow), .providerEngaged):
      if let column = source.column(.flow(flow)) { engagedLinkOfFlow[column] = row }
    case .usage: break
    case .constraintMost(let id) where source.instance[id].kind == .providerCount:
      guard cap == nil, source.instance[id].penaltyCost == nil else {
        throw AwardObstacle(reason: "providers are counted in several ways")
      }
      cap = row
    case .constraintLeast(let id)
    where source.instance[id].kind == .flow && source.instance[id].penaltyCost == nil && entries(row).count == 1:
      guard let flow = entries(row).first?.column, linear.rowLower[row] > 0, flows.contains(flow) else {
        throw AwardObstacle(reason: "more is limited than who takes what")
      }
      wanted.append((flow, row))
    case .tender(let rule): try read(rule, row)
    default: throw AwardObstacle(reason: "more is limited than who takes what")
    }
  }

  private mutating func read(_ rule: TenderRule, _ row: Int) throws(AwardObstacle) {
    switch rule {
    case .counted(let key):
      schedules.append(key)
      for entry in entries(row) {
        guard case .flow(let flow) = source.decisions[entry.column] else { continue }
        guard let provider = source.instance.links.provider[flow.link.index],
          providerOfSchedule[key] ?? provider == provider, counted[entry.column] == nil, entry.coefficient < 0
        else { throw AwardObstacle(reason: "a tariff counts over several providers, or a provider has several") }
        providerOfSchedule[key] = provider
        counted[entry.column] = -entry.coefficient
      }
    case .basis(let key):
      if case .rebate = key { throw AwardObstacle(reason: "there are rebates") }
      for entry in entries(row) {
        if case .flow = source.decisions[entry.column] { paid[entry.column] = -entry.coefficient }
      }
    case .breakFrom, .breakTo:
      guard let reached = entries(row).first(where: { source.isReached($0.column) }) else {
        throw AwardObstacle(reason: "a break begins at 0")
      }
      var end = ends[reached.column] ?? (from: 0, to: 0)
      if case .breakFrom = rule { end.from = -reached.coefficient } else { end.to = -reached.coefficient }
      ends[reached.column] = end
    // What these leave out is as good under other names.
    case .twinVolumes(let first, let second): volumeOrders.append((first, second, row))
    case .twinsEngaged(let first, let second): engagedOrders.append((first, second, row))
    case .oneBreak, .chargedMost, .chargedLeast, .ratioMost, .ratioLeast: break
    case .volumeLeast, .volumeMost, .laneCount, .siteCount, .kept, .shipmentsLeast, .shipmentsMost:
      throw AwardObstacle(reason: "providers have further terms")
    }
  }

  // MARK: Assembly

  private func assembled() throws(AwardObstacle) -> RecognizedAwards {
    var items: [RecognizedAwards.Item] = []
    var itemOfRow: [Int: Int] = [:]
    for row in demands {
      let amount = linear.rowLower[row]
      let awards = Set(entries(row).compactMap { awardedOfFlow[$0.column].flatMap { rowOfAwarded[$0.column] } })
      guard amount > 0, amount == linear.rowUpper[row], awards.count == 1, let award = awards.first,
        entries(award).count == entries(row).count, entries(row).allSatisfy({ $0.coefficient == 1 })
      else { throw AwardObstacle(reason: "what is asked for is no lane that one provider takes whole") }
      itemOfRow[row] = items.count
      items.append(.init(row: row, amount: amount, award: award))
    }
    var program = AwardProgram(name: linear.name, itemCount: items.count)
    program.objectiveConstant = linear.objectiveConstant
    let (providers, places) = try readProviders(&program)
    var awards: [RecognizedAwards.Award] = []
    for flow in flows {
      guard case .flow(let key) = source.decisions[flow], let provider = source.instance.links.provider[key.link.index],
        let place = places[provider], let row = rowOfFlow[flow], let item = itemOfRow[row],
        let awarded = awardedOfFlow[flow]
      else { throw AwardObstacle(reason: "something moves by nobody, or beside the awards") }
      let amount = items[item].amount
      guard abs(linear.columnUpper[flow] - amount) <= 1e-9 * amount else {
        throw AwardObstacle(reason: "a lane has a capacity below what is asked for")
      }
      guard providers[place].schedule == nil || counted[flow] != nil else {
        throw AwardObstacle(reason: "a provider has lanes beside its tariff")
      }
      program.addAward(
        provider: place, item: item, cost: linear.objective[flow] * amount, counted: (counted[flow] ?? 0) * amount,
        paid: (paid[flow] ?? 0) * amount)
      awards.append(
        .init(
          flow: flow, amount: amount, awarded: awarded.column, link: awarded.row, engagedLink: engagedLinkOfFlow[flow]))
    }
    guard cap.map({ entries($0).count == providers.count }) ?? true else {
      throw AwardObstacle(reason: "of some providers only so many may be engaged, not of all")
    }
    program.mostEngaged = cap.map { Int(linear.rowUpper[$0]) }
    for (flow, row) in wanted {
      // More of a flow than all of it cannot be had.
      guard let award = awards.firstIndex(where: { $0.flow == flow }),
        entries(row)[0].coefficient * awards[award].amount >= linear.rowLower[row]
      else { throw AwardObstacle(reason: "more is wanted of a lane than is asked for there") }
      program.give(award)
    }
    let twins = source.twins.map { $0.compactMap { places[$0] } }
    func rows(_ orders: [(first: ProviderID, second: ProviderID, row: Int)]) -> [RecognizedAwards.Pair: Int] {
      var rows: [RecognizedAwards.Pair: Int] = [:]
      for order in orders {
        guard let first = places[order.first], let second = places[order.second] else { continue }
        rows[.init(first: first, second: second)] = order.row
      }
      return rows
    }
    for members in twins where canBeOrdered(members, program, awards) { program.addTwins(members) }
    return RecognizedAwards(
      program: program, awards: awards, items: items, providers: providers, cap: cap, twins: twins,
      volumeOrders: rows(volumeOrders), engagedOrders: rows(engagedOrders), givenBy: wanted.map { source.rules[$0.row] })
  }

  /// Twins are in order of their quantities; a search knows what tiers count, which has to be the same.
  private func canBeOrdered(_ members: [Int], _ program: AwardProgram, _ awards: [RecognizedAwards.Award]) -> Bool {
    let own = awards.indices.filter { members.contains(Int(program.provider[$0])) }
    return program.given.isEmpty && members.allSatisfy { !program.tiers[$0].isEmpty && program.hasSwitch[$0] }
      && own.allSatisfy { program.counted[$0] == awards[$0].amount }
  }

  private func readProviders(
    _ program: inout AwardProgram
  ) throws(AwardObstacle) -> ([RecognizedAwards.Provider], [ProviderID: Int]) {
    var providers: [RecognizedAwards.Provider] = []
    var places: [ProviderID: Int] = [:]
    for id in source.instance.providers.indices.map(ProviderID.init) {
      let engaged = source.column(.providerEngaged(id))
      let own = schedules.filter { providerOfSchedule[$0] == id }
      guard own.count <= 1 else { throw AwardObstacle(reason: "a provider has several tariffs with breaks") }
      var provider = RecognizedAwards.Provider(engaged: engaged, schedule: own.first)
      var tiers: [AwardProgram.Tier] = []
      for (reached, decision) in source.decisions.enumerated() {
        guard case .tender(.reached(let key, let index)) = decision, key == own.first else { continue }
        guard let amount = source.column(.tender(.amount(key, index))), let end = ends[reached], end.from > 0 else {
          throw AwardObstacle(reason: "a break begins at 0")
        }
        let charged = source.column(.tender(.charged(key, index)))
        provider.tiers.append(.init(reached: reached, amount: amount, charged: charged))
        tiers.append(
          .init(
            from: end.from, to: end.to, fixedCost: linear.objective[reached], countedPrice: linear.objective[amount],
            paidPrice: charged.map { linear.objective[$0] } ?? 0))
      }
      places[id] = program.addProvider(fixedCost: engaged.map { linear.objective[$0] } ?? 0, tiers: tiers, hasSwitch: engaged != nil)
      providers.append(provider)
    }
    return (providers, places)
  }
}

extension InstanceProgram {
  fileprivate func isReached(_ column: Int) -> Bool {
    if case .tender(.reached) = decisions[column] { true } else { false }
  }
}
