import MathProgram

/// What some prices bound at any node of a tree over sites, at eight multipliers of the covering row at once.
struct PriceBounds {
  typealias Lanes = SIMD8<Double>

  /// The vector of each lane.
  let vectors: [Int]
  /// Where nothing is decided but what always is.
  private let start: Lanes
  /// By site: what deciding it adds.
  private let opened: [Lanes]
  private let closed: [Lanes]

  /// - Parameters:
  ///   - covers: at most eight, the multipliers of the lanes.
  ///   - values: by site, its fixed cost and contents at the prices.
  init(_ table: SiteTable, sum: Double, values: [Double], covers: [Double], vectors lanes: [Int]) {
    vectors = lanes
    var multipliers = Lanes(repeating: covers.first ?? 0)
    for (lane, cover) in covers.enumerated() { multipliers[lane] = cover }
    var start = Lanes(repeating: sum) + multipliers * table.leastWeight
    var opened: [Lanes] = []
    var closed: [Lanes] = []
    for site in 0..<table.siteCount {
      var open = Lanes(repeating: values[site])
      if table.capacity[site].isFinite {
        open -= multipliers * table.capacity[site]
      } else {
        // A site without a limit covers everything: multipliers above 0 prove nothing while it may be open.
        open.replace(with: Lanes(repeating: -1e300), where: multipliers .> 0)
      }
      let undecided = table.isAlwaysOpen[site] ? open : pointwiseMin(open, .zero)
      start += undecided
      opened.append(open - undecided)
      closed.append(-undecided)
    }
    (self.start, self.opened, self.closed) = (start, opened, closed)
  }

  /// Calls `body` with every node that is closed at `target` and has no ancestor that is, and the lane that closes it best.
  ///
  /// - Parameter sums: room for one entry a depth.
  func forEachClosed(_ tree: SiteProofTree, target: Double, _ sums: inout [Lanes], _ body: (Int, Int) -> Void) {
    tree.nodes.withUnsafeBufferPointer { nodes in
      sums.withUnsafeMutableBufferPointer { sums in
        var index = 0
        while index < nodes.count {
          let node = nodes[index]
          let depth = Int(node.depth)
          let sum = depth == 0 ? start : sums[depth - 1] + gain(node)
          let best = sum.max()
          if best >= target {
            body(index, lane(sum, best))
            index = Int(node.end)
          } else {
            sums[depth] = sum
            index += 1
          }
        }
      }
    }
  }

  /// The bound at one node in one lane.
  func bound(_ tree: SiteProofTree, node: Int, lane: Int) -> Double {
    var (sum, index) = (start, node)
    var depth = tree.nodes[node].depth
    while depth > 0 {
      if tree.nodes[index].depth == depth {
        sum += gain(tree.nodes[index])
        depth -= 1
      }
      index -= 1
    }
    return sum[lane]
  }

  private func gain(_ node: SiteProofTree.Node) -> Lanes {
    node.value ? opened[Int(node.column)] : closed[Int(node.column)]
  }

  private func lane(_ sum: Lanes, _ best: Double) -> Int {
    for lane in 0..<Lanes.scalarCount where sum[lane] == best { return lane }
    return 0
  }
}
