import Logistics

// The rows that the terms of providers write over moves and switches.
extension RuleBookBuilder {
  mutating func addTenderRows() {
    for index in instance.providers.indices { addVolumeRows(ProviderID(index)) }
    let costly = instance.providers.indices.map { ProviderID($0) }.filter { instance[$0].switchCost.isPositive }
    for column in moves.indices { addMove(column, costly) }
    for column in moves.count..<max(moves.count, decisions.count) {
      switch decisions[column].decision {
      case .tender(.carries(let id, _, _)):
        guard let most = instance[id].maxLanes else { continue }
        add(.one, of: column, to: row(.tender(.laneCount(id)), .atMost, Rational(most)))
      case .tender(.touches(let id, _)):
        guard let most = instance[id].maxSites else { continue }
        add(.one, of: column, to: row(.tender(.siteCount(id)), .atMost, Rational(most)))
      default: break
      }
    }
  }

  /// Of plans that differ by the names of twins alone one keeps these.
  mutating func addTwinRows() {
    let engaged = instance.providers.indices.map { ProviderID($0) }.filter { index(.providerEngaged($0)) != nil }
    for (first, second) in TwinProviders(instance, engaged).pairs {
      let volumes = row(.tender(.twinVolumes(first, second)), .atLeast)
      for column in moves.indices {
        guard let carrier = instance.links.provider[moves[column].link.index], carrier == first || carrier == second else {
          continue
        }
        let quantity = amount(moves[column], .quantity) { _ in true }
        add(carrier == first ? quantity : -quantity, of: column, to: volumes)
      }
      let switches = row(.tender(.twinsEngaged(first, second)), .atLeast)
      if let column = index(.providerEngaged(first)) { add(.one, of: column, to: switches) }
      if let column = index(.providerEngaged(second)) { add(Rational(-1), of: column, to: switches) }
    }
  }

  private mutating func addVolumeRows(_ id: ProviderID) {
    if let most = instance[id].volumeMax { row(.tender(.volumeMost(id)), .atMost, most) }
    guard instance[id].volumeMin.isPositive, let engaged = index(.providerEngaged(id)) else { return }
    add(-instance[id].volumeMin, of: engaged, to: row(.tender(.volumeLeast(id)), .atLeast))
  }

  /// - Parameter costly: providers that it costs something to leave.
  private mutating func addMove(_ column: Int, _ costly: [ProviderID]) {
    let move = moves[column]
    let carrier = instance.links.provider[move.link.index]
    if let carrier, instance[carrier].volumeMax != nil || instance[carrier].volumeMin.isPositive {
      let quantity = amount(move, .quantity) { _ in true }
      add(quantity, of: column, toAny: .tender(.volumeMost(carrier)))
      add(quantity, of: column, toAny: .tender(.volumeLeast(carrier)))
    }
    for id in costly where id != carrier {
      guard let left = index(.tender(.left(id, move.origin, move.destination))),
        let carries = index(.tender(.carries(id, move.origin, move.destination)))
      else { continue }
      let row = row(.tender(.kept(move.decision, id)), .atMost)
      add(.one, of: column, to: row)
      add(-move.most, of: left, to: row)
      add(-move.most, of: carries, to: row)
    }
  }

  // MARK: Averages

  /// How a move counts in a constraint on an average: its amount above or below the value, or all of it where it alone
  /// breaks the value and every flow is to keep it.
  func averageTerms(_ constraint: Constraint, isLeast: Bool) -> [(column: Int, coefficient: Rational)] {
    var terms: [(column: Int, coefficient: Rational)] = []
    for column in moves.indices {
      let move = moves[column]
      var coefficient = Rational.zero
      for part in move.parts where matches(constraint.filter, move, part) {
        let distance = (rate(of: part, move, constraint) ?? constraint.value) - constraint.value
        if !constraint.isEach {
          coefficient += part.amount * distance
        } else if isLeast ? distance.isNegative : distance.isPositive {
          coefficient += isLeast ? -part.amount : part.amount
        }
      }
      if !coefficient.isZero { terms.append((column, coefficient)) }
    }
    return terms
  }

  private func rate(of part: Move.Part, _ move: Move, _ constraint: Constraint) -> Rational? {
    if let score = constraint.score { return instance.score(score, move.link, part.product, period) }
    return instance.lanes.transitTime[part.covering.index]
  }

  func emissionTerms(_ constraint: Constraint) -> [(column: Int, coefficient: Rational)] {
    let rates = LaneRates(instance)
    return moves.indices.compactMap { column in
      let move = moves[column]
      let emission = move.parts.reduce(Rational.zero) { sum, part in
        guard matches(constraint.filter, move, part) else { return sum }
        return sum + part.amount * (rates.emission(FlowKey(move.link, period, part.commodity)) ?? .zero)
      }
      return emission.isZero ? nil : (column, emission)
    }
  }

  /// Decisions that a `source_count` or `changes` counts.
  func countTerms(_ constraint: Constraint, _ id: ConstraintID) -> [(column: Int, coefficient: Rational)] {
    var terms: [(column: Int, coefficient: Rational)] = []
    for column in moves.count..<max(moves.count, decisions.count) {
      switch decisions[column].decision {
      case .tender(.originCounted(id, _)): terms.append((column, .one))
      case .tender(.changed(let origin, let destination, let product)):
        let filter = constraint.filter
        guard constraint.kind == .changes, filter.origins?.contains(origin) ?? true,
          filter.destinations?.contains(destination) ?? true, filter.products?.contains(product) ?? true
        else { continue }
        terms.append((column, .one))
      default: break
      }
    }
    return terms
  }
}
