import Logistics

/// The charges of every lane row, written when they are asked for: most rows have a price and nothing else, and need
/// none of it. A class, because it is handed about a million times and an instance is dear to copy.
final class LaneTariffs: Sendable {
  private let instance: Instance

  init(_ instance: Instance) { self.instance = instance }

  var indices: Range<Int> { 0..<instance.lanes.count }

  subscript(lane: Int) -> Tariff { Tariff(instance, LaneID(lane)) }

  /// Whether the row has no charge but its `unit_cost`, if it has one, and nothing on top.
  func isMerePrice(_ lane: Int) -> Bool { instance.surcharges.isEmpty && instance.lanes.rate[lane] == nil }

  /// Whether some charge has the basis.
  func charges(_ lane: Int, _ basis: Basis) -> Bool {
    if isMerePrice(lane) { return instance.lanes.unitCost[lane]?.basis == basis }
    return self[lane].charges.contains { $0.basis == basis }
  }
}
