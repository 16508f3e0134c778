public import Logistics
public import Verification

/// Changes to the tables under which a plan exists, with that plan.
public struct Repair: Sendable {
  /// One input that gives way.
  public struct Item: Sendable {
    public let input: RelaxableInput
    /// The cell before and after; nil where rows are left out or taken in, or a word is set. `after` is nil too where the
    /// cell is made blank.
    public let before, after: Rational?
    public let changes: [InstanceChange]
  }

  public let items: [Item]
  /// At the relax costs, in the currency.
  public let price: Rational
  /// Whether an input gives way that has no price.
  public let breaksUnpricedRules: Bool
  public let plan: VerifiedPlan

  public var changes: [InstanceChange] { items.flatMap(\.changes) }
}

/// An input that takes part in a conflict.
public struct ConflictInput: Sendable {
  /// nil where a row is excluded that could have helped, and where a barrier keeps goods off lanes.
  public let rule: Rule?
  public let mark: SourceMark
}
