import Logistics
import MathProgram

/// How scarce goods are shared: floors, equal shares and rankings over what demand rows are served.
extension ProgramBuilder {
  mutating func addAllocation() {
    let allocation = instance.allocation
    guard !(allocation.floors.isEmpty && allocation.shares.isEmpty && allocation.rules.isEmpty) else { return }
    let served = servedTerms()
    for (id, floor) in allocation.floors.enumerated() {
      codebook.addRow(
        .fillFloor(FloorID(id)), lower: instance.settings.resolution.rational(floor.least),
        floor.rows.flatMap { served[$0.index] })
    }
    for (id, share) in allocation.shares.enumerated() { addShare(ShareID(id), share, served) }
    for (id, rule) in allocation.rules.enumerated() {
      for rank in rule.ranks { addRanking(AllocationID(id), rule, rank, served) }
    }
  }

  /// What each demand row is served, as terms of last legs.
  private func servedTerms() -> [[Term]] {
    var served = [[Term]](repeating: [], count: instance.demand.count)
    for index in movements.indices where movements[index].isLastLeg {
      for part in movements[index].parts {
        guard case .row(let row) = part.commodity else { continue }
        served[row.index].append(term(index, part.amount))
      }
    }
    return served
  }

  // MARK: Equal shares

  private mutating func addShare(_ id: ShareID, _ share: EqualShare, _ served: [[Term]]) {
    let common = codebook.addColumn(.commonShare(id), upper: .one, isWhole: false)
    let tolerance = tolerance(of: share)
    for (index, member) in share.members.enumerated() {
      let terms = member.rows.flatMap { served[$0.index] }
      let difference = terms + [Term(common, -member.span)]
      codebook.addRow(.shareLeast(id, index), lower: member.base - tolerance, difference)
      guard member.floor.isPositive else {
        codebook.addRow(.shareMost(id, index), upper: member.base + tolerance, difference)
        continue
      }
      let atFloor = codebook.addSwitch(.atFloor(id, index))
      codebook.addRow(
        .shareMost(id, index), upper: member.base + tolerance, difference + [Term(atFloor, -member.most)])
      codebook.addRow(
        .shareFloor(id, index), upper: member.most, terms + [Term(atFloor, member.most - member.floor)])
    }
  }

  private func tolerance(of share: EqualShare) -> Rational {
    let resolution = instance.settings.resolution
    let step = resolution.rational(Quantity(steps: 1))
    let spans = share.members.map { $0.span * Rational(whole: Int128(resolution.stepsPerUnit)) }
    guard spans.allSatisfy(\.isWhole), let largest = spans.max(),
      let part = Rational.one.divided(by: largest * Rational(2))
    else { return step }
    return step * (.one - part)
  }

  // MARK: Rankings

  /// The k-th least rate, in the linear form of Ogryczak and Śliwiński: k × threshold − Σ of what is below it.
  private mutating func addRanking(_ id: AllocationID, _ rule: AllocationRule, _ rank: Int, _ served: [[Term]]) {
    let most = rule.members.map(\.mostRate).max() ?? .zero
    let threshold = codebook.addColumn(.rankedRate(id, rank), upper: most, isWhole: false)
    for (index, member) in rule.members.enumerated() {
      guard let perUnit = Rational(100).divided(by: member.weight) else { continue }
      var terms = member.rows.flatMap { served[$0.index] }.map { Term($0.column, $0.coefficient * perUnit) }
      terms.append(Term(threshold, Rational(-1)))
      if rank > 1 {
        terms.append(
          Term(codebook.addColumn(.rateShortfall(id, rank, member: index), upper: most, isWhole: false), .one))
      }
      codebook.addRow(.rankedRate(id, rank, member: index), lower: .zero, terms)
    }
  }
}

extension AllocationRule {
  /// The ranks that stages or the objective ask for.
  fileprivate var ranks: ClosedRange<Int>.SubSequence { (1...max(1, mostRanked)).prefix(mostRanked) }
}
