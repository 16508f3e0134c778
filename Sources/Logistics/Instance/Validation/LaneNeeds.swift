/// What any lane row asks to know of goods. One pass over the rows answers for every measure.
struct LaneNeeds {
  /// What prices are per.
  private(set) var bases: BasisSet = []
  /// What limits count.
  private var limits: Set<Measure> = []

  init(_ instance: Instance, _ reach: Reach) {
    let lanes = instance.lanes
    for column in [lanes.capacityMax, lanes.capacityMin, lanes.minimumIfUsed] where !column.isEmpty {
      for index in 0..<lanes.count {
        if let limit = column[index] { limits.insert(limit.measure) }
      }
    }
    for index in 0..<lanes.count { bases.formUnion(reach.bases(LaneID(index))) }
  }

  func limit(in measure: Measure) -> Bool { limits.contains(measure) }
}
