/// A kind of cost, as in `costs` of plan.json and in `measure` of a budget.
public enum CostKind: String, Sendable, Hashable, CaseIterable {
  case transport, laneFixed = "lane_fixed", minimumCharge = "minimum_charge", surcharge, duty, rebate, switching, supply
  case inboundHandling = "inbound_handling", outboundHandling = "outbound_handling"
  case siteStartup = "site_startup", siteClosing = "site_closing", siteOperating = "site_operating"
  case commission, selling, splits, engagement, unmetPenalty = "unmet_penalty", constraintPenalty = "constraint_penalty"
}

/// Some kinds of cost, or all.
public struct CostKinds: Sendable, Equatable {
  /// nil: all.
  private let chosen: Set<CostKind>?

  public static let all = CostKinds(chosen: nil)

  private init(chosen: Set<CostKind>?) { self.chosen = chosen }

  public init(_ kinds: some Sequence<CostKind>) { self.init(chosen: Set(kinds)) }

  public var isAll: Bool { chosen == nil }

  public func contains(_ kind: CostKind) -> Bool { chosen?.contains(kind) ?? true }

  /// Those of them, in the order in which costs are told.
  public var listed: [CostKind] { CostKind.allCases.filter(contains) }
}
