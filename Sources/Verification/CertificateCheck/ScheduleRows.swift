import Logistics

// Breaks that count flow: which one is reached, how much lies in it, and what is paid there.
extension RuleBookBuilder {
  /// The schedules that moves count in, each with its decisions.
  mutating func addSchedules() {
    var slots: [PriceSchedule: Int] = [:]
    var members: [(schedule: Schedule, entries: [Int: ScheduleRange.Entry], lanes: [LaneID])] = []
    for column in instance.rates.isEmpty ? 0..<0 : moves.indices {
      for part in moves[column].parts {
        for key in instance.schedules(pricing: part.tariff, on: moves[column].link) {
          if slots[key] == nil, let schedule = Schedule(key, pricing: part.tariff, instance) {
            slots[key] = members.count
            members.append((schedule, [:], []))
          }
          guard let slot = slots[key] else { continue }
          let (counted, paid) = measures(of: part, moves[column], members[slot].schedule.charge)
          members[slot].entries[column, default: .init(column: column, counted: .zero, paid: .zero)].counted += counted
          members[slot].entries[column]?.paid += paid
          if !members[slot].lanes.contains(part.tariff) { members[slot].lanes.append(part.tariff) }
        }
      }
    }
    for (schedule, entries, lanes) in members {
      var entries = entries
      if schedule.charge.countsShipments { addShipmentEntries(schedule.charge, lanes, &entries) }
      add(schedule, entries)
    }
  }

  /// Rebates, once it is known how much minimum charges may add.
  mutating func addRebates() {
    guard !instance.rebates.isEmpty else { return }
    let prices = ShipmentPrices(instance, tariffs, moves)
    for index in instance.rebates.indices { addRebate(RebateID(index), prices) }
  }

  private mutating func add(_ schedule: Schedule, _ entries: [Int: ScheduleRange.Entry]) {
    let inOrder = entries.keys.sorted().compactMap { entries[$0] }
    let range = ScheduleRange(schedule, inOrder, decisions, step: step)
    schedules.append(range)
    for span in range.spans {
      addDecision(.tender(.reached(schedule.key, span.index)))
      addDecision(.tender(.amount(schedule.key, span.index)), most: span.to, isWhole: false)
      guard schedule.hasBasisOfItsOwn else { continue }
      addDecision(
        .tender(.charged(schedule.key, span.index)), least: range.leastPaid, most: range.mostPaid, isWhole: false)
    }
  }

  private func measures(of part: Move.Part, _ move: Move, _ charge: Charge) -> (counted: Rational, paid: Rational) {
    let distance = instance.distance(move.link, part.product, period)
    let counted = measures.counted(charge.breakBasis, part.commodity) ?? .zero
    let paid = charge.basis == .shipment ? nil : measures.perUnit(charge.basis, part.commodity, distance: distance)
    return (part.amount * counted, part.amount * (paid ?? .zero))
  }

  /// Shipments count by what switches them on: what is pooled on a row, its orders, and whole last legs.
  private func addShipmentEntries(
    _ charge: Charge, _ lanes: [LaneID], _ entries: inout [Int: ScheduleRange.Entry]
  ) {
    func add(_ column: Int, _ count: Rational) {
      var entry = entries[column] ?? .init(column: column, counted: .zero, paid: .zero)
      if charge.breakBasis == .shipments { entry.counted += count }
      if charge.basis == .shipment { entry.paid += count }
      entries[column] = entry
    }
    for column in moves.indices where moves[column].isWholeLeg {
      guard let order = moves[column].order else { continue }
      for lane in Set(moves[column].parts.map(\.tariff)) where lanes.contains(lane) {
        add(column, instance.shipmentCount(lane, order))
      }
    }
    for column in moves.count..<max(moves.count, decisions.count) {
      switch decisions[column].decision {
      case .pooledOnLane(let lane) where lanes.contains(lane): add(column, .one)
      case .tender(.shipments(let lane)) where lanes.contains(lane): add(column, .one)
      case .orderOnLane(let lane, let order, .priced) where lanes.contains(lane) && instance[order].isTracked:
        add(column, instance.shipmentCount(lane, order))
      default: break
      }
    }
  }

  /// Whether breaks or prices of the row's rate count shipments.
  func countsShipments(_ lane: LaneID) -> Bool {
    instance.lanes.rate[lane.index].map { instance[$0].charges.contains { $0.countsShipments } } ?? false
  }

  // MARK: Rebates

  private mutating func addRebate(_ id: RebateID, _ prices: ShipmentPrices) {
    guard let schedule = Schedule(.rebate(id), pricing: nil, instance) else { return }
    var entries: [Int: ScheduleRange.Entry] = [:]
    func entry(_ column: Int, counted: Rational = .zero, paid: Rational) {
      entries[column, default: .init(column: column, counted: .zero, paid: .zero)].counted += counted
      entries[column]?.paid += paid
    }
    var lanes: Set<LaneID> = []
    var keys: Set<PriceSchedule> = []
    for column in moves.indices {
      let move = moves[column]
      let parts = move.parts.filter { matches(instance[id].filter, move, $0) }
      guard !parts.isEmpty else { continue }
      let linear = parts.reduce(Rational.zero) { $0 + $1.amount * prices.perUnit($1, move) }
      let paid = move.isWholeLeg ? prices.wholeLegBase(move) : linear
      entry(column, counted: parts.reduce(.zero) { $0 + $1.amount }, paid: paid)
      for part in parts {
        lanes.insert(part.tariff)
        keys.formUnion(instance.schedules(pricing: part.tariff, on: move.link))
      }
    }
    for column in moves.count..<max(moves.count, decisions.count) {
      if let paid = most(decisions[column].decision, lanes, prices) { entry(column, paid: paid) }
    }
    for range in schedules where keys.contains(range.schedule.key) {
      for span in range.spans {
        let key = range.schedule.key
        if let column = index(.tender(.reached(key, span.index))) { entry(column, paid: range.costReached(span.index)) }
        if let column = index(.tender(.amount(key, span.index))) { entry(column, paid: range.costOfAmount(span.index)) }
        if let column = index(.tender(.charged(key, span.index))) { entry(column, paid: range.costCharged(span.index)) }
      }
    }
    guard !lanes.isEmpty else { return }
    add(schedule, entries)
  }

  /// The most that a switch makes the rows charge, surcharges aside; nil: nothing.
  private func most(_ decision: Decision, _ lanes: Set<LaneID>, _ prices: ShipmentPrices) -> Rational? {
    switch decision {
    case .pooledOnLane(let lane) where lanes.contains(lane), .tender(.shipments(let lane)) where lanes.contains(lane):
      prices.perShipment(lane, nil, .most)
    case .orderOnLane(let lane, let order, .priced) where lanes.contains(lane):
      prices.perOrder(lane, order) + (instance[order].isTracked ? prices.perShipment(lane, order, .most) : .zero)
    case .laneUsed(let lane, .priced) where lanes.contains(lane): prices.mostPerPeriod(lane)
    case .minimumTopUp(let lane, _) where lanes.contains(lane): .one
    default: nil
    }
  }

  // MARK: Rows

  mutating func addScheduleRows() {
    for range in schedules { addRows(range) }
    for column in moves.count..<max(moves.count, decisions.count) {
      if case .tender(.shipments(let lane)) = decisions[column].decision { addShipmentRows(lane, column) }
    }
  }

  private mutating func addRows(_ range: ScheduleRange) {
    let key = range.schedule.key
    let counted = row(.tender(.counted(key)), .equal)
    let oneBreak = row(.tender(.oneBreak(key)), .atMost, .one)
    for entry in range.entries { add(-entry.counted, of: entry.column, to: counted) }
    let hasBasis = range.schedule.hasBasisOfItsOwn
    let basis = hasBasis ? row(.tender(.basis(key)), range.schedule.isRebate ? .atMost : .equal) : nil
    if let basis { for entry in range.entries { add(-entry.paid, of: entry.column, to: basis) } }
    for span in range.spans {
      guard let reached = index(.tender(.reached(key, span.index))),
        let amount = index(.tender(.amount(key, span.index)))
      else { continue }
      add(.one, of: amount, to: counted)
      add(.one, of: reached, to: oneBreak)
      addEnd(amount, reached, span.from, .tender(.breakFrom(key, span.index)), .atLeast)
      addEnd(amount, reached, span.to, .tender(.breakTo(key, span.index)), .atMost)
      guard let basis, let charged = index(.tender(.charged(key, span.index))) else { continue }
      add(.one, of: charged, to: basis)
      addEnd(charged, reached, range.mostPaid, .tender(.chargedMost(key, span.index)), .atMost)
      addEnd(charged, reached, range.leastPaid, .tender(.chargedLeast(key, span.index)), .atLeast)
      guard let ratios = range.ratios else { continue }
      addEnd(charged, amount, ratios.most, .tender(.ratioMost(key, span.index)), .atMost)
      addEnd(charged, amount, ratios.least, .tender(.ratioLeast(key, span.index)), .atLeast)
    }
  }

  /// limited − end × by ≥ 0 or ≤ 0.
  private mutating func addEnd(
    _ limited: Int, _ by: Int, _ end: Rational, _ rule: Rule, _ sense: RuleBook.Sense
  ) {
    let row = row(rule, sense)
    add(.one, of: limited, to: row)
    add(-end, of: by, to: row)
  }

  // MARK: Shipments of a size

  /// As many as all pooled flow of the row could need.
  mutating func addShipments(_ lane: LaneID) {
    guard let size = instance.lanes.shipmentSize[lane.index] else { return }
    let most = moves.reduce(Rational.zero) { sum, move in
      guard !move.isWholeLeg, !isNamed(move) else { return sum }
      return move.parts.contains { $0.tariff == lane } ? sum + move.most : sum
    }
    addDecision(.tender(.shipments(lane)), most: most.divided(by: size)?.ceiling ?? .zero)
  }

  private mutating func addShipmentRows(_ lane: LaneID, _ column: Int) {
    guard let size = instance.lanes.shipmentSize[lane.index] else { return }
    let least = row(.tender(.shipmentsLeast(lane)), .atLeast)
    let most = row(.tender(.shipmentsMost(lane)), .atMost, size - (size.commonMeasure(step) ?? .zero))
    add(size, of: column, to: least)
    add(size, of: column, to: most)
    for move in moves.indices where !moves[move].isWholeLeg && !isNamed(moves[move]) {
      guard moves[move].parts.contains(where: { $0.tariff == lane }) else { continue }
      add(Rational(-1), of: move, to: least)
      add(Rational(-1), of: move, to: most)
    }
  }

  // MARK: Minimums

  /// What the row's own schedules add to a minimum charge's left side, and what breaks ask beyond the flat minimum.
  mutating func addSchedules(of lane: LaneID, to row: Int, topUp: Int, _ minimum: Rational) {
    for range in schedules where range.schedule.lane == lane {
      for span in range.spans {
        let key = range.schedule.key
        let more = max(.zero, (range.schedule.charge.breaks[span.index].minimumCharge ?? .zero) - minimum)
        let terms = [
          (Decision.tender(.reached(key, span.index)), range.costReached(span.index) - more),
          (.tender(.amount(key, span.index)), range.costOfAmount(span.index)),
          (.tender(.charged(key, span.index)), range.costCharged(span.index)),
        ]
        for (decision, coefficient) in terms {
          guard let column = index(decision) else { continue }
          add(coefficient, of: column, to: row)
          if coefficient.isNegative { decisions[topUp].upper += -coefficient * decisions[column].upper }
        }
      }
    }
  }
}
