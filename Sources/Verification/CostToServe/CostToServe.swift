public import Logistics

/// What it costs to serve each demand row: every charge of a plan, shared among those for whom it is paid.
///
/// Costs go with the goods. Goods of one product at one site in one period are alike, unless they belong to a named
/// order: whatever leaves bears, by quantity, the average of what has been paid for them until then. Sites among which
/// such goods go in circles count as one. Each share is rounded to a grain, half to even; what that leaves is kept.
public struct CostToServe: Sendable {
  /// What is paid for, in groups of the kinds of cost.
  public enum Part: String, Sendable, CaseIterable {
    case supply, handling, sites, transport, laneFixed = "lane_fixed", engagement, selling, splits
    case unmetPenalty = "unmet_penalty", constraintPenalty = "constraint_penalty"

    init(_ kind: CostKind) {
      self =
        switch kind {
        case .supply: .supply
        case .inboundHandling, .outboundHandling: .handling
        case .siteStartup, .siteClosing, .siteOperating: .sites
        case .transport, .minimumCharge, .surcharge, .duty, .rebate: .transport
        case .laneFixed: .laneFixed
        case .engagement, .switching: .engagement
        case .commission, .selling: .selling
        case .splits: .splits
        case .unmetPenalty: .unmetPenalty
        case .constraintPenalty: .constraintPenalty
        }
    }
  }

  /// An amount of each part.
  public struct Shares: Sendable, Equatable {
    private var grains = [Int128](repeating: 0, count: Part.allCases.count)

    public subscript(part: Part) -> Money {
      get { Money(grains: grains[Shares.index(part)]) }
      set { grains[Shares.index(part)] = newValue.grains }
    }

    /// Of all parts.
    public var total: Money { Money(grains: grains.reduce(0, &+)) }
    public var isZero: Bool { grains.allSatisfy { $0 == 0 } }

    private static func index(_ part: Part) -> Int { Part.allCases.firstIndex(of: part) ?? 0 }

    // A plan's total is counted in 128 bits or the plan is refused, and shares are of it.
    static func += (a: inout Shares, b: Shares) { for index in a.grains.indices { a.grains[index] &+= b.grains[index] } }
    static func -= (a: inout Shares, b: Shares) { for index in a.grains.indices { a.grains[index] &-= b.grains[index] } }

    mutating func add(_ amount: Money, _ part: Part) { grains[Shares.index(part)] &+= amount.grains }

    /// `count` of `whole` of it, each part rounded.
    func part(_ count: Int128, of whole: Int128) -> Shares {
      guard count != whole else { return self }
      var shares = self
      for index in grains.indices where grains[index] != 0 {
        shares.grains[index] = CostToServe.part(Money(grains: grains[index]), count, of: whole).grains
      }
      return shares
    }
  }

  /// By `DemandID`.
  public private(set) var rows: [Shares]
  /// What is paid for goods that do not move, or for nobody's goods: a site that stays empty, a constraint that is
  /// missed.
  public private(set) var nobody = Shares()
  /// What the rounding of the shares leaves of the plan's cost.
  public private(set) var rounding = Shares()

  /// - Complexity: about linear in the flows, the charge lines and the flows that they are paid for.
  public init(_ plan: VerifiedPlan) { self.init(plan.plan, plan.instance, plan.evaluation) }

  /// Of a plan that was found to keep every rule.
  init(_ plan: Plan, _ instance: Instance, _ facts: PlanEvaluation) {
    var sharing = CostSharing(plan, instance, facts)
    sharing.run()
    rows = sharing.rows
    nobody = sharing.nobody
    for line in facts.chargeLines { rounding.add(line.amount, Part(line.kind)) }
    rounding -= nobody
    for row in rows { rounding -= row }
  }

  /// `count` of `whole` of an amount, rounded half to even; nothing where `whole` is 0.
  static func part(_ amount: Money, _ count: Int128, of whole: Int128) -> Money {
    guard count != whole else { return amount }
    let share = (amount.rational * Rational(whole: count)).divided(by: Rational(whole: whole)) ?? .zero
    return Money(rounding: share) ?? .zero
  }
}
