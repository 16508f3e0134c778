import Logistics
import MathProgram

/// Charges whose breaks count flow: over a lane row, a provider's lanes, a contract; and rebates.
extension ProgramBuilder {
  private struct Member {
    var charge: Charge
    var factor: Rational
    var lanes: [LaneID] = []
    var entries: [Int: ScheduleBlock.Entry] = [:]
  }

  mutating func addSchedules() {
    var members: [PriceSchedule: Member] = [:]
    var keys: [PriceSchedule] = []
    let isAny = instance.rates.contains { $0.charges.contains(where: \.countsFlow) }
    for index in isAny ? movements.indices : 0..<0 {
      for part in movements[index].parts {
        for key in instance.schedules(pricing: part.pricing, on: movements[index].link) {
          guard let charge = instance.charge(of: key) else { continue }
          if members[key] == nil { keys.append(key) }
          var member = members[key] ?? Member(charge: charge, factor: percentFactor(part.pricing))
          if !member.lanes.contains(part.pricing) { member.lanes.append(part.pricing) }
          let column = movementColumns[index]
          var entry = member.entries[column] ?? .init(column: column, counted: .zero, paid: .zero)
          entry.counted += part.amount * counted(charge.breakBasis, part.commodity)
          if charge.basis != .shipment { entry.paid += part.amount * paid(charge.basis, part.commodity, index) }
          member.entries[column] = entry
          members[key] = member
        }
      }
    }
    for key in keys {
      guard var member = members[key] else { continue }
      if member.charge.countsShipments { addShipments(to: &member) }
      add(key, member.charge, member.factor, member.entries)
    }
    for id in instance.rebates.indices.map(RebateID.init) { addRebate(id) }
  }

  private func percentFactor(_ lane: LaneID) -> Rational {
    instance.surcharges(on: lane).reduce(.one) { sum, surcharge in
      surcharge.basis == .percent ? sum + surcharge.value * (Rational(1, over: 100) ?? .zero) : sum
    }
  }

  private func counted(_ basis: Charge.BreakBasis, _ commodity: Commodity) -> Rational {
    switch basis {
    case .quantity: .one
    case .weight: pricing.measure(.weight, of: commodity)
    case .volume: pricing.measure(.volume, of: commodity)
    case .shipments, .orderWeight, .shipmentSize, .distance: .zero
    }
  }

  /// How much of a linear basis one unit is.
  private func paid(_ basis: Basis, _ commodity: Commodity, _ index: Int) -> Rational {
    var one = LaneTariff()
    pricing.add(basis == .value ? Rational(100) : .one, basis, movements[index].link, commodity, to: &one)
    return one.perUnit
  }

  private mutating func add(
    _ key: PriceSchedule, _ charge: Charge, _ factor: Rational, _ entries: [Int: ScheduleBlock.Entry]
  ) {
    let inOrder = entries.keys.sorted().compactMap { entries[$0] }
    let step = instance.settings.resolution.rational(Quantity(steps: 1))
    let block = ScheduleBlock(
      key, charge, factor: factor, inOrder, uppers: inOrder.map { upper(ofColumn: $0.column) },
      grains: inOrder.map { isFlow($0.column) ? step : .one })
    schedules.append(block)
    for span in block.spans {
      codebook.addSwitch(.tender(.reached(key, span.index)))
      codebook.addColumn(.tender(.amount(key, span.index)), upper: span.to, isWhole: false)
      guard block.costs.hasBasisOfItsOwn else { continue }
      codebook.addColumn(
        .tender(.charged(key, span.index)), lower: block.leastPaid, upper: block.mostPaid, isWhole: false)
    }
  }

  private func isFlow(_ column: Int) -> Bool {
    if case .flow = codebook.decisions[column] { true } else { false }
  }

  private func upper(ofColumn column: Int) -> Rational {
    // The columns of movements are the first; whole legs have no bound there.
    column < movements.count ? movements[column].upper : codebook.upper(ofColumn: column) ?? .zero
  }

  // MARK: Shipments

  /// Shipments count by what switches them on: what is pooled on a row, its orders, and whole last legs.
  private func addShipments(to member: inout Member) {
    func add(_ column: Int, _ count: Rational) {
      var entry = member.entries[column] ?? .init(column: column, counted: .zero, paid: .zero)
      if member.charge.breakBasis == .shipments { entry.counted += count }
      if member.charge.basis == .shipment { entry.paid += count }
      member.entries[column] = entry
    }
    for lane in member.lanes {
      if let column = codebook.column(pooledSwitch(lane)) { add(column, .one) }
      var orders: Set<OrderID> = []
      for index in priced[lane.index] {
        guard let order = movements[index].order, let part = movements[index].parts.first(where: { $0.pricing == lane })
        else { continue }
        if movements[index].isWholeLeg {
          add(movementColumns[index], part.tariff.shipments)
        } else if instance[order].isTracked, orders.insert(order).inserted,
          let column = codebook.column(.orderOnLane(lane, order, .priced))
        {
          add(column, part.tariff.shipments)
        }
      }
    }
  }

  func countsShipments(_ lane: LaneID) -> Bool {
    instance.lanes.rate[lane.index].map { rate in
      instance[rate].charges.contains(where: \.countsShipments)
    } ?? false
  }

  // MARK: Rebates

  private mutating func addRebate(_ id: RebateID) {
    let rebate = instance[id]
    var entries: [Int: ScheduleBlock.Entry] = [:]
    func add(_ column: Int, counted: Rational = .zero, paid: Rational) {
      var entry = entries[column] ?? .init(column: column, counted: .zero, paid: .zero)
      entry.counted += counted
      entry.paid += paid
      entries[column] = entry
    }
    let costs = ObjectiveCosts(instance)
    var lanes: [LaneID] = []
    var keys: Set<PriceSchedule> = []
    for index in movements.indices {
      let parts = movements[index].parts.filter { matches(rebate.filter, index, $0) }
      guard !parts.isEmpty else { continue }
      let linear = parts.reduce(Rational.zero) { $0 + $1.amount * $1.tariff.perUnit }
      add(
        movementColumns[index], counted: parts.reduce(.zero) { $0 + $1.amount },
        paid: movements[index].isWholeLeg ? costs.bareShipmentCost(of: movements[index]) : linear)
      for part in parts {
        if !lanes.contains(part.pricing) { lanes.append(part.pricing) }
        keys.formUnion(instance.schedules(pricing: part.pricing, on: movements[index].link))
      }
    }
    guard !lanes.isEmpty else { return }
    for lane in lanes { for (column, paid) in switchCharges(lane) { add(column, paid: paid) } }
    for block in schedules where keys.contains(block.costs.key) {
      for (decision, paid) in bareCosts(block) {
        if let column = codebook.column(decision) { add(column, paid: paid) }
      }
    }
    self.add(.rebate(id), rebateCharge(rebate), .one, entries)
  }

  /// The tiers as an all-unit charge on what is spent: below the first nothing is given back.
  private func rebateCharge(_ rebate: Rebate) -> Charge {
    let percent = Rational(1, over: 100) ?? .zero
    var breaks = rebate.tiers.map {
      Break(from: $0.threshold, to: nil, cost: -($0.percent * percent), minimumCharge: nil, mark: $0.mark)
    }
    if let first = breaks.first, first.from.isPositive {
      breaks.insert(Break(from: .zero, to: nil, cost: .zero, minimumCharge: nil, mark: rebate.mark), at: 0)
    }
    return Charge(name: rebate.contract, basis: .unit, structure: .allUnit, breaks: breaks)
  }

  /// What a lane row's switches make its rate charge, surcharges aside.
  private func switchCharges(_ lane: LaneID) -> [(column: Int, paid: Rational)] {
    var charges: [(column: Int, paid: Rational)] = []
    func add(_ decision: Decision, _ paid: Rational) {
      if let column = codebook.column(decision), !charges.contains(where: { $0.column == column }) {
        charges.append((column, paid))
      }
    }
    for index in priced[lane.index] {
      guard let part = movements[index].parts.first(where: { $0.pricing == lane }) else { continue }
      let tariff = part.tariff
      add(.laneUsed(lane, .priced), tariff.perPeriod)
      guard !movements[index].isWholeLeg else { continue }
      let named = movements[index].order.flatMap { instance[$0].isTracked ? $0 : nil }
      if named == nil { add(pooledSwitch(lane), tariff.perShipment) }
      if let order = movements[index].order {
        let shipment = named == nil ? .zero : tariff.perShipment * tariff.shipments
        add(.orderOnLane(lane, order, .priced), tariff.perOrder + shipment)
      }
      add(.minimumTopUp(lane, named), .one)
    }
    return charges
  }

  private func bareCosts(_ block: ScheduleBlock) -> [(decision: Decision, cost: Rational)] {
    block.spans.flatMap { span in
      [
        (Decision.tender(.reached(block.costs.key, span.index)), block.costs.bareReached(span.index)),
        (.tender(.amount(block.costs.key, span.index)), block.costs.bareAmount(span.index)),
        (.tender(.charged(block.costs.key, span.index)), block.costs.bareCharged(span.index)),
      ]
    }
  }

  // MARK: Rows

  mutating func addScheduleRows() {
    for block in schedules { addRows(block) }
    for lane in instance.lanes.marks.indices.map(LaneID.init) {
      guard let column = codebook.column(.tender(.shipments(lane))) else { continue }
      addShipmentRows(lane, column)
    }
  }

  private mutating func addRows(_ block: ScheduleBlock) {
    let key = block.costs.key
    let columns = block.spans.compactMap { span -> (span: ScheduleBlock.Span, reached: Int, amount: Int)? in
      guard let reached = codebook.column(.tender(.reached(key, span.index))),
        let amount = codebook.column(.tender(.amount(key, span.index)))
      else { return nil }
      return (span, reached, amount)
    }
    codebook.addRow(
      .tender(.counted(key)), lower: .zero, upper: .zero,
      columns.map { Term($0.amount, .one) } + block.entries.map { Term($0.column, -$0.counted) })
    codebook.addRow(.tender(.oneBreak(key)), upper: .one, columns.map { Term($0.reached, .one) })
    for (span, reached, amount) in columns {
      addEnd(amount, reached, least: span.from, .tender(.breakFrom(key, span.index)))
      addEnd(amount, reached, most: span.to, .tender(.breakTo(key, span.index)))
    }
    if block.costs.hasBasisOfItsOwn { addBasisRows(block, columns) }
  }

  private mutating func addBasisRows(
    _ block: ScheduleBlock, _ columns: [(span: ScheduleBlock.Span, reached: Int, amount: Int)]
  ) {
    let key = block.costs.key
    var terms = block.entries.map { Term($0.column, -$0.paid) }
    for (span, reached, amount) in columns {
      guard let charged = codebook.column(.tender(.charged(key, span.index))) else { continue }
      terms.append(Term(charged, .one))
      addEnd(charged, reached, most: block.mostPaid, .tender(.chargedMost(key, span.index)))
      addEnd(charged, reached, least: block.leastPaid, .tender(.chargedLeast(key, span.index)))
      guard let ratios = block.ratios else { continue }
      addEnd(charged, amount, most: ratios.most, .tender(.ratioMost(key, span.index)))
      addEnd(charged, amount, least: ratios.least, .tender(.ratioLeast(key, span.index)))
    }
    codebook.addRow(.tender(.basis(key)), lower: block.costs.isRebate ? nil : .zero, upper: .zero, terms)
  }

  private mutating func addEnd(_ limited: Int, _ by: Int, least: Rational, _ rule: Rule) {
    codebook.addRow(rule, lower: .zero, [Term(limited, .one), Term(by, -least)])
  }

  private mutating func addEnd(_ limited: Int, _ by: Int, most: Rational, _ rule: Rule) {
    codebook.addRow(rule, upper: .zero, [Term(limited, .one), Term(by, -most)])
  }

  /// Just as many shipments as the pooled flow needs.
  private mutating func addShipmentRows(_ lane: LaneID, _ column: Int) {
    guard let size = instance.lanes.shipmentSize[lane.index] else { return }
    let step = instance.settings.resolution.rational(Quantity(steps: 1))
    let flow = pooled(on: lane).map { term($0, Rational(-1)) }
    codebook.addRow(.tender(.shipmentsLeast(lane)), lower: .zero, [Term(column, size)] + flow)
    let grain = ScheduleBlock.commonDivisor(size, step) ?? .zero
    codebook.addRow(.tender(.shipmentsMost(lane)), upper: size - grain, [Term(column, size)] + flow)
  }

  /// What the row's own schedules add to its pooled minimum's left side, and what breaks ask beyond the flat minimum.
  func scheduleTerms(countingTowardsMinimumOf lane: LaneID, _ minimum: Rational) -> [Term] {
    schedules.filter { block in
      if case .lane(lane, _) = block.costs.key { true } else { false }
    }.flatMap { block in
      bareCosts(block).compactMap { decision, cost -> Term? in
        guard let column = codebook.column(decision) else { return nil }
        guard case .tender(.reached(_, let index)) = decision else { return Term(column, cost) }
        let more = max(.zero, (block.costs.charge.breaks[index].minimumCharge ?? .zero) - minimum)
        return Term(column, cost - more)
      }
    }
  }
}
