import Logistics

/// What one unit of a commodity weighs, fills and is worth.
///
/// A demand row with a weight of its own weighs that, spread evenly over its quantity; all else weighs as its product
/// says. A class, because it is handed about a million times and an instance is dear to copy.
final class UnitMeasures: Sendable {
  private let instance: Instance
  /// By `DemandID`: the row's own weight a unit.
  private let rowWeights: [Rational?]

  init(_ instance: Instance) {
    self.instance = instance
    rowWeights = instance.demand.map { row in row.weight?.divided(by: row.quantity) }
  }

  /// nil: unknown; orders are not counted by the unit.
  func perUnit(_ measure: Measure, _ commodity: Commodity) -> Rational? {
    let product = instance[instance.product(of: commodity)]
    switch measure {
    case .quantity: return .one
    case .weight: return weight(commodity)
    case .volume: return product.unitVolume
    case .pallet: return product.unitsPerPallet.flatMap { Rational.one.divided(by: $0) }
    case .order: return nil
    }
  }

  func weight(_ commodity: Commodity) -> Rational? {
    if case .row(let row) = commodity, let own = rowWeights[row.index] { return own }
    return instance[instance.product(of: commodity)].unitWeight
  }

  func price(_ commodity: Commodity) -> Rational? {
    switch commodity {
    case .pooled(let product): instance[product].unitPrice
    case .row(let row): instance[row].unitPrice
    }
  }

  func kilometres(_ distance: Rational) -> Rational { distance * instance.settings.kilometresPerDistanceUnit }

  func tonnes(_ commodity: Commodity) -> Rational? {
    weight(commodity).map { $0 * instance.settings.tonnesPerWeightUnit }
  }
}
