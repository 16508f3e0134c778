extension Freezer {
  /// Reads `constraints`.
  func readConstraints(_ offers: [Offer]) -> [Constraint] { [] }
}
