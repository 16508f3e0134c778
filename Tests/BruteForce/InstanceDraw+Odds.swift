extension InstanceDraw {
  /// In how many of a hundred draws a feature is wanted, where it is not 35.
  ///
  /// They were tuned until every feature was present in a fifth of the instances and decided a twentieth of them.
  static let odds: [Feature: Int] = [
    .totalCost: 60, .namedOrder: 50, .multiLeg: 75, .alternativeRow: 60,
    .senseMin: 50, .senseMax: 50, .flowConstraint: 40,
  ]
}
