/// What may give way where an instance has no plan: a rule, or a barrier that keeps goods off lanes and so has no row in a
/// program.
public enum RelaxableRule: Hashable, Sendable {
  /// In the rule's own measure.
  case rule(Rule)
  /// The longest time that a demand row's last lane may take. It gives way by quantity units × units of time.
  case window(DemandID)
  /// That nobody else sells where a partner is exclusive. It gives way by what others sell, in quantity units.
  case exclusivity(TerritoryID)

  /// nil: a barrier.
  public var rule: Rule? { if case .rule(let rule) = self { rule } else { nil } }
}
