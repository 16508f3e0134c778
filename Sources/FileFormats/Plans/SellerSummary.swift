public import Logistics
public import Verification

/// What a channel or a partner sold, and which of its targets it met.
public struct SellerSummary: Sendable {
  public struct Target: Sendable {
    public enum Unit: Sendable { case percent, money, units }

    /// The column or the line of a contract that sets it.
    public let name: String
    public var unit = Unit.percent
    /// Whether a line of a contract sets it.
    public var isLine = false
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
  /// Percent by which it sells more than by `baseline`; nil where that says of nothing that it sold it.
  public let growth: Rational?
  /// What left its stock ÷ the mean of that before and after; nil where no stock is given at sites that it operates.
  public let turns: Rational?
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
        plan, channel.name, sales, before: plan.instance.sales.before.units(ChannelID(index)),
        [least, most].compactMap { $0 },
        operates: { partner in partner.map { plan.instance[$0].channel == ChannelID(index) } ?? false }
      ) { $0.channel == ChannelID(index) }
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
        Target(name: "credit_limit", unit: .money, value: $0, reached: sales.revenue, isMet: sales.revenue <= $0)
      }
      let before = plan.instance.sales.before.units(PartnerID(index))
      let growth = partner.growthTarget.flatMap { least in
        SellerSummary.growth(sales.units, before).map {
          Target(name: "growth_target", value: least, reached: $0, isMet: $0 >= least)
        }
      }
      return SellerSummary(
        plan, partner.name, sales, before: before,
        [margin, credit, growth].compactMap { $0 } + contractTargets(plan, PartnerID(index)),
        operates: { $0 == PartnerID(index) }
      ) { $0.partner == PartnerID(index) }
    }
  }

  /// The lines of contracts with a partner, soft ones too.
  private static func contractTargets(_ plan: VerifiedPlan, _ partner: PartnerID) -> [Target] {
    zip(plan.instance.constraints, plan.evaluation.constraints).compactMap { line, found in
      guard line.contractWith == .partner(partner) else { return nil }
      let unit: Target.Unit = line.within == nil && line.kind == .flow ? .units : .percent
      return Target(name: line.name, unit: unit, isLine: true, value: line.value, reached: found.amount, isMet: found.violation.isZero)
    }
  }

  private static func growth(_ units: Rational, _ before: Rational) -> Rational? {
    ((units - before) * Rational(100)).divided(by: before)
  }

  private static func turns(_ plan: VerifiedPlan, _ isOwn: (SiteID) -> Bool) -> Rational? {
    let instance = plan.instance
    var (before, drawn) = (Rational.zero, Rational.zero)
    for row in instance.supplies.rows where row.isStock && row.sites.contains(where: isOwn) { before += row.maximum ?? .zero }
    for item in plan.evaluation.supplied where isOwn(item.key.site) {
      guard let cell = instance.supplies.cells[item.key], instance.supplies[cell.pricedBy].isStock else { continue }
      drawn += instance.settings.resolution.rational(item.quantity)
    }
    return drawn.divided(by: before - drawn * (Rational(1, over: 2) ?? .zero))
  }

  /// The targets that lines of contracts set and that are missed.
  public var missedLines: [String] { targets.filter { $0.isLine && !$0.isMet }.map(\.name) }

  private init(
    _ plan: VerifiedPlan, _ name: String, _ sales: SalesTotals, before: Rational, _ targets: [Target],
    operates: (PartnerID?) -> Bool, _ isOwn: (Customer) -> Bool
  ) {
    let instance = plan.instance
    self.name = name
    self.sales = sales
    self.targets = targets
    growth = SellerSummary.growth(sales.units, before)
    turns = SellerSummary.turns(plan) { operates(plan.instance[$0].operatedByPartner) }
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
