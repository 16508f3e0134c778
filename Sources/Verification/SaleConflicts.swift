public import Logistics

/// A demand row to which several have a claim: partners, or a partner and direct sales, each with a lane that may serve it.
public struct SaleConflict: Sendable {
  /// What one of them has at stake.
  public struct Claim: Sendable {
    public let seller: Seller
    /// What it sells of the row in the plan.
    public let sold: Rational
    /// What the partner would lose without the row: what it keeps of what it sells there, or for direct sales what is
    /// ours after commissions and selling costs.
    public let stake: Rational
    /// What its terms cost us of a unit: what of the price the partner keeps, commissions and selling costs.
    public let terms: Rational
  }

  public let row: DemandID
  /// In the order of `PartnerID`, direct sales first.
  public let claims: [Claim]
  /// Which claim costs us least under the given terms; of equals the first.
  public let cheapest: Int

  /// The conflicts of a plan, by demand row; none where nobody sells by terms of their own.
  /// - Complexity: O(links × demand rows of their customers).
  public static func all(_ plan: VerifiedPlan) -> [SaleConflict] {
    let instance = plan.instance
    guard !instance.sales.partners.isEmpty else { return [] }
    var links = [[LinkID]](repeating: [], count: instance.customers.count)
    for (index, node) in instance.links.destination.enumerated() {
      if case .customer(let customer) = node { links[customer.index].append(LinkID(index)) }
    }
    var sold: [FlowKey: Rational] = [:]
    for flow in plan.plan.flows { sold[flow.key] = instance.settings.resolution.rational(flow.quantity) }
    let carriage = Carriage(instance)
    return instance.demand.indices.compactMap { index in
      let row = DemandID(index)
      let keys = links[instance[row].customer.index].map { FlowKey($0, instance[row].period, .row(row)) }
      return conflict(row, keys.filter { carriage.obstacle($0) == nil }, sold, instance)
    }
  }

  private static func conflict(
    _ row: DemandID, _ keys: [FlowKey], _ sold: [FlowKey: Rational], _ instance: Instance
  ) -> SaleConflict? {
    var claims: [Claim] = []
    for key in keys {
      let sale = Sale(row, key.link, instance)
      let units = sold[key] ?? .zero
      if let place = claims.firstIndex(where: { $0.seller == sale.seller }) {
        claims[place] = claim(sale, claims[place].sold + units)
      } else {
        claims.append(claim(sale, units))
      }
    }
    guard Set(claims.map(\.seller.partner)).count > 1 else { return nil }
    claims.sort { rank($0.seller) < rank($1.seller) }
    let least = claims.map(\.terms).min() ?? .zero
    return SaleConflict(row: row, claims: claims, cheapest: claims.firstIndex { $0.terms == least } ?? 0)
  }

  private static func rank(_ seller: Seller) -> (Int32, Int32) {
    (seller.partner?.rawValue ?? -1, seller.channel?.rawValue ?? -1)
  }

  private static func claim(_ sale: Sale, _ units: Rational) -> Claim {
    let price = sale.price ?? .zero
    let revenue = sale.revenue ?? .zero
    let own = sale.seller.partner == nil ? revenue - sale.fees : sale.kept
    return Claim(seller: sale.seller, sold: units, stake: units * own, terms: price - revenue + sale.fees)
  }
}
