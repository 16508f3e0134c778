/// A node of the basis tree, with what a pivot reads of the arc to its parent.
struct TreeNode<Number: FlowNumber>: BitwiseCopyable {
  var parent: Int32
  /// Slot of the arc to the parent, or one of the artificial arcs to the root.
  var arc: Int32
  /// Children are a doubly linked list, so that a branch is moved without touching the rest.
  var firstChild: Int32
  var nextSibling: Int32
  var previousSibling: Int32
  var depth: Int32
  /// How much more can flow towards the parent.
  var residualUp: Number
  /// How much more can flow from the parent.
  var residualDown: Number

  static var none: Int32 { -1 }
  /// Node to root at no cost: keeps supply that has not been shipped.
  static var artificialUp: Int32 { -1 }
  /// Root to node at the artificial cost: unmet demand.
  static var artificialDown: Int32 { -2 }
}

/// Links of the basis tree. Every function leaves residuals alone.
struct SpanningTree<Number: FlowNumber> {
  typealias Node = TreeNode<Number>

  /// One entry a node, the root last.
  let nodes: UnsafeMutablePointer<Node>
  let root: Int32

  init(nodeCount: Int) {
    root = Int32(nodeCount)
    nodes = .allocate(capacity: nodeCount + 1)
    nodes[nodeCount] = Node(
      parent: Node.none, arc: Node.none, firstChild: Node.none, nextSibling: Node.none, previousSibling: Node.none,
      depth: 0, residualUp: 0, residualDown: 0)
  }

  func deallocate() { nodes.deallocate() }

  @inline(__always)
  func attach(_ child: Int32, to parent: Int32) {
    let first = nodes[Int(parent)].firstChild
    nodes[Int(child)].parent = parent
    nodes[Int(child)].nextSibling = first
    nodes[Int(child)].previousSibling = Node.none
    if first >= 0 { nodes[Int(first)].previousSibling = child }
    nodes[Int(parent)].firstChild = child
  }

  @inline(__always)
  func detach(_ child: Int32) {
    let (previous, next) = (nodes[Int(child)].previousSibling, nodes[Int(child)].nextSibling)
    if previous >= 0 {
      nodes[Int(previous)].nextSibling = next
    } else {
      nodes[Int(nodes[Int(child)].parent)].firstChild = next
    }
    if next >= 0 { nodes[Int(next)].previousSibling = previous }
  }

  /// Cuts the branch of `cut`, makes `top` (a node of that branch) its new top, and hangs it under `parent` by `arc`.
  @inline(__always)
  func rehang(
    cut: Int32, top: Int32, under newParent: Int32, arc enteringArc: Int32, residualUp up: Number,
    residualDown down: Number
  ) {
    var (node, parent, arc, up, down) = (top, newParent, enteringArc, up, down)
    while true {
      let old = nodes[Int(node)]
      detach(node)
      nodes[Int(node)].arc = arc
      nodes[Int(node)].residualUp = up
      nodes[Int(node)].residualDown = down
      attach(node, to: parent)
      if node == cut { return }
      (parent, node, arc, up, down) = (node, old.parent, old.arc, old.residualDown, old.residualUp)
    }
  }
}

extension SpanningTree {
  /// The node after `node` in a depth-first walk of the branch of `top`, or `none` at its end.
  @inline(__always)
  func next(after node: Int32, within top: Int32) -> Int32 {
    let child = nodes[Int(node)].firstChild
    if child >= 0 { return child }
    var here = node
    while here != top {
      let sibling = nodes[Int(here)].nextSibling
      if sibling >= 0 { return sibling }
      here = nodes[Int(here)].parent
    }
    return Node.none
  }
}
