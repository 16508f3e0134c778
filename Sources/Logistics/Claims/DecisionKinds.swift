/// A set of kinds of decisions, whatever they are about: tells without looking for it that a decision is not among some.
public struct DecisionKinds: Sendable {
  private var bits: UInt64 = 0

  public init() {}

  public mutating func insert(_ decision: Decision) { bits |= 1 << decision.kind }

  /// Whether any decision of this kind was inserted.
  public func mayContain(_ decision: Decision) -> Bool { bits & (1 << decision.kind) != 0 }
}

extension Decision {
  /// A number of its own for each kind, below 64.
  fileprivate var kind: UInt64 {
    switch self {
    case .flow: 0
    case .wholeLeg: 1
    case .orderOnLink: 2
    case .unmet: 3
    case .orderShort: 4
    case .siteOpen: 5
    case .offerTaken: 6
    case .laneUsed(_, .covered): 7
    case .laneUsed(_, .priced): 8
    case .pooledOnLane: 9
    case .orderOnLane(_, _, .covered): 10
    case .orderOnLane(_, _, .priced): 11
    case .minimumTopUp: 12
    case .linkAwarded: 13
    case .providerEngaged: 14
    case .partnerEngaged: 15
    case .customerSource: 16
    case .orderAtSite: 17
    case .orderInConstraint: 18
    case .productSource: 19
    case .furtherSources: 20
    case .commonShare: 21
    case .atFloor: 22
    case .rankedRate: 23
    case .rateShortfall: 24
    case .constraintExcess: 25
    case .constraintShortfall: 26
    case .constraintActive: 27
    case .tender(let decision): decision.kind
    }
  }
}

extension TenderDecision {
  fileprivate var kind: UInt64 {
    switch self {
    case .carries: 32
    case .touches: 33
    case .changed: 34
    case .left: 35
    case .originCounted: 36
    case .reached: 37
    case .amount: 38
    case .charged: 39
    case .shipments: 40
    }
  }
}
