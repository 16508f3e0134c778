/// What a pivot reads and writes of a node on its cycle.
struct TreeNode<Number: FlowNumber>: BitwiseCopyable {
  var parent: Int32
  /// Nodes of the branch, this one included.
  var size: Int32
  /// How much more can flow towards the parent, on the arc to it.
  var residualUp: Number
  /// How much more can flow from the parent.
  var residualDown: Number
}

/// The inner children of a node, as a doubly linked list: a branch is moved without touching the rest.
struct TreeLinks: BitwiseCopyable {
  var firstChild: Int32
  var nextSibling: Int32
  var previousSibling: Int32
  /// Children, leaves included.
  var childCount: Int32

  static var leaf: TreeLinks {
    TreeLinks(firstChild: none, nextSibling: none, previousSibling: none, childCount: 0)
  }
  static var none: Int32 { -1 }
}

/// Where a node's potential is: `potential[node] + offset`.
struct PotentialAnchor<Number: FlowNumber>: BitwiseCopyable {
  /// The node itself where it has children, its parent where it is a leaf.
  var node: Int32
  var offset: Number
}

/// Slots of the artificial arcs between a node and the root, which no table holds.
enum ArtificialArc {
  /// Node to root at no cost: keeps supply that has not been shipped.
  static var up: Int32 { -1 }
  /// Root to node at the artificial cost: unmet demand.
  static var down: Int32 { -2 }
}

/// The basis tree, its leaves compressed: a leaf knows its potential only relative to its parent.
///
/// Most nodes of a distribution network are leaves of any basis. They are in no list and follow their parent's potential
/// without being visited, so that moving a branch costs its inner nodes alone. Potentials may drift past the ends of
/// `Number`: only their differences count, and those are exact in wrapping arithmetic.
struct SpanningTree<Number: FlowNumber> {
  typealias Node = TreeNode<Number>

  let root: Int32
  /// One entry a node in each of these, the root last.
  let nodes: UnsafeMutablePointer<Node>
  let links: UnsafeMutablePointer<TreeLinks>
  /// Slot of the arc to the parent, or an artificial arc.
  let arc: UnsafeMutablePointer<Int32>
  /// Of nodes with children; see `PotentialAnchor`.
  let potential: UnsafeMutablePointer<Number>
  let anchor: UnsafeMutablePointer<PotentialAnchor<Number>>
  private let queue: UnsafeMutablePointer<Int32>

  init(nodeCount: Int) {
    root = Int32(nodeCount)
    nodes = .allocate(capacity: nodeCount + 1)
    links = .allocate(capacity: nodeCount + 1)
    arc = .allocate(capacity: nodeCount + 1)
    potential = .allocate(capacity: nodeCount + 1)
    anchor = .allocate(capacity: nodeCount + 1)
    queue = .allocate(capacity: nodeCount + 1)
  }

  func deallocate() {
    nodes.deallocate()
    links.deallocate()
    arc.deallocate()
    potential.deallocate()
    anchor.deallocate()
    queue.deallocate()
  }

  /// Potential of any node, up to a constant that all share.
  @inline(__always)
  func potential(of node: Int) -> Number { potential[Int(anchor[node].node)] &+ anchor[node].offset }

  /// Makes every node a leaf under the root: node by node its artificial arc, its residuals and its potential.
  func startAsStar(_ leaf: (Int) -> (arc: Int32, up: Number, down: Number, potential: Number)) {
    let count = Int(root)
    nodes[count] = Node(parent: TreeLinks.none, size: root + 1, residualUp: 0, residualDown: 0)
    links[count] = .leaf
    links[count].childCount = root
    arc[count] = ArtificialArc.up
    potential[count] = 0
    anchor[count] = PotentialAnchor(node: root, offset: 0)
    for node in 0..<count {
      let (artificial, up, down, height) = leaf(node)
      nodes[node] = Node(parent: root, size: 1, residualUp: up, residualDown: down)
      links[node] = .leaf
      arc[node] = artificial
      anchor[node] = PotentialAnchor(node: root, offset: height)
    }
  }

  /// All potentials anew, from every node's height over its parent.
  func recomputePotentials(height: (Int) -> Number) {
    for node in 0..<Int(root) where links[node].childCount == 0 { anchor[node].offset = height(node) }
    potential[Int(root)] = 0
    queue[0] = root
    var (first, end) = (0, 1)
    while first < end {
      let parent = queue[first]
      first += 1
      var child = links[Int(parent)].firstChild
      while child >= 0 {
        potential[Int(child)] = potential[Int(parent)] &+ height(Int(child))
        queue[end] = child
        end += 1
        child = links[Int(child)].nextSibling
      }
    }
  }
}

extension SpanningTree {
  /// All nodes but the root, children before their parents.
  func nodesFromLeavesUp() -> [Int32] {
    var order: [Int32] = []
    order.reserveCapacity(Int(root))
    for node in 0..<root where links[Int(node)].childCount == 0 { order.append(node) }
    let leafCount = order.count
    var parent = root
    var next = leafCount
    while true {
      var child = links[Int(parent)].firstChild
      while child >= 0 {
        order.append(child)
        child = links[Int(child)].nextSibling
      }
      if next == order.count { break }
      parent = order[next]
      next += 1
    }
    order[leafCount...].reverse()
    return order
  }
}

// MARK: - Moving branches

extension SpanningTree {
  /// Cuts the branch of `cut`, makes `top` (a node of that branch) its new top, and hangs it under `newParent` by
  /// `newArc`. The sizes above are the caller's; potentials within the branch stay as they are.
  ///
  /// - Parameter height: potential of `top` minus that of `newParent` from here on.
  @inline(__always)
  func rehang(
    cut: Int32, top: Int32, under newParent: Int32, arc newArc: Int32, residualUp up: Number, residualDown down: Number,
    height: Number
  ) {
    let oldParent = nodes[Int(cut)].parent
    if links[Int(top)].childCount == 0 {
      if cut == top {
        moveLeaf(top, from: oldParent, to: newParent, height: height)
        nodes[Int(top)].residualUp = up
        nodes[Int(top)].residualDown = down
        arc[Int(top)] = newArc
        return
      }
      becomeInner(top)
    }
    if links[Int(newParent)].childCount == 0 && newParent != root { becomeInner(newParent) }
    let shift = potential[Int(newParent)] &+ height &- potential[Int(top)]
    turnStem(cut: cut, top: top, under: newParent, arc: newArc, up, down)
    links[Int(newParent)].childCount &+= 1
    links[Int(oldParent)].childCount &-= 1
    if cut != top {
      links[Int(top)].childCount &+= 1
      links[Int(cut)].childCount &-= 1
      if links[Int(cut)].childCount == 0 { becomeLeaf(cut) }
    }
    if links[Int(oldParent)].childCount == 0 && oldParent != root { becomeLeaf(oldParent) }
    shiftPotentials(of: top, by: shift)
  }

  @inline(__always)
  private func moveLeaf(_ leaf: Int32, from oldParent: Int32, to newParent: Int32, height: Number) {
    links[Int(oldParent)].childCount &-= 1
    if links[Int(oldParent)].childCount == 0 && oldParent != root { becomeLeaf(oldParent) }
    if links[Int(newParent)].childCount == 0 && newParent != root { becomeInner(newParent) }
    links[Int(newParent)].childCount &+= 1
    nodes[Int(leaf)].parent = newParent
    anchor[Int(leaf)] = PotentialAnchor(node: newParent, offset: height)
  }

  /// Reverses the path from `top` up to `cut`.
  @inline(__always)
  private func turnStem(
    cut: Int32, top: Int32, under newParent: Int32, arc newArc: Int32, _ up: Number, _ down: Number
  ) {
    let branchSize = nodes[Int(cut)].size
    var (node, parent, link, up, down, size) = (top, newParent, newArc, up, down, branchSize)
    while true {
      let old = nodes[Int(node)]
      let oldArc = arc[Int(node)]
      unlink(node, from: old.parent)
      nodes[Int(node)] = Node(parent: parent, size: size, residualUp: up, residualDown: down)
      arc[Int(node)] = link
      linkInner(node, to: parent)
      if node == cut { return }
      (parent, node, link, up, down) = (node, old.parent, oldArc, old.residualDown, old.residualUp)
      size = branchSize &- old.size
    }
  }

  @inline(__always)
  private func linkInner(_ child: Int32, to parent: Int32) {
    let first = links[Int(parent)].firstChild
    links[Int(child)].nextSibling = first
    links[Int(child)].previousSibling = TreeLinks.none
    if first >= 0 { links[Int(first)].previousSibling = child }
    links[Int(parent)].firstChild = child
  }

  @inline(__always)
  private func unlink(_ child: Int32, from parent: Int32) {
    let (previous, next) = (links[Int(child)].previousSibling, links[Int(child)].nextSibling)
    if previous >= 0 {
      links[Int(previous)].nextSibling = next
    } else {
      links[Int(parent)].firstChild = next
    }
    if next >= 0 { links[Int(next)].previousSibling = previous }
  }

  @inline(__always)
  private func becomeInner(_ node: Int32) {
    potential[Int(node)] = potential(of: Int(node))
    anchor[Int(node)] = PotentialAnchor(node: node, offset: 0)
    linkInner(node, to: nodes[Int(node)].parent)
  }

  @inline(__always)
  private func becomeLeaf(_ node: Int32) {
    let parent = nodes[Int(node)].parent
    unlink(node, from: parent)
    anchor[Int(node)] = PotentialAnchor(node: parent, offset: potential[Int(node)] &- potential[Int(parent)])
  }

  /// Shifts the potentials of a branch, or those of all the others the other way, whichever are fewer nodes.
  @inline(__always)
  private func shiftPotentials(of top: Int32, by shift: Number) {
    if nodes[Int(top)].size > root / 2 {
      potential[Int(root)] &-= shift
      shiftInner(below: root, by: 0 &- shift, except: top)
    } else {
      potential[Int(top)] &+= shift
      shiftInner(below: top, by: shift, except: TreeLinks.none)
    }
  }

  @inline(__always)
  private func shiftInner(below top: Int32, by shift: Number, except skipped: Int32) {
    let (links, potential, queue) = (links, potential, queue)
    queue[0] = top
    var (first, end) = (0, 1)
    while first < end {
      var child = links[Int(queue[first])].firstChild
      first &+= 1
      while child >= 0 {
        if child != skipped {
          potential[Int(child)] &+= shift
          queue[end] = child
          end &+= 1
        }
        child = links[Int(child)].nextSibling
      }
    }
  }
}
