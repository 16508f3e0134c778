import Logistics

/// The freight rows sorted into rates and offers, none dropped.
///
/// Rows of one carrier, port, destination, service, mode and transit time are the bands of one tariff. Where two of them
/// share a weight, and be it a single point, each is an offer of its own, so they go to different rates.
struct BrunelTariff {
  struct Rate {
    /// As `rates` and `lanes.rate` name it.
    var name: String
    /// As `lanes.offer` names it: the port, the days, and a number where tariffs overlap.
    var offer: String
    var first: BrunelSource.Freight
    var bands: [BrunelSource.Freight]
  }

  private(set) var rates: [Rate] = []
  /// Rows that share a weight with another row of their tariff.
  private(set) var overlapping = 0
  private(set) var identical = 0
  private(set) var tariffs = 0
  private(set) var tariffsWithHoles: [String] = []

  init(_ source: BrunelSource) {
    var groups: [String: [BrunelSource.Freight]] = [:]
    var names: [String] = []
    for row in source.freight {
      let name = Self.name(row)
      if groups[name] == nil { names.append(name) }
      groups[name, default: []].append(row)
    }
    tariffs = names.count
    for name in names { add(name, groups[name] ?? []) }
  }

  private static func name(_ row: BrunelSource.Freight) -> String {
    "\(row.carrier) \(row.port) \(row.service) \(row.mode) \(row.days)d"
  }

  private mutating func add(_ name: String, _ rows: [BrunelSource.Freight]) {
    let sorted = rows.enumerated().sorted { a, b in
      let (left, right) = (Self.bounds(a.element), Self.bounds(b.element))
      return (left.least, left.most, a.offset) < (right.least, right.most, b.offset)
    }.map(\.element)
    var layers: [[BrunelSource.Freight]] = []
    for row in sorted {
      let fitting = layers.firstIndex { layer in layer.last.map { Self.bounds($0).most < Self.bounds(row).least } ?? true }
      if let fitting { layers[fitting].append(row) } else { layers.append([row]) }
    }
    overlapping += layers.dropFirst().reduce(0) { $0 + $1.count }
    identical += sorted.count - Set(sorted.map { "\($0.least) \($0.most) \($0.minimumCost) \($0.rate)" }).count
    if hasHole(sorted) { tariffsWithHoles.append(name) }
    for (index, bands) in layers.enumerated() {
      let number = index == 0 ? "" : " #\(index + 1)"
      rates.append(
        Rate(
          name: name + number, offer: "\(bands[0].port) \(bands[0].days)d\(number)", first: bands[0], bands: bands))
    }
  }

  /// A gap wider than the data's own spacing of a hundredth.
  private func hasHole(_ sorted: [BrunelSource.Freight]) -> Bool {
    var reached: Rational?
    for row in sorted {
      let bounds = Self.bounds(row)
      if let reached, bounds.least - reached > Rational(mantissa: 1, decimals: 2) { return true }
      reached = max(reached ?? bounds.most, bounds.most)
    }
    return false
  }

  private static func bounds(_ row: BrunelSource.Freight) -> (least: Rational, most: Rational) {
    let least = (try? NumberText.rational(Array(row.least.utf8))) ?? .zero
    let most = (try? NumberText.rational(Array(row.most.utf8))) ?? .zero
    return (least, most)
  }
}
