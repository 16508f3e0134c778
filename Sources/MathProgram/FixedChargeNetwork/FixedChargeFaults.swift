extension FixedChargeNetwork {
  /// Everything that keeps this network from an engine; empty when it may be solved.
  ///
  /// Items that no site can serve are no fault: they make the network infeasible, which is an answer.
  /// - Complexity: one pass over the arcs, with an array a pair of site and item where arcs are many.
  public func faults() -> [ProgramFault] {
    guard siteCount < Int(Int32.max) / 4, itemCount < Int(Int32.max) / 4, arcCount < Int(Int32.max) / 4 else {
      return [.init(.tooLarge, "\(siteCount) sites, \(itemCount) items and \(arcCount) arcs; each stays below 2^29")]
    }
    var faults: [ProgramFault] = []
    for site in 0..<siteCount {
      if !fixedCost[site].isFinite { faults.append(.init(.notFinite, "site \(site) costs \(fixedCost[site])")) }
      if !(capacity[site] >= 0) { faults.append(.init(.notFinite, "site \(site) has the capacity \(capacity[site])")) }
    }
    for arc in 0..<arcCount {
      guard (0..<siteCount).contains(Int(site[arc])), (0..<itemCount).contains(Int(item[arc])) else {
        let place = "site \(site[arc]) of \(siteCount) and item \(item[arc]) of \(itemCount)"
        faults.append(.init(.columnOutOfRange, "arc \(arc) joins \(place)"))
        continue
      }
      if !cost[arc].isFinite { faults.append(.init(.notFinite, "arc \(arc) costs \(cost[arc])")) }
      if !(weight[arc] >= 0 && weight[arc].isFinite) {
        faults.append(.init(.notFinite, "arc \(arc) has the weight \(weight[arc])"))
      }
    }
    faults += countFaults()
    if !objectiveConstant.isFinite {
      faults.append(.init(.notFinite, "the objective's constant is \(objectiveConstant)"))
    }
    if faults.isEmpty, let pair = doublePair() {
      faults.append(.init(.duplicateEntry, "two arcs join site \(pair.site) and item \(pair.item)"))
    }
    return faults
  }

  private func countFaults() -> [ProgramFault] {
    var faults: [ProgramFault] = []
    for (row, count) in counts.enumerated() {
      if count.lower.isNaN || count.upper.isNaN || count.terms.contains(where: { !$0.weight.isFinite }) {
        faults.append(.init(.notFinite, "row \(row) over sites has a limit or a weight that is no number"))
      }
      if let stranger = count.terms.first(where: { !(0..<siteCount).contains($0.index) }) {
        faults.append(.init(.columnOutOfRange, "row \(row) over sites names site \(stranger.index) of \(siteCount)"))
      }
      if Set(count.terms.map(\.index)).count < count.terms.count {
        faults.append(.init(.duplicateEntry, "row \(row) over sites names a site twice"))
      }
    }
    return faults
  }

  private func doublePair() -> (site: Int32, item: Int32)? {
    let keys = (0..<arcCount).map { UInt64(site[$0]) << 32 | UInt64(item[$0]) }
    let sorted = zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 } ? keys : keys.sorted()
    for (first, second) in zip(sorted, sorted.dropFirst()) where first == second {
      return (Int32(first >> 32), Int32(first & 0xFFFF_FFFF))
    }
    return nil
  }
}
