/// A node of the tree: its parent's bounds and one more.
package final class BranchNode {
  package struct Change {
    package var column: Int
    package var lower: Double
    package var upper: Double
    package var isUp: Bool
    /// How far the parent's value is from the new bound.
    package var distance: Double

    package init(column: Int, lower: Double, upper: Double, isUp: Bool, distance: Double) {
      self.column = column
      self.lower = lower
      self.upper = upper
      self.isUp = isUp
      self.distance = distance
    }
  }

  /// The parent's.
  package let bound: Double
  /// In order of creation, the root 0.
  package let number: Int
  package let change: Change?
  private let parent: BranchNode?

  package init(bound: Double, number: Int, parent: BranchNode?, change: Change?) {
    self.bound = bound
    self.number = number
    self.parent = parent
    self.change = change
  }

  package func applyChanges(to program: inout CanonicalProgram) {
    var node: BranchNode? = self
    var done = Set<Int>()
    while let current = node {
      // The deepest change of a column is the tightest.
      if let change = current.change, done.insert(change.column).inserted {
        program.columnLower[change.column] = change.lower
        program.columnUpper[change.column] = change.upper
      }
      node = current.parent
    }
  }
}
