/// A charge on top of rates, after their minimum charges.
public struct Surcharge: Sendable {
  /// What it is charged on; of surcharges of one name a rate's beats a provider's, and that beats one for all.
  public enum Target: Sendable, Hashable {
    case all
    case provider(ProviderID)
    case rate(RateID)
  }

  public enum Basis: String, Sendable, CaseIterable {
    /// Percent of the rate's charges after their minimum.
    case percent
    case unit
    case weight = "kg"
    /// Per distance unit of each shipment.
    case distance = "km"
    case shipment
  }

  public var name: String
  public var target: Target
  public var basis: Basis
  /// Percent, or currency per unit of the basis in the instance's own units.
  public var value: Rational
  public var mark: SourceMark

  public init(name: String, target: Target, basis: Basis, value: Rational, mark: SourceMark) {
    self.name = name
    self.target = target
    self.basis = basis
    self.value = value
    self.mark = mark
  }
}

extension Instance {
  /// The surcharges on what a lane row prices, in the order of their table: of one name the nearest.
  ///
  /// All links of a row whose surcharges depend on the provider have the same one; validation sees to that.
  public func surcharges(on lane: LaneID) -> [Surcharge] {
    guard !surcharges.isEmpty else { return [] }
    let rate = lanes.rate[lane.index]
    let provider = lanes.links(of: lane).first.flatMap { links.provider[$0.index] }
    func nearness(_ target: Surcharge.Target) -> Int? {
      switch target {
      case .rate(let id): id == rate ? 0 : nil
      case .provider(let id): id == provider ? 1 : nil
      case .all: 2
      }
    }
    return surcharges.filter { one in
      guard let own = nearness(one.target) else { return false }
      return !surcharges.contains { $0.name == one.name && nearness($0.target).map { $0 < own } ?? false }
    }
  }
}
