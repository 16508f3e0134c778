/// A node of the tree: what its parent decided last, and what was proved there.
struct ChargeNode {
  /// −1 of the root.
  var parent: Int32
  /// The switch decided on the way from the parent; −1 of the root.
  var decided: Int32
  var isOn: Bool
  /// The group of which at most, or at least (`isOn`), so many are on in the node; −1: none was split.
  var group: Int32 = -1
  var limit: Int32 = 0
  /// Of everything in it.
  var bound: Double
  /// A place among the tree's price vectors, at which the bound was proved.
  var prices: Int32
  /// Whether the prices show that there is nothing in it at all.
  var isEmpty = false
  /// Switches that may not be otherwise where anything better than the cutoff is wanted, and how they are.
  var pegs: [(index: Int32, isOn: Bool)] = []
  /// −1 where no switch was branched on.
  var branch: Int32 = -1
  /// The children with the branched switch off and on, or with fewer and with more of a group.
  var off: Int32 = -1
  var on: Int32 = -1

  var isBranched: Bool { off >= 0 }

  init(parent: Int32, decided: Int32, isOn: Bool, bound: Double, prices: Int32) {
    (self.parent, self.decided, self.isOn) = (parent, decided, isOn)
    (self.bound, self.prices) = (bound, prices)
  }

  /// A child that decides nothing yet, with what is known of its parent.
  init(child parent: Int, of own: ChargeNode) {
    self.init(
      parent: Int32(truncatingIfNeeded: parent), decided: -1, isOn: false, bound: own.bound, prices: own.prices)
  }
}
