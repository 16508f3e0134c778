import Logistics

/// What a leaf leaves of blocks and their members; kept from leaf to leaf, so that only what a path touches is looked at.
///
/// Paths are long and read one after the other, so that a test of every access at run time would take longer than the access.
final class BlockBoxes {
  /// Whether it may be closed or open, and whether its contents are other than the vector leaves them.
  struct State {
    var mayClose: Bool
    var mayOpen: Bool
    var isTouched = false
    var isChanged = false
  }

  /// In the boxes that the instance gives.
  let ofInstance: [State]
  @exclusivity(unchecked) private(set) var states: [State]
  @exclusivity(unchecked) private(set) var touched: [Int] = []
  /// By decision: whether it is a member that is fixed at 0 or 1.
  @exclusivity(unchecked) private(set) var fixed: [Fixing]
  /// By block: the members that are fixed, in the order of the path.
  @exclusivity(unchecked) private(set) var fixedMembers: [[FixedMember]]

  enum Fixing: Int8 { case free, atZero, atOne }

  struct FixedMember: Equatable {
    let column: Int32
    let isOne: Bool
  }

  init(_ together: Blocks, _ book: RuleBook) {
    ofInstance = together.all.map { block in
      guard let opening = block.opening.map({ book.decisions[$0] }) else { return State(mayClose: false, mayOpen: true) }
      return State(mayClose: opening.lower.isZero, mayOpen: opening.upper.isPositive)
    }
    states = ofInstance
    fixedMembers = Array(repeating: [], count: together.all.count)
    fixed = together.all.isEmpty ? [] : Array(repeating: .free, count: book.decisions.count)
  }

  func reset() {
    for block in touched {
      states[block] = ofInstance[block]
      if fixedMembers[block].isEmpty { continue }
      for member in fixedMembers[block] { fixed[Int(member.column)] = .free }
      fixedMembers[block].removeAll(keepingCapacity: true)
    }
    touched.removeAll(keepingCapacity: true)
  }

  private func touch(_ block: Int) {
    if states[block].isTouched { return }
    states[block].isTouched = true
    touched.append(block)
  }

  func narrowOpening(of block: Int, mayBeZero: Bool, mayBeOne: Bool) {
    touch(block)
    states[block].mayClose = states[block].mayClose && mayBeZero
    states[block].mayOpen = states[block].mayOpen && mayBeOne
  }

  /// A member that is other than the vector would leave it.
  func fix(_ column: Int, in block: Int, isOne: Bool) {
    change(block)
    fixed[column] = isOne ? .atOne : .atZero
    fixedMembers[block].append(FixedMember(column: Int32(column), isOne: isOne))
    if isOne { states[block].mayClose = false }
  }

  func change(_ block: Int) {
    touch(block)
    states[block].isChanged = true
  }
}
