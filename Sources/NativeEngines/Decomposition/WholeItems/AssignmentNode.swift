/// A node of the tree over arcs.
struct AssignmentNode {
  /// By slot.
  var arcs: [ArcState]
  var multipliers: [Double]
  /// No plan below the node costs less.
  var bound: Double
  /// In the proof; −1 where it is not recorded.
  var record: Int32
  /// The slot in which its children are to differ; nil where nothing is undecided.
  var branching: Int?
}
