public import Logistics
public import Verification

/// What a channel or a partner sold, and which of its targets it met.
public struct SellerSummary: Sendable {
  public struct Target: Sendable {
    /// The column that sets it.
    public let name: String
    public let value: Rational
    public let reached: Rational
    public let isMet: Bool
  }

  public let name: String
  /// The customers that it serves by the tables, what they ask for, and what they get, whoever sells it.
  public let customers: Int
  public let demanded: Rational
  public let served: Rational
  public let sales: SalesTotals
  /// Percent of all units sold.
  public let share: Rational
  public let targets: [Target]

  /// Percent; 100 if nothing is asked for.
  public var fillRate: Rational { (served * Rational(100)).divided(by: demanded) ?? Rational(100) }

  /// `yes`, `no`, or nothing where there is no such target.
  public func met(_ target: String) -> String {
    targets.first { $0.name == target }.map { $0.isMet ? "yes" : "no" } ?? ""
  }

  /// By `ChannelID`; empty where nobody sells by terms of their own.
  public static func channels(_ plan: VerifiedPlan) -> [SellerSummary] {
    plan.evaluation.channelSales.enumerated().map { index, sales in
      let channel = plan.instance.sales.channels[index]
      let base = ShareBase(plan, channel.shareBase)
      let reached = base.percent(channel.shareBase == .revenue ? sales.revenue : sales.units)
      let least = channel.shareMin.map {
        Target(name: "share_min", value: $0, reached: reached, isMet: reached >= $0 || base.isEmpty)
      }
      let most = channel.shareMax.map {
        Target(name: "share_max", value: $0, reached: reached, isMet: reached <= $0 || base.isEmpty)
      }
      return SellerSummary(
        plan, channel.name, sales, [least, most].compactMap { $0 }) { $0.channel == ChannelID(index) }
    }
  }

  /// By `PartnerID`; empty where nobody sells by terms of their own.
  public static func partners(_ plan: VerifiedPlan) -> [SellerSummary] {
    plan.evaluation.partnerSales.enumerated().map { index, sales in
      let partner = plan.instance.sales.partners[index]
      let margin = partner.marginMin.map { least in
        let reached = sales.margin ?? .zero
        return Target(
          name: "margin_min", value: least, reached: reached, isMet: reached >= least || sales.value.isZero)
      }
      let credit = partner.creditLimit.map {
        Target(name: "credit_limit", value: $0, reached: sales.revenue, isMet: sales.revenue <= $0)
      }
      return SellerSummary(
        plan, partner.name, sales, [margin, credit].compactMap { $0 }) { $0.partner == PartnerID(index) }
    }
  }

  private init(
    _ plan: VerifiedPlan, _ name: String, _ sales: SalesTotals, _ targets: [Target], _ isOwn: (Customer) -> Bool
  ) {
    let instance = plan.instance
    self.name = name
    self.sales = sales
    self.targets = targets
    share = (sales.units * Rational(100)).divided(by: plan.evaluation.servedTotal) ?? .zero
    customers = instance.customers.count(where: isOwn)
    var (demanded, served) = (Rational.zero, Rational.zero)
    for (index, row) in instance.demand.enumerated() where isOwn(instance[row.customer]) {
      demanded += row.quantity
      served += instance.settings.resolution.rational(plan.evaluation.served[index])
    }
    self.demanded = demanded
    self.served = served
  }

  /// What a channel's share is a percentage of.
  private struct ShareBase {
    let total: Rational

    init(_ plan: VerifiedPlan, _ base: Channel.ShareBase) {
      switch base {
      case .quantity: total = plan.evaluation.servedTotal
      case .demand: total = plan.evaluation.demandedTotal
      case .revenue: total = plan.evaluation.revenue?.rational ?? .zero
      }
    }

    var isEmpty: Bool { total.isZero }
    func percent(_ amount: Rational) -> Rational { (amount * Rational(100)).divided(by: total) ?? .zero }
  }
}
