import Logistics

// Floors, equal shares and rankings over what demand rows are served.
extension RuleBookBuilder {
  mutating func addAllocationDecisions() {
    for (index, share) in instance.allocation.shares.enumerated() {
      addDecision(.commonShare(ShareID(index)), isWhole: false)
      for (member, data) in share.members.enumerated() where data.floor.isPositive {
        addDecision(.atFloor(ShareID(index), member))
      }
    }
    for (index, rule) in instance.allocation.rules.enumerated() where rule.mostRanked > 0 {
      let most = rule.members.reduce(Rational.zero) { max($0, $1.mostRate) }
      for rank in 1...rule.mostRanked {
        addDecision(.rankedRate(AllocationID(index), rank), most: most, isWhole: false)
        guard rank > 1 else { continue }
        for member in rule.members.indices {
          addDecision(.rateShortfall(AllocationID(index), rank, member: member), most: most, isWhole: false)
        }
      }
    }
  }

  mutating func addAllocationRows() {
    let allocation = instance.allocation
    guard !(allocation.floors.isEmpty && allocation.shares.isEmpty && allocation.rules.isEmpty) else { return }
    let legs = lastLegsByRow()
    for (index, floor) in allocation.floors.enumerated() {
      let row = row(.fillFloor(FloorID(index)), .atLeast, instance.settings.resolution.rational(floor.least))
      addServed(floor.rows, legs, factor: .one, to: row)
    }
    for index in allocation.shares.indices { addShareRows(ShareID(index), legs) }
    for index in allocation.rules.indices { addRankingRows(AllocationID(index), legs) }
  }

  /// By demand row: the moves that bring it to its customer, with the units that each brings.
  private func lastLegsByRow() -> [[(column: Int, units: Rational)]] {
    var legs = [[(column: Int, units: Rational)]](repeating: [], count: instance.demand.count)
    for column in moves.indices where moves[column].isLastLeg {
      for part in moves[column].parts {
        if case .row(let row) = part.commodity { legs[row.index].append((column, part.amount)) }
      }
    }
    return legs
  }

  private mutating func addServed(
    _ rows: [DemandID], _ legs: [[(column: Int, units: Rational)]], factor: Rational, to row: Int
  ) {
    for demand in rows {
      for leg in legs[demand.index] { add(leg.units * factor, of: leg.column, to: row) }
    }
  }

  private mutating func addShareRows(_ id: ShareID, _ legs: [[(column: Int, units: Rational)]]) {
    let share = instance.allocation[id]
    guard let common = index(.commonShare(id)) else { return }
    let tolerance = ShareTolerance.of(share, step: step)
    for (number, member) in share.members.enumerated() {
      let least = row(.shareLeast(id, number), .atLeast, member.base - tolerance)
      let most = row(.shareMost(id, number), .atMost, member.base + tolerance)
      for row in [least, most] {
        addServed(member.rows, legs, factor: .one, to: row)
        add(-member.span, of: common, to: row)
      }
      guard let atFloor = index(.atFloor(id, number)) else { continue }
      add(-member.most, of: atFloor, to: most)
      let floor = row(.shareFloor(id, number), .atMost, member.most)
      addServed(member.rows, legs, factor: .one, to: floor)
      add(member.most - member.floor, of: atFloor, to: floor)
    }
  }

  private mutating func addRankingRows(_ id: AllocationID, _ legs: [[(column: Int, units: Rational)]]) {
    let rule = instance.allocation[id]
    guard rule.mostRanked > 0 else { return }
    for rank in 1...rule.mostRanked {
      guard let threshold = index(.rankedRate(id, rank)) else { continue }
      for (number, member) in rule.members.enumerated() {
        let row = row(.rankedRate(id, rank, member: number), .atLeast)
        addServed(member.rows, legs, factor: Rational(100).divided(by: member.weight) ?? .zero, to: row)
        add(Rational(-1), of: threshold, to: row)
        if let shortfall = index(.rateShortfall(id, rank, member: number)) { add(.one, of: shortfall, to: row) }
      }
    }
  }

  // MARK: Sources of a product

  mutating func addSplitDecisions() {
    for limit in instance.allocation.splits {
      var origins = 0
      for move in moves where move.customer == limit.customer && move.parts.contains(where: { $0.product == limit.product })
      {
        let known = decisions.count
        addDecision(.productSource(limit.customer, limit.product, move.origin))
        if decisions.count > known { origins += 1 }
      }
      guard limit.cost.isPositive, origins > 0 else { continue }
      addDecision(.furtherSources(limit.customer, limit.product), most: Rational(origins - 1), isWhole: false)
    }
  }

  mutating func addSplitRows() {
    for limit in instance.allocation.splits {
      if let most = limit.most { row(.productSources(limit.customer, limit.product), .atMost, Rational(most)) }
      if let further = index(.furtherSources(limit.customer, limit.product)) {
        add(Rational(-1), of: further, to: row(.furtherSources(limit.customer, limit.product), .atMost, .one))
      }
      for site in instance.sites.indices {
        guard let source = index(.productSource(limit.customer, limit.product, SiteID(site))) else { continue }
        add(.one, of: source, toAny: .productSources(limit.customer, limit.product))
        add(.one, of: source, toAny: .furtherSources(limit.customer, limit.product))
      }
    }
  }
}

/// How far a member may be off its equal share.
enum ShareTolerance {
  /// A little less than a step, so that what is less than a step off keeps it and what is a step off does not.
  static func of(_ share: EqualShare, step: Rational) -> Rational {
    var largest = Rational.zero
    for member in share.members {
      guard let span = member.span.divided(by: step), span.isWhole else { return step }
      largest = max(largest, span)
    }
    return step - (step.divided(by: largest + largest) ?? .zero)
  }
}

/// What a decision adds to a stage of an allocation rule, in the stage's own direction.
struct StageWriter {
  private let book: RuleBook
  private let stage: AllocationStage
  /// Of a stage that serves a class: whether a demand row is in it.
  private var isServed: [Bool]

  init(_ book: RuleBook, _ stage: AllocationStage) {
    self.book = book
    self.stage = stage
    isServed = Array(repeating: false, count: book.instance.demand.count)
    guard case .served(let index) = stage.kind else { return }
    for row in book.instance.allocation[stage.rule].classes[index] { isServed[row.index] = true }
  }

  func value(_ index: Int) -> Rational {
    switch stage.kind {
    case .served:
      guard index < book.moves.count, book.moves[index].isLastLeg else { return .zero }
      return book.moves[index].parts.reduce(.zero) { sum, part in
        guard case .row(let row) = part.commodity, isServed[row.index] else { return sum }
        return sum + part.amount
      }
    case .leastRates(let count):
      switch book.decisions[index].decision {
      case .rankedRate(stage.rule, count): return Rational(count)
      case .rateShortfall(stage.rule, count, member: _): return Rational(-1)
      default: return .zero
      }
    }
  }
}

extension Inspection {
  /// What a plan says of a decision about shares and rankings.
  func allocationValue(_ decision: Decision) -> Rational {
    switch decision {
    case .commonShare(let id):
      let share = instance.allocation[id]
      let range = commonShares(share, tolerance: ShareTolerance.of(share, step: step))
      let middle = (range.low.value + range.high.value) * Rational(mantissa: 5, decimals: 1)
      return min(max(.zero, max(range.low.value, min(middle, range.high.value))), .one)
    case .atFloor(let id, let number):
      let member = instance.allocation[id].members[number]
      return isAtFloor(member, served(member.rows)) ? .one : .zero
    case .rankedRate(let id, let rank): return ranked(id, rank)
    case .rateShortfall(let id, let rank, let member):
      return max(.zero, ranked(id, rank) - evaluation.memberRates[id.index][member])
    default: return .zero
    }
  }

  private func ranked(_ id: AllocationID, _ rank: Int) -> Rational { evaluation.memberRates[id.index].sorted()[rank - 1] }
}
