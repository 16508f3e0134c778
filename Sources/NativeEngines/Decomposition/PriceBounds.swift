import MathProgram

/// What some prices bound at any node of a tree over sites, at eight multipliers of the covering row at once.
struct PriceBounds {
  typealias Lanes = SIMD8<Double>

  /// The vector of each lane.
  let vectors: [Int]
  private let table: SiteTable
  /// By site: its fixed cost and contents at the prices, the same in all lanes. There are many of these, so that what lanes make
  /// of them is not kept.
  private let values: [Double]
  /// Of the covering row.
  private let multipliers: Lanes
  /// Lanes that count the covering row: they bound nothing while a site without a limit may be open.
  private let isCovering: SIMDMask<SIMD8<Int64>>
  /// Where nothing is decided but what always is.
  private let start: Lanes
  private let unlimitedCount: Int

  /// - Parameters:
  ///   - covers: at most eight, the multipliers of the lanes.
  ///   - siteValues: by site, its fixed cost and contents at the prices.
  init(_ sites: SiteTable, sum: Double, values siteValues: [Double], covers: [Double], vectors lanes: [Int]) {
    vectors = lanes
    (table, values) = (sites, siteValues)
    var multipliers = Lanes(repeating: covers.first ?? 0)
    for (lane, cover) in covers.enumerated() { multipliers[lane] = cover }
    self.multipliers = multipliers
    isCovering = multipliers .> 0
    unlimitedCount = (0..<sites.siteCount).count { !sites.capacity[$0].isFinite }
    var start = Lanes(repeating: sum) + multipliers * sites.leastWeight
    for site in 0..<sites.siteCount {
      let open = PriceBounds.open(site, sites, siteValues[site], multipliers)
      start += sites.isAlwaysOpen[site] ? open : pointwiseMin(open, .zero)
    }
    self.start = start
  }

  /// A site's value where it is open, less what it covers. Undecided, it counts where that is below 0.
  private static func open(_ site: Int, _ table: SiteTable, _ value: Double, _ multipliers: Lanes) -> Lanes {
    let capacity = table.capacity[site]
    if capacity.isFinite { return Lanes(repeating: value) - multipliers * capacity }
    return Lanes(repeating: value).replacing(with: 0, where: multipliers .> 0)
  }

  /// Calls `body` with every node that is closed at `target` and has no ancestor that is, and the lane that closes it best.
  ///
  /// - Parameter sums: room for one entry a depth.
  func forEachClosed(_ tree: SiteProofTree, target: Double, _ sums: inout [Lanes], _ body: (Int, Int) -> Void) {
    // By depth, how many sites without a limit may still be open.
    var openEnded = unlimitedCount == 0 ? [] : [Int](repeating: unlimitedCount, count: sums.count)
    let open = values.indices.map { PriceBounds.open($0, table, values[$0], multipliers) }
    tree.nodes.withUnsafeBufferPointer { nodes in
      sums.withUnsafeMutableBufferPointer { sums in
        var index = 0
        while index < nodes.count {
          let node = nodes[index]
          let depth = Int(node.depth)
          let sum = depth == 0 ? start : sums[depth - 1] + PriceBounds.gain(node, open[Int(node.column)])
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
      let site = Int(tree.nodes[index].column)
      sum += PriceBounds.gain(tree.nodes[index], PriceBounds.open(site, table, values[site], multipliers))
      openEnded -= closedUnlimited(tree.nodes[index])
      index = Int(tree.nodes[index].parent)
    }
    return openEnded > 0 && isCovering[lane] ? -.infinity : sum[lane]
  }

  private func closedUnlimited(_ node: SiteProofTree.Node) -> Int {
    !node.value && !table.capacity[Int(node.column)].isFinite ? 1 : 0
  }

  /// What deciding a site that may be closed adds.
  private static func gain(_ node: SiteProofTree.Node, _ open: Lanes) -> Lanes {
    node.value ? pointwiseMax(open, .zero) : -pointwiseMin(open, .zero)
  }

  private func lane(_ sum: Lanes, _ best: Double) -> Int {
    for lane in 0..<Lanes.scalarCount where sum[lane] == best { return lane }
    return 0
  }
}
