internal import Logistics

/// What a lane row's rate and unit cost come to for one commodity on one link: linear in the quantity, constant a shipment,
/// order or period, and a minimum. One value, built once; the blocks only read it.
///
/// Most are a price a unit and nothing else, so that all else stands apart.
struct LaneTariff: Sendable {
  private struct Terms {
    var perShipment = Rational.zero
    var perOrder = Rational.zero
    var perPeriod = Rational.zero
    var minimum: Rational?
    var factor = Rational.one
    var onTopPerUnit = Rational.zero
    var onTopPerShipment = Rational.zero
    var shipments = Rational.one
  }

  private final class Box: Sendable {
    let terms: Terms
    init(_ terms: Terms) { self.terms = terms }
  }

  /// Currency a unit.
  @Packed var perUnit = Rational.zero
  private var box: Box?

  private mutating func change(_ body: (inout Terms) -> Void) {
    var terms = box?.terms ?? Terms()
    body(&terms)
    box = Box(terms)
  }

  /// Whether there is nothing but `perUnit`.
  var isMerePrice: Bool { box == nil }

  /// Currency a shipment, distance charges included.
  var perShipment: Rational {
    get { box?.terms.perShipment ?? .zero }
    set { if newValue != perShipment { change { $0.perShipment = newValue } } }
  }
  var perOrder: Rational {
    get { box?.terms.perOrder ?? .zero }
    set { if newValue != perOrder { change { $0.perOrder = newValue } } }
  }
  var perPeriod: Rational {
    get { box?.terms.perPeriod ?? .zero }
    set { if newValue != perPeriod { change { $0.perPeriod = newValue } } }
  }
  /// The largest minimum of the breaks reached; nil: none.
  var minimum: Rational? {
    get { box?.terms.minimum }
    set { if newValue != minimum { change { $0.minimum = newValue } } }
  }
  /// By what all of that is multiplied: 1 and the surcharges in percent.
  var factor: Rational {
    get { box?.terms.factor ?? .one }
    set { if newValue != factor { change { $0.factor = newValue } } }
  }
  /// Currency a unit on top: surcharges per unit and weight, and duty.
  var onTopPerUnit: Rational {
    get { box?.terms.onTopPerUnit ?? .zero }
    set { if newValue != onTopPerUnit { change { $0.onTopPerUnit = newValue } } }
  }
  /// Currency a shipment on top.
  var onTopPerShipment: Rational {
    get { box?.terms.onTopPerShipment ?? .zero }
    set { if newValue != onTopPerShipment { change { $0.onTopPerShipment = newValue } } }
  }
  /// Shipments that an order is; 1 for what is pooled.
  var shipments: Rational {
    get { box?.terms.shipments ?? .one }
    set { if newValue != shipments { change { $0.shipments = newValue } } }
  }

  var hasShipmentTerms: Bool { !isMerePrice && (!perShipment.isZero || !onTopPerShipment.isZero || hasMinimum) }
  /// A shipment's charges after their minimum.
  func charged(_ linear: Rational) -> Rational {
    let sum = linear + perShipment * shipments + perOrder
    return max(sum, minimum.map { $0 * shipments } ?? sum)
  }

  var hasMinimum: Bool { minimum?.isPositive ?? false }
}
