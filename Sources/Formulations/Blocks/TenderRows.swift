import Logistics
import MathProgram

/// What providers allow and demand in volume, lanes and sites; lanes that they may lose; and constraints on averages.
extension ProgramBuilder {
  mutating func addTenderRows() {
    for id in instance.providers.indices.map(ProviderID.init) { addVolumes(id) }
    addCounts()
    let left = Decision.tender(.left(ProviderID(0), SiteID(0), .site(SiteID(0))))
    if codebook.columns.mayContain(left) { for index in movements.indices { addKept(index) } }
  }

  private mutating func addVolumes(_ id: ProviderID) {
    let provider = instance[id]
    guard provider.volumeMin.isPositive || provider.volumeMax != nil else { return }
    let terms = movements.indices.filter { carrier(of: $0) == id }.map { term($0, amount($0, in: .quantity)) }
    if let most = provider.volumeMax { codebook.addRow(.tender(.volumeMost(id)), upper: most, terms) }
    guard provider.volumeMin.isPositive else { return }
    addSwitchedLimit(
      .tender(.volumeLeast(id)), terms, limit: provider.volumeMin, isMost: false, switching: .providerEngaged(id))
  }

  private mutating func addCounts() {
    var lanes = [[Term]](repeating: [], count: instance.providers.count)
    var sites = lanes
    for (column, decision) in codebook.decisions.enumerated() {
      switch decision {
      case .tender(.carries(let id, _, _)): lanes[id.index].append(Term(column, .one))
      case .tender(.touches(let id, _)): sites[id.index].append(Term(column, .one))
      default: break
      }
    }
    for (index, provider) in instance.providers.enumerated() {
      let id = ProviderID(index)
      if let most = provider.maxLanes { codebook.addRow(.tender(.laneCount(id)), upper: Rational(most), lanes[index]) }
      if let most = provider.maxSites { codebook.addRow(.tender(.siteCount(id)), upper: Rational(most), sites[index]) }
    }
  }

  /// Others may carry on a lane only where its incumbent does too, or has left it.
  private mutating func addKept(_ index: Int) {
    for id in instance.providers.indices.map(ProviderID.init) where id != carrier(of: index) {
      guard let left = codebook.column(.tender(.left(id, origin(index), destination(index)))),
        let carries = codebook.column(.tender(.carries(id, origin(index), destination(index))))
      else { continue }
      let upper = movements[index].upper
      codebook.addRow(
        .tender(.kept(movements[index].decision, id)), upper: .zero,
        [term(index, .one), Term(left, -upper), Term(carries, -upper)])
    }
  }

  // MARK: Constraints

  /// Σ quantity × (rate − value), or what alone is beyond the value where every flow is to keep it.
  mutating func addAverage(_ id: ConstraintID, _ constraint: Constraint) {
    // A soft score is missed by goods: one of them for each 100 points.
    let unit = constraint.kind == .score && !constraint.isEach ? Rational(100) : .one
    if constraint.sense != .max {
      let missed = codebook.column(.constraintShortfall(id)).map { [Term($0, unit)] } ?? []
      codebook.addRow(.constraintLeast(id), lower: .zero, averageTerms(constraint) { -max(.zero, -$0) } + missed)
    }
    if constraint.sense == .max || constraint.sense == .fixed {
      let missed = codebook.column(.constraintExcess(id)).map { [Term($0, -unit)] } ?? []
      codebook.addRow(.constraintMost(id), upper: .zero, averageTerms(constraint) { max(.zero, $0) } + missed)
    }
  }

  private func averageTerms(_ constraint: Constraint, _ part: (Rational) -> Rational) -> [Term] {
    movements.indices.compactMap { index in
      let coefficient = movements[index].parts.reduce(Rational.zero) { sum, moved in
        guard matches(constraint.filter, index, moved), let rate = rate(of: moved, index, constraint) else { return sum }
        let distance = rate - constraint.value
        guard constraint.isEach else { return sum + moved.amount * distance }
        let beyond = part(distance)
        return beyond.isZero ? sum : sum + (beyond.isNegative ? -moved.amount : moved.amount)
      }
      return coefficient.isZero ? nil : term(index, coefficient)
    }
  }

  private func rate(of part: Movement.Part, _ index: Int, _ constraint: Constraint) -> Rational? {
    guard let score = constraint.score else { return instance.lanes.transitTime[part.nearest.index] }
    let movement = movements[index]
    return instance.score(score, movement.link, instance.product(of: part.commodity), movement.period)
  }

  func emissionTerms(_ constraint: Constraint) -> [Term] {
    let costs = ObjectiveCosts(instance)
    return movements.indices.compactMap { index in
      let emission = movements[index].parts.reduce(Rational.zero) { sum, part in
        matches(constraint.filter, index, part) ? sum + part.amount * costs.co2(of: part, movements[index].link) : sum
      }
      return emission.isZero ? nil : term(index, emission)
    }
  }

  /// What a `source_count` or `changes` counts.
  func countTerms(_ id: ConstraintID, _ constraint: Constraint) -> [Term] {
    codebook.decisions.enumerated().compactMap { column, decision in
      switch decision {
      case .tender(.originCounted(id, _)): return Term(column, .one)
      case .tender(.changed(let origin, let destination, let product)):
        let filter = constraint.filter
        let isMeant = constraint.kind == .changes && filter.origins?.contains(origin) ?? true
          && filter.destinations?.contains(destination) ?? true && filter.products?.contains(product) ?? true
        return isMeant ? Term(column, .one) : nil
      default: return nil
      }
    }
  }
}
