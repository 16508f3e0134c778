internal import Logistics

/// What a unit that a last leg brings is sold for, by whom, and what selling it costs.
struct SaleTerms: Sendable {
  struct Sale: Sendable {
    var seller = Seller()
    /// What the buyer pays, what of it is ours, and what we pay to channel, partner and price row; a unit.
    var price = Rational.zero
    var revenue = Rational.zero
    var fees = Rational.zero
    /// Of that what is no commission.
    var sellingCost = Rational.zero
    /// What the partner keeps of a unit.
    var kept = Rational.zero
  }

  private let instance: Instance
  private let isPlain: Bool
  /// By link that ends at a customer; empty where nobody sells by terms of their own.
  private let sellers: [Seller]

  init(_ instance: Instance) {
    self.instance = instance
    isPlain = instance.sales.isEmpty
    sellers = isPlain ? [] : instance.links.destination.indices.map { link in
      guard case .customer(let customer) = instance.links.destination[link] else { return Seller() }
      return instance.seller(LinkID(link), customer)
    }
  }

  func seller(_ link: LinkID) -> Seller { isPlain ? Seller() : sellers[link.index] }

  func sale(_ row: DemandID, _ link: LinkID) -> Sale {
    guard !isPlain else {
      let price = instance[row].unitPrice ?? .zero
      return Sale(price: price, revenue: price)
    }
    var sale = Sale(seller: seller(link))
    sale.price = instance.unitPrice(of: row, sale.seller) ?? .zero
    sale.revenue = sale.price
    let terms = instance.salePrice(sale.seller, instance[row].product)
    let own = percent((sale.seller.partner.map { instance[$0].commission } ?? .zero) + (terms?.commission ?? .zero))
    sale.kept = own * sale.price
    if sale.seller.partner != nil, let partnerPrice = terms?.partnerPrice {
      sale.revenue = partnerPrice
      sale.kept = sale.price - partnerPrice
    }
    sale.fees = own * sale.price
    if let channel = sale.seller.channel {
      sale.sellingCost = instance[channel].sellingCost
      sale.fees += percent(instance[channel].commission) * sale.price + sale.sellingCost
    }
    return sale
  }

  /// Whether the seller of a last leg may sell the product to the customer.
  func mayCarry(_ link: LinkID, to customer: CustomerID, _ product: ProductID) -> Bool {
    guard !isPlain else { return true }
    if let own = instance[customer].channel, let named = instance.links.seller(of: link).channel, named != own {
      return false
    }
    guard instance.offers(sellers[link.index], product) else { return false }
    guard let exclusive = instance.exclusivePartner(customer, product) else { return true }
    return sellers[link.index].partner == exclusive
  }

  private func percent(_ value: Rational) -> Rational { value * (Rational(1, over: 100) ?? .zero) }
}
