import Logistics

/// Where a plan stands in a price schedule, and what it is charged there, surcharges aside.
struct Settlement {
  let schedule: Schedule
  /// What the breaks count, and what is paid on.
  var amount: Rational
  var basis: Rational
  /// The break reached; nil: none, where nothing counts or nothing is offered.
  var reached: Int?
  var cost: Rational
  /// Indices into the inspection's flows.
  var flows: [Int]

  var minimum: Rational? { reached.flatMap { schedule.charge.breaks[$0].minimumCharge } }
}

extension Settlement {
  /// The next break, where reaching it with more of the same would cost less than now.
  var advice: TierAdvice? {
    guard let reached, reached + 1 < schedule.charge.breaks.count, !schedule.isRebate,
      let each = basis.divided(by: amount)
    else { return nil }
    let begin = schedule.charge.breaks[reached + 1].from
    let there = schedule.cost(begin, basis: each * begin, at: reached + 1)
    guard there < cost else { return nil }
    return TierAdvice(more: begin - amount, saving: (cost - there) * schedule.factor)
  }
}

// Charges whose breaks count flow: over a lane row, a provider's lanes, a contract; and rebates.
extension Inspection {
  /// In the order in which the flows first count in them.
  mutating func settleSchedules(_ shipments: [Shipment]) -> [Settlement] {
    var slots: [PriceSchedule: Int] = [:]
    var members: [(schedule: Schedule, flows: [Int])] = []
    for (index, flow) in flows.enumerated() {
      for key in instance.schedules(pricing: flow.tariff, on: flow.link) {
        if let slot = slots[key] {
          members[slot].flows.append(index)
        } else if let schedule = Schedule(key, pricing: flow.tariff, instance) {
          slots[key] = members.count
          members.append((schedule, [index]))
        }
      }
    }
    let counts = shipmentCounts(shipments)
    settled = members.map { settle($0.schedule, $0.flows, counts) }
    return settled
  }

  private mutating func settle(_ schedule: Schedule, _ members: [Int], _ counts: [LaneID: Rational]) -> Settlement {
    let charge = schedule.charge
    let shipments = Set(members.map { flows[$0].tariff }).reduce(Rational.zero) { $0 + (counts[$1] ?? .zero) }
    let amount = charge.breakBasis == .shipments ? shipments : measure(schedule, members) { flow, measures in
      measures.counted(charge.breakBasis, flow.commodity)
    }
    let ways = instance
    let basis = charge.basis == .shipment ? shipments : measure(schedule, members) { flow, measures in
      let distance = ways.distance(flow.link, flow.product, flow.key.period)
      return measures.perUnit(charge.basis, flow.commodity, distance: distance)
    }
    // What a stepwise charge is written per does not matter.
    let paidOn = charge.structure == .stepwise ? .one : basis
    return place(schedule, amount: amount, basis: paidOn, members)
  }

  private mutating func measure(
    _ schedule: Schedule, _ members: [Int], _ perUnit: (InspectedFlow, UnitMeasures) -> Rational?
  ) -> Rational {
    var total = Rational.zero
    for index in members {
      guard let measure = perUnit(flows[index], measures) else {
        guard schedule.charge.structure != .stepwise else { continue }
        violateUnknown(nil, "the charge `\(schedule.charge.name)` of \(instance.words(flows[index].link))", nil)
        continue
      }
      total += flows[index].units * measure
    }
    return total
  }

  private mutating func place(
    _ schedule: Schedule, amount: Rational, basis: Rational, _ members: [Int]
  ) -> Settlement {
    var settlement = Settlement(
      schedule: schedule, amount: amount, basis: basis, reached: nil, cost: .zero, flows: members)
    guard !amount.isZero else { return settlement }
    guard let reached = schedule.charge.breakIndex(amount) else {
      let message = "`\(schedule.charge.name)` counts \(amount), which is in none of its breaks"
      violate(.tender(.oneBreak(schedule.key)), .noBreak, message, schedule.charge.breaks.first?.mark)
      return settlement
    }
    settlement.reached = reached
    settlement.cost = schedule.cost(amount, basis: basis, at: reached)
    return settlement
  }

  /// One line for each schedule, and one for each of its surcharges.
  mutating func charge(_ settled: [Settlement], _ shares: inout [Rational]) {
    for item in settled {
      guard let reached = item.reached else { continue }
      let schedule = item.schedule
      let isAllUnit = schedule.charge.structure == .allUnit
      let quantity = isAllUnit ? item.basis : .one
      let unitCost = isAllUnit ? schedule.charge.breaks[reached].unitCost(schedule.charge.basis) : item.cost
      charge(
        .transport, schedule.charge.name, provider: schedule.provider, lane: schedule.lane, quantity: quantity,
        unitCost: unitCost)
      for surcharge in schedule.surcharges {
        charge(
          .surcharge, surcharge.name, provider: schedule.provider, lane: schedule.lane, quantity: item.cost,
          unitCost: surcharge.value * Rational(mantissa: 1, decimals: 2))
      }
      spread(item.cost * schedule.factor, over: item.flows, &shares)
    }
  }

  mutating func note(paid amount: Rational, _ lane: LaneID) { paid[lane, default: .zero] += amount }

  // MARK: Rebates

  /// Percent of what the provider charged for what matches, once its volume reaches a tier.
  mutating func chargeRebates(_ shares: inout [Rational]) {
    for index in instance.rebates.indices {
      let key = PriceSchedule.rebate(RebateID(index))
      guard let schedule = Schedule(key, pricing: nil, instance) else { continue }
      let members = flows.indices.filter {
        instance.matches(instance.rebates[index].filter, flows[$0].link, flows[$0].product, customer: flows[$0].customer)
      }
      let volume = members.reduce(Rational.zero) { $0 + flows[$1].units }
      let settlement = place(schedule, amount: volume, basis: charged(members), members)
      settled.append(settlement)
      guard let reached = settlement.reached else { continue }
      charge(
        .rebate, schedule.charge.name, provider: schedule.provider, quantity: settlement.basis,
        unitCost: schedule.charge.breaks[reached].cost)
      spread(settlement.cost, over: members, &shares)
    }
  }

  /// What the rows and schedules of these flows charge, without surcharges and duty.
  private func charged(_ members: [Int]) -> Rational {
    let lanes = Set(members.map { flows[$0].tariff })
    let schedules = Set(members.flatMap { instance.schedules(pricing: flows[$0].tariff, on: flows[$0].link) })
    return lanes.reduce(.zero) { $0 + (paid[$1] ?? .zero) }
      + settled.reduce(.zero) { schedules.contains($1.schedule.key) ? $0 + $1.cost : $0 }
  }

  mutating func recordSchedules() {
    evaluation.schedules = settled.map { item in
      // Of a rebate the numbers are those of its tiers, not of what lies below the first.
      let below = item.schedule.isRebate ? item.schedule.tiersBegin : 0
      let reached = item.reached.flatMap { $0 < below ? nil : $0 - below }
      return ScheduleEvaluation(
        schedule: item.schedule.key, provider: item.schedule.provider, amount: item.amount, reached: reached,
        cost: item.cost * item.schedule.factor, advice: item.advice)
    }
  }

  // MARK: Shipments

  func knownSize(of shipment: Shipment) -> KnownSize {
    let distance = shipment.flows.first.flatMap { self.distance(flows[$0]) }
    return KnownSize(instance, shipment.key.tariff, shipment.key.order, distance: distance)
  }

  /// How many shipments goods that are charged together go in.
  func shipmentCount(_ shipment: Shipment) -> Rational {
    let lane = shipment.key.tariff
    if let order = shipment.key.order { return instance.shipmentCount(lane, order) }
    guard let size = instance.lanes.shipmentSize[lane.index] else { return .one }
    let units = shipment.flows.reduce(Rational.zero) { $0 + flows[$1].units }
    return units.divided(by: size)?.ceiling ?? .one
  }

  private func shipmentCounts(_ shipments: [Shipment]) -> [LaneID: Rational] {
    var counts: [LaneID: Rational] = [:]
    for shipment in shipments { counts[shipment.key.tariff, default: .zero] += shipmentCount(shipment) }
    return counts
  }
}
