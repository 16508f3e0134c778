import Logistics

/// A constraint or a line of a contract, that an instance may do without.
struct PricedLine: Sendable {
  private enum Place {
    case constraint(Int)
    case rebateTier(rebate: Int, tier: Int)
  }

  let name: String
  let mark: SourceMark
  let isContractLine: Bool
  private let place: Place

  /// Every one of an instance: constraints, the contracts' lines that are such among them, then every tier of a rebate.
  static func all(_ instance: Instance) -> [PricedLine] {
    let constraints = instance.constraints.enumerated().map { index, constraint in
      PricedLine(
        name: constraint.name, mark: constraint.mark, isContractLine: constraint.contractWith != nil,
        place: .constraint(index))
    }
    let tiers = instance.rebates.enumerated().flatMap { index, rebate in
      rebate.tiers.enumerated().map { place, tier in
        PricedLine(
          name: "\(rebate.contract) rebate from \(tier.threshold)", mark: tier.mark, isContractLine: true,
          place: .rebateTier(rebate: index, tier: place))
      }
    }
    return constraints + tiers
  }

  func removed(from instance: Instance) -> Instance {
    var without = instance
    switch place {
    case .constraint(let index): without.constraints.remove(at: index)
    case .rebateTier(let rebate, let tier):
      without.rebates[rebate].tiers.remove(at: tier)
      if without.rebates[rebate].tiers.isEmpty { without.rebates.remove(at: rebate) }
    }
    return without
  }
}
