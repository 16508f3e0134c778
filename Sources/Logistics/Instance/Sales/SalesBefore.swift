/// What channels and partners sold by `baseline`, sold as the instance's lanes, sites and customers say now.
public struct SalesBefore: Sendable {
  /// By `ChannelID`, in units; empty where there is no baseline.
  public private(set) var channels: [Rational] = []
  /// By `PartnerID`, in units; empty where there is no baseline.
  public private(set) var partners: [Rational] = []

  public init() {}

  init(_ baseline: Baseline, _ instance: Instance) {
    channels = [Rational](repeating: .zero, count: instance.sales.channels.count)
    partners = [Rational](repeating: .zero, count: instance.sales.partners.count)
    for row in baseline.rows {
      guard case .customer(let customer) = instance.links.destination[row.key.link.index] else { continue }
      let seller = instance.seller(row.key.link, customer)
      let units = instance.settings.resolution.rational(row.quantity)
      if let channel = seller.channel { channels[channel.index] += units }
      if let partner = seller.partner { partners[partner.index] += units }
    }
  }

  public func units(_ channel: ChannelID) -> Rational { channels.isEmpty ? .zero : channels[channel.index] }
  public func units(_ partner: PartnerID) -> Rational { partners.isEmpty ? .zero : partners[partner.index] }
}
