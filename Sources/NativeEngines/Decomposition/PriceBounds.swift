import MathProgram

/// What some prices bound at any node of a tree over sites, at eight multipliers of the covering row at once.
struct PriceBounds {
  typealias Lanes = SIMD8<Double>

  /// The vector of each lane.
  let vectors: [Int]
  /// Where nothing is decided but what always is.
  private let start: Lanes
  /// Lanes that count the covering row: they bound nothing while a site without a limit may be open.
  private let isCovering: SIMDMask<SIMD8<Int64>>
  private let unlimited: [Bool]
  private let unlimitedCount: Int
  /// By site: its value where it is open, less what it covers. Undecided, it counts where that is below 0.
  private let open: [Lanes]

  /// - Parameters:
  ///   - covers: at most eight, the multipliers of the lanes.
  ///   - values: by site, its fixed cost and contents at the prices.
  init(_ table: SiteTable, sum: Double, values: [Double], covers: [Double], vectors lanes: [Int]) {
    vectors = lanes
    var multipliers = Lanes(repeating: covers.first ?? 0)
    for (lane, cover) in covers.enumerated() { multipliers[lane] = cover }
    var start = Lanes(repeating: sum) + multipliers * table.leastWeight
    var values = values.map(Lanes.init(repeating:))
    isCovering = multipliers .> 0
    unlimited = (0..<table.siteCount).map { !table.capacity[$0].isFinite }
    unlimitedCount = unlimited.reduce(0) { $0 + ($1 ? 1 : 0) }
    for site in 0..<table.siteCount {
      if unlimited[site] {
        values[site].replace(with: Lanes(repeating: 0), where: isCovering)
      } else {
        values[site] -= multipliers * table.capacity[site]
      }
      start += table.isAlwaysOpen[site] ? values[site] : pointwiseMin(values[site], .zero)
    }
    (self.start, open) = (start, values)
  }

  /// Calls `body` with every node that is closed at `target` and has no ancestor that is, and the lane that closes it best.
  ///
  /// - Parameter sums: room for one entry a depth.
  func forEachClosed(_ tree: SiteProofTree, target: Double, _ sums: inout [Lanes], _ body: (Int, Int) -> Void) {
    // By depth, how many sites without a limit may still be open.
    var openEnded = unlimitedCount == 0 ? [] : [Int](repeating: unlimitedCount, count: sums.count)
    tree.nodes.withUnsafeBufferPointer { nodes in
      sums.withUnsafeMutableBufferPointer { sums in
        var index = 0
        while index < nodes.count {
          let node = nodes[index]
          let depth = Int(node.depth)
          let sum = depth == 0 ? start : sums[depth - 1] + gain(node)
          var bounding = sum
          if !openEnded.isEmpty {
            if depth > 0 { openEnded[depth] = openEnded[depth - 1] - closedUnlimited(node) }
            if openEnded[depth] > 0 { bounding.replace(with: Lanes(repeating: -.infinity), where: isCovering) }
          }
          let best = bounding.max()
          if best >= target {
            body(index, lane(bounding, best))
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
    var (sum, index, openEnded) = (start, node, unlimitedCount)
    while tree.nodes[index].parent >= 0 {
      sum += gain(tree.nodes[index])
      openEnded -= closedUnlimited(tree.nodes[index])
      index = Int(tree.nodes[index].parent)
    }
    return openEnded > 0 && isCovering[lane] ? -.infinity : sum[lane]
  }

  private func closedUnlimited(_ node: SiteProofTree.Node) -> Int { !node.value && unlimited[Int(node.column)] ? 1 : 0 }

  /// What deciding a site that may be closed adds.
  private func gain(_ node: SiteProofTree.Node) -> Lanes {
    let open = open[Int(node.column)]
    return node.value ? pointwiseMax(open, .zero) : -pointwiseMin(open, .zero)
  }

  private func lane(_ sum: Lanes, _ best: Double) -> Int {
    for lane in 0..<Lanes.scalarCount where sum[lane] == best { return lane }
    return 0
  }
}
